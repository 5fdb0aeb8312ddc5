"""Is the journal as it was written? Walks the chain from its first seal to its last, and compares the end with the head."""

from datetime import timedelta
from typing import Final, NamedTuple

from sqlalchemy import func, select

from portal import clock
from portal.db import db
from portal.journal.models import Entry, Seal
from portal.journal.sealing import NOTHING, Head, Sealer, last_head, reaches, sealed_entries

SEALED_WITHIN: Final = timedelta(minutes=10)


class Verified(NamedTuple):
    """What was found. `changed` are places whose entry or seal is not what was sealed there; `missing` those without one."""

    checked: int
    head: Head
    changed: list[int]
    missing: list[int]
    unsealed: int
    is_cut: bool

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.changed or self.missing or self.unsealed or self.is_cut)


def verify(sealer: Sealer, *heads: Head) -> Verified:
    """Compare every entry with its seal, and the chain with its head outside and with `heads`, kept elsewhere."""
    changed: list[int] = []
    missing: list[int] = []
    checked, before, expected = 0, NOTHING, 1
    for seal, entry in sealed_entries():
        gap = range(expected, seal.sequence)
        missing += gap
        if entry is None:
            missing.append(seal.sequence)
        elif not gap and sealer.mac(before, seal.sequence, entry) != seal.mac:
            changed.append(seal.sequence)
        checked, before, expected = checked + 1, seal.mac, seal.sequence + 1
    kept = sealer.outside()
    is_cut = not all(map(reaches, [*heads, *([kept] if kept else [])]))
    return Verified(checked, last_head(), changed, missing, _left_unsealed(), is_cut)


def _left_unsealed() -> int:
    """Entries that should have been sealed by now: somebody put them there past the portal, or no worker runs."""
    is_sealed = select(Seal.sequence).where(Seal.entry_id == Entry.id).exists()
    late = Entry.created_at < clock.now() - SEALED_WITHIN
    return db.session.scalar(select(func.count()).select_from(Entry).where(~is_sealed, late)) or 0
