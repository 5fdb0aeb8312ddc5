"""Who lives in the demonstration world?"""

from portal.db import db
from portal.demo.content.people import PEOPLE
from portal.demo.content.shapes import PersonPlan
from portal.demo.world import World
from portal.people.models import Person
from portal.people.municipalities import ensure_municipalities


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
    world.municipality_codes = ensure_municipalities()
    for plan in PEOPLE:
        world.people[plan.key] = _person(plan, world.municipality_codes)
    db.session.add_all(world.people.values())
    db.session.flush()
