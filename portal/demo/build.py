"""How is the demonstration world built? In one transaction, into an empty portal."""

from portal.db import db
from portal.demo.build_cohorts import add_cohorts, add_venues
from portal.demo.build_courses import add_courses
from portal.demo.build_files import show_files
from portal.demo.build_materials import add_materials
from portal.demo.build_people import add_people
from portal.demo.build_roles import add_roles
from portal.demo.build_room import add_room
from portal.demo.build_work import add_work
from portal.demo.content.people import SIGN_IN_AS
from portal.demo.world import World
from portal.people.models import Person


def build_demo() -> list[Person]:
    """Build the world round today and commit it. Gives the people to sign in as, the participant first."""
    world = World()
    add_people(world)
    add_venues(world)
    add_courses(world)
    add_cohorts(world)
    add_roles(world)
    add_materials(world)
    add_work(world)
    add_room(world)
    show_files()
    db.session.commit()
    return [world.people[key] for key in SIGN_IN_AS]
