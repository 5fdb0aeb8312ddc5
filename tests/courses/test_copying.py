"""Is a cohort made from last year's in one act, with all dates moved?"""

from datetime import date, timedelta

import pytest

from portal import clock
from portal.courses import copying
from portal.courses.cohort_models import Cohort, CohortContact, CohortStaff, StaffRole
from portal.courses.cohort_queries import days_of
from portal.courses.models import ContactPurpose
from portal.db import db
from portal.errors import Refused
from portal.people.models import Person
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("inside")


def test_days_programme_deadlines_contacts_words_and_staff_come_along_on_new_dates(cast: Cast) -> None:
    source = cast.make_cohort("Hold 1", in_days=-300, capacity=30, catering="Mest grønt.")
    cast.add(CohortContact(cohort_id=source.id, position=0, name="Per", purpose=ContactPurpose.PRACTICAL, hours="8–9"))
    for who, role in ((cast.person("Åse"), StaffRole.INSTRUCTOR), (cast.person("Ib"), StaffRole.COORDINATOR)):
        cast.add(CohortStaff(cohort_id=source.id, person_id=who.id, role=role))
    gone = cast.person("Ditte", disabled_at=clock.now())
    cast.add(CohortStaff(cohort_id=source.id, person_id=gone.id, role=StaffRole.INSTRUCTOR))
    cast.participant("Maja", source)
    made = copying.copy_cohort(cast.course, source, by=cast.coordinator, name="Hold 9", starts_on=date(2027, 6, 3))
    db.session.expire_all()
    days = days_of(made)
    spans = [f"{clock.to_local(d.starts_at):%d.%m.%Y %H.%M}–{clock.to_local(d.ends_at):%H.%M}" for d in days]
    source_days = days_of(source)
    apart = (clock.to_local(source_days[2].starts_at).date() - clock.to_local(source_days[0].starts_at).date()).days
    assert [span[:10] for span in spans] == [
        "03.06.2027", "04.06.2027", f"{date(2027, 6, 3) + timedelta(days=apart):%d.%m.%Y}",
    ]  # fmt: skip
    assert [span[11:] for span in spans] == [
        f"{clock.to_local(d.starts_at):%H.%M}–{clock.to_local(d.ends_at):%H.%M}" for d in source_days
    ]
    assert [i.title for i in days[0].agenda] == ["Frokost og velkomst", "Hvor går grænsen?", "Casearbejde"]
    assert {clock.to_local(i.starts_at).date() for i in days[0].agenda} == {date(2027, 6, 3)}
    assert [d.venue_id for d in days] == [cast.strandgaarden.id] * 3
    assert (made.capacity, made.catering, made.completed_at) == (30, "Mest grønt.", None)
    assert made.own_case_deadline is not None
    assert clock.to_local(made.own_case_deadline).date() == date(2027, 6, 3) - timedelta(days=7)
    contacts = db.session.query(CohortContact).filter_by(cohort_id=made.id).all()
    assert [(c.name, c.hours) for c in contacts] == [("Per", "8–9")]
    staff = db.session.query(CohortStaff, Person).join(Person).filter(CohortStaff.cohort_id == made.id)
    assert {(p.name, s.role) for s, p in staff} == {
        ("Åse", StaffRole.INSTRUCTOR), ("Ib", StaffRole.COORDINATOR), ("Fatima Karlsen", StaffRole.COORDINATOR),
    }  # fmt: skip


def test_who_taught_before_and_copies_now_coordinates_only(cast: Cast) -> None:
    source = cast.make_cohort("Hold 1", in_days=-300)
    by = cast.other_coordinator
    cast.add(CohortStaff(cohort_id=source.id, person_id=by.id, role=StaffRole.INSTRUCTOR))
    made = copying.copy_cohort(cast.course, source, by=by, name="Hold 9", starts_on=date(2027, 6, 3))
    roles = [s.role for s in db.session.query(CohortStaff).filter_by(cohort_id=made.id)]
    assert roles == [StaffRole.COORDINATOR]


def test_an_earlier_one_with_dates_asks_for_a_date_and_one_without_does_not(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        copying.copy_cohort(cast.course, cast.cohort, by=cast.coordinator, name="Hold 9", starts_on=None)
    assert refusal.value.field == "starts_on"
    empty = cast.add(Cohort(course_id=cast.course.id, name="Engang", practical="Tag sko med."))
    made = copying.copy_cohort(cast.course, empty, by=cast.coordinator, name="Hold 9", starts_on=None)
    assert (made.practical, days_of(made)) == ("Tag sko med.", [])
