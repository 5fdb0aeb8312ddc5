"""What can happen to a material? It is added, changed, released and taken away."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.errors import Refused
from portal.holding import hold, take_turns
from portal.journal.actions import record
from portal.materials.models import Document, DocumentVersion, Material
from portal.materials.queries import added_with, all_versions
from portal.materials.releasing import Release, Shelving, put_release
from portal.materials.sections import hold_order, put_under, refuse_unknown
from portal.materials.versions import let_go
from portal.people.models import Person
from portal.storage.actions import claim_files
from portal.storage.models import StoredFile
from portal.text import _

MOST_AT_ONCE: Final = 40
LONGEST_TITLE: Final = 200
_TEXTS: Final = (
    *("title", "description", "section_id", "is_preparation", "version"),
    *("released_at", "release_anchor", "release_offset"),
)


def title_from(name: str) -> str:
    """What a file may be called on the page: its name without the ending, words apart, as long as there is room for."""
    return " ".join(PurePosixPath(name).stem.replace("_", " ").split())[:LONGEST_TITLE].rstrip()


def _title(typed: str, name: str) -> str:
    if len(typed) <= LONGEST_TITLE:
        return typed or title_from(name)
    if typed[:LONGEST_TITLE].rstrip() == title_from(name):
        return title_from(name)
    raise Refused(
        _(
            "Titlen “%(start)s …” er %(length)s tegn. Der er plads til %(most)s. Kort den lidt.",
            start=typed[:30],
            length=len(typed),
            most=LONGEST_TITLE,
        ),
        field="files",
    )


def _record(act: str, material: Material, by: Person) -> None:
    record(f"material.{act}", by_id=by.id, subject_id=material.id, cohort_id=material.cohort_id)


def add_materials(
    cohort: Cohort,
    *,
    by: Person,
    titles: Mapping[UUID, str],
    shelving: Shelving,
    form_key: str,
) -> list[Material]:
    """Share files: one material each, in the order given, at the end of the list. An empty title comes from the name.

    `titles` is by file. A second press of the same form gives what the first one made. Raises Refused for no file,
    for a title that is too long, and when a file is not the person's own, or not there any more.
    """
    hold_order(cohort.id)
    if earlier := added_with(form_key, cohort_id=cohort.id):
        return earlier
    if not titles:
        raise Refused(_("Vælg mindst én fil."), field="files")
    files = claim_files(titles, by=by, confidential=False, most=MOST_AT_ONCE)
    made = [_first_version(file, _title(titles[file.id], file.name), form_key) for file in files]
    keep_last(made, cohort, by=by, shelving=shelving)
    return made


def _first_version(file: StoredFile, title: str, form_key: str) -> Material:
    document = Document(versions=[DocumentVersion(number=1, file_id=file.id)])
    return Material(title=title, document=document, form_key=form_key)


def _last_position(cohort: Cohort) -> int:
    return db.session.scalar(select(func.max(Material.position)).where(Material.cohort_id == cohort.id)) or 0


def keep_last(made: list[Material], cohort: Cohort, *, by: Person, shelving: Shelving) -> None:
    """Put new materials last under their heading; hold the order before. Raises Refused for another cohort's heading."""
    refuse_unknown(cohort.id, shelving.section_id)
    for position, material in enumerate(made, _last_position(cohort) + 1):
        material.cohort_id, material.position = cohort.id, position
        material.section_id, material.is_preparation = shelving.section_id, shelving.is_preparation
        put_release(material, shelving.release)
    db.session.add_all(made)
    db.session.flush()
    for material in made:
        _record("added", material, by)


def revise_material(
    material: Material,
    *,
    by: Person,
    seen: int,
    title: str,
    description: str,
    shelving: Shelving,
) -> None:
    """Change what stands about a material. `seen` is the version the person saw. Under another heading it stands last.

    What stands already is no change. Raises Refused when somebody has changed it otherwise since; the material then holds
    what is stored now.
    """
    hold_order(material.cohort_id)
    stored = db.session.scalar(
        select(Material.version).where(Material.id == material.id).with_for_update(key_share=True)
    )
    if stored != seen:
        db.session.refresh(material, _TEXTS)
        if (title, description, shelving) == (material.title, material.description, _shelving_of(material)):
            return  # somebody pressed twice
        raise Refused(
            _(
                "Materialet er rettet et andet sted, mens du skrev. Din tekst står her stadig. "
                "Se, hvad der er gemt nu, og gem igen, hvis din skal gælde."
            )
        )
    material.title, material.description = title, description
    material.is_preparation = shelving.is_preparation
    put_release(material, shelving.release)
    db.session.flush()
    put_under(material, shelving.section_id)
    _record("changed", material, by)


def _shelving_of(material: Material) -> Shelving:
    """How it stands; a moment that is counted from the course's days says so, and no other."""
    anchor, offset = material.release_anchor, material.release_offset
    release = Release(anchor=anchor, offset=offset) if anchor else Release(at=material.released_at)
    return Shelving(release, material.is_preparation, material.section_id)


def release_material(material: Material, *, by: Person, at: datetime | None) -> None:
    """Open a material from a moment, or hide it from the participants with None."""
    material.released_at, material.release_anchor, material.release_offset = at, None, 0
    _record("hidden" if at is None else "released", material, by)


def delete_material(material: Material, *, by: Person) -> None:
    """Take a material away with what people have marked; also document, versions and files where no cohort shows them."""
    take_turns(Document, material.document_id)
    hold(material, ["document_id", "version"])
    db.session.refresh(material, ["document"])
    document = material.document
    db.session.delete(material)
    db.session.flush()
    if not db.session.scalar(select(Material.id).where(Material.document_id == document.id).limit(1)):
        forget_document(document)
    _record("deleted", material, by)


def forget_document(document: Document) -> None:
    """Delete a document with its versions, and let go of the files that no other one has."""
    files = [file for version in all_versions(document.id) for file in (version.file, version.captions) if file]
    db.session.refresh(document, ["versions"])
    db.session.delete(document)
    db.session.flush()
    let_go(files)
