"""Who may be chosen for a cohort, and who may go?"""

import pytest

from portal.courses import staff_actions
from portal.courses.cohort_models import Cohort, CohortStaff, StaffRole
from portal.db import db
from portal.errors import Refused
from portal.journal.models import Entry
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("inside")


def the_cohort(cast: Cast) -> Cohort:
    return db.session.get_one(Cohort, cast.cohort.id)


def test_nobody_reads_cases_and_coordinates_at_once(cast: Cast) -> None:
    cohort = the_cohort(cast)
    with pytest.raises(Refused, match="Fatima Karlsen er allerede koordinator på holdet"):
        staff_actions.add_staff(cohort, cast.coordinator, by=cast.other_coordinator, role=StaffRole.INSTRUCTOR)
    with pytest.raises(Refused, match="Ingrid Solbjerg er allerede underviser på holdet"):
        staff_actions.add_staff(cohort, cast.instructor, by=cast.coordinator, role=StaffRole.COORDINATOR)
    with pytest.raises(Refused, match="Du kan ikke gøre dig selv til underviser"):
        staff_actions.add_staff(cohort, cast.other_coordinator, by=cast.other_coordinator, role=StaffRole.INSTRUCTOR)


def test_choosing_twice_is_choosing_once(cast: Cast) -> None:
    cohort, jonas = the_cohort(cast), cast.other_instructor
    first = staff_actions.add_staff(cohort, jonas, by=cast.coordinator, role=StaffRole.INSTRUCTOR)
    again = staff_actions.add_staff(cohort, jonas, by=cast.coordinator, role=StaffRole.INSTRUCTOR)
    assert first is again
    acts = [(e.act, e.subject_id) for e in db.session.query(Entry).order_by(Entry.created_at)]
    assert acts == [("instructor.added", jonas.id), ("staff.changed", cohort.id)]


def test_the_last_coordinator_stays(cast: Cast) -> None:
    cohort, mine = the_cohort(cast), cast.coordinator
    (row,) = db.session.query(CohortStaff).filter_by(cohort_id=cohort.id, person_id=mine.id)
    with pytest.raises(Refused, match="Et hold har altid en koordinator"):
        staff_actions.remove_staff(cohort, row, by=mine)
    staff_actions.add_staff(cohort, cast.other_coordinator, by=mine, role=StaffRole.COORDINATOR)
    staff_actions.remove_staff(cohort, row, by=mine)
    left = db.session.query(CohortStaff).filter_by(cohort_id=cohort.id).all()
    assert [s.person_id for s in left] == [cast.other_coordinator.id]


def test_an_address_we_do_not_know_needs_a_name_and_a_closed_account_stays_closed(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        staff_actions.person_for_staff("Ny@Eksempel.dk", name="", by=cast.coordinator)
    assert refusal.value.field == "name"
    made = staff_actions.person_for_staff(" Ny@Eksempel.dk ", name="Åse Ny", by=cast.coordinator)
    assert (made.email, made.name, made.is_coordinator) == ("ny@eksempel.dk", "Åse Ny", False)
    assert staff_actions.person_for_staff("ny@eksempel.dk", name="", by=cast.coordinator) is made
    with pytest.raises(Refused, match="Ditte Munk har ikke længere adgang"):
        staff_actions.person_for_staff(cast.disabled.email, name="", by=cast.coordinator)
