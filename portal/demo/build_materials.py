"""What is there to read in the demonstration world, and who has looked at it?"""

import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from portal.db import db
from portal.demo import content
from portal.demo.content.cohorts import COHORTS
from portal.demo.content.shapes import CohortPlan, MaterialPlan
from portal.demo.world import World
from portal.materials.models import Document, DocumentVersion, Material, ReadingProgress
from portal.people.models import Person
from portal.storage.actions import claim_files, receive_material
from portal.storage.models import StoredFile

FILES: Final = Path(content.__file__).with_name("files")


def _content_of(plan: MaterialPlan) -> tuple[str, bytes] | None:
    """The file's name and bytes; a page of text travels as a text file. None where there is nothing to keep."""
    if plan.file:
        return f"{plan.title}{Path(plan.file).suffix}", (FILES / plan.file).read_bytes()
    if plan.body:
        return f"{plan.title}.txt", plan.body.encode()
    return None


def _material(world: World, plan: CohortPlan, one: MaterialPlan, position: int, by: Person) -> Material | None:
    kept = _content_of(one)
    if kept is None:
        return None
    file = receive_material(by=by, name=kept[0], stream=io.BytesIO(kept[1]))
    claim_files([file.id], by=by, confidential=False, most=1)
    released_at = world.instant(one.release, plan)
    file.created_at = min(file.created_at, released_at)
    return Material(
        cohort=world.cohorts[plan.key],
        title=one.title,
        description=one.description,
        position=position,
        released_at=released_at,
        is_preparation=one.use == "before",
        created_at=released_at - timedelta(days=2),
        document=Document(versions=_versions(one, file, released_at)),
    )


def _versions(plan: MaterialPlan, file: StoredFile, released_at: datetime) -> list[DocumentVersion]:
    """One, or a second with something to look at that everybody was told of."""
    first = DocumentVersion(number=1, file=file, created_at=released_at)
    if not plan.news:
        return [first]
    at = released_at + timedelta(days=2)
    return [DocumentVersion(number=2, file=file, note=plan.news, is_major=True, told_at=at, created_at=at), first]


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
