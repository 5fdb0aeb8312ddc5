"""Who is told when a file is rejected, and where do they go on? Never with the file's name, which may say too much."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from portal.assignments.models import AssignmentFile, Submission, SubmissionAttachment
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.letters.actions import post
from portal.materials.models import DocumentVersion, Material
from portal.own_cases.models import OwnCase, OwnCaseAttachment
from portal.people.models import Person
from portal.speakers.models import SpeakerMaterial
from portal.storage.models import StoredFile
from portal.text import portal_address


def tell_of_rejection(file: StoredFile) -> None:
    """A letter to whoever sent the file; what is wrong stands on the page it belongs to."""
    post("file_rejected", to=db.session.get_one(Person, file.uploaded_by_id), address=_address_of(file.id))


def _first(column: Any, *joined: Any, where: Any) -> UUID | None:
    statement = select(column)
    for one in joined:
        statement = statement.join(*one) if isinstance(one, tuple) else statement.join(one)
    found: UUID | None = db.session.scalars(statement.where(where).limit(1)).first()
    return found


def _address_of(file_id: UUID) -> str:
    """The page where another file can take its place."""
    cohort_id = _first(OwnCase.cohort_id, OwnCase.attachments, where=OwnCaseAttachment.file_id == file_id)
    if cohort_id is not None:
        return portal_address("own_cases.write", cohort_id=cohort_id)
    assignment_id = _first(
        Submission.assignment_id, Submission.attachments, where=SubmissionAttachment.file_id == file_id
    )
    if assignment_id is not None:
        return portal_address("assignments.show", assignment_id=assignment_id)
    task_id = _first(AssignmentFile.assignment_id, where=AssignmentFile.file_id == file_id)
    if task_id is not None:
        return portal_address("assignments.edit", assignment_id=task_id)
    left_by_speaker = _first(
        SpeakerMaterial.id,
        SpeakerMaterial.material,
        (DocumentVersion, DocumentVersion.document_id == Material.document_id),
        where=DocumentVersion.file_id == file_id,
    )
    if left_by_speaker is not None:
        return portal_address("speakers.enter")
    of_material = select(Material.cohort_id).join(DocumentVersion, DocumentVersion.document_id == Material.document_id)
    shown_on = db.session.scalars(
        of_material.where((DocumentVersion.file_id == file_id) | (DocumentVersion.captions_id == file_id))
        .join(Cohort, Cohort.id == Material.cohort_id)
        .order_by(Cohort.created_at.desc())
        .limit(1)
    ).first()
    if shown_on is not None:
        return portal_address("materials.manage", cohort_id=shown_on)
    return portal_address("pathways.home")
