"""What are the things called that a person's rows point at? So that a page shows titles, and no ids."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.assignments.models import Assignment
from portal.courses.cohort_models import Cohort
from portal.courses.models import Course
from portal.db import db
from portal.materials.models import Material
from portal.own_cases.models import OwnCase
from portal.people.models import Municipality, Person
from portal.preparing.models import Theme
from portal.retention.exporting import Row
from portal.storage.models import StoredFile
from portal.text import _

Names = dict[tuple[str, Any], str]
TITLES: Final = {
    "assignment_id": (Assignment.id, Assignment.title),
    "course_id": (Course.id, Course.title),
    "material_id": (Material.id, Material.title),
    "municipality_code": (Municipality.code, Municipality.name),
    "author_id": (Person.id, Person.name),
    "theme_id": (Theme.id, Theme.name),
    "giver_id": (Person.id, Person.name),
}


def names_in(rows: Iterable[Row], *, reader: Person) -> Names:
    """By column and value, one query for each column that any row has. Titles of cases are the reader's own alone."""
    wanted: dict[str, set[Any]] = {}
    for row in rows:
        for name, value in row.items():
            if value is not None and (name in TITLES or name in {"cohort_id", "file_id", "own_case_id", "by_id"}):
                wanted.setdefault(name, set()).add(value)
    found: Names = {}
    for name, (key, title) in TITLES.items():
        if name in wanted:
            chosen = select(key, title).where(key.in_(wanted[name]))
            found |= {(name, thing): words for thing, words in db.session.execute(chosen)}
    if "own_case_id" in wanted:
        mine = db.session.scalars(select(OwnCase).where(OwnCase.author_id == reader.id))
        found |= {("own_case_id", own_case.id): own_case.title for own_case in mine}
    if "file_id" in wanted:
        files = db.session.scalars(select(StoredFile).where(StoredFile.id.in_(wanted["file_id"])))
        found |= {("file_id", file.id): file.name for file in files}
    found |= {("cohort_id", thing): words for thing, words in cohort_names(wanted.get("cohort_id", ())).items()}
    found |= {("by_id", thing): _("En anden") for thing in wanted.get("by_id", ())}
    return found | {(name, reader.id): _("Dig") for name in ("author_id", "by_id", "giver_id")}


def cohort_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """What cohorts are called, in one query."""
    wanted = list(ids)
    if not wanted:
        return {}
    found = db.session.scalars(select(Cohort).where(Cohort.id.in_(wanted)).options(joinedload(Cohort.course)))
    return {cohort.id: f"{cohort.course.title}, {cohort.name}" for cohort in found}
