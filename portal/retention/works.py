"""How does a case or an answer go for good? Its rows, files, receipts and the letters about it; the files' bytes after."""

from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import delete, or_, select, update

from portal.assignments.models import Assignment, Submission, SubmissionAttachment
from portal.db import db
from portal.journal.actions import record
from portal.letters.models import Letter
from portal.own_cases.models import OwnCase, OwnCaseAttachment
from portal.people.models import HeldForm
from portal.receipts.models import Receipt
from portal.retention.outside import Kind, Ledger
from portal.sealing.rows import unopened
from portal.storage.models import FileKey, FileState, StoredFile


class _Sort(NamedTuple):
    """A kind of work: its row, what ties files to it, and the column that does."""

    row: Any
    attachment: Any
    owner: Any


SORTS: Final = {
    Kind.OWN_CASE: _Sort(OwnCase, OwnCaseAttachment, OwnCaseAttachment.own_case_id),
    Kind.SUBMISSION: _Sort(Submission, SubmissionAttachment, SubmissionAttachment.submission_id),
}


def erase_work(kind: Kind, work_id: UUID, *, by_id: UUID | None, ledger: Ledger | None) -> list[UUID] | None:
    """Erase one in the caller's transaction; the files to sweep once it is committed. None when there is none.

    With a ledger it is written down there, last, so that what is written down is about to be committed.
    """
    sort = SORTS[kind]
    wanted = select(sort.row).where(sort.row.id == work_id).options(*unopened(sort.row))
    work = db.session.scalars(wanted.with_for_update(of=sort.row)).one_or_none()
    if work is None:
        return None
    cohort_id, path = _place(work)
    files = list(db.session.scalars(select(sort.attachment.file_id).where(sort.owner == work_id)))
    db.session.execute(delete(sort.attachment).where(sort.owner == work_id))
    let_go(files)
    db.session.execute(delete(Receipt).where(Receipt.subject_id == work_id))
    db.session.execute(delete(Letter).where(Letter.body.contains(str(work_id))))
    same_page = or_(HeldForm.path.contains(path), HeldForm.path.contains(str(work_id)))
    db.session.execute(delete(HeldForm).where(HeldForm.person_id == work.author_id, same_page))
    record(f"{kind}.erased", by_id=by_id, subject_id=work_id, owner_id=work.author_id, cohort_id=cohort_id)
    db.session.execute(delete(sort.row).where(sort.row.id == work_id))
    if ledger is not None:
        db.session.flush()
        ledger.add(kind, work_id)
    return files


def _place(work: Any) -> tuple[UUID, str]:
    """The cohort it is for, and where it is written."""
    if isinstance(work, OwnCase):
        return work.cohort_id, f"/hold/{work.cohort_id}/case"
    assignment = db.session.get_one(Assignment, work.assignment_id)
    return assignment.cohort_id, f"/opgave/{assignment.id}"


def let_go(files: list[UUID]) -> None:
    """Nobody wants these any more: they lose their names and keys at once, and the sweeper takes rows and bytes."""
    nameless: dict[str, Any] = {"name": "", "received_name": None, "fingerprint": ""}
    released = update(StoredFile).where(StoredFile.id.in_(files))
    db.session.execute(released.values(state=FileState.ABORTED, claimed_at=None, **nameless))
    db.session.execute(delete(FileKey).where(FileKey.id.in_(files)))
