"""What a cohort is: one run of a course, with days, venues, agenda, contacts and staff."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal import clock
from portal.courses.models import ContactPurpose, Course
from portal.db import Model, words
from portal.people.models import Person
from portal.text import Word, _l


class DayKind(Word):
    """Whether a day is the course itself or the day one comes back."""

    TEACHING = "teaching", _l("Kursusdag")
    FOLLOW_UP = "follow_up", _l("Opfølgningsdag")


class AgendaKind(Word):
    """What an agenda item is for the participant."""

    SESSION = "session", _l("Programpunkt")
    BREAK = "break", _l("Pause")
    OWN_CASE = "own_case", _l("Arbejde med egen case")


class StaffRole(Word):
    """What somebody does for a cohort."""

    INSTRUCTOR = "instructor", _l("Underviser")
    COORDINATOR = "coordinator", _l("Koordinator")


def whole_address(address: str, town: str) -> str:
    """Street and town; the town once, where the street's line names it already."""
    said = address if town in address else f"{address}, {town}"
    return said.removeprefix(", ")


class Venue(Model):
    """A place to meet; cohorts share it."""

    __tablename__ = "venue"

    name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(300), default="")
    town: Mapped[str] = mapped_column(String(100), default="")
    arrival: Mapped[str] = mapped_column(Text, default="")
    accessibility: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads a plain dict
    __table_args__ = (UniqueConstraint("name", "town"),)

    @property
    def whole_address(self) -> str:
        """Street and town."""
        return whole_address(self.address, self.town)


class Cohort(Model):
    """One run of a course. Without days it has no date yet. `enrolment_deadline` is also when a place becomes binding.

    `capacity` counts people, `capacity_boards` executive boards; None means that nobody counts. Until `joint_until`
    elected and officials see each other's cases, for the purpose the coordinator has written.
    """

    __tablename__ = "cohort"

    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    capacity: Mapped[int | None]
    capacity_boards: Mapped[int | None]
    enrolment_deadline: Mapped[datetime | None]
    own_case_deadline: Mapped[datetime | None]
    accommodation: Mapped[str] = mapped_column(Text, default="")
    catering: Mapped[str] = mapped_column(Text, default="")
    practical: Mapped[str] = mapped_column(Text, default="")
    completed_at: Mapped[datetime | None]
    joint_purpose: Mapped[str] = mapped_column(String(200), default="", server_default="")
    joint_until: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    course: Mapped[Course] = relationship(back_populates="cohorts", lazy="raise_on_sql")
    days: Mapped[list[CourseDay]] = relationship(
        back_populates="cohort", order_by="CourseDay.starts_at", cascade="all, delete-orphan", lazy="raise_on_sql"
    )
    contacts: Mapped[list[CohortContact]] = relationship(
        back_populates="cohort", order_by="CohortContact.position", cascade="all, delete-orphan", lazy="raise_on_sql"
    )
    staff: Mapped[list[CohortStaff]] = relationship(
        back_populates="cohort", cascade="all, delete-orphan", lazy="raise_on_sql"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads a plain dict
    __table_args__ = (
        UniqueConstraint("course_id", "name"),
        CheckConstraint("capacity > 0", name="capacity"),
        CheckConstraint("capacity_boards > 0", name="capacity_boards"),
    )

    @property
    def is_joint(self) -> bool:
        """Whether a joint session of elected and officials is open now."""
        return self.joint_until is not None and self.joint_until > clock.now()


class CourseDay(Model):
    """A day of a cohort, from when to when, and where."""

    __tablename__ = "course_day"

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), index=True)
    venue_id: Mapped[UUID | None] = mapped_column(ForeignKey("venue.id"))
    kind: Mapped[DayKind] = mapped_column(words(DayKind, "day_kind"), default=DayKind.TEACHING)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    room: Mapped[str] = mapped_column(String(100), default="")

    cohort: Mapped[Cohort] = relationship(back_populates="days", lazy="raise_on_sql")
    venue: Mapped[Venue | None] = relationship(lazy="raise_on_sql")
    agenda: Mapped[list[AgendaItem]] = relationship(
        back_populates="day",
        order_by="AgendaItem.starts_at, AgendaItem.created_at",
        cascade="all, delete-orphan",
        lazy="raise_on_sql",
    )

    __table_args__ = (CheckConstraint("ends_at > starts_at", name="order"),)


class AgendaItem(Model):
    """Something on the programme of a day."""

    __tablename__ = "agenda_item"

    day_id: Mapped[UUID] = mapped_column(ForeignKey("course_day.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime]
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    speaker: Mapped[str] = mapped_column(String(200), default="")
    kind: Mapped[AgendaKind] = mapped_column(words(AgendaKind, "agenda_kind"), default=AgendaKind.SESSION)

    day: Mapped[CourseDay] = relationship(back_populates="agenda", lazy="raise_on_sql")


class CohortContact(Model):
    """Who to ask about this cohort, and about what."""

    __tablename__ = "cohort_contact"

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    purpose: Mapped[ContactPurpose] = mapped_column(words(ContactPurpose, "contact_purpose"))
    name: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    hours: Mapped[str] = mapped_column(String(200), default="")

    cohort: Mapped[Cohort] = relationship(back_populates="contacts", lazy="raise_on_sql")


class CohortStaff(Model):
    """Who works for a cohort, and as what."""

    __tablename__ = "cohort_staff"

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[StaffRole] = mapped_column(words(StaffRole, "staff_role"))

    cohort: Mapped[Cohort] = relationship(back_populates="staff", lazy="raise_on_sql")
    person: Mapped[Person] = relationship(back_populates="staff_roles", lazy="raise_on_sql")

    __table_args__ = (UniqueConstraint("cohort_id", "person_id", "role"),)
