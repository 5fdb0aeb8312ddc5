"""What is there to read in the demonstration world, and who has looked at it?"""

import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.demo import content
from portal.demo.content.cohorts import COHORTS
from portal.demo.content.shapes import CohortPlan, MaterialPlan
from portal.demo.world import World
from portal.materials.models import (
    Document,
    DocumentKind,
    DocumentVersion,
    Material,
    MaterialSection,
    ReadingProgress,
    ReleaseAnchor,
)
from portal.materials.queries import sections_of
from portal.materials.releasing import HOUR, move_releases
from portal.people.models import Person
from portal.storage.actions import claim_files, receive_material

FILES: Final = Path(content.__file__).with_name("files")


def _filled(plan: MaterialPlan, by: Person, released_at: datetime) -> dict[str, Any]:
    """What a version of it holds: a text, an address or a file; nothing where there is nothing to keep."""
    if plan.kind == "link" and plan.url:
        return {"address": plan.url}
    if plan.kind == "page" and plan.body:
        return {"text": plan.body}
    if not plan.file:
        return {}
    name, content_of = f"{plan.title}{Path(plan.file).suffix}", (FILES / plan.file).read_bytes()
    file = receive_material(by=by, name=name, stream=io.BytesIO(content_of))
    claim_files([file.id], by=by, confidential=False, most=1)
    file.created_at = min(file.created_at, released_at)
    return {"file_id": file.id}


def _kind(filled: dict[str, Any]) -> DocumentKind:
    if "file_id" in filled:
        return DocumentKind.FILE
    return DocumentKind.LINK if "address" in filled else DocumentKind.PAGE


def _material(world: World, plan: CohortPlan, one: MaterialPlan, position: int, by: Person) -> Material | None:
    released_at = world.instant(one.release, plan)
    filled = _filled(one, by, released_at)
    if not filled:
        return None
    counted: dict[str, Any] = {}
    if one.counted:
        anchor, hours = ReleaseAnchor(one.counted[0]), one.counted[1]
        counted = {"release_anchor": anchor, "release_offset": hours * HOUR}
    return Material(
        **counted,
        section=_section(world.cohorts[plan.key], one.section),
        cohort=world.cohorts[plan.key],
        title=one.title,
        description=one.description,
        position=position,
        released_at=released_at,
        is_preparation=one.use == "before",
        created_at=released_at - timedelta(days=2),
        document=Document(kind=_kind(filled), versions=_versions(one, filled, released_at)),
    )


def _section(cohort: Cohort, title: str) -> MaterialSection | None:
    if not title:
        return None
    known = sections_of(cohort.id)
    made = MaterialSection(cohort_id=cohort.id, title=title, position=len(known) + 1)
    found = next((section for section in known if section.title == title), made)
    db.session.add(found)
    return found


def _versions(plan: MaterialPlan, filled: dict[str, Any], released_at: datetime) -> list[DocumentVersion]:
    """One, or a second with something to look at that everybody was told of."""
    first = DocumentVersion(number=1, created_at=released_at, **filled)
    if not plan.news:
        return [first]
    at = released_at + timedelta(days=2)
    second = DocumentVersion(number=2, note=plan.news, is_major=True, told_at=at, created_at=at, **filled)
    if plan.kind == "page":
        first.text = plan.body.rpartition("\n\n")[0] or plan.body
    return [second, first]


def _read(world: World, plan: CohortPlan, invited: list[Material]) -> None:
    readers = [e for e in plan.enrolments if e.has_read]
    for material in invited:
        for place, one in enumerate(readers):
            assert material.released_at is not None
            at = material.released_at + timedelta(hours=20 + 3 * place)
            db.session.add(
                ReadingProgress(material=material, person=world.people[one.person], opened_at=at, read_at=at)
            )


def add_materials(world: World) -> None:
    """Every cohort's materials in order, and who has read what was invited to be read."""
    for plan in COHORTS:
        if not plan.instructors:
            continue
        by = world.people[plan.instructors[0]]
        invited = []
        for position, one in enumerate(plan.materials, 1):
            material = _material(world, plan, one, position, by)
            if material is not None:
                db.session.add(material)
                invited += [material] if one.invited_reading else []
        _read(world, plan, invited)
        db.session.flush()
        move_releases(world.cohorts[plan.key], by=by)
    db.session.flush()
