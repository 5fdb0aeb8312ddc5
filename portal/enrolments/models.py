"""What an enrolment is: a person on a cohort, alone or as one of an executive board. And a spreadsheet on its way in."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.db import Model, words
from portal.people.models import Municipality, Person
from portal.text import Word, _l


class EnrolmentStatus(Word):
    """How a person stands to a cohort."""

    WAITLISTED = "waitlisted", _l("Venteliste")
    CONFIRMED = "confirmed", _l("Bekræftet")
    CANCELLED = "cancelled", _l("Afmeldt")
    COMPLETED = "completed", _l("Gennemført")


TAKES_A_SEAT = (EnrolmentStatus.CONFIRMED, EnrolmentStatus.COMPLETED)


class Delegation(Model):
    """An executive board that takes part as one."""

    __tablename__ = "delegation"

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), index=True)
    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipality.code"))

    cohort: Mapped[Cohort] = relationship(lazy="raise_on_sql")
    municipality: Mapped[Municipality] = relationship(lazy="raise_on_sql")

    __table_args__ = (UniqueConstraint("cohort_id", "municipality_code"),)


class Enrolment(Model):
    """A person on a cohort. The order of arrival is `enrolled_at`; a place on the waiting list is counted, not stored.

    `form_key` is that of the form it came by, so that a second press is the same act. `is_elected`: takes part as a politician.
    """

    __tablename__ = "enrolment"

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    status: Mapped[EnrolmentStatus] = mapped_column(words(EnrolmentStatus, "enrolment_status"))
    enrolled_at: Mapped[datetime] = mapped_column(default=clock.now)
    confirmed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    invited_at: Mapped[datetime | None]
    delegation_id: Mapped[UUID | None] = mapped_column(ForeignKey("delegation.id", ondelete="SET NULL"))
    case_group: Mapped[int | None]
    case_reminded_on: Mapped[date | None]  # a Danish day: once on each at most
    is_elected: Mapped[bool] = mapped_column(default=False, server_default=false())
    remark: Mapped[str] = mapped_column(String(300), default="")
    form_key: Mapped[str | None] = mapped_column(String(64), unique=True)

    cohort: Mapped[Cohort] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(back_populates="enrolments", lazy="raise_on_sql")
    delegation: Mapped[Delegation | None] = relationship(lazy="raise_on_sql")

    __table_args__ = (
        UniqueConstraint("cohort_id", "person_id"),
        CheckConstraint("case_group > 0", name="case_group"),
        Index("ix_enrolment_cohort_id_status", "cohort_id", "status", "enrolled_at"),
    )

    @property
    def takes_a_seat(self) -> bool:
        """Whether the person is a participant: has a place, or had one to the end."""
        return self.status in TAKES_A_SEAT

    @property
    def board(self) -> str | None:
        """The municipality code of the board one comes with; `delegation` has to be loaded."""
        return self.delegation.municipality_code if self.delegation else None


class ImportDraft(Model):
    """The rows of a spreadsheet between preview and confirmation; emptied when used, so that nobody is kept in it.

    `rows` holds the cells of the columns we know, as text; `unused` the headings we did not read.
    """

    __tablename__ = "import_draft"

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    file_name: Mapped[str] = mapped_column(String(200))
    rows: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    unused: Mapped[list[str]] = mapped_column(JSON)
    used_at: Mapped[datetime | None]
    enrolled: Mapped[int] = mapped_column(default=0)

    __table_args__ = (Index("ix_import_draft_cohort_id_person_id", "cohort_id", "person_id"),)
