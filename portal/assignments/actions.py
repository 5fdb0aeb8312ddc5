"""What can happen to an assignment and to what was handed in? It is set, changed and answered by those who teach."""

import hashlib
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4, uuid5

from sqlalchemy import update

from portal.assignments import letters
from portal.assignments.models import Assignment, AssignmentFile, Feedback, Submission, SubmissionStatus
from portal.assignments.queries import feedback_by_key, files_of
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.errors import Conflict, Refused
from portal.figures import short_time
from portal.holding import hold, take_turns
from portal.journal.actions import record
from portal.people.models import Person
from portal.storage.actions import claim_files, release_file
from portal.text import _

MOST_FILES: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What participants are to do, and from when to when. Without `opens_at` only those who work for the cohort see it."""

    title: str
    text: str
    opens_at: datetime | None
    deadline: datetime


def make_assignment(cohort: Cohort, *, by: Person, task: Task, file_ids: Collection[UUID], form_key: str) -> Assignment:
    """Give a cohort something to do.

    The same `form_key` is the same act: the assignment that was made. Raises Refused: a deadline before the opening,
    files that cannot be claimed, a key that was used for another text.
    """
    take_turns(Cohort, cohort.id)
    assignment_id = uuid5(by.id, form_key) if form_key else uuid4()
    made = db.session.get(Assignment, assignment_id)
    if made is not None and made.cohort_id == cohort.id:
        if (made.title, made.text) != (task.title, task.text):
            raise Refused(
                _(
                    "Det her er ikke sendt, for du har sendt noget andet fra samme side. Se det igennem, og send det igen."
                )
            )
        return made
    _judge_moments(task)
    assignment = Assignment(
        id=assignment_id if made is None else uuid4(),
        cohort_id=cohort.id,
        **asdict(task),
        made_by_id=by.id,
    )
    db.session.add(assignment)
    db.session.flush()
    _attach(assignment, file_ids, by=by, kept=0)
    record("assignment.made", by_id=by.id, subject_id=assignment.id, owner_id=by.id, cohort_id=cohort.id)
    return assignment


def change_assignment(
    assignment: Assignment,
    *,
    by: Person,
    version: int,
    task: Task,
    file_ids: Collection[UUID],
    removed_ids: Collection[UUID],
) -> None:
    """Change the task; `removed_ids` are those of its files that go.

    Raises Conflict when somebody saved another since `version`, Refused as `make_assignment` does.
    """
    hold(assignment, ["version", "title", "text", "opens_at", "deadline"])
    if version != assignment.version:
        if task == _stored(assignment) and not file_ids and not removed_ids:  # somebody pressed twice
            return
        raise Conflict(
            _("Opgaven er rettet et andet sted, mens du skrev. Nedenfor ser du begge udgaver."),
            field="version",
            theirs=assignment.text,
            version=assignment.version,
        )
    _judge_moments(task)
    assignment.title, assignment.text = task.title, task.text
    assignment.opens_at, assignment.deadline = task.opens_at, task.deadline
    files = files_of(assignment)
    gone = [row for row in files if row.id in removed_ids]
    for row in gone:
        db.session.delete(row)
        release_file(row.file)
    _attach(assignment, file_ids, by=by, kept=len(files) - len(gone))
    record("assignment.changed", by_id=by.id, subject_id=assignment.id, cohort_id=assignment.cohort_id)


def _stored(assignment: Assignment) -> Task:
    return Task(
        title=assignment.title, text=assignment.text, opens_at=assignment.opens_at, deadline=assignment.deadline
    )


def _judge_moments(task: Task) -> None:
    if task.opens_at is not None and task.deadline <= task.opens_at:
        raise Refused(
            _("Fristen ligger før åbningen %(opens)s. Vælg en senere frist.", opens=short_time(task.opens_at)),
            field="deadline_on",
        )


def _attach(assignment: Assignment, file_ids: Collection[UUID], *, by: Person, kept: int) -> None:
    if kept + len(file_ids) > MOST_FILES:
        raise Refused(_("Der er plads til %(most)s filer. Fjern nogle af dem.", most=MOST_FILES), field="files")
    for file in claim_files(file_ids, by=by, confidential=False, most=MOST_FILES):
        db.session.add(AssignmentFile(assignment_id=assignment.id, file_id=file.id))


def give_feedback(submission: Submission, *, by: Person, text: str, form_key: str) -> Feedback:
    """Answer what was handed in; the author gets a letter that says so, without a word of it.

    The same `form_key` is the same act: the feedback that was given. Raises Refused when it was used for another text.
    """
    take_turns(Submission, submission.id)
    key = hashlib.sha256(f"{submission.id}:{by.id}:{form_key}".encode()).hexdigest()
    given = feedback_by_key(key)
    if given is not None:
        if given.text != text:
            raise Refused(
                _(
                    "Det her er ikke sendt, for du har sendt noget andet fra samme side. Se det igennem, og send det igen."
                )
            )
        return given
    feedback = Feedback(submission_id=submission.id, author_id=by.id, text=text, form_key=key)
    db.session.add(feedback)
    # A statement of its own, past the version: an answer must not make the author's next save look outdated.
    db.session.execute(
        update(Submission)
        .where(Submission.id == submission.id, Submission.status == SubmissionStatus.SUBMITTED)
        .values(status=SubmissionStatus.REVIEWED)
    )
    db.session.flush()
    _record(submission, "submission.answered", by=by)
    letters.submission_answered(submission, by=by)
    return feedback


def note_reading(submission: Submission, *, by: Person) -> None:
    """Write in the journal that somebody else than the author has read a submission."""
    if by.id != submission.author_id:
        _record(submission, "submission.read", by=by)


def note_attachment_read(submission: Submission, *, by: Person) -> None:
    """Write in the journal that somebody else than the author has got one of its files."""
    if by.id != submission.author_id:
        _record(submission, "submission_attachment.read", by=by)


def note_file_fetched(assignment_file: AssignmentFile, *, by: Person) -> None:
    """Write in the journal that somebody has saved a file of a task."""
    cohort_id = assignment_file.assignment.cohort_id
    record("assignment_file.downloaded", by_id=by.id, subject_id=assignment_file.id, cohort_id=cohort_id)


def _record(submission: Submission, act: str, *, by: Person) -> None:
    record(
        act,
        by_id=by.id,
        subject_id=submission.id,
        owner_id=submission.author_id,
        cohort_id=submission.assignment.cohort_id,
    )
