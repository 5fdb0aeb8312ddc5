"""What do we ask about materials? What a cohort shares, how far a reader has come, and totals without names."""

from collections.abc import Iterable
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from portal.clock import now
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.enrolments.models import TAKES_A_SEAT, Enrolment
from portal.materials.current import ManagedMaterial, Preparation, SharedMaterial, preparation_among
from portal.materials.models import DocumentVersion, Material, MaterialSection, ReadingProgress
from portal.people.models import Person
from portal.storage.models import FileRendition, FileState, RenditionKind, StoredFile


def _newest(*, only_available: bool) -> ScalarSelect[int]:
    """The number of the newest version; what is still being judged counts for those who teach only."""
    other, file = aliased(DocumentVersion), aliased(StoredFile)
    highest = select(func.max(other.number)).where(other.document_id == Material.document_id)
    if only_available:
        is_there = or_(other.file_id.is_(None), file.state == FileState.AVAILABLE)
        highest = highest.outerjoin(file, file.id == other.file_id).where(is_there)
    return highest.correlate(Material).scalar_subquery()


def _major() -> ColumnElement[int]:
    """The newest version, up to the one people get, that asks to be looked at again."""
    other = aliased(DocumentVersion)
    wanted = (other.document_id == Material.document_id, other.is_major, other.number <= DocumentVersion.number)
    highest = select(func.max(other.number)).where(*wanted).correlate(Material, DocumentVersion)
    return func.coalesce(highest.scalar_subquery(), 1)


IN_PLACE: Final = (
    func.coalesce(MaterialSection.position, 0),
    Material.position,
    Material.created_at,
    Material.id,
)


def _current(*, only_available: bool) -> Select[Material, DocumentVersion, StoredFile | None, int]:
    """Materials in the order they stand: those without a section first, then section by section."""
    is_newest = DocumentVersion.number == _newest(only_available=only_available)
    return (
        select(Material, DocumentVersion, StoredFile, _major())
        .select_from(Material)
        .join(DocumentVersion, and_(DocumentVersion.document_id == Material.document_id, is_newest))
        .outerjoin(StoredFile, StoredFile.id == DocumentVersion.file_id)
        .outerjoin(Material.section)
        .options(contains_eager(Material.section))
        .order_by(*IN_PLACE)
    )


def current_materials() -> Select[Material, DocumentVersion, StoredFile | None, int]:
    """Materials with their newest version, for those who teach."""
    return _current(only_available=False)


def _shared(
    *, only_available: bool = True
) -> Select[Material, DocumentVersion, StoredFile | None, int, ReadingProgress, bool]:
    """Together with the progress of the reader whose id is given as `reader`."""
    mine = and_(ReadingProgress.material_id == Material.id, ReadingProgress.person_id == bindparam("reader"))
    is_picture = FileRendition.kind == RenditionKind.PICTURE
    picture = exists().where(FileRendition.file_id == StoredFile.id, is_picture).correlate(StoredFile)
    current = _current(only_available=only_available)
    return current.outerjoin(ReadingProgress, mine).add_columns(ReadingProgress, picture)


@cache
def _shared_on_cohort() -> Select[Material, DocumentVersion, StoredFile | None, int, ReadingProgress, bool]:
    """Put together once, as the others here: that takes longer than asking."""
    return _shared().where(Material.cohort_id == bindparam("cohort"), Material.released_at.is_not(None))


def materials_of(cohort: Cohort, *, person: Person) -> list[SharedMaterial]:
    """What a cohort shares with its participants, in order; also what has a moment at which it will open. One query."""
    found = db.session.execute(_shared_on_cohort(), {"reader": person.id, "cohort": cohort.id})
    return [SharedMaterial(*row) for row in found]


def preparation(person: Person, cohort_ids: Iterable[UUID]) -> dict[UUID, Preparation]:
    """How far a person has come with the preparation of each of these cohorts, those without any too. One query."""
    ids = list(cohort_ids)
    wanted = _shared().where(
        Material.cohort_id.in_(ids), Material.released_at <= now(), Material.is_preparation.is_(True)
    )
    materials = [SharedMaterial(*row) for row in db.session.execute(wanted, {"reader": person.id})]
    return {key: preparation_among(m for m in materials if m.material.cohort_id == key) for key in ids}


def _participants_who(*conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    """How many of the cohort's participants have such a progress with the material; staff and the cancelled do not count."""
    return (
        select(func.count())
        .select_from(ReadingProgress)
        .join(Enrolment, Enrolment.person_id == ReadingProgress.person_id)
        .where(
            ReadingProgress.material_id == Material.id,
            Enrolment.cohort_id == Material.cohort_id,
            Enrolment.status.in_(TAKES_A_SEAT),
            *conditions,
        )
        .correlate(Material)
        .scalar_subquery()
    )


def _on_cohorts() -> ScalarSelect[int]:
    other = aliased(Material)
    same = select(func.count()).select_from(other).where(other.document_id == Material.document_id)
    return same.correlate(Material).scalar_subquery()


@cache
def _managed() -> Select[Material, DocumentVersion, StoredFile | None, int, int, int, int]:
    totals = _participants_who(), _participants_who(ReadingProgress.read_at.is_not(None)), _on_cohorts()
    return _current(only_available=False).where(Material.cohort_id == bindparam("cohort")).add_columns(*totals)


def managed_materials(cohort: Cohort) -> list[ManagedMaterial]:
    """All a cohort's materials in order, hidden ones too, with totals. One query."""
    found = db.session.execute(_managed(), {"cohort": cohort.id})
    return [ManagedMaterial(*row) for row in found]


@cache
def _shared_alone(
    *, only_available: bool
) -> Select[Material, DocumentVersion, StoredFile | None, int, ReadingProgress, bool]:
    return _shared(only_available=only_available).where(Material.id == bindparam("material"))


def shared_material(material: Material, *, person: Person) -> SharedMaterial:
    """One material as a person meets it: the newest version that is judged; while there is none, the newest."""
    ids = {"reader": person.id, "material": material.id}
    found = db.session.execute(_shared_alone(only_available=True), ids).one_or_none()
    return SharedMaterial(*(found or db.session.execute(_shared_alone(only_available=False), ids).one()))


def versions_of(material: Material) -> list[tuple[DocumentVersion, StoredFile | None]]:
    """Every version of a material with its file, the newest first; a page and a link have none."""
    found = db.session.execute(
        select(DocumentVersion, StoredFile)
        .select_from(DocumentVersion)
        .outerjoin(StoredFile, StoredFile.id == DocumentVersion.file_id)
        .where(DocumentVersion.document_id == material.document_id)
        .order_by(DocumentVersion.number.desc())
    )
    return [(version, file) for version, file in found]


def all_versions(document_id: UUID) -> list[DocumentVersion]:
    """Every version of a document with file and captions, the newest first."""
    return list(
        db.session.scalars(
            select(DocumentVersion)
            .where(DocumentVersion.document_id == document_id)
            .options(joinedload(DocumentVersion.file), joinedload(DocumentVersion.captions))
            .order_by(DocumentVersion.number.desc())
        )
    )


def told_due() -> Select[DocumentVersion]:
    """Versions that ask to be looked at again, whose file is judged, and that nobody was told of."""
    is_there = or_(DocumentVersion.file_id.is_(None), StoredFile.state == FileState.AVAILABLE)
    return (
        select(DocumentVersion)
        .outerjoin(StoredFile, StoredFile.id == DocumentVersion.file_id)
        .where(DocumentVersion.is_major, DocumentVersion.told_at.is_(None), is_there)
    )


def sections_of(cohort_id: UUID) -> list[MaterialSection]:
    """The headings of a cohort's list in order."""
    wanted = select(MaterialSection).where(MaterialSection.cohort_id == cohort_id)
    return list(db.session.scalars(wanted.order_by(MaterialSection.position, MaterialSection.created_at)))


def in_order(cohort_id: UUID) -> list[Material]:
    """A cohort's materials in the order they stand."""
    return list(
        db.session.scalars(
            select(Material)
            .where(Material.cohort_id == cohort_id)
            .outerjoin(Material.section)
            .options(contains_eager(Material.section))
            .order_by(*IN_PLACE)
        )
    )


def added_with(form_key: str, *, cohort_id: UUID) -> list[Material]:
    """What an earlier press of the same form has added."""
    return list(
        db.session.scalars(
            select(Material)
            .where(Material.cohort_id == cohort_id, Material.form_key == form_key)
            .order_by(Material.position)
        )
    )


def material_counts(cohort_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many materials each cohort has, hidden ones too, in one query. Cohorts without are left out."""
    found = db.session.execute(
        select(Material.cohort_id, func.count())
        .where(Material.cohort_id.in_(list(cohort_ids)))
        .group_by(Material.cohort_id)
    )
    return dict(iter(found))
