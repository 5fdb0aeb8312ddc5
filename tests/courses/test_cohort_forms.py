"""Can a coordinator set up a cohort, its days, programme and staff, and is every slip said at its field?"""

from datetime import timedelta

import pytest

from portal import clock
from portal.courses.cohort_models import Cohort, CohortStaff, StaffRole, Venue
from portal.courses.cohort_queries import days_of
from portal.db import db
from portal.journal.models import Entry
from tests.cast import Cast
from tests.courses.full import full_course
from tests.courses.reading import missing, opened, sent_back
from tests.reader import Reader

DAY = {"days-0-on": "2026-12-01", "days-0-starts": "09:00", "days-0-ends": "15:00"}


def edit(cast: Cast) -> str:
    return f"/hold/{cast.cohort.id}/ret"


def without_days(fields: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if not name.startswith("days-")}


def saved(reader: Reader, cast: Cast) -> list[str]:
    with reader.app.app_context():
        days = days_of(db.session.get_one(Cohort, cast.cohort.id))
        return [f"{clock.to_local(d.starts_at):%d.%m.%y %H.%M}–{clock.to_local(d.ends_at):%H.%M}" for d in days]


def runs(cast: Cast, cohort: Cohort) -> Cohort:
    """Fatima coordinates it too."""
    cast.add(CohortStaff(cohort_id=cohort.id, person_id=cast.coordinator.id, role=StaffRole.COORDINATOR))
    return cohort


class TestNewCohort:
    def test_from_nothing_it_goes_on_to_days_and_places(self, reader: Reader, cast: Cast) -> None:
        reader.sign_in(cast.coordinator)
        page = reader.post(f"/kursus/{cast.course.id}/hold/nyt", {"name": "Hold Å"})
        with reader.app.app_context():
            made = db.session.query(Cohort).filter_by(name="Hold Å").one()
        assert page.location == f"/hold/{made.id}/ret?oprettet=1"
        assert reader.get(page.location).heading == "Ret hold"

    def test_from_nothing_with_a_date_it_has_that_day(self, reader: Reader, cast: Cast) -> None:
        empty = runs(cast, cast.add(Cohort(course_id=cast.course.id, name="Hold uden dage")))
        reader.sign_in(cast.coordinator)
        for name, copied in (("Hold Æ", ""), ("Hold Ø", str(empty.id))):
            sent = {"name": name, "copy_from": copied, "starts_on": "2027-06-03"}
            page = reader.post(f"/kursus/{cast.course.id}/hold/nyt", sent)
            form = reader.get(page.location)
            assert [form.field(f"days-0-{field}") for field in ("on", "starts", "ends")] == [
                "2027-06-03",
                "09:00",
                "16:00",
            ]

    def test_from_last_years_in_one_step(self, reader: Reader, cast: Cast) -> None:
        source = runs(cast, cast.make_cohort("Hold 1", in_days=-300))
        reader.sign_in(cast.coordinator)
        address = f"/kursus/{cast.course.id}/hold/nyt"
        assert not missing(reader.get(address), "Hold 1, 6.–7. januar 2026, kl. 12 til 12")
        fields = {"name": "Hold 9", "copy_from": str(source.id), "starts_on": "3.6.2027"}
        page = reader.post(address, fields)
        page = reader.get(page.location.split("?")[0].removesuffix("/ret"))
        assert not missing(page, "3.–4. juni 2027, kl. 12 til 12", "Hvor går grænsen?", "Hold 9, 0 deltagere")

    @pytest.mark.parametrize(("who", "is_offered"), [("coordinator", False), ("chief", True)])
    def test_only_what_one_reaches_is_offered_and_copied(
        self, reader: Reader, cast: Cast, who: str, is_offered: bool
    ) -> None:
        assert cast.other_instructor
        reader.sign_in(getattr(cast, who))
        address = f"/kursus/{cast.course.id}/hold/nyt"
        assert (str(cast.other_cohort.id) in reader.get(address).source) is is_offered
        sent = {"name": "Hold 9", "copy_from": str(cast.other_cohort.id), "starts_on": "2027-06-03"}
        page = reader.post(address, sent)
        assert (page.status, page.errors) == ((303, []) if is_offered else (422, ["Vælg et hold fra listen."]))
        with reader.app.app_context():
            taught = db.session.query(CohortStaff).filter_by(person_id=cast.other_instructor.id).count()
        assert taught == (2 if is_offered else 1)

    def test_to_give_roles_with_it_asks_who_one_is(self, reader: Reader, cast: Cast) -> None:
        reader.sign_in(cast.coordinator)
        clock.set_clock(clock.now() + timedelta(minutes=6))
        address = f"/kursus/{cast.course.id}/hold/nyt"
        sent = {"name": "Hold 9", "copy_from": str(cast.cohort.id), "starts_on": "2027-06-03"}
        assert reader.post(address, sent).location == f"/bekraeft?naeste={address}"
        with reader.app.app_context():
            assert db.session.query(Cohort).filter_by(name="Hold 9").count() == 0

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"name": ""}, "Giv holdet et navn, for eksempel Hold 4."),
            ({"name": "Hold 3"}, "Kurset har allerede et hold med det navn. Vælg et andet."),
            ({"starts_on": ""}, "Vælg, hvornår det nye hold begynder."),
            ({"starts_on": "32.1.2027"}, "Skriv datoen som dag, måned og år, for eksempel 14.1.2027."),
            ({"copy_from": "ikke et id"}, "Vælg fra listen."),
            ({"copy_from": "8b0f9c8e-1111-4222-8333-444455556666"}, "Vælg et hold fra listen."),
        ],
    )
    def test_slips_are_said_at_the_field_and_nothing_is_made(
        self, reader: Reader, cast: Cast, fields: dict[str, str], sentence: str
    ) -> None:
        sent = {"name": "Hold 9", "copy_from": str(cast.cohort.id), "starts_on": "2027-06-03", **fields}
        reader.sign_in(cast.coordinator)
        page = reader.post(f"/kursus/{cast.course.id}/hold/nyt", sent)
        assert (page.status, page.errors) == (422, [sentence])
        with reader.app.app_context():
            assert [cohort.name for cohort in db.session.query(Cohort)] == ["Hold 3"]

    def test_a_cohort_of_another_course_is_not_copied_here(self, reader: Reader, cast: Cast) -> None:
        elsewhere = cast.add(full_course())
        reader.sign_in(cast.coordinator)
        fields = {"name": "Hold 9", "copy_from": str(cast.cohort.id), "starts_on": "2027-06-03"}
        page = reader.post(f"/kursus/{elsewhere.id}/hold/nyt", fields)
        assert page.status == 422
        assert not missing(page, "Vælg et hold fra listen.")


class TestEditCohort:
    def test_saving_the_form_as_it_came_changes_nothing_one_sees(self, reader: Reader, cast: Cast) -> None:
        fields = opened(reader, cast, edit(cast))
        before = reader.get(f"/hold/{cast.cohort.id}").text
        assert reader.post(edit(cast), fields).location == f"/hold/{cast.cohort.id}?gemt=1"
        assert reader.get(f"/hold/{cast.cohort.id}").text == before

    def test_days_and_deadlines_are_kept(self, reader: Reader, cast: Cast) -> None:
        fields = without_days(opened(reader, cast, edit(cast))) | {
            "name": "Hold Ærø",
            "capacity": "24",
            "enrolment_deadline_on": "2026-11-20",
            "enrolment_deadline_time": "12:00",
            **DAY,
            "days-0-venue": str(cast.strandgaarden.id),
            "days-0-room": "Salen",
        }
        assert reader.post(edit(cast), fields).status == 303
        assert saved(reader, cast) == ["01.12.26 09.00–15.00"]
        page = reader.get(f"/hold/{cast.cohort.id}")
        assert not missing(page, "1. december 2026, kl. 9–15", "Strandgården, Salen", "Hold Ærø, 0 deltagere")
        with reader.app.app_context():
            cohort = db.session.get_one(Cohort, cast.cohort.id)
            assert (cohort.capacity, cohort.version) == (24, 2)
            assert clock.to_local(cohort.enrolment_deadline or clock.now()).isoformat() == "2026-11-20T12:00:00+01:00"

    def test_a_new_place_is_described_where_it_is_needed(self, reader: Reader, cast: Cast) -> None:
        fields = without_days(opened(reader, cast, edit(cast))) | {**DAY, "days-0-venue": "new", "name": "Hold 3"}
        page = reader.post(edit(cast), fields)
        assert (page.status, page.errors) == (422, ["Skriv, hvad det nye sted hedder."])
        place = {"venue_name": "Kulkranen", "venue_town": "Havneby", "venue_arrival": "Letbanen til Kajen."}
        assert reader.post(edit(cast), {**fields, **place}).status == 303
        assert not missing(reader.get(f"/hold/{cast.cohort.id}"), "Kulkranen, Havneby", "Letbanen til Kajen.")

    @pytest.mark.parametrize(
        ("fields", "at", "sentence"),
        [
            ({"days-0-ends": "08:00"}, "days-0-ends", "Dagen slutter, før den begynder. Ret et af tidspunkterne."),
            ({"days-0-on": ""}, "days-0-on", "Vælg datoen."),
            ({"days-0-starts": "ni"}, "days-0-starts", "Skriv tidspunktet som timer og minutter, for eksempel 12.00."),
            ({"days-0-venue": "8b0f9c8e-1111-4222-8333-444455556666"}, "days-0-venue", "Vælg et sted fra listen."),
            ({"days-0-kind": "fest"}, "days-0-kind", "Vælg fra listen."),
            (
                {"days-0-on": "2027-03-28", "days-0-starts": "02:30"},
                "days-0-starts",
                "Klokken 02.30 findes ikke den dag, fordi uret stilles frem. Vælg et andet tidspunkt.",
            ),
            (
                {"enrolment_deadline_on": "2027-03-28", "enrolment_deadline_time": "02:30"},
                "enrolment_deadline_time",
                "Klokken 02.30 findes ikke den dag, fordi uret stilles frem. Vælg et andet tidspunkt.",
            ),
            (
                {"enrolment_deadline_on": "2026-12-01", "enrolment_deadline_time": "09:01"},
                "enrolment_deadline_on",
                "Fristen ligger for sent i forhold til kurset. Vælg senest tirsdag den 1. december 2026 kl. 9.00.",
            ),
            ({"enrolment_deadline_on": "2026-11-20"}, "enrolment_deadline_time", "Skriv også klokkeslættet."),
            ({"own_case_deadline_time": "12:00"}, "own_case_deadline_on", "Skriv også datoen."),
            ({"capacity": "0"}, "capacity", "Skriv et tal fra 1 til 10000."),
            ({"venue_name": "Strandgården", "venue_town": "Fjordby"}, "venue_name", "Stedet står allerede på listen."),
        ],
    )
    def test_slips_are_said_at_their_field_and_nothing_is_lost_or_half_done(
        self, reader: Reader, cast: Cast, fields: dict[str, str], at: str, sentence: str
    ) -> None:
        plain = {"version": "1", "name": "Hold 3", "venue_arrival": "Tag sko med, også til blæst."}
        reader.sign_in(cast.coordinator)
        before = saved(reader, cast)
        page = reader.post(edit(cast), {**plain, **DAY, **fields})
        assert page.status == 422
        assert page.field("venue_arrival").strip() == "Tag sko med, også til blæst."
        wrong = next(f for f in [*page.all("input"), *page.all("select")] if f.get("name") == at)
        assert wrong.get("aria-invalid") == "true"
        assert any(error.startswith(sentence) for error in page.errors)
        assert saved(reader, cast) == before
        with reader.app.app_context():
            assert db.session.query(Entry).count() == 0
            assert db.session.query(Venue).count() == 1

    def test_the_hour_that_comes_twice_is_the_first_one(self, reader: Reader, cast: Cast) -> None:
        fields = without_days(opened(reader, cast, edit(cast)))
        day = {"days-0-on": "2027-10-31", "days-0-starts": "02:30", "days-0-ends": "03:30"}
        assert (
            reader.post(edit(cast), {**fields, **day, "own_case_deadline_on": "", "own_case_deadline_time": ""}).status
            == 303
        )
        with reader.app.app_context():
            (only,) = days_of(db.session.get_one(Cohort, cast.cohort.id))
            assert (only.ends_at - only.starts_at).total_seconds() == 2 * 3600

    def test_two_coordinators_at_once_lose_nothing(self, reader: Reader, cast: Cast) -> None:
        mine = {**opened(reader, cast, edit(cast)), "name": "Hold Mit"}
        reader.post(edit(cast), {**mine, "name": "Hold Dit"})
        page = reader.post(edit(cast), mine)
        assert page.status == 422
        assert not missing(
            page,
            "Holdet er blevet gemt, efter at du åbnede det. Dit står her endnu og er ikke gemt.",
        )
        assert reader.post(edit(cast), sent_back(page)).status == 303
        with reader.app.app_context():
            assert db.session.get_one(Cohort, cast.cohort.id).name == "Hold Mit"

    def test_a_day_is_added_and_taken_away_without_script(self, reader: Reader, cast: Cast) -> None:
        page = reader.post(edit(cast), {**opened(reader, cast, edit(cast)), "add": "days"})
        assert page.status == 200
        fields = sent_back(page) | {
            "days-3-on": "2027-02-01",
            "days-3-kind": "follow_up",
            "days-3-starts": "9.00",
            "days-3-ends": "15",
        }
        page = reader.post(edit(cast), {**fields, "days-3-ends": "15.00", "days-remove": "0"})
        assert len(saved(reader, cast)) == 3
        assert reader.post(edit(cast), sent_back(page)).errors == []
        assert saved(reader, cast) == ["13.11.26 09.00–12.00", "26.01.27 12.00–18.00", "01.02.27 09.00–15.00"]


def test_each_page_about_a_cohort_is_light(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.coordinator)
    for address in (edit(cast), f"/hold/{cast.cohort.id}/praktisk"):
        assert len(reader.get(address).source.encode()) < 25_000


def test_only_the_cohorts_own_coordinators_change_it(reader: Reader, cast: Cast) -> None:
    for person in (cast.author, cast.instructor, cast.other_coordinator, cast.administrator):
        reader.sign_in(person)
        for room in ("ret", "praktisk", "program", "undervisere"):
            assert reader.get(f"/hold/{cast.cohort.id}/{room}").status == 404
    for person in (cast.author, cast.instructor, cast.administrator):
        reader.sign_in(person)
        assert reader.get(f"/sted/{cast.strandgaarden.id}/ret").status == 404
        assert reader.get(f"/kursus/{cast.course.id}/hold/nyt").status == 404
