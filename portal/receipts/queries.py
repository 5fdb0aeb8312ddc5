"""What do we ask about receipts?"""

from uuid import UUID

from sqlalchemy import func, select

from portal.db import db
from portal.people.models import Person
from portal.receipts.models import Receipt


def receipts_of(subject_id: UUID) -> list[Receipt]:
    """All receipts for one case or submission, newest first."""
    return list(
        db.session.scalars(select(Receipt).where(Receipt.subject_id == subject_id).order_by(Receipt.number.desc()))
    )


def receipt_by_key(person: Person, form_key: str) -> Receipt | None:
    """The receipt a person got for the form with this key."""
    return db.session.scalars(
        select(Receipt).where(Receipt.person_id == person.id, Receipt.form_key == form_key)
    ).one_or_none()


def newest_number(subject_id: UUID) -> int:
    """The number of the newest receipt, 0 before the first."""
    return db.session.scalar(select(func.max(Receipt.number)).where(Receipt.subject_id == subject_id)) or 0
