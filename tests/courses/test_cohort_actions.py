"""What can happen to a cohort, and what cannot?"""

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.courses import cohort_actions
from portal.courses.cohort_models import Cohort, CohortContact, CohortStaff, CourseDay, DayKind, StaffRole, Venue
from portal.courses.cohort_queries import days_of
from portal.courses.drafts import CohortContactDraft, CohortText, DayDraft, PracticalText, VenueDraft
from portal.courses.models import ContactPurpose
from portal.db import db
from portal.errors import Refused
from portal.journal.models import Entry
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
        **values,  # type: ignore[arg-type]
    )


def test_its_maker_becomes_the_coordinator(cast: Cast) -> None:
    cohort = cohort_actions.create_cohort(cast.course, by=cast.other_coordinator, name="Hold 8")
    db.session.flush()
    staff = db.session.query(CohortStaff).filter_by(cohort_id=cohort.id).one()
    assert (staff.person_id, staff.role) == (cast.other_coordinator.id, StaffRole.COORDINATOR)
    assert (cohort.version, days_of(cohort)) == (1, [])


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


@pytest.mark.parametrize(
    ("on", "hours", "field", "sentence"),
    [
        ("2026-11-12", "12:01–21:00", "days-0-starts", "Dagens program har “Frokost og velkomst” kl. 12.00."),
        ("2026-11-19", "12:01–21:00", "days-0-starts", "Dagens program har “Frokost og velkomst” kl. 12.00."),
        ("2026-11-12", "12:00–15:59", "days-0-ends", "Dagens program har “Casearbejde” kl. 16.00."),
    ],
)
def test_a_day_never_leaves_a_point_of_its_programme_outside(
    cast: Cast, on: str, hours: str, field: str, sentence: str
) -> None:
    first = days_of(cast.cohort)[0].id
    with pytest.raises(Refused, match=sentence) as refusal:
        change(cast, day(on, *hours.split("–"), id=first, field="days-0-"))
    assert refusal.value.field == field
    change(cast, day(on, "12:00", "16:00", id=first, field="days-0-"))
    assert len(days_of(cast.cohort)[0].agenda) == 3


def test_a_day_that_goes_takes_a_programme_along_that_no_other_day_has_room_for(cast: Cast) -> None:
    change(cast, day("2026-11-12", "18:00", "19:00"))
    assert [one.agenda for one in days_of(cast.cohort)] == [[]]


def test_text_days_and_a_new_place_are_changed_in_one_act_and_count_as_one_version(cast: Cast) -> None:
    change(
        cast,
        day("2026-12-01", is_at_new_venue=True),
        day("2027-02-01", kind=DayKind.FOLLOW_UP, venue_id=cast.strandgaarden.id),
        text=CohortText(name="Hold Å", capacity=24, capacity_boards=5),
        new_venue=VenueDraft(name="Kulkranen", town="Havneby", accessibility="Elevator."),
    )
    db.session.expire_all()
    cohort = db.session.get_one(Cohort, cast.cohort.id)
    assert (cohort.version, cohort.name, cohort.capacity, cohort.capacity_boards) == (2, "Hold Å", 24, 5)
    assert [(d.kind, d.venue.name) for d in days_of(cohort) if d.venue] == [
        (DayKind.TEACHING, "Kulkranen"),
        (DayKind.FOLLOW_UP, "Strandgården"),
    ]
    assert {e.act for e in db.session.query(Entry)} == {"cohort.changed", "venue.created"}


def practical(cast: Cast, *contacts: CohortContactDraft, version: int = 1, **text: str) -> None:
    cohort = db.session.get_one(Cohort, cast.cohort.id)
    words = PracticalText(**text)
    cohort_actions.change_practical(cohort, by=cast.coordinator, version=version, text=words, contacts=contacts)


def test_practical_words_and_contacts_are_a_version_too_and_leave_the_days_alone(cast: Cast) -> None:
    before = [one.id for one in days_of(cast.cohort)]
    per = CohortContactDraft(purpose=ContactPurpose.PRACTICAL, name="Per Våge", hours="Hverdage")
    practical(cast, per, CohortContactDraft(purpose=ContactPurpose.CONTENT, name="Åse Sørlund"), catering="Mest grønt.")
    with pytest.raises(Refused, match="Holdet er blevet gemt, efter at du åbnede det"):
        practical(cast, version=1)
    db.session.expire_all()
    cohort = db.session.get_one(Cohort, cast.cohort.id)
    assert (cohort.version, cohort.catering, [one.id for one in days_of(cohort)]) == (2, "Mest grønt.", before)
    people = db.session.query(CohortContact).filter_by(cohort_id=cohort.id).order_by(CohortContact.position)
    assert [(c.position, c.name, c.hours) for c in people] == [(0, "Per Våge", "Hverdage"), (1, "Åse Sørlund", "")]
    practical(cast, per, version=2)
    assert [c.name for c in people] == ["Per Våge"]


def test_changing_only_a_day_is_a_new_version_too(cast: Cast) -> None:
    change(cast, day("2026-12-01"))
    with pytest.raises(Refused, match="Holdet er blevet gemt, efter at du åbnede det"):
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
        ([("2026-12-01", "09:00", "15:00", {})], EARLY, "enrolment_deadline_on", "Vælg senest tirsdag den 1. december 2026 kl. 9.00."),
        (
            [("2026-12-01", "09:00", "15:00", {})],
            CohortText(name="Hold 3", own_case_deadline=at("2026-12-01", "15:01")),
            "own_case_deadline_on", "Vælg senest tirsdag den 1. december 2026 kl. 15.00.",
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
    cohort_actions.change_venue(
        venue, by=cast.coordinator, version=1, draft=VenueDraft(name="Strandgården", town="Fjordby")
    )
    assert (venue.arrival, venue.address) == ("", "")


def test_days_in_the_database_end_after_they_begin(cast: Cast) -> None:
    now = clock.now()
    with pytest.raises(IntegrityError):
        cast.add(CourseDay(cohort_id=cast.cohort.id, starts_at=now, ends_at=now))
