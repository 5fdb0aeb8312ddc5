"""How does a case or an answer go for good? Its rows, files, receipts and the letters about it; the files' bytes after."""

from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from portal.assignments.models import Assignment, Submission, SubmissionAttachment
from portal.db import db
from portal.dilemmas.models import Dilemma
from portal.journal.actions import record
from portal.ledger import Kind, Ledger
from portal.letters.models import Letter
from portal.own_cases.models import OwnCase, OwnCaseAttachment
from portal.packs.models import CasePack
from portal.people.models import HeldForm
from portal.receipts.models import Receipt
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

    With a ledger it is written down there, last, so that what is written down is about to be committed; without one the
    caller writes down what `goes_with` says.
    """
    sort = SORTS[kind]
    wanted = select(sort.row).where(sort.row.id == work_id).options(*unopened(sort.row))
    work = db.session.scalars(wanted.with_for_update(of=sort.row)).one_or_none()
    if work is None:
        return None
    cohort_id, path = _place(work)
    gone = [] if ledger is None else goes_with(kind, work_id)
    if isinstance(work, OwnCase):
        db.session.execute(delete(CasePack).where(CasePack.cohort_id == cohort_id))  # others' PDFs may hold it
    files = list(db.session.scalars(select(sort.attachment.file_id).where(sort.owner == work_id)))
    db.session.execute(delete(sort.attachment).where(sort.owner == work_id))
    let_go(files)
    db.session.execute(delete(Receipt).where(Receipt.subject_id == work_id))
    db.session.execute(delete(Letter).where(Letter.body.contains(str(work_id))))
    db.session.execute(delete(HeldForm).where(_same_page(work, path)))
    record(f"{kind}.erased", by_id=by_id, subject_id=work_id, owner_id=work.author_id, cohort_id=cohort_id)
    db.session.execute(delete(sort.row).where(sort.row.id == work_id))
    if ledger is not None:
        db.session.flush()
        ledger.add_all(gone)
    return files


def goes_with(kind: Kind, work_id: UUID) -> list[tuple[Kind, UUID]]:
    """A work and all that has a key of its own and goes with it, to be written down: no backup keeps their keys."""
    sort = SORTS[kind]
    work = db.session.get(sort.row, work_id, options=unopened(sort.row))
    if work is None:
        return []
    files = db.session.scalars(select(sort.attachment.file_id).where(sort.owner == work_id))
    cards = db.session.scalars(select(Dilemma.id).where(Dilemma.own_case_id == work_id))
    forms = db.session.scalars(select(HeldForm.id).where(_same_page(work, _place(work)[1])))
    beside = ((Kind.FILE, files), (Kind.DILEMMA, cards), (Kind.HELD_FORM, forms))
    return [(kind, work_id), *((one, thing) for one, things in beside for thing in things)]


def _same_page(work: Any, path: str) -> ColumnElement[bool]:
    """What its author sent there while signed out."""
    return and_(
        HeldForm.person_id == work.author_id, or_(HeldForm.path.contains(path), HeldForm.path.contains(str(work.id)))
    )


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
