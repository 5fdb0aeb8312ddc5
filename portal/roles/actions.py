"""How does somebody get a role, and how is it taken back?"""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.courses.cohort_models import Cohort, CohortStaff, StaffRole
from portal.courses.cohort_queries import staff_of
from portal.courses.staff_actions import add_staff, person_for_staff, remove_staff
from portal.db import db
from portal.enrolments.queries import is_enrolled, lock
from portal.errors import Refused
from portal.journal.actions import record
from portal.people.models import Municipality, Person
from portal.roles import letters
from portal.roles.inviting import end_unearned
from portal.roles.letters import News
from portal.roles.models import GrantedRole, RoleGrant
from portal.text import _


def give_role(
    role: GrantedRole, *, by: Person, email: str, name: str, municipality_code: str, cohort: Cohort | None
) -> RoleGrant:
    """Give somebody a role for a municipality; a board's secretary has it on one cohort. Twice is once.

    Raises Refused for what is no address, a closed account, a new person without a name, no cohort or no municipality.
    """
    municipality = db.session.get(Municipality, municipality_code)
    if municipality is None:
        raise Refused(_("Vælg den kommune, rollen gælder for."), field="municipality_code")
    if role is GrantedRole.BOARD_SECRETARY and cohort is None:
        raise Refused(_("Vælg det hold, direktionen deltager på."), field="cohort_id")
    scope = cohort if role is GrantedRole.BOARD_SECRETARY else None
    person = person_for_staff(email, name=name, by=by)
    grant = RoleGrant(
        person_id=person.id,
        role=role,
        municipality_code=municipality.code,
        cohort_id=scope.id if scope else None,
    )
    try:
        with db.session.begin_nested():
            db.session.add(grant)
    except IntegrityError:
        return _known(grant.person_id, role, municipality.code, grant.cohort_id)
    _journal(grant, "added", by)
    letters.role_given(person, News(role.value, scope, municipality.name))
    return grant


def choose_staff(cohort: Cohort, person: Person, *, by: Person, role: StaffRole) -> None:
    """Let somebody teach or coordinate a cohort, and tell them.

    Raises Refused as `add_staff` does, and when a participant would coordinate: they may read cases.
    """
    lock(cohort)
    if role is StaffRole.COORDINATOR and is_enrolled(person, cohort):
        sentence = _(
            "%(name)s er tilmeldt holdet. Deltagere kan læse hinandens cases, og det kan koordinatorer ikke, "
            "så ingen kan være begge dele.",
            name=person.name,
        )
        raise Refused(sentence, field="person_id")
    before = {one.id for one in staff_of(cohort)}
    added = add_staff(cohort, person, by=by, role=role)
    if added.id not in before and person.id != by.id:
        letters.role_given(person, News(role.value, cohort))


def let_go(cohort: Cohort, staff: CohortStaff, *, by: Person) -> None:
    """Let somebody teach or coordinate a cohort no more.

    Raises Refused for the last coordinator, and for one who has a place from before: it would open the cases to them.
    """
    lock(cohort)
    person = db.session.get_one(Person, staff.person_id)
    if staff.role is StaffRole.COORDINATOR and is_enrolled(person, cohort):
        raise Refused(
            _(
                "%(name)s er også tilmeldt holdet. Meld pladsen fra først: Den, der har koordineret, læser ikke holdets "
                "cases bagefter.",
                name=person.name,
            )
        )
    remove_staff(cohort, staff, by=by)
    end_unearned(person, cohort.id)


def _known(person_id: UUID, role: GrantedRole, code: str, cohort_id: UUID | None) -> RoleGrant:
    same = (RoleGrant.person_id == person_id, RoleGrant.role == role, RoleGrant.municipality_code == code)
    return db.session.scalars(select(RoleGrant).where(*same, RoleGrant.cohort_id.is_not_distinct_from(cohort_id))).one()


def take_back(grant: RoleGrant, *, by: Person) -> None:
    """Take a role back. It opens nothing from the next page on, nor does the invitation that came with it."""
    person = db.session.get_one(Person, grant.person_id)
    _journal(grant, "removed", by)
    db.session.delete(grant)
    end_unearned(person, grant.cohort_id)


def _journal(grant: RoleGrant, act: str, by: Person) -> None:
    record(
        f"{grant.role.value}.{act}",
        by_id=by.id,
        subject_id=grant.person_id,
        owner_id=grant.person_id,
        cohort_id=grant.cohort_id,
    )
