"""How does a person stand to a cohort? Asked by every rule, of rows that are loaded."""

from uuid import UUID

from portal.courses.cohort_models import StaffRole
from portal.people.models import Person


def works_for(person: Person, cohort_id: UUID, role: StaffRole) -> bool:
    """Whether the person has this role in the cohort's staff."""
    return any(s.cohort_id == cohort_id and s.role is role for s in person.staff_roles)


def takes_part(person: Person, cohort_id: UUID) -> bool:
    """Whether the person has a place on the cohort."""
    return any(e.cohort_id == cohort_id and e.takes_a_seat for e in person.enrolments)


def case_group(person: Person, cohort_id: UUID) -> int | None:
    """The case group of a participant, or None."""
    return next((e.case_group for e in person.enrolments if e.cohort_id == cohort_id and e.takes_a_seat), None)
