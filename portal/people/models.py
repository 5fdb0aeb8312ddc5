"""Who is who: persons, the 98 municipalities, and what proves that a visitor is a person."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Model, words
from portal.sealing.columns import Sealed
from portal.sealing.keys import DataKey
from portal.sealing.rows import SealedRow

if TYPE_CHECKING:
    from portal.courses.cohort_models import CohortStaff
    from portal.enrolments.models import Enrolment
    from portal.roles.models import RoleGrant


def initials_of(name: str) -> str:
    """The first letters of the first and the last name; what stands in brackets is no name."""
    parts = [part for part in name.split() if part[0].isalpha()]
    return (parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")).upper() if parts else ""


class Municipality(Base):
    """One of the 98 municipalities, by Danmarks Statistik's three-digit code, zeros kept."""

    __tablename__ = "municipality"

    code: Mapped[str] = mapped_column(String(3), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)


class Person(Model):
    """Somebody the provider knows; may sign in unless disabled. `email` is canonical: NFC and lower case."""

    __tablename__ = "person"

    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200), default="")
    organisation: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    biography: Mapped[str] = mapped_column(Text, default="")
    locale: Mapped[str] = mapped_column(String(2), default="da")
    is_coordinator: Mapped[bool] = mapped_column(default=False)
    coordinates_all: Mapped[bool] = mapped_column(default=False, server_default=false())  # see courses/reach.py
    is_administrator: Mapped[bool] = mapped_column(default=False)
    disabled_at: Mapped[datetime | None]
    signed_in_at: Mapped[datetime | None]
    ways_offered_at: Mapped[datetime | None]  # that one may sign in without a letter was said once
    municipality_code: Mapped[str | None] = mapped_column(ForeignKey("municipality.code"), index=True)

    municipality: Mapped[Municipality | None] = relationship(lazy="raise_on_sql")
    enrolments: Mapped[list[Enrolment]] = relationship(back_populates="person", lazy="raise_on_sql")
    staff_roles: Mapped[list[CohortStaff]] = relationship(back_populates="person", lazy="raise_on_sql")
    role_grants: Mapped[list[RoleGrant]] = relationship(
        back_populates="person", passive_deletes=True, lazy="raise_on_sql"
    )

    __table_args__ = (CheckConstraint("locale in ('da', 'en')", name="locale"),)

    @property
    def initials(self) -> str:
        """The first letters of the first and the last name."""
        return initials_of(self.name)

    @property
    def workplace(self) -> str:
        """The municipality, for whoever comes from none the organisation; may be empty. The municipality has to be loaded."""
        return self.municipality.name if self.municipality else self.organisation

    @property
    def first_name(self) -> str:
        """What one says when greeting."""
        return self.name.split()[0] if self.name.split() else self.name


class SignInCode(Model):
    """A code on its way by letter. Without a person it was asked for by an address nobody has: it can never be right.

    One told by the person who runs the service opens any browser that asked for a code for the same person.
    """

    __tablename__ = "sign_in_code"

    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(String(254))
    code_hash: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]
    is_told: Mapped[bool] = mapped_column(default=False)


class Ended(StrEnum):
    """What ended a session."""

    SIGNED_OUT = "signed_out"
    ELSEWHERE = "elsewhere"  # on another device, or by an administrator
    LIMIT = "limit"
    ROLE = "role"  # gained or lost: another role may ask for another way to sign in
    CLOSED = "closed"  # the account


class SignInSession(Model):
    """A browser in which a person is signed in. The cookie holds the secret, the row its SHA-256.

    `level` names the ways the person proved it by, like “letter” or “password+totp”; `stepped_up_at` when last.
    """

    __tablename__ = "sign_in_session"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    browser: Mapped[str] = mapped_column(String(60), default="", server_default="")  # in Danish words, see browsers.py
    level: Mapped[str] = mapped_column(String(40), default="", server_default="")
    roles: Mapped[str] = mapped_column(String(60), default="", server_default="")  # when it began, see limits.py
    stepped_up_at: Mapped[datetime | None]
    ended_by: Mapped[Ended | None] = mapped_column(words(Ended, "ended_by"))

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class HeldFormKey(DataKey):
    """What opens one form that is held. It goes with the form."""

    __tablename__ = "held_form_key"

    id: Mapped[UUID] = mapped_column(ForeignKey("held_form.id", ondelete="CASCADE"), primary_key=True)


class HeldForm(SealedRow):
    """What somebody sent after the session had ended, kept for the same person to send again."""

    __tablename__ = "held_form"
    __sealed_by__ = (HeldFormKey, "id")

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    path: Mapped[str] = mapped_column(String(400))
    fields: Mapped[dict[str, list[str]]] = mapped_column(Sealed(as_json=True))

    __table_args__ = (Index("uq_held_form_person_id_path", "person_id", "path", unique=True),)
