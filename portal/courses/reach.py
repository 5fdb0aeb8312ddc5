"""Which cohorts does somebody work for, and as what? The one place that says so: every rule, list and letter asks here.

A coordinator reaches the cohorts they are chosen for, or all of them. Who reaches all teaches none: whoever teaches
reads the cases, and a coordinator does not.
"""

from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, and_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from portal.courses.cohort_models import CohortStaff, StaffRole
from portal.people.models import Person
from portal.people.policy import work_of

Column = InstrumentedAttribute[UUID]


def works_for(person: Person, cohort_id: UUID, role: StaffRole) -> bool:
    """Whether the person has this role on a cohort."""
    if person.coordinates_all:
        return role is StaffRole.COORDINATOR
    return any(s.cohort_id == cohort_id and s.role is role for s in person.staff_roles)


def taught_by(person: Person) -> set[UUID]:
    """The cohorts a person teaches."""
    return set() if person.coordinates_all else _as(person, StaffRole.INSTRUCTOR)


def teaches(cohort_id: UUID | BindParameter[UUID]) -> ColumnElement[bool]:
    """What holds of the people who teach a cohort and can sign in."""
    is_theirs = CohortStaff.cohort_id == cohort_id, CohortStaff.person_id == Person.id
    is_chosen = select(CohortStaff.id).where(*is_theirs, CohortStaff.role == StaffRole.INSTRUCTOR).exists()
    return and_(is_chosen, Person.coordinates_all.is_(False), Person.disabled_at.is_(None))


def is_coordinated_by(person: Person, cohort_id: Column) -> ColumnElement[bool]:
    """What holds of the rows of cohorts that a person coordinates."""
    return true() if person.coordinates_all else cohort_id.in_(_as(person, StaffRole.COORDINATOR))


def is_staffed_by(person: Person, cohort_id: Column) -> ColumnElement[bool]:
    """What holds of the rows of cohorts that a person teaches or coordinates."""
    return true() if person.coordinates_all else cohort_id.in_({s.cohort_id for s in person.staff_roles})


def is_coordinator(person: Person) -> bool:
    """Whether the person coordinates at all: by the office's word, or chosen for a cohort."""
    return StaffRole.COORDINATOR in work_of(person)


def is_staff(person: Person) -> bool:
    """Whether the person teaches or coordinates some cohort."""
    return person.coordinates_all or bool(person.staff_roles)


def _as(person: Person, role: StaffRole) -> set[UUID]:
    return {s.cohort_id for s in person.staff_roles if s.role is role}
