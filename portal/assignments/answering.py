"""How does an answer come about? Saved while it is written, handed in with a receipt, rewritten until the deadline."""

from collections.abc import Collection, Iterable
from typing import Final
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from portal.assignments import letters
from portal.assignments.models import Assignment, Submission, SubmissionAttachment, SubmissionStatus
from portal.assignments.queries import own_submission
from portal.clock import now
from portal.db import db
from portal.errors import Conflict, Refused
from portal.figures import short_time
from portal.journal.actions import record
from portal.people.models import Person
from portal.people.written import refuse_cpr
from portal.receipts.actions import give_receipt
from portal.receipts.models import Receipt
from portal.storage.actions import claim_files, claim_new, receive_file, release_file
from portal.storage.models import StoredFile
from portal.storage.store import Readable
from portal.text import _

LONGEST: Final = 20_000


def has_passed(assignment: Assignment) -> bool:
    """Whether an answer comes late by the portal's clock; the second of the deadline is still in time."""
    return now().replace(microsecond=0) > assignment.deadline


def is_closed(assignment: Assignment, submission: Submission | None) -> bool:
    """Whether nothing more can be handed in: it was, and the deadline has passed. A first answer may be late."""
    return submission is not None and submission.is_handed_in and has_passed(assignment)


def open_draft(assignment: Assignment, *, by: Person) -> Submission:
    """The person's answer with its attachments, begun if there is none, its row locked until the transaction ends."""
    found = own_submission(assignment, by=by, lock=True)
    if found is not None:
        return found
    try:
        with db.session.begin_nested():
            db.session.add(Submission(assignment_id=assignment.id, author_id=by.id, version=0))
    except IntegrityError:
        pass  # another tab was faster: its row is found below
    made = own_submission(assignment, by=by, lock=True)
    assert made is not None
    return made


def judge_text(text: str) -> None:
    """Raises Refused for a text that is not kept: too long, or with what looks like a cpr number."""
    refuse_cpr(text, field="text")
    if len(text) > LONGEST:
        raise Refused(
            _(
                "Teksten er %(length)s tegn. Der er plads til %(most)s. Kort den lidt.",
                length=len(text),
                most=LONGEST,
            ),
            field="text",
        )


def save_draft(assignment: Assignment, *, by: Person, text: str, version: int) -> Submission:
    """Keep the text as it stands; answers the submission, locked. `version` is the one the writer saw, 0 before the first.

    Raises Conflict when another text was saved since, Refused when the text is not kept.
    """
    judge_text(text)
    submission = open_draft(assignment, by=by)
    if submission.text == text:
        return submission
    if submission.version != version:
        raise Conflict(
            _("Vælg, hvilken af de to tekster der skal gælde."),
            field="text",
            theirs=submission.text,
            version=submission.version,
        )
    submission.text, submission.saved_at = text, now()
    submission.version += 1
    db.session.flush()
    return submission


def hand_in(assignment: Assignment, submission: Submission, *, by: Person, form_key: str) -> Receipt:
    """Let the instructors read the draft as it stands; `submission` comes locked from `open_draft` or `save_draft`.

    The same form sent twice is one hand-in with one receipt. After the deadline a first answer is accepted and marked
    as late. Raises Refused when there is nothing to read, and when it is too late to rewrite.
    """
    drafted = drafted_attachments(submission)
    if not submission.text and not drafted:
        raise Refused(_("Skriv noget, eller vedhæft en fil, før du afleverer."), field="text")
    judge_text(submission.text)
    receipt, is_new = give_receipt(
        by=by,
        subject_id=submission.id,
        form_key=form_key,
        fields={"text": submission.text},
        files=[row.file for row in drafted],
        is_late=has_passed(assignment),
    )
    if is_new:
        _must_be_open(assignment, submission)
        _hand_over(submission, receipt)
        record(
            "submission.submitted",
            by_id=by.id,
            subject_id=submission.id,
            owner_id=by.id,
            cohort_id=assignment.cohort_id,
        )
        letters.submission_received(submission, to=by, receipt=receipt)
    return receipt


def _must_be_open(assignment: Assignment, submission: Submission) -> None:
    if is_closed(assignment, submission):
        raise Refused(
            _(
                "Fristen udløb %(deadline)s, så det, du allerede har afleveret, gælder. Din nye tekst er gemt som "
                "kladde. Skriv til din underviser, hvis den skal med.",
                deadline=short_time(assignment.deadline),
            )
        )


def _hand_over(submission: Submission, receipt: Receipt) -> None:
    submission.submitted_text, submission.submitted_at = submission.text, receipt.at
    submission.is_late, submission.status = receipt.is_late, SubmissionStatus.SUBMITTED
    for row in submission.attachments:
        row.is_handed_in = row.in_draft
    _let_go_of_files(submission)


# Files beside the draft; the submission is one that `open_draft` or `save_draft` gave, with its row locked


def drafted_attachments(submission: Submission) -> list[SubmissionAttachment]:
    """The files of the draft, in the order they came."""
    return [row for row in submission.attachments if row.in_draft]


def attach_files(submission: Submission, ids: Iterable[UUID], *, by: Person, most: int) -> None:
    """Put uploaded files beside the draft; those that are there already stay. Raises Refused past `most` in all."""
    known = {row.file_id for row in submission.attachments}
    wanted = [one for one in dict.fromkeys(ids) if one not in known]
    _judge_room(len(drafted_attachments(submission)) + len(wanted), most)
    for file in claim_files(wanted, by=by, confidential=True, most=most):
        _put_beside(submission, file)


def receive_attachment(
    submission: Submission, *, by: Person, name: str, stream: Readable, most: int
) -> SubmissionAttachment:
    """Take in one file and put it beside the draft.

    Raises Refused as `receive_file` and `place_file` do, StoreDown when files cannot be kept now.
    """
    return place_file(submission, receive_file(by=by, name=name, stream=stream), most=most)


def place_file(submission: Submission, file: StoredFile, *, most: int) -> SubmissionAttachment:
    """Put a file that has come beside the draft; one that is there already, alike to the last byte, is there once.

    Raises Refused past `most` files in all.
    """
    claim_new(file)  # before anything is asked: it is written once
    there = drafted_attachments(submission)
    twin = next((row for row in there if row.file.received == file.received), None)
    if twin is not None:
        release_file(file)
        return twin
    _judge_room(len(there) + 1, most)
    return _put_beside(submission, file)


def _put_beside(submission: Submission, file: StoredFile) -> SubmissionAttachment:
    row = SubmissionAttachment(file=file)
    submission.attachments.append(row)
    db.session.flush()
    return row


def _judge_room(count: int, most: int) -> None:
    if count > most:
        raise Refused(_("Der er plads til %(most)s bilag. Fjern et, før du lægger flere på.", most=most), field="files")


def remove_attachments(submission: Submission, file_ids: Collection[UUID]) -> None:
    """Take files out of the draft. The instructors keep what was handed in until it is handed in again."""
    for row in drafted_attachments(submission):
        if row.file_id in file_ids:
            row.in_draft = False
            record(
                "submission.attachment_removed",
                by_id=submission.author_id,
                subject_id=submission.id,
                owner_id=submission.author_id,
                cohort_id=db.session.get_one(Assignment, submission.assignment_id).cohort_id,  # at hand: no query
            )
    _let_go_of_files(submission)


def _let_go_of_files(submission: Submission) -> None:
    """Remove the files that neither the draft nor the instructors have any more."""
    for row in list(submission.attachments):
        if not row.in_draft and not row.is_handed_in:
            submission.attachments.remove(row)
            release_file(row.file)
            db.session.delete(row)
    db.session.flush()
