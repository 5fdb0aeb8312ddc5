"""Who has a role in the demonstration world without taking part or working there?"""

from portal.db import db
from portal.demo.content.cohorts.boards_between import BOARDS_BETWEEN_COHORT
from portal.demo.content.people.helpers import BOARD_SECRETARY, MUNICIPAL_CONTACT
from portal.demo.world import World
from portal.roles.models import GrantedRole, RoleGrant


def add_roles(world: World) -> None:
    """A secretary of one executive board, and the contact of that municipality."""
    for plan, role in (
        (BOARD_SECRETARY, GrantedRole.BOARD_SECRETARY),
        (MUNICIPAL_CONTACT, GrantedRole.MUNICIPAL_CONTACT),
    ):
        cohort = world.cohorts[BOARDS_BETWEEN_COHORT.key] if role is GrantedRole.BOARD_SECRETARY else None
        db.session.add(
            RoleGrant(
                person_id=world.people[plan.key].id,
                role=role,
                municipality_code=world.municipality_codes[plan.municipality or ""],
                cohort_id=cohort.id if cohort else None,
            )
        )
