"""What stands on the stage in tests of assignments? A task, answers to it, files, and what was left in the database."""

import io
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.assignments.models import (
    Assignment,
    AssignmentFile,
    Submission,
    SubmissionAttachment,
    SubmissionStatus,
)
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.journal.models import Entry
from portal.letters.models import Letter
from portal.people.models import Person
from portal.storage.actions import claim_files, receive_file, receive_material
from tests.cast import Cast
from tests.storage.judged import let_in
from tests.storage.samples import sample

DRAFTED = "Kladde om Åges æblegrød"
HANDED_IN = "Jeg ringede til Søren først.\n\n- Det gik bedre\n- Han sagde ja"


def make_task(cast: Cast, cohort: Cohort | None = None, **values: Any) -> Assignment:
    """A task of the cohort's: open since yesterday, to be handed in in three days."""
    cohort = cohort or cast.cohort
    known: dict[str, Any] = {
        "title": "Prøv det på et møde",
        "text": "Vælg et møde i næste måned.\n\n- Skriv ned\n- Tal med chefen",
        "opens_at": clock.now() - timedelta(days=1),
        "deadline": clock.now() + timedelta(days=3),
        "made_by_id": cast.instructor.id,
    }
    return cast.add(Assignment(cohort_id=cohort.id, **{**known, **values}))


def make_answer(cast: Cast, task: Assignment, author: Person, *, handed_in: bool = True, **values: Any) -> Submission:
    """What somebody has written; handed in, or a draft only."""
    at = clock.now() if handed_in else None
    known: dict[str, Any] = {
        "text": HANDED_IN if handed_in else DRAFTED,
        "submitted_text": HANDED_IN if handed_in else "",
        "submitted_at": at,
        "saved_at": clock.now(),
        "status": SubmissionStatus.SUBMITTED if handed_in else SubmissionStatus.DRAFT,
        "version": 1,
    }
    return cast.add(Submission(assignment_id=task.id, author_id=author.id, **{**known, **values}))


def upload(name: str, ending: str = "pdf") -> tuple[io.BytesIO, str]:
    """A file as a form without script sends it."""
    return io.BytesIO(sample(ending)), name


def add_task_file(app: Flask, task: Assignment, by: Person, name: str) -> AssignmentFile:
    """A file that belongs to a task."""
    with app.app_context():
        person = db.session.get_one(Person, by.id)
        file = let_in(receive_material(by=person, name=name, stream=io.BytesIO(sample("pdf"))))
        claim_files([file.id], by=person, confidential=False, most=1)
        row = AssignmentFile(assignment_id=task.id, file_id=file.id)
        db.session.add(row)
        db.session.commit()
        return row


def add_attachment(app: Flask, answer: Submission, by: Person, name: str, **values: Any) -> SubmissionAttachment:
    """A confidential file beside an answer."""
    with app.app_context():
        person = db.session.get_one(Person, by.id)
        file = let_in(receive_file(by=person, name=name, stream=io.BytesIO(sample("pdf"))))
        claim_files([file.id], by=person, confidential=True, most=1)
        row = SubmissionAttachment(submission_id=answer.id, file_id=file.id, **values)
        db.session.add(row)
        db.session.commit()
        return row


def stored_answer(app: Flask, task: Assignment, author: Person) -> Submission | None:
    """An answer as it stands in the database."""
    with app.app_context():
        return db.session.scalars(
            select(Submission).where(Submission.assignment_id == task.id, Submission.author_id == author.id)
        ).one_or_none()


def stored_files(app: Flask, answer: Submission) -> list[tuple[str, bool, bool]]:
    """The files of an answer: name, whether in the draft, whether handed in."""
    with app.app_context():
        rows = db.session.scalars(
            select(SubmissionAttachment)
            .where(SubmissionAttachment.submission_id == answer.id)
            .order_by(SubmissionAttachment.created_at)
        ).all()
        return [(_name(row), row.in_draft, row.is_handed_in) for row in rows]


def _name(row: SubmissionAttachment) -> str:
    db.session.refresh(row, attribute_names=["file"])
    return row.file.name


def letters(app: Flask) -> list[tuple[str, str]]:
    """What waits in the outbox: kind and address."""
    with app.app_context():
        return [(one.kind, one.to_email) for one in db.session.scalars(select(Letter).order_by(Letter.created_at))]


def acts(app: Flask, *wanted: str) -> list[tuple[str, object]]:
    """What the journal says of these acts: act and who did it."""
    with app.app_context():
        return [
            (one.act, one.by_id)
            for one in db.session.scalars(select(Entry).where(Entry.act.in_(wanted)).order_by(Entry.created_at))
        ]
