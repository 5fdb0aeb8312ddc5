"""How does the journal stay as it was written? Each entry is sealed with all before it, by a key the database has not."""

import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import select

from portal import clock
from portal.db import db
from portal.journal.models import Closing, Entry, Seal

AT_ONCE: Final = 500
LONGEST_ACT: Final = timedelta(days=1)
NOTHING: Final = "0" * 64


class Head(NamedTuple):
    """How far the chain goes: the newest sequence number, 0 before the first, and its seal in hex."""

    sequence: int
    mac: str


class HeadLost(Exception):
    """The journal no longer reaches as far as its head outside says, or is another one."""


class Sealer:
    """Seals with `key`; keeps the newest head in `outside`, a file, so that an end that was cut off is missed."""

    def __init__(self, key: bytes, outside: Path | None) -> None:
        self._key = key
        self._outside = outside

    def mac(self, before: str, sequence: int, entry: Entry) -> str:
        """HMAC-SHA-256 in hex over the seal before, the place in the chain and the whole entry."""
        words = [before, sequence, *(_plain(getattr(entry, name)) for name in FIELDS)]
        words += [] if entry.role is None else [entry.role]  # older entries have none, and keep the seal they have
        return hmac.new(self._key, json.dumps(words, ensure_ascii=True).encode(), hashlib.sha256).hexdigest()

    def closing_mac(self, before: str, closing: Closing) -> str:
        """HMAC-SHA-256 in hex over the closing before and this one."""
        words = [before, *(_plain(getattr(closing, name)) for name in CLOSING_FIELDS)]
        return hmac.new(self._key, json.dumps(words).encode(), hashlib.sha256).hexdigest()

    def seal(self, since: datetime | None = None) -> int:
        """Seal what has no seal, in commits of some hundred; how many that were. `since` limits where it is looked for.

        Raises HeadLost when the end was cut off: sealing on would hide it.
        """
        self._judge_head()
        done = 0
        while entries := _unsealed(since):
            head = last_head()
            for sequence, entry in enumerate(entries, start=head.sequence + 1):
                head = Head(sequence, self.mac(head.mac, sequence, entry))
                db.session.add(Seal(sequence=sequence, entry_id=entry.id, mac=head.mac))
            db.session.commit()
            done += len(entries)
            self._keep(head)
        return done

    def seal_new(self) -> int:
        """Seal what was written lately. No act is longer under way than a day."""
        newest = db.session.scalar(
            select(Entry.at).join(Seal, Seal.entry_id == Entry.id).order_by(Seal.sequence.desc())
        )
        return self.seal(None if newest is None else min(newest, clock.now()) - LONGEST_ACT)

    def outside(self) -> Head | None:
        """The head that was kept outside; None when there is none yet."""
        if self._outside is None or not self._outside.exists():
            return None
        sequence, mac = self._outside.read_text(encoding="ascii").split()
        return Head(int(sequence), mac)

    def _judge_head(self) -> None:
        kept = self.outside()
        if kept is not None and not reaches(kept):
            raise HeadLost

    def _keep(self, head: Head) -> None:
        if self._outside is not None:
            beside = self._outside.with_name(f"{self._outside.name}.{os.getpid()}")
            beside.write_text(f"{head.sequence} {head.mac}\n", encoding="ascii")
            beside.replace(self._outside)


FIELDS: Final = ("id", "at", "created_at", "act", "by_id", "subject_id", "owner_id", "cohort_id", "result")

CLOSING_FIELDS: Final = ("through", "seal", "entries", "first_at", "last_at", "closed_at")


def _plain(value: object) -> str | None:
    return None if value is None else value.isoformat() if isinstance(value, datetime) else str(value)


def _unsealed(since: datetime | None) -> list[Entry]:
    is_sealed = select(Seal.sequence).where(Seal.entry_id == Entry.id).exists()
    unsealed = select(Entry).where(~is_sealed).order_by(Entry.at, Entry.id).limit(AT_ONCE)
    return list(db.session.scalars(unsealed if since is None else unsealed.where(Entry.at >= since)))


def last_head() -> Head:
    """How far the chain in the database goes."""
    newest = db.session.scalars(select(Seal).order_by(Seal.sequence.desc()).limit(1)).one_or_none()
    return Head(newest.sequence, newest.mac) if newest else Head(0, NOTHING)


def reaches(head: Head) -> bool:
    """Whether the chain in the database holds this seal in its place."""
    return db.session.scalar(select(Seal.mac).where(Seal.sequence == head.sequence)) == head.mac


def sealed_entries() -> Iterator[tuple[Seal, Entry | None]]:
    """Every seal in order, with the entry it is for, some hundred at a time."""
    both = select(Seal, Entry).outerjoin(Entry, Entry.id == Seal.entry_id).order_by(Seal.sequence)
    for row in db.session.execute(both.execution_options(yield_per=AT_ONCE)):
        yield row[0], row[1]
