"""How does a person stand to a cohort? Asked by every rule, of rows that are loaded."""

from uuid import UUID

from portal.courses.cohort_models import StaffRole
from portal.courses.reach import is_coordinator, works_for
from portal.enrolments.models import Enrolment
from portal.journal.roles import Role
from portal.people.models import Person
from portal.roles.models import GrantedRole


def takes_part(person: Person, cohort_id: UUID) -> bool:
    """Whether the person has a place on the cohort."""
    return seat_on(person, cohort_id) is not None


def helps_board(person: Person, cohort_id: UUID) -> bool:
    """Whether the person is secretary of an executive board that takes part."""
    return any(g.cohort_id == cohort_id and g.role is GrantedRole.BOARD_SECRETARY for g in person.role_grants)


def seat_on(person: Person, cohort_id: UUID) -> Enrolment | None:
    """The place somebody has on the cohort, or None."""
    return next((e for e in person.enrolments if e.cohort_id == cohort_id and e.takes_a_seat), None)


def role_of(person: Person, cohort_id: UUID | None, owner_id: UUID | None) -> Role:
    """In which role a person acts on something of a cohort, which is `owner_id`'s; of no cohort, the widest one has."""
    if cohort_id is not None:
        if owner_id == person.id and takes_part(person, cohort_id):
            return Role.PARTICIPANT
        for role in StaffRole:
            if works_for(person, cohort_id, role):
                return Role(role.value)
        if takes_part(person, cohort_id):
            return Role.PARTICIPANT
        if helps_board(person, cohort_id):
            return Role.BOARD_SECRETARY
    return _widest(person)


def _widest(person: Person) -> Role:
    worked = {s.role for s in person.staff_roles}
    if person.is_administrator:
        return Role.ADMINISTRATOR
    if is_coordinator(person):
        return Role.COORDINATOR
    if worked:
        return Role.INSTRUCTOR
    if any(e.takes_a_seat for e in person.enrolments):
        return Role.PARTICIPANT
    return next((Role(g.role.value) for g in person.role_grants), Role.NONE)
