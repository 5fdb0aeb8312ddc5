"""Who has which role on the cohorts of a coordinator, and which places has a municipality?"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.courses.cohort_models import Cohort, CohortStaff, StaffRole
from portal.db import db
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.journal.roles import Role
from portal.people.models import Municipality, Person
from portal.people.queries import danish_order
from portal.roles.models import AccessReview, AccessReviewLine, RoleGrant


class Holder(NamedTuple):
    """Somebody's role, and the row that gives it."""

    row: CohortStaff | RoleGrant
    person: Person
    role: Role
    cohort: Cohort | None
    municipality: str

    @property
    def scope(self) -> str:
        """What the role is for, in words."""
        cohort = f"{self.cohort.course.title}, {self.cohort.name}" if self.cohort else ""
        return ", ".join(part for part in (self.municipality, cohort) if part)


def run_by(person: Person) -> set[UUID]:
    """The cohorts a person coordinates."""
    return {staff.cohort_id for staff in person.staff_roles if staff.role is StaffRole.COORDINATOR}


def cohorts_run_by(person: Person) -> list[Cohort]:
    """The cohorts a person coordinates, with their courses, by name."""
    found = select(Cohort).where(Cohort.id.in_(run_by(person))).options(joinedload(Cohort.course))
    return sorted(db.session.scalars(found), key=lambda cohort: (cohort.course.title, cohort.name))


def holders_for(coordinator: Person) -> list[Holder]:
    """Who teaches, coordinates or helps on the cohorts a person coordinates, and every municipality's contact."""
    mine = run_by(coordinator)
    staff = select(CohortStaff).where(CohortStaff.cohort_id.in_(mine))
    of_staff = joinedload(CohortStaff.person), joinedload(CohortStaff.cohort).joinedload(Cohort.course)
    grants = select(RoleGrant).where(RoleGrant.cohort_id.in_(mine) | RoleGrant.cohort_id.is_(None))
    of_grants = (
        joinedload(RoleGrant.person),
        joinedload(RoleGrant.municipality),
        joinedload(RoleGrant.cohort).joinedload(Cohort.course),
    )
    holders = [
        Holder(s, s.person, Role(s.role.value), s.cohort, "") for s in db.session.scalars(staff.options(*of_staff))
    ]
    holders += [
        Holder(g, g.person, Role(g.role.value), g.cohort, g.municipality.name)
        for g in db.session.scalars(grants.options(*of_grants))
    ]
    return sorted(
        holders, key=lambda one: (one.cohort is None, one.scope, one.role.value, danish_order(one.person.name))
    )


@dataclass
class Places:
    """A cohort, with the people of one municipality who have, wait for or gave up a place."""

    cohort: Cohort
    people: list[tuple[Person, EnrolmentStatus]] = field(default_factory=list)

    def count(self, status: str) -> int:
        """How many stand so."""
        return sum(one == status for _person, one in self.people)

    @property
    def seated(self) -> int:
        """How many have a place, or had one to the end."""
        return self.count("confirmed") + self.count("completed")


def places_of(codes: Collection[str]) -> list[tuple[Municipality, list[Places]]]:
    """Of each municipality the cohorts its people are enrolled on, newest cohort first."""
    places: dict[str, dict[UUID, Places]] = {code: {} for code in codes}
    rows = db.session.scalars(
        select(Enrolment)
        .join(Enrolment.person)
        .where(Person.municipality_code.in_(places))
        .options(joinedload(Enrolment.person), joinedload(Enrolment.cohort).joinedload(Cohort.course))
    )
    for one in rows:
        own = places[one.person.municipality_code or ""]
        own.setdefault(one.cohort_id, Places(one.cohort)).people.append((one.person, one.status))
    found = db.session.scalars(select(Municipality).where(Municipality.code.in_(places)).order_by(Municipality.name))
    return [(municipality, _in_order(places[municipality.code].values())) for municipality in found]


def _in_order(places: Collection[Places]) -> list[Places]:
    for one in places:
        one.people.sort(key=lambda row: danish_order(row[0].name))
    return sorted(places, key=lambda one: (one.cohort.created_at, one.cohort.name), reverse=True)


def helped_by(person: Person) -> list[RoleGrant]:
    """The cohorts on which a person helps an executive board."""
    wanted = select(RoleGrant).where(RoleGrant.person_id == person.id, RoleGrant.cohort_id.is_not(None))
    loaded = joinedload(RoleGrant.municipality), joinedload(RoleGrant.cohort).joinedload(Cohort.course)
    return list(db.session.scalars(wanted.options(*loaded).order_by(RoleGrant.created_at)))


def reviews_by(person: Person) -> list[AccessReview]:
    """What a person has answered at reviews, newest first."""
    of_lines = joinedload(AccessReview.lines)
    loaded = (
        of_lines.joinedload(AccessReviewLine.person),
        of_lines.joinedload(AccessReviewLine.cohort).joinedload(Cohort.course),
    )
    mine = select(AccessReview).where(AccessReview.by_id == person.id).options(*loaded)
    return list(db.session.scalars(mine.order_by(AccessReview.created_at.desc())).unique())
