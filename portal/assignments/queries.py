"""What do we ask about assignments and what was handed in to them?"""

from collections.abc import Collection
from functools import cache
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute, defer, joinedload, lazyload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from portal.assignments.models import (
    Assignment,
    AssignmentFile,
    Feedback,
    Submission,
    SubmissionAttachment,
    SubmissionStatus,
)
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.enrolments.models import TAKES_A_SEAT, Enrolment
from portal.people.models import Person
from portal.sealing.rows import unopened
from portal.text import danish_order


class Answered(NamedTuple):
    """An assignment and what one person has made of it; None when nothing has been written. Its texts are not loaded."""

    assignment: Assignment
    submission: Submission | None

    @property
    def is_handed_in(self) -> bool:
        """Whether the instructors have something to read."""
        return self.submission is not None and self.submission.is_handed_in

    @property
    def has_feedback(self) -> bool:
        """Whether an instructor has answered."""
        return self.submission is not None and self.submission.status is SubmissionStatus.REVIEWED


class Counted(NamedTuple):
    """An assignment and how many of its participants have handed in, and how many of those wait for an answer."""

    assignment: Assignment
    handed_in: int
    waiting: int


class Answer(NamedTuple):
    """A participant and what they have handed in; None while it is lacking or a draft. Texts are not loaded."""

    author: Person
    submission: Submission | None

    @property
    def is_waiting(self) -> bool:
        """Whether something is handed in that no instructor has answered."""
        return self.submission is not None and self.submission.status is SubmissionStatus.SUBMITTED


def _without_texts() -> list[ORMOption]:
    return [*unopened(Submission), lazyload(Submission.seal)]


@cache
def _answered() -> Select[Assignment, Submission]:
    """Put together once: that takes longer than asking."""
    mine = and_(Submission.assignment_id == Assignment.id, Submission.author_id == bindparam("person"))
    return (
        select(Assignment, Submission)
        .outerjoin(Submission, mine)
        .where(Assignment.cohort_id == bindparam("cohort"))
        .order_by(Assignment.deadline, Assignment.created_at)
        .options(defer(Assignment.text, raiseload=True), *_without_texts())
    )


def assignments_of(cohort: Cohort, *, person: Person) -> list[Answered]:
    """The assignments of one cohort, soonest deadline first, each with the person's own submission; one query.

    Also those that are not open yet: who may see which is for the rules to say.
    """
    rows = db.session.execute(_answered(), {"cohort": cohort.id, "person": person.id})
    return [Answered(*row) for row in rows]


@cache
def _counted() -> Select[Assignment, int, int]:
    """Put together once: that takes longer than asking."""
    handed_in = func.count(Submission.id)
    counts = (
        select(
            Submission.assignment_id,
            handed_in.label("handed_in"),
            handed_in.filter(Submission.status == SubmissionStatus.SUBMITTED).label("waiting"),
        )
        .join(Submission.assignment)
        .join(Enrolment, _is_participant(Submission.author_id))
        .where(Submission.status != SubmissionStatus.DRAFT)
        .group_by(Submission.assignment_id)
        .subquery()
    )
    return (
        select(Assignment, func.coalesce(counts.c.handed_in, 0), func.coalesce(counts.c.waiting, 0))
        .outerjoin(counts, counts.c.assignment_id == Assignment.id)
        .where(Assignment.cohort_id.in_(bindparam("cohorts", expanding=True)))
        .order_by(Assignment.deadline, Assignment.created_at)
        .options(defer(Assignment.text, raiseload=True))
    )


def counted_assignments(cohort_ids: Collection[UUID]) -> list[Counted]:
    """The assignments of some cohorts, also those not open yet, with how far the participants are; one query."""
    return [Counted(*row) for row in db.session.execute(_counted(), {"cohorts": list(cohort_ids)})]


def _is_participant(person_id: InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
    return and_(
        Enrolment.cohort_id == Assignment.cohort_id,
        Enrolment.person_id == person_id,
        Enrolment.status.in_(TAKES_A_SEAT),
    )


def answers_to(assignment: Assignment) -> list[Answer]:
    """Every participant with their handed-in submission, in the order it came, then those who lack it; one query.

    Drafts stay out: who has only written looks like who has not begun.
    """
    handed_in = and_(
        Submission.assignment_id == assignment.id,
        Submission.author_id == Person.id,
        Submission.status != SubmissionStatus.DRAFT,
    )
    rows = db.session.execute(
        select(Person, Submission)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .outerjoin(Submission, handed_in)
        .where(Enrolment.cohort_id == assignment.cohort_id, Enrolment.status.in_(TAKES_A_SEAT))
        .order_by(Submission.submitted_at, Submission.id)
        .options(joinedload(Person.municipality), *_without_texts())
    )
    answers = [Answer(*row) for row in rows]
    lacking = [one for one in answers if one.submission is None]
    return [one for one in answers if one.submission] + sorted(lacking, key=lambda one: danish_order(one.author.name))


def files_of(assignment: Assignment) -> list[AssignmentFile]:
    """The files that belong to a task."""
    return list(
        db.session.scalars(
            select(AssignmentFile)
            .where(AssignmentFile.assignment_id == assignment.id)
            .order_by(AssignmentFile.created_at, AssignmentFile.id)
            .options(joinedload(AssignmentFile.file))
        )
    )


def own_submission(assignment: Assignment, *, by: Person, lock: bool = False) -> Submission | None:
    """What somebody has written to an assignment, with its attachments, read anew; `lock` until the transaction ends."""
    statement = (
        select(Submission)
        .where(Submission.assignment_id == assignment.id, Submission.author_id == by.id)
        .options(selectinload(Submission.attachments).joinedload(SubmissionAttachment.file))
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(
        statement.with_for_update(of=Submission, key_share=True) if lock else statement
    ).one_or_none()


def handed_in_attachments(submission: Submission) -> list[SubmissionAttachment]:
    """The files that were handed in with a submission."""
    return list(
        db.session.scalars(
            select(SubmissionAttachment)
            .where(SubmissionAttachment.submission_id == submission.id, SubmissionAttachment.is_handed_in)
            .order_by(SubmissionAttachment.created_at, SubmissionAttachment.id)
            .options(joinedload(SubmissionAttachment.file))
        )
    )


def feedback_to(submission: Submission) -> list[Feedback]:
    """What the instructors answered, oldest first."""
    return list(
        db.session.scalars(
            select(Feedback)
            .where(Feedback.submission_id == submission.id)
            .order_by(Feedback.created_at, Feedback.id)
            .options(joinedload(Feedback.author))
        )
    )


def feedback_by_key(form_key: str) -> Feedback | None:
    """The feedback that came with the form of this key before, or None."""
    return db.session.scalars(select(Feedback).where(Feedback.form_key == form_key)).one_or_none()


class Neighbours(NamedTuple):
    """The submissions before and after one, in the order they came, and its own number among them, from 1."""

    previous: UUID | None
    following: UUID | None
    number: int
    total: int


def neighbours_of(submission: Submission) -> Neighbours:
    """Where a submission stands among the handed-in ones of its assignment; one query."""
    ids = list(
        db.session.scalars(
            select(Submission.id)
            .join(Submission.assignment)
            .join(Enrolment, _is_participant(Submission.author_id))
            .where(Submission.assignment_id == submission.assignment_id, Submission.status != SubmissionStatus.DRAFT)
            .order_by(Submission.submitted_at, Submission.id)
        )
    )
    if submission.id not in ids:
        return Neighbours(None, ids[0] if ids else None, 0, len(ids))
    at = ids.index(submission.id)
    return Neighbours(ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None, at + 1, len(ids))
