"""What an assignment is, what was handed in to it, and the feedback."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.courses.cohort_models import Cohort
from portal.db import Model, words
from portal.people.models import Person
from portal.sealing.columns import Sealed
from portal.sealing.keys import DataKey
from portal.sealing.rows import SealedRow
from portal.storage.models import StoredFile
from portal.text import Word, _l


class SubmissionStatus(Word):
    """How far a submission has come. Reviewed means that the instructor has answered."""

    DRAFT = "draft", _l("Kladde")
    SUBMITTED = "submitted", _l("Afleveret")
    REVIEWED = "reviewed", _l("Har fået svar")


class Assignment(Model):
    """Something to do between the course and the follow-up day. `opens_at` None keeps it with the staff."""

    __tablename__ = "assignment"

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    opens_at: Mapped[datetime | None]
    deadline: Mapped[datetime]
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)

    cohort: Mapped[Cohort] = relationship(lazy="raise_on_sql")
    files: Mapped[list[AssignmentFile]] = relationship(
        back_populates="assignment", order_by="AssignmentFile.created_at", lazy="raise_on_sql"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads a plain dict


class AssignmentFile(Model):
    """A file that belongs to the task; open to the cohort with it."""

    __tablename__ = "assignment_file"

    assignment_id: Mapped[UUID] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), index=True)
    file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_file.id"), unique=True)

    assignment: Mapped[Assignment] = relationship(back_populates="files", lazy="raise_on_sql")
    file: Mapped[StoredFile] = relationship(lazy="raise_on_sql")


class AnswerKey(DataKey):
    """What opens one answer, and what the instructors wrote about it. It goes with the answer."""

    __tablename__ = "answer_key"

    id: Mapped[UUID] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True)


class Submission(SealedRow):
    """One person's answer. `text` is the draft, `submitted_text` what the instructors read."""

    __tablename__ = "submission"
    __sealed_by__ = (AnswerKey, "id")

    assignment_id: Mapped[UUID] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Sealed(), default="")
    submitted_text: Mapped[str] = mapped_column(Sealed(), default="")
    submitted_at: Mapped[datetime | None]
    is_late: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime | None]
    status: Mapped[SubmissionStatus] = mapped_column(
        words(SubmissionStatus, "submission_status"), default=SubmissionStatus.DRAFT
    )
    version: Mapped[int] = mapped_column(default=1)

    assignment: Mapped[Assignment] = relationship(lazy="raise_on_sql")
    author: Mapped[Person] = relationship(lazy="raise_on_sql")
    attachments: Mapped[list[SubmissionAttachment]] = relationship(
        back_populates="submission", order_by="SubmissionAttachment.created_at", lazy="raise_on_sql"
    )
    feedback: Mapped[list[Feedback]] = relationship(
        back_populates="submission", order_by="Feedback.created_at", lazy="raise_on_sql"
    )

    # Only the author's saves count: an instructor's mark must not look like a lost update to somebody who is writing.
    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012
    __table_args__ = (UniqueConstraint("assignment_id", "author_id"),)

    @property
    def is_handed_in(self) -> bool:
        """Whether the instructors have something to read."""
        return self.status is not SubmissionStatus.DRAFT


class SubmissionAttachment(Model):
    """A confidential file beside a submission. In the draft until removed; instructors see it once handed in."""

    __tablename__ = "submission_attachment"

    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), index=True)
    file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    in_draft: Mapped[bool] = mapped_column(default=True)
    is_handed_in: Mapped[bool] = mapped_column(default=False)

    submission: Mapped[Submission] = relationship(back_populates="attachments", lazy="raise_on_sql")
    file: Mapped[StoredFile] = relationship(lazy="raise_on_sql")


class Feedback(SealedRow):
    """What an instructor answers to a submission."""

    __tablename__ = "feedback"
    __sealed_by__ = (AnswerKey, "submission_id")

    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(Sealed())
    form_key: Mapped[str] = mapped_column(String(64), unique=True)

    submission: Mapped[Submission] = relationship(back_populates="feedback", lazy="raise_on_sql")
    author: Mapped[Person] = relationship(lazy="raise_on_sql")
