"""Which documents does an instructor have, and how does the same one stand on several cohorts, or on one alone?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from portal.courses.cohort_models import Cohort
from portal.courses.models import Course
from portal.courses.reach import taught_by
from portal.db import db
from portal.errors import Refused
from portal.journal.actions import record
from portal.materials.actions import keep_last
from portal.materials.current import CurrentMaterial
from portal.materials.models import Material
from portal.materials.queries import current_materials
from portal.materials.releasing import Release, Shelving
from portal.materials.sections import hold_order
from portal.people.models import Person
from portal.text import _, danish_order


@dataclass
class Shelved:
    """A document, by its newest material, and every material of the person's that shows it."""

    newest: CurrentMaterial
    everywhere: list[Material] = field(default_factory=list)

    def is_on(self, cohort_id: UUID) -> bool:
        """Whether this cohort shows it."""
        return any(material.cohort_id == cohort_id for material in self.everywhere)


def cohorts_taught(person: Person) -> list[Cohort]:
    """The cohorts a person teaches or has taught, with their courses, by name."""
    wanted = select(Cohort).join(Cohort.course).options(contains_eager(Cohort.course))
    found = db.session.scalars(wanted.where(Cohort.id.in_(taught_by(person))))
    return sorted(found, key=lambda cohort: danish_order(f"{cohort.course.title} {cohort.name}"))


def library_of(person: Person, *, words: str = "") -> list[Shelved]:
    """Every document on the cohorts a person teaches or has taught, by title; only those with the words. One query."""
    wanted = (
        current_materials()
        .join(Material.cohort)
        .join(Course, Course.id == Cohort.course_id)
        .options(contains_eager(Material.cohort).contains_eager(Cohort.course))
        .where(Material.cohort_id.in_(taught_by(person)))
        .order_by(None)
        .order_by(Material.created_at.desc(), Material.id)
    )
    shelf: dict[UUID, Shelved] = {}
    for row in db.session.execute(wanted):
        one = CurrentMaterial(*row)
        shelf.setdefault(one.material.document_id, Shelved(one)).everywhere.append(one.material)
    return sorted(_with(words, shelf.values()), key=lambda shelved: danish_order(shelved.newest.material.title))


def _with(words: str, shelf: Iterable[Shelved]) -> list[Shelved]:
    parts = words.casefold().split()
    return [s for s in shelf if all(any(p in m.title.casefold() for m in s.everywhere) for p in parts)]


def cohorts_showing(material: Material) -> list[Cohort]:
    """The cohorts that show the same document, this one too."""
    wanted = select(Cohort).join(Cohort.course).options(contains_eager(Cohort.course))
    showing = select(Material.cohort_id).where(Material.document_id == material.document_id)
    return list(db.session.scalars(wanted.where(Cohort.id.in_(showing)).order_by(Course.title, Cohort.name)))


def share(material: Material, *, by: Person, cohort_id: UUID) -> Material:
    """Let another cohort of the person's show the same document, without another upload.

    It stays with those who teach, unless it counts from the course: then it counts from that cohort's days. A cohort
    that shows it already keeps what it has. Raises Refused for a cohort the person does not teach.
    """
    cohort = db.session.scalars(
        select(Cohort).where(Cohort.id == cohort_id, Cohort.id.in_(taught_by(by)))
    ).one_or_none()
    if cohort is None:
        raise Refused(_("Vælg et hold, du underviser på."), field="cohort")
    hold_order(cohort.id)
    same = Material.document_id == material.document_id, Material.cohort_id == cohort.id
    if there := db.session.scalars(select(Material).where(*same)).one_or_none():
        return there
    made = Material(title=material.title, description=material.description, document_id=material.document_id)
    release = Release(anchor=material.release_anchor, offset=material.release_offset)
    keep_last([made], cohort, by=by, shelving=Shelving(release, material.is_preparation))
    record("material.shared", by_id=by.id, subject_id=made.id, cohort_id=cohort.id)
    return made
