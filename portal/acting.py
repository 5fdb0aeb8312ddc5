"""In which role does the signed-in person act? The journal asks here; whoever is not signed in yet is looked up."""

from uuid import UUID

from flask import has_request_context
from sqlalchemy import inspect, select
from sqlalchemy.orm import joinedload

from portal.access.standing import role_of
from portal.db import db
from portal.journal.roles import Role
from portal.people import session
from portal.people.models import Person
from portal.speakers import visiting

ASKED: frozenset[str] = frozenset({"enrolments", "staff_roles", "role_grants"})


def role_in_force(by_id: UUID, cohort_id: UUID | None, owner_id: UUID | None) -> Role:
    """The role of a person towards something of a cohort, or at large, at this moment."""
    if has_request_context() and visiting.speaks(by_id):
        return Role.EXTERNAL_SPEAKER
    person = session.current_person() if has_request_context() else None
    if person is None or person.id != by_id or ASKED & inspect(person).unloaded:
        person = _with_standing(by_id)
    return role_of(person, cohort_id, owner_id) if person is not None else Role.NONE


def _with_standing(person_id: UUID) -> Person | None:
    asked = (joinedload(Person.enrolments), joinedload(Person.staff_roles), joinedload(Person.role_grants))
    found = select(Person).where(Person.id == person_id).options(*asked).execution_options(populate_existing=True)
    return db.session.scalars(found).unique().one_or_none()
