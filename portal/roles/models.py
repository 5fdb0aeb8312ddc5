"""What is a role that somebody was given: helping an executive board, or being a municipality's contact?"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.courses.cohort_models import Cohort
from portal.db import Model, words
from portal.journal.roles import Role
from portal.text import Word, _l

if TYPE_CHECKING:
    from portal.people.models import Municipality, Person


class GrantedRole(Word):
    """A role that a coordinator gives, and takes back."""

    BOARD_SECRETARY = "board_secretary", _l("Direktionssekretær")
    MUNICIPAL_CONTACT = "municipal_contact", _l("Kommunens kontaktperson")


class RoleGrant(Model):
    """Somebody's role for a municipality: its board's secretary on one cohort, or its contact for all of them."""

    __tablename__ = "role_grant"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[GrantedRole] = mapped_column(words(GrantedRole, "granted_role"))
    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    cohort_id: Mapped[UUID | None] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), index=True)

    person: Mapped[Person] = relationship(back_populates="role_grants", lazy="raise_on_sql")
    municipality: Mapped[Municipality] = relationship(lazy="raise_on_sql")
    cohort: Mapped[Cohort | None] = relationship(lazy="raise_on_sql")

    __table_args__ = (
        CheckConstraint("(role = 'board_secretary') = (cohort_id IS NOT NULL)", name="scope"),
        Index("uq_role_grant_cohort", "person_id", "role", "municipality_code", "cohort_id", unique=True),
        Index(
            "uq_role_grant_everywhere",
            "person_id",
            "role",
            "municipality_code",
            unique=True,
            sqlite_where=text("cohort_id IS NULL"),
            postgresql_where=text("cohort_id IS NULL"),
        ),
    )


class AccessReview(Model):
    """Somebody has looked at who has access, to the cohorts they coordinate or in the office, and said who keeps it."""

    __tablename__ = "access_review"

    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    of_office: Mapped[bool] = mapped_column(default=False, server_default=false())  # by whichever administrator

    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    lines: Mapped[list[AccessReviewLine]] = relationship(cascade="all, delete-orphan", lazy="raise_on_sql")


class AccessReviewLine(Model):
    """One answer: this person's role stays, or was taken away. Who is erased leaves the line without a name."""

    __tablename__ = "access_review_line"

    review_id: Mapped[UUID] = mapped_column(ForeignKey("access_review.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    role: Mapped[Role] = mapped_column(words(Role, "reviewed_role"))
    cohort_id: Mapped[UUID | None] = mapped_column(ForeignKey("cohort.id", ondelete="SET NULL"))
    is_kept: Mapped[bool]

    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    cohort: Mapped[Cohort | None] = relationship(lazy="raise_on_sql")
