"""Who has which role on the cohorts of a coordinator, and which places has a municipality?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, cast
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from portal.courses.cohort_models import Cohort, CohortStaff, StaffRole
from portal.courses.reach import Column, is_coordinated_by
from portal.db import db
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.journal.roles import Role
from portal.people.models import Municipality, Person
from portal.roles.letters import News
from portal.roles.models import AccessReview, AccessReviewLine, RoleGrant
from portal.text import danish_order


class Holder(NamedTuple):
    """Somebody's role, and the row that gives it: their own, when the office did."""

    row: CohortStaff | RoleGrant | Person
    person: Person
    role: Role
    cohort: Cohort | None = None
    municipality: str = ""

    @property
    def key(self) -> str:
        """What tells this role from every other, also of the same person."""
        return f"{self.role.value}-{self.row.id}"

    @property
    def news(self) -> News:
        """What a letter about the role tells."""
        reaches_all = isinstance(self.row, Person) and self.role is Role.COORDINATOR and self.row.coordinates_all
        return News("coordinator_of_all" if reaches_all else self.role.value, self.cohort, self.municipality)

    @property
    def scope(self) -> str:
        """What the role is for, in words."""
        cohort = f"{self.cohort.course.title}, {self.cohort.name}" if self.cohort else ""
        return ", ".join(part for part in (self.municipality, cohort) if part)


def cohorts_run_by(person: Person) -> list[Cohort]:
    """The cohorts a person coordinates, with their courses, by name."""
    found = select(Cohort).where(is_coordinated_by(person, Cohort.id)).options(joinedload(Cohort.course))
    return sorted(db.session.scalars(found), key=lambda cohort: (cohort.course.title, cohort.name))


def holders_for(coordinator: Person) -> list[Holder]:
    """Who teaches, coordinates or helps on the cohorts a person coordinates, and every municipality's contact."""
    staff = is_coordinated_by(coordinator, CohortStaff.cohort_id)
    grants = is_coordinated_by(coordinator, cast("Column", RoleGrant.cohort_id)) | RoleGrant.cohort_id.is_(None)
    return _in_turn([*_staff(staff), *_grants(grants)])


def roles_of(person: Person) -> list[Holder]:
    """Every role that one person has."""
    staff, grants = _staff(CohortStaff.person_id == person.id), _grants(RoleGrant.person_id == person.id)
    return _in_turn([*staff, *grants, *_in_office(person)])


def office() -> list[Holder]:
    """Who coordinates by the office's word, and who administers, by name."""
    found = select(Person).where(Person.is_coordinator | Person.is_administrator, Person.disabled_at.is_(None))
    return [one for person in _by_name(db.session.scalars(found)) for one in _in_office(person)]


def staffed(person: Person, role: StaffRole) -> list[CohortStaff]:
    """Where a person works in a role, with the cohorts, in the order these are held in."""
    mine = select(CohortStaff).where(CohortStaff.person_id == person.id, CohortStaff.role == role)
    return list(db.session.scalars(mine.options(joinedload(CohortStaff.cohort)).order_by(CohortStaff.cohort_id)))


def _in_office(person: Person) -> list[Holder]:
    roles = ((Role.COORDINATOR, person.is_coordinator), (Role.ADMINISTRATOR, person.is_administrator))
    return [Holder(person, person, role) for role, has in roles if has]


def _by_name(people: Iterable[Person]) -> list[Person]:
    return sorted(people, key=lambda person: danish_order(person.name))


def _in_turn(holders: list[Holder]) -> list[Holder]:
    return sorted(
        holders, key=lambda one: (one.cohort is None, one.scope, one.role.value, danish_order(one.person.name))
    )


def _staff(which: ColumnElement[bool]) -> list[Holder]:
    loaded = joinedload(CohortStaff.person), joinedload(CohortStaff.cohort).joinedload(Cohort.course)
    found = db.session.scalars(select(CohortStaff).where(which).options(*loaded))
    return [Holder(s, s.person, Role(s.role.value), s.cohort) for s in found]


def _grants(which: ColumnElement[bool]) -> list[Holder]:
    loaded = (
        joinedload(RoleGrant.person),
        joinedload(RoleGrant.municipality),
        joinedload(RoleGrant.cohort).joinedload(Cohort.course),
    )
    found = db.session.scalars(select(RoleGrant).where(which).options(*loaded))
    return [Holder(g, g.person, Role(g.role.value), g.cohort, g.municipality.name) for g in found]


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
    """What a person has answered at reviews of their cohorts, newest first."""
    return _reviews(AccessReview.by_id == person.id, AccessReview.of_office.is_(False))


def office_reviews() -> list[AccessReview]:
    """What administrators have answered at reviews of the office, newest first."""
    return _reviews(AccessReview.of_office.is_(True))


def _reviews(*which: ColumnElement[bool]) -> list[AccessReview]:
    of_lines = joinedload(AccessReview.lines)
    loaded = (
        joinedload(AccessReview.by),
        of_lines.joinedload(AccessReviewLine.person),
        of_lines.joinedload(AccessReviewLine.cohort).joinedload(Cohort.course),
    )
    found = select(AccessReview).where(*which).options(*loaded)
    return list(db.session.scalars(found.order_by(AccessReview.created_at.desc())).unique())
