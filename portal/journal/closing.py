"""How does the journal grow no older than thirteen months? Whole sealed days go from its beginning; a closing says so."""

from datetime import datetime, time
from typing import Final

from sqlalchemy import delete, func, select

from portal import clock
from portal.db import db
from portal.journal.actions import record
from portal.journal.made_up import MADE_UP
from portal.journal.models import Closing, Entry, Seal
from portal.journal.sealing import NOTHING, Head, Sealer

KEPT_MONTHS: Final = 13


def oldest_kept(at: datetime) -> datetime:
    """Entries before this go: the beginning of the Danish day thirteen months ago."""
    day = clock.to_local(clock.months_after(at, -KEPT_MONTHS)).date()
    return clock.from_local(day, time())


def droppable(at: datetime) -> int:
    """How many entries are due to go: sealed, before the limit, with nothing younger before them. The newest seal stays."""
    return max(0, _through(oldest_kept(at)) - newest_closing().sequence)


def drop_days(sealer: Sealer, at: datetime) -> int:
    """Drop what is due, each Danish day in a transaction of its own with its closing; how many entries that were."""
    dropped, limit = 0, oldest_kept(at)
    while (through := _through(limit)) > newest_closing().sequence:
        first = db.session.scalar(select(Entry.at).join(Seal, Seal.entry_id == Entry.id).order_by(Seal.sequence))
        assert first is not None
        day_ends = clock.days_after(clock.from_local(clock.to_local(first).date(), time()), 1)
        dropped += _drop(sealer, min(through, max(_through(day_ends), newest_closing().sequence + 1)))
        db.session.commit()
    return dropped


def _through(limit: datetime) -> int:
    """The last place in the chain before which, and at which, everything is older than `limit`; never the newest."""
    younger = select(func.min(Seal.sequence)).join(Entry, Entry.id == Seal.entry_id).where(Entry.at >= limit)
    newest = db.session.scalar(select(func.max(Seal.sequence))) or 0
    first_kept = db.session.scalar(younger)
    return (newest if first_kept is None else min(first_kept, newest)) - 1


def _drop(sealer: Sealer, through: int) -> int:
    before = db.session.scalars(select(Closing).order_by(Closing.through.desc()).limit(1)).one_or_none()
    going = select(Seal.entry_id).where(Seal.sequence <= through)
    first_at, last_at = db.session.execute(
        select(func.min(Entry.at), func.max(Entry.at)).where(Entry.id.in_(going))
    ).one()
    closing = Closing(
        through=through,
        seal=db.session.scalars(select(Seal.mac).where(Seal.sequence == through)).one(),
        entries=through - (before.through if before else 0),
        first_at=first_at,
        last_at=last_at,
        closed_at=clock.now(),
    )
    closing.mac = sealer.closing_mac(before.mac if before else NOTHING, closing)
    _keep_what_is_never_forgotten(through)
    db.session.add(closing)
    db.session.flush()
    db.session.execute(delete(Entry).where(Entry.id.in_(going)))
    db.session.execute(delete(Seal).where(Seal.sequence <= through))
    return closing.entries


def _keep_what_is_never_forgotten(through: int) -> None:
    """That people were made up here is written down anew: production refuses to start on one, however old."""
    built = select(Entry.id).join(Seal, Seal.entry_id == Entry.id)
    if db.session.scalar(built.where(Seal.sequence <= through, Entry.act == MADE_UP).limit(1)) is not None:
        record(MADE_UP, by_id=None)


def newest_closing() -> Head:
    """The place that the chain goes on from, and the seal that stood there."""
    newest = db.session.scalars(select(Closing).order_by(Closing.through.desc()).limit(1)).one_or_none()
    return Head(newest.through, newest.seal) if newest else Head(0, NOTHING)


def judge_closings(sealer: Sealer) -> tuple[list[int], Head]:
    """The closings that somebody made without the key or before their time, and where the chain goes on from."""
    forged: list[int] = []
    before, last = NOTHING, 0
    for closing in db.session.scalars(select(Closing).order_by(Closing.through)):
        is_ours = sealer.closing_mac(before, closing) == closing.mac
        is_due = closing.last_at < oldest_kept(closing.closed_at)
        if not (is_ours and is_due and closing.entries == closing.through - last):
            forged.append(closing.through)
        before, last = closing.mac, closing.through
    return forged, newest_closing()
