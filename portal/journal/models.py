"""What stands in the journal: an act, who did it, to what, whose it is. Never content."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.db import Base, Model


class Entry(Model):
    """One act. Ids carry no foreign keys: the journal outlives what it speaks of."""

    __tablename__ = "journal_entry"

    at: Mapped[datetime] = mapped_column(default=clock.now)
    act: Mapped[str] = mapped_column(String(60))
    by_id: Mapped[UUID | None] = mapped_column(index=True)
    subject_id: Mapped[UUID | None]
    owner_id: Mapped[UUID | None] = mapped_column(index=True)
    cohort_id: Mapped[UUID | None]
    result: Mapped[str] = mapped_column(String(20), default="done")
    role: Mapped[str | None] = mapped_column(String(20))  # none in what was written before roles were

    __table_args__ = (Index("ix_journal_entry_subject_id_act", "subject_id", "act"), Index("ix_journal_entry_at", "at"))


class Seal(Base):
    """An entry's place in the chain. `mac` is HMAC-SHA-256 in hex over the seal before, the place and the entry.

    A table of its own: the database refuses to change an entry, even to seal it.
    """

    __tablename__ = "journal_seal"

    sequence: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    entry_id: Mapped[UUID] = mapped_column(unique=True)
    mac: Mapped[str] = mapped_column(String(64))
    sealed_at: Mapped[datetime] = mapped_column(default=clock.now)


class Closing(Base):
    """The record of a day that was dropped from the chain's beginning. The first entry left follows on `seal`.

    `through` is the last place that was dropped, `seal` the seal that stood there, `mac` HMAC-SHA-256 in hex over the
    closing before and all of this one.
    """

    __tablename__ = "journal_closing"

    through: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    seal: Mapped[str] = mapped_column(String(64))
    entries: Mapped[int]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    closed_at: Mapped[datetime] = mapped_column(default=clock.now)
    mac: Mapped[str] = mapped_column(String(64))
