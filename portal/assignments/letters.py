"""What do we write to people about assignments? Never what stands in them."""

from uuid import UUID

from sqlalchemy import select

from portal.assignments.models import Assignment, Submission
from portal.db import db
from portal.letters.actions import post
from portal.people.models import Person
from portal.receipts.models import Receipt
from portal.text import portal_address


def submission_received(submission: Submission, *, to: Person, receipt: Receipt) -> None:
    """To the author: proof in the mailbox, with number, time and checksum."""
    post(
        "submission_received",
        to=to,
        cohort_id=_cohort_of(submission),
        receipt=receipt,
        address=portal_address("assignments.show", assignment_id=submission.assignment_id),
    )


def submission_answered(submission: Submission, *, by: Person) -> None:
    """To the author: an instructor has answered."""
    post(
        "submission_answered",
        to=submission.author,
        cohort_id=_cohort_of(submission),
        instructor=by.name,
        address=portal_address("assignments.submission", submission_id=submission.id),
    )


def _cohort_of(submission: Submission) -> UUID | None:
    return db.session.scalar(select(Assignment.cohort_id).where(Assignment.id == submission.assignment_id))
