"""What do we ask about materials? What a cohort shares, how far a reader has come, and totals without names."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, bindparam, func, select
from sqlalchemy.orm import aliased

from portal.clock import now
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.enrolments.models import TAKES_A_SEAT, Enrolment
from portal.materials.models import DocumentVersion, Material, ReadingProgress
from portal.people.models import Person
from portal.storage.kinds import kind_of
from portal.storage.models import StoredFile
from portal.text import Word, _, _l, size_text


class Reading(Word):
    """How far a reader has come with one material."""

    UNREAD = "unread", _l("Ulæst")
    OPENED = "opened", _l("Åbnet")
    CHANGED = "changed", _l("Ny udgave")
    READ = "read", _l("Læst")


@dataclass(frozen=True)
class CurrentMaterial:
    """A material with the version people get."""

    material: Material
    version: DocumentVersion
    file: StoredFile

    @property
    def is_open(self) -> bool:
        """Whether participants may read it now."""
        return self.material.released_at is not None and self.material.released_at <= now()

    @property
    def is_film(self) -> bool:
        """Whether one watches it rather than reads it."""
        return self.file.media_type.startswith("video/")

    @property
    def icon(self) -> str:
        """The picture beside the title."""
        if self.is_film:
            return "video"
        if "spreadsheet" in self.file.media_type:
            return "table"
        return "book" if self.file.media_type == "application/pdf" else "file"

    @property
    def facts(self) -> str:
        """“PDF, 84 kB”."""
        kind = kind_of(self.file.name)
        return f"{kind.label if kind else _('Fil')}, {size_text(self.file.size)}"


@dataclass(frozen=True)
class SharedMaterial(CurrentMaterial):
    """A material as one reader meets it."""

    progress: ReadingProgress | None

    @property
    def reading(self) -> Reading:
        """How far this reader has come."""
        if self.progress is None:
            return Reading.UNREAD
        if self.progress.version_number < self.version.number:
            return Reading.CHANGED
        return Reading.READ if self.is_read else Reading.OPENED

    @property
    def is_read(self) -> bool:
        """Whether this reader has said so."""
        return self.progress is not None and self.progress.read_at is not None


@dataclass(frozen=True)
class ManagedMaterial(CurrentMaterial):
    """A material as those who teach see it: how many of the participants have opened and read it, never who."""

    opened: int
    read: int


@dataclass(frozen=True)
class Preparation:
    """How far a reader has come with what to look at before the course. `next` is the first that is not read."""

    done: int
    total: int
    next: SharedMaterial | None


def _newest() -> ColumnElement[bool]:
    other = aliased(DocumentVersion)
    highest = select(func.max(other.number)).where(other.document_id == Material.document_id).correlate(Material)
    return DocumentVersion.number == highest.scalar_subquery()


def _current() -> Select[Material, DocumentVersion, StoredFile]:
    return (
        select(Material, DocumentVersion, StoredFile)
        .select_from(Material)
        .join(DocumentVersion, and_(DocumentVersion.document_id == Material.document_id, _newest()))
        .join(StoredFile, StoredFile.id == DocumentVersion.file_id)
        .order_by(Material.position, Material.created_at, Material.id)
    )


def _shared() -> Select[Material, DocumentVersion, StoredFile, ReadingProgress]:
    """Together with the progress of the reader whose id is given as `reader`."""
    mine = and_(ReadingProgress.material_id == Material.id, ReadingProgress.person_id == bindparam("reader"))
    return _current().outerjoin(ReadingProgress, mine).add_columns(ReadingProgress)


@cache
def _shared_on_cohort() -> Select[Material, DocumentVersion, StoredFile, ReadingProgress]:
    """Put together once, as the others here: that takes longer than asking."""
    return _shared().where(Material.cohort_id == bindparam("cohort"), Material.released_at.is_not(None))


def materials_of(cohort: Cohort, *, person: Person) -> list[SharedMaterial]:
    """What a cohort shares with its participants, in order; also what has a moment at which it will open. One query."""
    found = db.session.execute(_shared_on_cohort(), {"reader": person.id, "cohort": cohort.id})
    return [SharedMaterial(*row) for row in found]


def preparation_among(materials: Iterable[SharedMaterial]) -> Preparation:
    """How far the reader has come with those of the materials that are open and to look at before the course."""
    invited = [m for m in materials if m.is_open and m.material.is_preparation]
    waiting = [m for m in invited if not m.is_read]
    return Preparation(done=len(invited) - len(waiting), total=len(invited), next=waiting[0] if waiting else None)


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


@cache
def _managed() -> Select[Material, DocumentVersion, StoredFile, int, int]:
    totals = _participants_who(), _participants_who(ReadingProgress.read_at.is_not(None))
    return _current().where(Material.cohort_id == bindparam("cohort")).add_columns(*totals)


def managed_materials(cohort: Cohort) -> list[ManagedMaterial]:
    """All a cohort's materials in order, hidden ones too, with totals. One query."""
    found = db.session.execute(_managed(), {"cohort": cohort.id})
    return [ManagedMaterial(*row) for row in found]


@cache
def _shared_alone() -> Select[Material, DocumentVersion, StoredFile, ReadingProgress]:
    return _shared().where(Material.id == bindparam("material"))


def shared_material(material: Material, *, person: Person) -> SharedMaterial:
    """One material as a person meets it."""
    ids = {"reader": person.id, "material": material.id}
    return SharedMaterial(*db.session.execute(_shared_alone(), ids).one())


def versions_of(material: Material) -> list[tuple[DocumentVersion, StoredFile]]:
    """Every version of a material with its file, the newest first."""
    found = db.session.execute(
        select(DocumentVersion, StoredFile)
        .select_from(DocumentVersion)
        .join(StoredFile, StoredFile.id == DocumentVersion.file_id)
        .where(DocumentVersion.document_id == material.document_id)
        .order_by(DocumentVersion.number.desc())
    )
    return [(version, file) for version, file in found]


def in_order(cohort_id: UUID) -> list[Material]:
    """A cohort's materials in the order they stand."""
    return list(
        db.session.scalars(
            select(Material)
            .where(Material.cohort_id == cohort_id)
            .order_by(Material.position, Material.created_at, Material.id)
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
