"""What does an author get to show that something was deleted? What kind, when it was made and went, a checksum, and which key went."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.assignments.models import Assignment, Submission, SubmissionAttachment
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.ledger import Kind
from portal.own_cases.actions import texts_as_handed_in
from portal.own_cases.models import OwnCase, OwnCaseAttachment
from portal.people.models import Person
from portal.receipts.checksum import recompute
from portal.receipts.queries import receipts_of
from portal.retention import letters
from portal.sealing.keys import fingerprint
from portal.sealing.rows import key_of


class Proof(NamedTuple):
    """What the letter says, and to whom."""

    author: Person
    kind: Kind
    course: str
    made_at: datetime
    sha256: str
    key: str


def proof_of(kind: Kind, work_id: UUID) -> Proof:
    """Gathered before it goes. The checksum is that of the newest receipt; of a draft it is made in the same way."""
    if kind is Kind.OWN_CASE:
        work, course = _own_case(work_id)
        fields = texts_as_handed_in(work)
    else:
        work, course = _submission(work_id)
        fields = {"text": work.text}
    receipts = receipts_of(work_id)
    sha256 = receipts[0].sha256 if receipts else recompute(fields, [one.file for one in work.attachments])
    key = key_of(work)
    return Proof(work.author, kind, course, work.created_at, sha256, "" if key is None else fingerprint(key))


def _own_case(work_id: UUID) -> tuple[Any, str]:
    files = selectinload(OwnCase.attachments).joinedload(OwnCaseAttachment.file)
    parents = joinedload(OwnCase.author), joinedload(OwnCase.cohort).joinedload(Cohort.course)
    work = db.session.scalars(select(OwnCase).where(OwnCase.id == work_id).options(*parents, files)).one()
    return work, work.cohort.course.title


def _submission(work_id: UUID) -> tuple[Any, str]:
    files = selectinload(Submission.attachments).joinedload(SubmissionAttachment.file)
    course = joinedload(Submission.assignment).joinedload(Assignment.cohort).joinedload(Cohort.course)
    wanted = select(Submission).where(Submission.id == work_id).options(joinedload(Submission.author), course, files)
    work = db.session.scalars(wanted).one()
    return work, work.assignment.cohort.course.title


def send_proof(proof: Proof) -> None:
    """In the transaction that deletes."""
    letters.deleted(
        proof.author,
        kind=proof.kind,
        course=proof.course,
        made_at=proof.made_at,
        sha256=proof.sha256,
        key=proof.key,
    )
