"""What a course is: the standing description. What a cohort is stands in `cohort_models`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Model, words
from portal.text import Word, _l

if TYPE_CHECKING:
    from portal.courses.cohort_models import Cohort


class CourseFormat(Word):
    """What kind of gathering it is."""

    COURSE = "course", _l("Kursus")
    DEVELOPMENT_PROGRAMME = "development_programme", _l("Udviklingsforløb")
    SEMINAR = "seminar", _l("Seminar")
    RESIDENTIAL = "residential", _l("Døgn fra 12 til 12")


class ContactPurpose(Word):
    """What one asks a contact about."""

    CONTENT = "content", _l("Indhold")
    PRACTICAL = "practical", _l("Praktiske spørgsmål")


class Course(Model):
    """The catalogue entry. `outcomes`, `contents` and `themes` hold one entry per line; `price_excl_vat` is whole kroner.

    Notes are prose for what the rules and rows beside them do not say: when dates come, who else teaches, why now.
    """

    __tablename__ = "course"

    title: Mapped[str] = mapped_column(String(200), unique=True)
    format: Mapped[CourseFormat] = mapped_column(words(CourseFormat, "course_format"))
    summary: Mapped[str] = mapped_column(Text, default="")
    description: Mapped[str] = mapped_column(Text, default="")
    target_group: Mapped[str] = mapped_column(Text, default="")
    outcomes: Mapped[str] = mapped_column(Text, default="")
    themes: Mapped[str] = mapped_column(Text, default="")
    method: Mapped[str] = mapped_column(Text, default="")
    not_covered: Mapped[str] = mapped_column(Text, default="")
    programme_note: Mapped[str] = mapped_column(Text, default="")
    contents: Mapped[str] = mapped_column(Text, default="")
    context: Mapped[str] = mapped_column(Text, default="")
    preparation: Mapped[str] = mapped_column(Text, default="")
    teaching_note: Mapped[str] = mapped_column(Text, default="")
    dates_note: Mapped[str] = mapped_column(Text, default="")
    follow_up_note: Mapped[str] = mapped_column(Text, default="")
    duration: Mapped[str] = mapped_column(String(200), default="")
    price_excl_vat: Mapped[int | None]
    price_covers: Mapped[str] = mapped_column(Text, default="")
    price_leaves_out: Mapped[str] = mapped_column(Text, default="")
    in_order_of_arrival: Mapped[bool] = mapped_column(default=True)
    binding_after_deadline: Mapped[bool] = mapped_column(default=True)
    late_admission: Mapped[bool] = mapped_column(default=True)
    capacity_note: Mapped[str] = mapped_column(Text, default="")
    admission_note: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    organisers: Mapped[list[Organiser]] = relationship(
        back_populates="course", order_by="Organiser.position", cascade="all, delete-orphan", lazy="raise_on_sql"
    )
    teachers: Mapped[list[Teacher]] = relationship(
        back_populates="course", order_by="Teacher.position", cascade="all, delete-orphan", lazy="raise_on_sql"
    )
    contacts: Mapped[list[CourseContact]] = relationship(
        back_populates="course", order_by="CourseContact.position", cascade="all, delete-orphan", lazy="raise_on_sql"
    )
    programme: Mapped[list[ProgrammeItem]] = relationship(
        back_populates="course", order_by="ProgrammeItem.position", cascade="all, delete-orphan", lazy="raise_on_sql"
    )
    testimonials: Mapped[list[Testimonial]] = relationship(
        back_populates="course", order_by="Testimonial.position", cascade="all, delete-orphan", lazy="raise_on_sql"
    )
    related: Mapped[list[RelatedCourse]] = relationship(
        back_populates="course",
        foreign_keys="RelatedCourse.course_id",
        order_by="RelatedCourse.position",
        cascade="all, delete-orphan",
        lazy="raise_on_sql",
    )
    cohorts: Mapped[list[Cohort]] = relationship(back_populates="course", lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads a plain dict
    __table_args__ = (CheckConstraint("price_excl_vat >= 0", name="price_excl_vat"),)


class Organiser(Model):
    """An association or authority behind a course; often there are several."""

    __tablename__ = "organiser"

    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))

    course: Mapped[Course] = relationship(back_populates="organisers", lazy="raise_on_sql")


class Teacher(Model):
    """Who teaches, as the course page tells it; need not have an account."""

    __tablename__ = "teacher"

    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200), default="")
    organisation: Mapped[str] = mapped_column(String(200), default="")
    biography: Mapped[str] = mapped_column(Text, default="")

    course: Mapped[Course] = relationship(back_populates="teachers", lazy="raise_on_sql")


class CourseContact(Model):
    """Who to ask about a course, and about what."""

    __tablename__ = "course_contact"

    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    purpose: Mapped[ContactPurpose] = mapped_column(words(ContactPurpose, "contact_purpose"))
    name: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")

    course: Mapped[Course] = relationship(back_populates="contacts", lazy="raise_on_sql")


class ProgrammeItem(Model):
    """A part of the standing programme, without a time; a cohort's agenda has the times."""

    __tablename__ = "programme_item"

    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")

    course: Mapped[Course] = relationship(back_populates="programme", lazy="raise_on_sql")


class Testimonial(Model):
    """What a former participant says."""

    __tablename__ = "testimonial"

    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    quote: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200), default="")
    organisation: Mapped[str] = mapped_column(String(200), default="")

    course: Mapped[Course] = relationship(back_populates="testimonials", lazy="raise_on_sql")


class RelatedCourse(Model):
    """A course one may also look at: another of ours, or only a title."""

    __tablename__ = "related_course"

    course_id: Mapped[UUID] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    target_id: Mapped[UUID | None] = mapped_column(ForeignKey("course.id", ondelete="SET NULL"))

    course: Mapped[Course] = relationship(back_populates="related", foreign_keys=[course_id], lazy="raise_on_sql")
