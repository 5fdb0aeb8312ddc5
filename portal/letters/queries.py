"""What do we ask about the outbox?"""

from uuid import UUID

from sqlalchemy import func, select

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
