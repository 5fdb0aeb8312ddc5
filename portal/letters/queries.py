"""What do we ask about the outbox?"""

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from portal import clock
from portal.db import db
from portal.letters.models import Letter

NEWEST = 100


def newest_letters() -> list[Letter]:
    """The newest letters, newest first, at most a hundred."""
    return list(db.session.scalars(select(Letter).order_by(Letter.created_at.desc()).limit(NEWEST)))


def letter(letter_id: UUID) -> Letter | None:
    """One letter, or None."""
    return db.session.get(Letter, letter_id)


def waiting() -> int:
    """How many letters are neither sent nor given up."""
    statement = select(func.count()).select_from(Letter).where(Letter.sent_at.is_(None), Letter.given_up_at.is_(None))
    return db.session.scalar(statement) or 0


def due_letters() -> Select[Letter]:
    """Letters whose moment has come and that no worker has in hand, the longest waiting first."""
    now = clock.now()
    return (
        select(Letter)
        .where(
            Letter.sent_at.is_(None),
            Letter.given_up_at.is_(None),
            Letter.due_at <= now,
            or_(Letter.leased_until.is_(None), Letter.leased_until <= now),
        )
        .order_by(Letter.due_at, Letter.id)
    )


def is_a_letter_due() -> bool:
    """Whether there is anything to send. Ends the transaction: nobody waits for the database while the relay is called."""
    found = db.session.scalar(due_letters().with_only_columns(Letter.id).limit(1))
    db.session.commit()
    return found is not None


class Backlog(NamedTuple):
    """Letters that should have left by now, and letters nobody will try again."""

    late: int
    given_up: int


def backlog(patience: timedelta) -> Backlog:
    """How the outbox is doing: what has been due, or tried in vain, for longer than `patience`; and what was given up."""
    waits = Letter.sent_at.is_(None) & Letter.given_up_at.is_(None)
    long_ago = clock.now() - patience
    late = waits & or_(Letter.due_at < long_ago, (Letter.tries > 0) & (Letter.created_at < long_ago))
    counts = select(func.count().filter(late), func.count().filter(Letter.given_up_at.is_not(None)))
    return Backlog(*db.session.execute(counts.select_from(Letter)).one())
