"""Who is chosen to teach and to coordinate a cohort, and who is let go?"""

from portal.courses.cohort_actions import note_change
from portal.courses.cohort_models import Cohort, CohortStaff, StaffRole
from portal.courses.cohort_queries import staff_of
from portal.db import db
from portal.errors import Refused
from portal.journal.actions import record
from portal.people.models import Person
from portal.people.queries import canonical_email, person_by_email
from portal.text import _


def person_for_staff(email: str, *, name: str, by: Person | None) -> Person:
    """The person with an address; made known to the portal, under the name, when nobody has it.

    Raises Refused for what is no address, for a closed account, and when a new person has no name.
    """
    address = canonical_email(email)
    person = person_by_email(address)
    if person is None:
        if not name:
            raise Refused(_("Vi kender ikke adressen. Skriv også navnet, så opretter vi personen."), field="name")
        person = Person(email=address, name=name)
        db.session.add(person)
        db.session.flush()
        record("person.created", by_id=by.id if by else None, subject_id=person.id, owner_id=person.id)
    if person.disabled_at is not None:
        raise Refused(_("%(name)s har ikke længere adgang til portalen.", name=person.name), field="email")
    return person


def add_staff(cohort: Cohort, person: Person, *, by: Person, role: StaffRole) -> CohortStaff:
    """Let somebody teach or coordinate a cohort. Doing it twice changes nothing.

    Raises Refused when the person would get both roles: who teaches reads the cases, and who coordinates this cohort,
    or all, or administers, does not.
    """
    mine = [one for one in staff_of(cohort) if one.person_id == person.id]
    for one in mine:
        if one.role is role:
            return one
    _refuse_both_roles(person, mine, role, by=by)
    added = CohortStaff(cohort_id=cohort.id, person_id=person.id, role=role)
    db.session.add(added)
    db.session.flush()
    record(f"{role.value}.added", by_id=by.id, subject_id=person.id, owner_id=person.id, cohort_id=cohort.id)
    note_change(cohort, by=by, act="staff.changed")
    return added


def _refuse_both_roles(person: Person, mine: list[CohortStaff], role: StaffRole, *, by: Person) -> None:
    if mine:
        raise Refused(
            _(
                "%(name)s er allerede %(role)s på holdet. Undervisere læser deltagernes cases, og det gør "
                "koordinatorer ikke, så ingen kan være begge dele.",
                name=person.name,
                role=str(mine[0].role.label).lower(),
            ),
            field="person_id",
        )
    if role is StaffRole.INSTRUCTOR and (person.coordinates_all or person.is_administrator):
        sentence = _(
            "%(name)s er administrator eller koordinator for alle hold. Undervisere læser deltagernes cases, og det gør "
            "de ikke.",
            name=person.name,
        )
        raise Refused(sentence, field="person_id")
    if role is StaffRole.INSTRUCTOR and person.id == by.id:
        raise Refused(
            _("Du kan ikke gøre dig selv til underviser. Bed en anden koordinator på holdet om det."),
            field="person_id",
        )


def remove_staff(cohort: Cohort, staff: CohortStaff, *, by: Person) -> None:
    """Let somebody go from a cohort. Raises Refused for the last coordinator."""
    coordinators = [one for one in staff_of(cohort) if one.role is StaffRole.COORDINATOR]
    if coordinators == [staff]:
        raise Refused(_("Et hold har altid en koordinator. Tilføj en anden, før du fjerner den sidste."))
    db.session.delete(staff)
    record(
        f"{staff.role.value}.removed",
        by_id=by.id,
        subject_id=staff.person_id,
        owner_id=staff.person_id,
        cohort_id=cohort.id,
    )
    note_change(cohort, by=by, act="staff.changed")
