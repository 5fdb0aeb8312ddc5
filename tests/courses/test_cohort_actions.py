"""What can happen to a cohort, and what cannot?"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.courses import cohort_actions, copying, staff_actions
from portal.courses.cohort_models import Cohort, CohortContact, CohortStaff, CourseDay, DayKind, StaffRole, Venue
from portal.courses.cohort_queries import cohort_dates, days_of
from portal.courses.drafts import CohortContactDraft, CohortText, DayDraft, VenueDraft
from portal.courses.models import ContactPurpose
from portal.db import db
from portal.errors import Refused
from portal.journal.models import Entry
from portal.people.models import Person
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("inside")
TEXT = CohortText(name="Hold 3")


def at(day: str, hours: str) -> datetime:
    return clock.from_local(date.fromisoformat(day), time.fromisoformat(hours))


def day(on: str, starts: str = "09:00", ends: str = "15:00", **values: object) -> DayDraft:
    return DayDraft(starts_at=at(on, starts), ends_at=at(on, ends), **values)  # type: ignore[arg-type]


def change(cast: Cast, *days: DayDraft, text: CohortText = TEXT, version: int | None = None, **values: object) -> None:
    cohort = db.session.get_one(Cohort, cast.cohort.id)
    _ = cohort.course if "course" in cohort.__dict__ else db.session.refresh(cohort, ["course"])
    cohort_actions.change_cohort(
        cohort,
        by=cast.coordinator,
        version=cohort.version if version is None else version,
        text=text,
        days=days,
        contacts=values.pop("contacts", ()),  # type: ignore[arg-type]
        **values,  # type: ignore[arg-type]
    )


def test_its_maker_becomes_the_coordinator(cast: Cast) -> None:
    cohort = cohort_actions.create_cohort(cast.course, by=cast.other_coordinator, name="Hold 8")
    db.session.flush()
    staff = db.session.query(CohortStaff).filter_by(cohort_id=cohort.id).one()
    assert (staff.person_id, staff.role) == (cast.other_coordinator.id, StaffRole.COORDINATOR)
    assert (cohort.version, cohort_dates(cohort)) == (1, None)


def test_a_name_is_taken_once_in_a_course(cast: Cast) -> None:
    _ = cast.cohort
    with pytest.raises(Refused) as refusal:
        cohort_actions.create_cohort(cast.course, by=cast.coordinator, name="Hold 3")
    assert refusal.value.field == "name"


def test_a_day_that_moves_takes_its_programme_along_also_across_the_change_of_clocks(cast: Cast) -> None:
    first = days_of(cast.cohort)[0]
    moved = DayDraft(id=first.id, starts_at=at("2027-04-01", "11:00"), ends_at=at("2027-04-01", "21:00"))
    change(cast, moved)
    (only,) = days_of(cast.cohort)
    assert only.id == first.id
    hours = [clock.to_local(item.starts_at).strftime("%d.%m.%Y %H.%M") for item in only.agenda]
    assert hours == ["01.04.2027 12.00", "01.04.2027 13.00", "01.04.2027 16.00"]


def test_everything_is_changed_in_one_act_and_counts_as_one_version(cast: Cast) -> None:
    text = CohortText(name="Hold Å", capacity=24, capacity_boards=5, catering="Mest grønt.")
    contacts = [
        CohortContactDraft(purpose=ContactPurpose.PRACTICAL, name="Per Våge", hours="Hverdage"),
        CohortContactDraft(purpose=ContactPurpose.CONTENT, name="Åse Sørlund"),
    ]
    change(
        cast,
        day("2026-12-01", is_at_new_venue=True),
        day("2027-02-01", kind=DayKind.FOLLOW_UP, venue_id=cast.strandgaarden.id),
        text=text,
        contacts=contacts,
        new_venue=VenueDraft(name="Kulkranen", town="Havneby", accessibility="Elevator."),
    )
    db.session.expire_all()
    cohort = db.session.get_one(Cohort, cast.cohort.id)
    assert (cohort.version, cohort.name, cohort.capacity, cohort.capacity_boards, cohort.catering) == (
        2, "Hold Å", 24, 5, "Mest grønt.",
    )  # fmt: skip
    assert [(d.kind, d.venue.name) for d in days_of(cohort) if d.venue] == [
        (DayKind.TEACHING, "Kulkranen"),
        (DayKind.FOLLOW_UP, "Strandgården"),
    ]
    people = db.session.query(CohortContact).filter_by(cohort_id=cohort.id).order_by(CohortContact.position)
    assert [(c.position, c.name, c.hours) for c in people] == [(0, "Per Våge", "Hverdage"), (1, "Åse Sørlund", "")]
    assert {e.act for e in db.session.query(Entry)} == {"cohort.changed", "venue.created"}


def test_changing_only_a_day_is_a_new_version_too(cast: Cast) -> None:
    change(cast, day("2026-12-01"))
    with pytest.raises(Refused, match="En anden har gemt holdet, mens du skrev"):
        change(cast, day("2026-12-02"), version=1)
    assert [clock.to_local(d.starts_at).day for d in days_of(cast.cohort)] == [1]


FOLLOW_UP = DayKind.FOLLOW_UP
EARLY = CohortText(name="Hold 3", enrolment_deadline=at("2026-12-02", "09:00"))


@pytest.mark.parametrize(
    ("days", "text", "field", "sentence"),
    [
        ([("2026-12-01", "15:00", "09:00", {"field": "days-0-"})], TEXT, "days-0-ends", "Dagen slutter, før den begynder"),
        ([("2026-12-01", "09:00", "09:00", {"field": "days-0-"})], TEXT, "days-0-ends", "Dagen slutter, før den begynder"),
        (
            [("2026-12-01", "09:00", "15:00", {}), ("2026-12-01", "14:00", "16:00", {"field": "days-1-"})],
            TEXT, "days-1-starts", "Dagen begynder, før dagen den 1. december 2026 er slut.",
        ),
        (
            [("2026-12-01", "09:00", "15:00", {"kind": FOLLOW_UP, "field": "days-0-"}), ("2026-12-05", "09:00", "15:00", {})],
            TEXT, "days-0-on", "Opfølgningsdagen ligger før kurset er slut",
        ),
        ([("2026-12-01", "09:00", "15:00", {"kind": FOLLOW_UP, "field": "days-0-"})], TEXT, "days-0-kind", "Mindst én"),
        ([("2026-12-01", "09:00", "15:00", {})], EARLY, "enrolment_deadline_on", "Vælg senest den 1. december 2026."),
        (
            [("2026-12-01", "09:00", "15:00", {})],
            CohortText(name="Hold 3", own_case_deadline=at("2026-12-01", "15:01")),
            "own_case_deadline_on", "Vælg senest den 1. december 2026.",
        ),
    ],
)  # fmt: skip
def test_days_and_deadlines_that_cannot_be_are_refused_at_their_field(
    cast: Cast, days: list[tuple[str, str, str, dict[str, object]]], text: CohortText, field: str, sentence: str
) -> None:
    drafts = [day(on, starts, ends, **values) for on, starts, ends, values in days]
    with pytest.raises(Refused, match=sentence) as refusal:
        change(cast, *drafts, text=text)
    assert refusal.value.field == field


def test_the_latest_deadlines_are_the_first_and_the_last_hour_of_the_course(cast: Cast) -> None:
    text = replace(TEXT, enrolment_deadline=at("2026-12-01", "09:00"), own_case_deadline=at("2026-12-01", "15:00"))
    change(cast, day("2026-12-01"), text=text)


def test_a_place_stands_once_on_the_list(cast: Cast) -> None:
    known = cast.strandgaarden
    with pytest.raises(Refused) as refusal:
        cohort_actions.create_venue(by=cast.coordinator, draft=VenueDraft(name="Strandgården", town="Fjordby"))
    assert refusal.value.field == "venue_name"
    cohort_actions.create_venue(by=cast.coordinator, draft=VenueDraft(name="Strandgården", town="Ærøskøbing"))
    venue = db.session.get_one(Venue, known.id)
    cohort_actions.change_venue(venue, by=cast.coordinator, draft=VenueDraft(name="Strandgården", town="Fjordby"))
    assert (venue.arrival, venue.address) == ("", "")


class TestCopying:
    def test_days_programme_deadlines_contacts_words_and_staff_come_along_on_new_dates(self, cast: Cast) -> None:
        source = cast.make_cohort("Hold 1", in_days=-300, capacity=30, catering="Mest grønt.")
        cast.add(
            CohortContact(cohort_id=source.id, position=0, name="Per", purpose=ContactPurpose.PRACTICAL, hours="8–9")
        )
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

    def test_who_taught_before_and_copies_now_coordinates_only(self, cast: Cast) -> None:
        source = cast.make_cohort("Hold 1", in_days=-300)
        by = cast.other_coordinator
        cast.add(CohortStaff(cohort_id=source.id, person_id=by.id, role=StaffRole.INSTRUCTOR))
        made = copying.copy_cohort(cast.course, source, by=by, name="Hold 9", starts_on=date(2027, 6, 3))
        roles = [s.role for s in db.session.query(CohortStaff).filter_by(cohort_id=made.id)]
        assert roles == [StaffRole.COORDINATOR]

    def test_an_earlier_one_with_dates_asks_for_a_date_and_one_without_does_not(self, cast: Cast) -> None:
        with pytest.raises(Refused) as refusal:
            copying.copy_cohort(cast.course, cast.cohort, by=cast.coordinator, name="Hold 9", starts_on=None)
        assert refusal.value.field == "starts_on"
        empty = cast.add(Cohort(course_id=cast.course.id, name="Engang", practical="Tag sko med."))
        made = copying.copy_cohort(cast.course, empty, by=cast.coordinator, name="Hold 9", starts_on=None)
        assert (made.practical, days_of(made)) == ("Tag sko med.", [])


class TestStaff:
    def cohort(self, cast: Cast) -> Cohort:
        return db.session.get_one(Cohort, cast.cohort.id)

    def test_nobody_reads_cases_and_coordinates_at_once(self, cast: Cast) -> None:
        cohort = self.cohort(cast)
        with pytest.raises(Refused, match="Fatima Karlsen er allerede koordinator på holdet"):
            staff_actions.add_staff(cohort, cast.coordinator, by=cast.other_coordinator, role=StaffRole.INSTRUCTOR)
        with pytest.raises(Refused, match="Ingrid Solbjerg er allerede underviser på holdet"):
            staff_actions.add_staff(cohort, cast.instructor, by=cast.coordinator, role=StaffRole.COORDINATOR)
        with pytest.raises(Refused, match="Du kan ikke gøre dig selv til underviser"):
            staff_actions.add_staff(
                cohort, cast.other_coordinator, by=cast.other_coordinator, role=StaffRole.INSTRUCTOR
            )

    def test_choosing_twice_is_choosing_once(self, cast: Cast) -> None:
        cohort, jonas = self.cohort(cast), cast.other_instructor
        first = staff_actions.add_staff(cohort, jonas, by=cast.coordinator, role=StaffRole.INSTRUCTOR)
        again = staff_actions.add_staff(cohort, jonas, by=cast.coordinator, role=StaffRole.INSTRUCTOR)
        assert first is again
        acts = [(e.act, e.subject_id) for e in db.session.query(Entry).order_by(Entry.created_at)]
        assert acts == [("instructor.added", jonas.id), ("staff.changed", cohort.id)]

    def test_the_last_coordinator_stays(self, cast: Cast) -> None:
        cohort, mine = self.cohort(cast), cast.coordinator
        (row,) = db.session.query(CohortStaff).filter_by(cohort_id=cohort.id, person_id=mine.id)
        with pytest.raises(Refused, match="Et hold har altid en koordinator"):
            staff_actions.remove_staff(cohort, row, by=mine)
        staff_actions.add_staff(cohort, cast.other_coordinator, by=mine, role=StaffRole.COORDINATOR)
        staff_actions.remove_staff(cohort, row, by=mine)
        left = db.session.query(CohortStaff).filter_by(cohort_id=cohort.id).all()
        assert [s.person_id for s in left] == [cast.other_coordinator.id]

    def test_an_address_we_do_not_know_needs_a_name_and_a_closed_account_stays_closed(self, cast: Cast) -> None:
        with pytest.raises(Refused) as refusal:
            staff_actions.person_for_staff("Ny@Eksempel.dk", name="", by=cast.coordinator)
        assert refusal.value.field == "name"
        made = staff_actions.person_for_staff(" Ny@Eksempel.dk ", name="Åse Ny", by=cast.coordinator)
        assert (made.email, made.name, made.is_coordinator) == ("ny@eksempel.dk", "Åse Ny", False)
        assert staff_actions.person_for_staff("ny@eksempel.dk", name="", by=cast.coordinator) is made
        with pytest.raises(Refused, match="Ditte Munk har ikke længere adgang"):
            staff_actions.person_for_staff(cast.disabled.email, name="", by=cast.coordinator)


def test_days_in_the_database_end_after_they_begin(cast: Cast) -> None:
    now = clock.now()
    with pytest.raises(IntegrityError):
        cast.add(CourseDay(cohort_id=cast.cohort.id, starts_at=now, ends_at=now))
