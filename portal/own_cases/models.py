"""What an own case is: a draft only its author sees, and what was handed in, which the chosen readers see."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, and_, false, text
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from portal.courses.cohort_models import Cohort
from portal.db import Model, words
from portal.enrolments.models import Enrolment
from portal.people.models import Person
from portal.people.written import CASE
from portal.sealing.columns import Sealed
from portal.sealing.keys import DataKey
from portal.sealing.rows import SealedRow
from portal.storage.models import StoredFile
from portal.text import Word, _l

FIELDS: Final = tuple(CASE.split())
TEXT_FIELDS: Final = FIELDS[1:]


class OwnCaseStatus(Word):
    """How far a case has come. Reviewed and selected are the instructor's marks on a handed-in case."""

    DRAFT = "draft", _l("Kladde")
    SUBMITTED = "submitted", _l("Afleveret")
    REVIEWED = "reviewed", _l("Læst")
    SELECTED = "selected", _l("Valgt til kurset")
    WITHDRAWN = "withdrawn", _l("Trukket tilbage")


HANDED_IN: Final = (OwnCaseStatus.SUBMITTED, OwnCaseStatus.REVIEWED, OwnCaseStatus.SELECTED)


class Visibility(Word):
    """Who may read a handed-in case, besides its author."""

    INSTRUCTORS = "instructors", _l("Kun underviserne")
    GROUP = "group", _l("Underviserne og min casegruppe")
    COHORT = "cohort", _l("Hele holdet")


class CaseKey(DataKey):
    """What opens one case: all its texts, also as they were handed in, and the thread. It goes with the case."""

    __tablename__ = "case_key"

    id: Mapped[UUID] = mapped_column(ForeignKey("own_case.id", ondelete="CASCADE"), primary_key=True)


class OwnCase(SealedRow):
    """One person's case for one cohort. The text here is the draft; `version` counts its saves against lost updates.

    `spans_wall`: shown to elected and officials alike; else only to the author's own side (`shield`).
    `is_for_screen`: may be shown to everybody in the room, whom the shield keeps it from too.
    `kept_until` is when the author wants it to go, later than the clock says; `told_days` how many days before
    `told_due_at` the author was last told that it goes then.
    """

    __tablename__ = "own_case"
    __sealed_by__ = (CaseKey, "id")

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(Sealed(), default="")
    situation: Mapped[str] = mapped_column(Sealed(), default="")
    dilemma: Mapped[str] = mapped_column(Sealed(), default="")
    actors: Mapped[str] = mapped_column(Sealed(), default="")
    attempts: Mapped[str] = mapped_column(Sealed(), default="")
    question: Mapped[str] = mapped_column(Sealed(), default="")
    masks: Mapped[str] = mapped_column(Sealed(), default="", server_default="")  # what readers do not see, see masks.py
    visibility: Mapped[Visibility] = mapped_column(words(Visibility, "visibility"), default=Visibility.INSTRUCTORS)
    spans_wall: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_for_screen: Mapped[bool] = mapped_column(default=False, server_default=false())
    status: Mapped[OwnCaseStatus] = mapped_column(words(OwnCaseStatus, "own_case_status"), default=OwnCaseStatus.DRAFT)
    saved_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    kept_until: Mapped[datetime | None]
    told_due_at: Mapped[datetime | None]
    told_days: Mapped[int | None]

    cohort: Mapped[Cohort] = relationship(lazy="raise_on_sql")
    author: Mapped[Person] = relationship(lazy="raise_on_sql")
    enrolment: Mapped[Enrolment] = relationship(
        primaryjoin=lambda: and_(
            foreign(OwnCase.cohort_id) == Enrolment.cohort_id, foreign(OwnCase.author_id) == Enrolment.person_id
        ),
        viewonly=True,
        lazy="raise_on_sql",
    )
    handed_in: Mapped[HandedInCase | None] = relationship(
        primaryjoin=lambda: and_(HandedInCase.own_case_id == OwnCase.id, HandedInCase.is_current),
        viewonly=True,
        uselist=False,
        lazy="raise_on_sql",
    )
    lifts: Mapped[list[OwnCaseLift]] = relationship(viewonly=True, lazy="raise_on_sql")
    attachments: Mapped[list[OwnCaseAttachment]] = relationship(
        back_populates="own_case", order_by="OwnCaseAttachment.created_at", lazy="raise_on_sql"
    )

    # Only the author's saves count: an instructor's mark must not look like a lost update to somebody who is writing.
    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012
    __table_args__ = (UniqueConstraint("cohort_id", "author_id"),)

    @property
    def is_handed_in(self) -> bool:
        """Whether readers have something to read."""
        return self.status in HANDED_IN

    @property
    def is_before_readers(self) -> bool:
        """Whether it is with those who may read it: handed in, by somebody who has a place. `enrolment` has to be loaded."""
        return self.is_handed_in and self.enrolment.takes_a_seat

    @property
    def filled(self) -> int:
        """How many of the five fields hold text."""
        return sum(bool(getattr(self, name).strip()) for name in TEXT_FIELDS)


class OwnCaseLift(Model):
    """Somebody of the circle whom the author lets read, though the shield would keep the case from them."""

    __tablename__ = "own_case_lift"

    own_case_id: Mapped[UUID] = mapped_column(ForeignKey("own_case.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)

    __table_args__ = (UniqueConstraint("own_case_id", "person_id"),)


class HandedInCase(SealedRow):
    """The text as it stood at one hand-in. Readers see the current one; who may read is decided on the own case."""

    __tablename__ = "handed_in_case"
    __sealed_by__ = (CaseKey, "own_case_id")

    own_case_id: Mapped[UUID] = mapped_column(ForeignKey("own_case.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(Sealed())
    situation: Mapped[str] = mapped_column(Sealed())
    dilemma: Mapped[str] = mapped_column(Sealed())
    actors: Mapped[str] = mapped_column(Sealed())
    attempts: Mapped[str] = mapped_column(Sealed())
    question: Mapped[str] = mapped_column(Sealed())
    submitted_at: Mapped[datetime]
    is_late: Mapped[bool] = mapped_column(default=False)
    is_current: Mapped[bool] = mapped_column(default=True)

    __table_args__ = (
        Index(
            "uq_handed_in_case_current",
            "own_case_id",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
    )


class OwnCaseAttachment(Model):
    """A confidential file beside a case. In the draft until removed; readers see it once handed in."""

    __tablename__ = "own_case_attachment"

    own_case_id: Mapped[UUID] = mapped_column(ForeignKey("own_case.id", ondelete="CASCADE"), index=True)
    file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    in_draft: Mapped[bool] = mapped_column(default=True)
    is_handed_in: Mapped[bool] = mapped_column(default=False)

    own_case: Mapped[OwnCase] = relationship(back_populates="attachments", lazy="raise_on_sql")
    file: Mapped[StoredFile] = relationship(lazy="raise_on_sql")


class OwnCaseComment(SealedRow):
    """A remark between the author and the instructors; nobody else sees it."""

    __tablename__ = "own_case_comment"
    __sealed_by__ = (CaseKey, "own_case_id")

    own_case_id: Mapped[UUID] = mapped_column(ForeignKey("own_case.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(Sealed())
    form_key: Mapped[str] = mapped_column(String(64), unique=True)

    own_case: Mapped[OwnCase] = relationship(lazy="raise_on_sql")
    author: Mapped[Person] = relationship(lazy="raise_on_sql")
