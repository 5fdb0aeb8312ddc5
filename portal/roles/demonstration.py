"""Where does one look round in the demonstration, as one of its people? In production the page does not exist."""

from itertools import groupby

from flask import Flask, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal import access
from portal.access.standing import role_of
from portal.answers import see_other
from portal.db import db
from portal.door import Answer, Pages
from portal.errors import Refused
from portal.journal.actions import record
from portal.journal.roles import Role
from portal.people import session
from portal.people.models import Person
from portal.people.session import render
from portal.text import _

OF_EACH_ROLE = 6
pages = Pages("demonstration", __name__)


@pages.page("/demonstration", access=access.anyone, methods=["GET", "POST"])
def look_round() -> Answer:
    """The fictional people by role, each with a button that begins an ordinary session as them."""
    people = _people()
    if request.method == "POST":
        person = people.get(request.form.get("som", ""))
        if person is None:
            raise Refused(_("Den person er ikke i demonstrationen. Vælg en på siden."))
        record("demonstration.entered", by_id=person.id, subject_id=person.id)
        session.sign_in(person)
        return see_other(url_for("pathways.home"))
    ordered = sorted(people.values(), key=lambda person: list(Role).index(_role(person)))
    roles = [(role, list(some)[:OF_EACH_ROLE]) for role, some in groupby(ordered, key=_role)]
    return render("roles/demonstration.html", roles=roles)


def _people() -> dict[str, Person]:
    asked = (joinedload(Person.enrolments), joinedload(Person.staff_roles), joinedload(Person.role_grants))
    open_ones = select(Person).where(Person.disabled_at.is_(None)).options(*asked, joinedload(Person.municipality))
    found = db.session.scalars(open_ones.order_by(Person.created_at, Person.name)).unique()
    return {str(person.id): person for person in found}


def _role(person: Person) -> Role:
    return role_of(person, None, None)


def init_demonstration(app: Flask, *, is_demo: bool) -> None:
    """Offer the page in the demonstration world only: it asks nobody who they are."""
    if is_demo:
        app.register_blueprint(pages)
