"""What an announcement is: a text to everybody on a cohort, sent once."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.courses.cohort_models import Cohort
from portal.db import Model
from portal.people.models import Person


class Announcement(Model):
    """One announcement. `recipients` is how many letters went out; `form_key` makes a second press the same act."""

    __tablename__ = "announcement"

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    recipients: Mapped[int]
    form_key: Mapped[str] = mapped_column(String(64), unique=True)

    cohort: Mapped[Cohort] = relationship(lazy="raise_on_sql")
    author: Mapped[Person] = relationship(lazy="raise_on_sql")
