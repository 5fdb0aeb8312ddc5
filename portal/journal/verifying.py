"""Is the journal as it was written? Walks the chain from its first seal to its last, and compares the end with the head."""

from datetime import timedelta
from typing import Final, NamedTuple

from sqlalchemy import func, select

from portal import clock
from portal.db import db
from portal.journal.closing import judge_closings
from portal.journal.models import Entry, Seal
from portal.journal.sealing import Head, Sealer, last_head, reaches, sealed_entries

SEALED_WITHIN: Final = timedelta(minutes=10)


class Verified(NamedTuple):
    """What was found. `changed` are places whose entry or seal is not what was sealed there; `missing` those without one.

    `dropped` entries went by the clock, which their closings say; `forged` are closings that nobody with the key made.
    """

    checked: int
    head: Head
    changed: list[int]
    missing: list[int]
    unsealed: int
    is_cut: bool
    dropped: int
    forged: list[int]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.changed or self.missing or self.unsealed or self.is_cut or self.forged)


def verify(sealer: Sealer, *heads: Head) -> Verified:
    """Compare every entry with its seal, and the chain with its head outside and with `heads`, kept elsewhere."""
    changed: list[int] = []
    missing: list[int] = []
    forged, closed = judge_closings(sealer)
    checked, before, expected = 0, closed.mac, closed.sequence + 1
    for seal, entry in sealed_entries():
        gap = range(expected, seal.sequence)
        missing += gap
        if entry is None:
            missing.append(seal.sequence)
        elif not gap and sealer.mac(before, seal.sequence, entry) != seal.mac:
            changed.append(seal.sequence)
        checked, before, expected = checked + 1, seal.mac, seal.sequence + 1
    kept = sealer.outside()
    is_cut = not all(_stands(head, closed) for head in [*heads, *([kept] if kept else [])])
    return Verified(checked, last_head(), changed, missing, _left_unsealed(), is_cut, closed.sequence, forged)


def _stands(head: Head, closed: Head) -> bool:
    """Whether the chain has this head, or had it among what went by the clock."""
    return head == closed or head.sequence < closed.sequence or reaches(head)


def _left_unsealed() -> int:
    """Entries that should have been sealed by now: somebody put them there past the portal, or no worker runs."""
    is_sealed = select(Seal.sequence).where(Seal.entry_id == Entry.id).exists()
    late = Entry.created_at < clock.now() - SEALED_WITHIN
    return db.session.scalar(select(func.count()).select_from(Entry).where(~is_sealed, late)) or 0
