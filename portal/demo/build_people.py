"""Who lives in the demonstration world?"""

import csv
from pathlib import Path
from typing import Final

from sqlalchemy import select

from portal import people
from portal.db import db
from portal.demo.content.people import PEOPLE
from portal.demo.content.shapes import PersonPlan
from portal.demo.world import World
from portal.people.models import Municipality, Person

LIST: Final = Path(people.__file__).with_name("municipalities.csv")


def add_municipalities() -> dict[str, str]:
    """The 98 municipalities, those that are missing added; codes by name."""
    known = set(db.session.scalars(select(Municipality.code)))
    with LIST.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    db.session.add_all(Municipality(code=r["code"], name=r["name"]) for r in rows if r["code"] not in known)
    db.session.flush()
    return {row["name"]: row["code"] for row in rows}


def _person(plan: PersonPlan, codes: dict[str, str]) -> Person:
    return Person(
        name=plan.name,
        email=plan.email,
        title=plan.work_title,
        organisation=plan.organisation,
        phone=plan.phone,
        biography=plan.biography,
        municipality_code=codes[plan.municipality] if plan.municipality else None,
        is_coordinator=plan.kind == "coordinator",
        is_administrator=plan.kind == "administrator",
    )


def add_people(world: World) -> None:
    """Everybody, by key."""
    world.municipality_codes = add_municipalities()
    for plan in PEOPLE:
        world.people[plan.key] = _person(plan, world.municipality_codes)
    db.session.add_all(world.people.values())
    db.session.flush()
