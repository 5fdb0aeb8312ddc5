"""Who coordinates, the own cohorts or all of them, and who administers? Administrators give these roles and take them back."""

from sqlalchemy import select

from portal.courses.cohort_models import CohortStaff, StaffRole
from portal.courses.staff_actions import person_for_staff
from portal.db import db
from portal.errors import Refused
from portal.journal.actions import record
from portal.people.models import Person
from portal.people.queries import held_administrators
from portal.roles import letters
from portal.roles.actions import let_go
from portal.roles.inviting import end_unearned
from portal.roles.letters import News
from portal.roles.queries import staffed
from portal.text import Word, _, _l


class OfficeRole(Word):
    """A role that an administrator gives."""

    COORDINATOR = "coordinator", _l("Koordinator for egne hold")
    COORDINATOR_OF_ALL = "coordinator_of_all", _l("Koordinator for alle hold")
    ADMINISTRATOR = "administrator", _l("Administrator")


def role_in_office(person: Person) -> OfficeRole | None:
    """The widest reach a person coordinates with, as the office said it."""
    if person.coordinates_all:
        return OfficeRole.COORDINATOR_OF_ALL
    return OfficeRole.COORDINATOR if person.is_coordinator else None


def give_office_role(role: OfficeRole, *, by: Person | None, email: str, name: str) -> Person:
    """Give somebody a role in the office; they hear of it by letter. Twice is once. `by` nobody is the command line.

    Raises Refused for what is no address, a closed account, a new person without a name, oneself, and somebody who
    teaches: they read cases, and nobody in the office who reaches every cohort does.
    """
    person = person_for_staff(email, name=name, by=by)
    if _has(person, role):
        return person
    _refuse_oneself(person, by)
    if role is OfficeRole.ADMINISTRATOR:
        _refuse_who_teaches(person)
        person.is_administrator = True
        _note("administrator.added", person, by)
    else:
        set_reach(person, reaches_all=role is OfficeRole.COORDINATOR_OF_ALL, by=by)
    db.session.flush()
    letters.role_given(person, News(role.value))
    return person


def _has(person: Person, role: OfficeRole) -> bool:
    return person.is_administrator if role is OfficeRole.ADMINISTRATOR else role_in_office(person) is role


def set_reach(person: Person, *, reaches_all: bool, by: Person | None) -> None:
    """Let a coordinator reach the cohorts they are chosen for, or all. Raises Refused for oneself and who teaches."""
    _refuse_oneself(person, by)
    if reaches_all:
        _refuse_who_teaches(person)
    person.is_coordinator, person.coordinates_all = True, reaches_all
    _note("coordinator.reaches_all" if reaches_all else "coordinator.reaches_own", person, by)


def take_back_coordination(person: Person, *, by: Person) -> None:
    """Let somebody coordinate nothing any more. Raises Refused where a cohort would be left without a coordinator."""
    _refuse_oneself(person, by)
    for staff in staffed(person, StaffRole.COORDINATOR):
        let_go(staff.cohort, staff, by=by)
    person.is_coordinator = person.coordinates_all = False
    _note("coordinator.removed", person, by)
    end_unearned(person, None)


def take_back_administration(person: Person, *, by: Person) -> None:
    """Let somebody administer no more. One is left always, for nobody takes it from oneself."""
    _refuse_oneself(person, by)
    if by.id not in held_administrators():
        raise Refused(_("Du er ikke administrator længere, så rollen er ikke taget fra nogen."), field="email")
    person.is_administrator = False
    _note("administrator.removed", person, by)
    end_unearned(person, None)


def _refuse_oneself(person: Person, by: Person | None) -> None:
    if by is not None and person.id == by.id:
        raise Refused(_("Du kan ikke ændre din egen rolle. Bed en anden administrator om det."), field="email")


def _refuse_who_teaches(person: Person) -> None:
    teaches = select(CohortStaff.id).where(CohortStaff.person_id == person.id, CohortStaff.role == StaffRole.INSTRUCTOR)
    if db.session.scalar(teaches.limit(1)) is not None:
        sentence = _(
            "%(name)s er underviser på et hold. Undervisere læser deltagernes cases, og det gør hverken "
            "administratorer eller koordinatorer for alle hold.",
            name=person.name,
        )
        raise Refused(sentence, field="email")


def _note(act: str, person: Person, by: Person | None) -> None:
    record(act, by_id=by.id if by else None, subject_id=person.id, owner_id=person.id)
