"""What a receipt is: number, time and checksum of what was handed in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Model


class Receipt(Model):
    """Proof of one hand-in. `subject_id` is the own case or the submission; `form_key` makes a second press the same act."""

    __tablename__ = "receipt"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    subject_id: Mapped[UUID] = mapped_column(index=True)
    number: Mapped[int]
    at: Mapped[datetime]
    is_late: Mapped[bool] = mapped_column(default=False)
    sha256: Mapped[str] = mapped_column(String(64))
    form_key: Mapped[str] = mapped_column(String(64))

    __table_args__ = (UniqueConstraint("subject_id", "number"), UniqueConstraint("person_id", "form_key"))
