"""How does a document that several cohorts show become one cohort's own?"""

from sqlalchemy import select

from portal.courses.reach import taught_by
from portal.db import db
from portal.journal.actions import record
from portal.materials.models import Document, DocumentVersion, Material
from portal.materials.queries import all_versions
from portal.people.models import Person


def make_own(material: Material, *, by: Person) -> None:
    """Give the cohort a document of its own, whose versions point at the same files. Alone on a cohort it is that already."""
    document = db.session.scalars(
        select(Document).where(Document.id == material.document_id).with_for_update(key_share=True)
    ).one()
    others = Material.document_id == document.id, Material.id != material.id
    if db.session.scalar(select(Material.id).where(*others).limit(1)) is None:
        return
    own = Document(kind=document.kind, versions=[_copy(version) for version in all_versions(document.id)])
    db.session.add(own)
    db.session.flush()
    material.document_id = own.id
    db.session.flush()
    record("material.made_own", by_id=by.id, subject_id=material.id, cohort_id=material.cohort_id)


def _copy(version: DocumentVersion) -> DocumentVersion:
    same = ("number", "note", "is_major", "file_id", "captions_id", "text", "address", "told_at", "created_at")
    return DocumentVersion(**{name: getattr(version, name) for name in same})


def is_shared_beyond(material: Material, person: Person) -> bool:
    """Whether a cohort the person does not teach shows the same document."""
    beyond = Material.document_id == material.document_id, Material.cohort_id.not_in(taught_by(person))
    return db.session.scalar(select(Material.id).where(*beyond).limit(1)) is not None
