"""How does a document get a new version, who is told of it, and when is a file let go?"""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import or_, select

from portal.clock import now
from portal.db import db
from portal.enrolments.models import TAKES_A_SEAT, Enrolment
from portal.errors import Refused
from portal.holding import take_turns
from portal.journal.actions import record
from portal.materials import letters
from portal.materials.current import is_available
from portal.materials.models import Document, DocumentVersion, Material, ReadingProgress
from portal.materials.owning import is_shared_beyond, make_own
from portal.materials.queries import told_due, versions_of
from portal.people.models import Person
from portal.storage.actions import claim_files, release_file
from portal.storage.models import StoredFile
from portal.text import _


def replace_file(
    material: Material, *, by: Person, file_id: UUID | None, note: str, is_major: bool, seen: int, form_key: str
) -> DocumentVersion:
    """Give a material a new file; the older ones stay with those who teach. `seen` is the number it takes the place of.

    A second press of the same form gives what the first one made. Raises Refused when somebody has replaced it since.
    """
    if made := _made_with(form_key, material, seen, by=by):
        return made
    if file_id is None:
        raise Refused(_("Vælg den nye fil."), field="files")
    file = claim_files([file_id], by=by, confidential=False, most=1)[0]
    version = DocumentVersion(note=note, is_major=is_major, file_id=file.id, form_key=form_key)
    return _keep(version, material, seen, by=by, act="replaced")


def rewrite(
    material: Material,
    *,
    by: Person,
    text: str = "",
    address: str = "",
    note: str,
    is_major: bool,
    seen: int,
    form_key: str,
) -> DocumentVersion:
    """Give a page its new text, or a link its new address. Raises Refused as `replace_file` does."""
    if made := _made_with(form_key, material, seen, by=by):
        return made
    version = DocumentVersion(note=note, is_major=is_major, text=text, address=address, form_key=form_key)
    return _keep(version, material, seen, by=by, act="replaced")


def restore_version(
    material: Material, *, by: Person, number: int, note: str, is_major: bool, seen: int, form_key: str
) -> DocumentVersion:
    """Let an older version be the one people get: a new version that shows the same. Raises Refused as `replace_file` does."""
    if made := _made_with(form_key, material, seen, by=by):
        return made
    older = next((v for v, file in versions_of(material) if v.number == number and is_available(file)), None)
    if older is None or number >= seen:
        raise Refused(_("Den udgave kan ikke tages i brug igen. Vælg en anden."))
    version = DocumentVersion(
        note=note,
        is_major=is_major,
        file_id=older.file_id,
        captions_id=older.captions_id,
        text=older.text,
        address=older.address,
        form_key=form_key,
    )
    return _keep(version, material, seen, by=by, act="restored")


def _made_with(form_key: str, material: Material, seen: int, *, by: Person) -> DocumentVersion | None:
    """What an earlier press of the form has made. Two at once wait for each other here.

    Nobody changes what cohorts show that they do not teach: the document becomes this cohort's own first.
    """
    if is_shared_beyond(material, by):
        make_own(material, by=by)
    take_turns(Document, material.document_id)
    newest = versions_of(material)[0][0]
    if newest.form_key == form_key:
        return newest
    if newest.number != seen:
        raise Refused(
            _(
                "Nogen har lagt en nyere udgave op, mens du var her. Det, du har valgt og skrevet, står her stadig. "
                "Se udgaverne nedenfor, og gem igen, hvis din skal tage over."
            )
        )
    return None


def _keep(version: DocumentVersion, material: Material, seen: int, *, by: Person, act: str) -> DocumentVersion:
    version.document_id, version.number = material.document_id, seen + 1
    db.session.add(version)
    db.session.flush()
    record(f"material.{act}", by_id=by.id, subject_id=material.id, cohort_id=material.cohort_id)
    tell(version)
    return version


def tell(version: DocumentVersion) -> int:
    """Write to those who had read an older version, if this one asks to be looked at again and its file is judged.

    Answers how many letters were posted. A version is told of once; what still is judged is told of by the worker.
    """
    file = db.session.get(StoredFile, version.file_id) if version.file_id else None
    if not version.is_major or version.told_at is not None or not is_available(file):
        return 0
    version.told_at = now()
    readers = _readers_before(version)
    for person, material in readers.values():
        letters.material_changed(person, material)
    return len(readers)


def _readers_before(version: DocumentVersion) -> dict[UUID, tuple[Person, Material]]:
    """Participants who have read an older version of something that is open to them now, each once."""
    found = db.session.execute(
        select(Person, Material)
        .select_from(ReadingProgress)
        .join(ReadingProgress.person)
        .join(ReadingProgress.material)
        .join(Enrolment, (Enrolment.person_id == Person.id) & (Enrolment.cohort_id == Material.cohort_id))
        .where(
            Material.document_id == version.document_id,
            Material.released_at <= now(),
            ReadingProgress.read_at.is_not(None),
            ReadingProgress.version_number < version.number,
            Enrolment.status.in_(TAKES_A_SEAT),
            Person.disabled_at.is_(None),
        )
        .order_by(Person.name, Material.created_at)
    )
    readers: dict[UUID, tuple[Person, Material]] = {}
    for person, material in found:
        readers.setdefault(person.id, (person, material))
    return readers


def tell_of_due_versions() -> int:
    """Write about versions whose file has been judged since; commits after each. Answers how many letters were posted."""
    posted = 0
    for version_id in list(db.session.scalars(told_due().with_only_columns(DocumentVersion.id))):
        due = told_due().where(DocumentVersion.id == version_id).with_for_update(skip_locked=True, of=DocumentVersion)
        version = db.session.scalars(due).one_or_none()
        posted += tell(version) if version else 0
        db.session.commit()
    return posted


def let_go(files: Iterable[StoredFile]) -> None:
    """Release those of the files that no version points at any more."""
    for file in files:
        points = select(DocumentVersion.id).where(
            or_(DocumentVersion.file_id == file.id, DocumentVersion.captions_id == file.id)
        )
        if db.session.scalar(points.limit(1)) is None:
            release_file(file)
