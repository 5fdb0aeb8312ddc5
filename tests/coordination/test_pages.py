"""Does a coordinator see every cohort with what it lacks, and how far people are, without a list of shame?"""

from datetime import timedelta

import pytest

from portal import clock
from portal.announcements.models import Announcement
from portal.assignments.models import Assignment, Submission, SubmissionStatus
from portal.courses.cohort_models import Cohort, CohortStaff, StaffRole
from portal.courses.cohort_queries import days_of
from portal.db import db
from portal.materials.models import Document, DocumentVersion, Material, ReadingProgress
from portal.own_cases.models import OwnCase, OwnCaseStatus
from portal.people.models import Person
from portal.storage.models import FileState, StoredFile
from tests.cast import Cast
from tests.enrolments.test_pages import change, rows
from tests.reader import Page, Reader, words


def coordinates(cast: Cast, cohort: Cohort, person: Person) -> Cohort:
    cast.add(CohortStaff(person_id=person.id, cohort_id=cohort.id, role=StaffRole.COORDINATOR))
    return cohort


def material(cast: Cast, title: str, *, is_preparation: bool = True, released: bool = True) -> Material:
    cast.add(
        file := StoredFile(
            key=title,
            name="kodeks.pdf",
            media_type="application/pdf",
            size=9,
            is_confidential=False,
            state=FileState.AVAILABLE,
            uploaded_by_id=cast.instructor.id,
            completed_at=clock.now(),
            claimed_at=clock.now(),
        )
    )
    return cast.add(
        Material(
            cohort_id=cast.cohort.id,
            title=title,
            position=1,
            is_preparation=is_preparation,
            released_at=clock.now() if released else None,
            document=Document(versions=[DocumentVersion(number=1, file_id=file.id)]),
        )
    )


def case(cast: Cast, author: Person, status: OwnCaseStatus) -> None:
    cast.add(OwnCase(cohort_id=cast.cohort.id, author_id=author.id, title="Hemmelig", status=status))


def assignment(cast: Cast, title: str, *answers: tuple[Person, SubmissionStatus], is_open: bool = True) -> None:
    made = cast.add(
        Assignment(
            cohort_id=cast.cohort.id,
            title=title,
            opens_at=clock.now() if is_open else None,
            deadline=clock.now() + timedelta(days=60),
            made_by_id=cast.instructor.id,
        )
    )
    for author, status in answers:
        cast.add(Submission(assignment_id=made.id, author_id=author.id, status=status))


def tally(page: Page) -> dict[str, str]:
    [found] = [d for d in page.all("dl") if d.get("class") == "tally"]
    return {words(one.findall("dt")[0]): words(one.findall("dd")[0]) for one in found.findall("div")}


def status_of(cast: Cast) -> str:
    return f"/hold/{cast.cohort.id}/status"


def test_a_cohort_stands_with_its_dates_its_places_and_what_it_lacks(cast: Cast, reader: Reader) -> None:
    fatima = cast.coordinator
    people = [cast.author, cast.classmate, cast.waiting, cast.removed]
    change(reader, cast.cohort, capacity=24, enrolment_deadline=clock.now() + timedelta(days=2))
    page = reader.sign_in(fatima).get("/koordinering")
    assert len(people) == 4
    assert " | ".join(rows(page)) == (
        "Politisk betjening i praksis Hold 3 12.–13. november 2026 opfølgning 26. jan 2 af 24 1 på venteliste "
        "Ingen underviser Intet materiale Tilmeldingsfrist om to dage Casefrist om tre dage "
        "Tilmeldinger Politisk betjening i praksis, Hold 3 Status Politisk betjening i praksis, Hold 3 "
        "Opslag Politisk betjening i praksis, Hold 3"
    )
    assert "1 hold på vej" in page.text
    assert "1 hold har brug for dig" in page.text


def test_an_undated_cohort_comes_last_and_says_what_it_lacks(cast: Cast, reader: Reader) -> None:
    bare = cast.add(Cohort(course_id=cast.course.id, name="Hold 0"))
    coordinates(cast, bare, cast.coordinator)
    page = reader.sign_in(cast.coordinator).get("/koordinering")
    assert [row[:35] for row in rows(page)] == [
        "Politisk betjening i praksis Hold 3",
        "Politisk betjening i praksis Hold 0",
    ]
    assert "Uden dato 0 Ingen dato Ingen underviser Intet materiale" in rows(page)[1]


def test_one_day_without_a_venue_does_not_say_that_there_is_none(cast: Cast, reader: Reader) -> None:
    with reader.app.app_context():
        later = days_of(db.session.get_one(Cohort, cast.cohort.id))[-1]
        later.venue_id = None
        db.session.commit()
    assert "Dag uden sted" in rows(reader.sign_in(cast.coordinator).get("/koordinering"))[0]


def test_a_cohort_that_lacks_nothing_is_said_to_be_ready(cast: Cast, reader: Reader) -> None:
    material(cast, "Kodeks")
    change(reader, cast.cohort, own_case_deadline=None)
    assert "Er klar" in rows(reader.sign_in(cast.coordinator).get("/koordinering"))[0]


def test_what_is_over_stands_by_itself_and_asks_for_nothing(cast: Cast, reader: Reader) -> None:
    coordinates(cast, cast.make_cohort("Hold 1", in_days=-100), cast.coordinator)
    coordinates(cast, cast.make_cohort("Hold 2", in_days=-90), cast.coordinator)
    page = reader.sign_in(cast.coordinator).get("/koordinering")
    assert [words(h) for h in page.all("h2")][:2] == ["På vej og i gang", "Afsluttet"]
    assert [row[29:35] for row in rows(page)] == ["Hold 3", "Hold 2", "Hold 1"]
    assert "Ingen underviser" not in " ".join(rows(page)[1:])


def test_only_the_cohorts_one_runs_are_there(cast: Cast, reader: Reader) -> None:
    assert cast.other_coordinator
    assert len(rows(reader.sign_in(cast.coordinator).get("/koordinering"))) == 1


def test_without_cohorts_the_page_says_how_to_begin(cast: Cast, reader: Reader) -> None:
    newcomer = cast.person("Ny Koordinator", is_coordinator=True)
    page = reader.sign_in(newcomer).get("/koordinering")
    assert "Her kommer dine hold. Begynd med at oprette det kursus, de hører til." in page.text
    assert "/kursus/nyt" in page.links
    course = cast.course
    page = reader.get("/koordinering")
    assert "Her kommer de hold, du er koordinator for." in page.text
    assert f"/kursus/{course.id}/hold/nyt" in page.links


@pytest.mark.parametrize("who", ["author", "instructor", "administrator"])
def test_only_coordinators_have_an_overview(cast: Cast, reader: Reader, who: str) -> None:
    assert reader.sign_in(getattr(cast, who)).get("/koordinering").status == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_overview_asks_as_much_for_one_as_for_many(cast: Cast, reader: Reader, count: int) -> None:
    for number in range(1, count):
        coordinates(cast, cast.make_cohort(f"Hold 3{number}"), cast.coordinator)
    page = reader.sign_in(cast.coordinator).get("/koordinering")
    assert len(rows(page)) == count
    assert len(reader.queries) == 4


def test_status_tells_who_has_signed_in_and_handed_in(cast: Cast, reader: Reader) -> None:
    maja, otto, kasper = cast.author, cast.classmate, cast.groupmate
    assert [cast.waiting, cast.removed]
    with reader.app.app_context():
        db.session.get_one(Person, maja.id).signed_in_at = clock.now()
        db.session.get_one(Person, otto.id).signed_in_at = clock.now() - timedelta(days=300)  # another course
        db.session.commit()
    for author, status in (
        (maja, OwnCaseStatus.SELECTED),
        (otto, OwnCaseStatus.DRAFT),
        (kasper, OwnCaseStatus.WITHDRAWN),
        (cast.removed, OwnCaseStatus.SUBMITTED),
    ):
        case(cast, author, status)
    assignment(cast, "Prøv det af", (maja, SubmissionStatus.REVIEWED), (otto, SubmissionStatus.DRAFT))
    assignment(cast, "Ikke åben", is_open=False)
    page = reader.sign_in(cast.coordinator).get(status_of(cast))
    assert rows(page) == [
        "Kasper Eldrup Aarhus Ikke endnu Ikke endnu Ikke endnu",
        "Maja Bruun Vejle Ja Afleveret Afleveret",
        "Otto Lykkegård Aarhus Ikke endnu Ikke endnu Ikke endnu",
    ]
    assert tally(page) == {
        "har en plads": "3",
        "har logget ind": "1",
        "har afleveret en case": "1",
        "har afleveret “Prøv det af”": "1",
    }
    assert "Hemmelig" not in page.source


def test_reading_is_told_as_a_total_and_never_by_name(cast: Cast, reader: Reader) -> None:
    kodeks = material(cast, "Kodeks")
    material(cast, "Slides", is_preparation=False)
    material(cast, "Ikke delt", released=False)
    for person, has_read in ((cast.author, True), (cast.classmate, False), (cast.removed, True)):
        read_at = clock.now() if has_read else None
        cast.add(ReadingProgress(material_id=kodeks.id, person_id=person.id, opened_at=clock.now(), read_at=read_at))
    before = rows(reader.sign_in(cast.coordinator).get(status_of(cast)))
    page = reader.get(status_of(cast))
    assert tally(page)["har læst “Kodeks”"] == "1"
    assert [name for name in tally(page) if "læst" in name] == ["har læst “Kodeks”"]
    assert before == ["Maja Bruun Vejle Ikke endnu Ikke endnu", "Otto Lykkegård Aarhus Ikke endnu Ikke endnu"]
    assert "Læsning er en invitation, så den står kun som tal for hele holdet." in page.text


def test_what_was_written_to_the_cohort_stands_newest_first(cast: Cast, reader: Reader) -> None:
    for number, subject in enumerate(("Velkommen", "Nyt lokale")):
        clock.set_clock(clock.now() + timedelta(hours=1))
        row = Announcement(
            cohort_id=cast.cohort.id,
            author_id=cast.coordinator.id,
            subject=subject,
            body="Tekst",
            recipients=number + 1,
            form_key=subject,
        )
        cast.add(row)
    page = reader.sign_in(cast.coordinator).get(status_of(cast))
    [section] = [s for s in page.all("section") if s.get("aria-labelledby") == "h-opslag"]
    assert words(section) == (
        "Opslag til holdet Nyt lokale Fatima Karlsen, 2. nov kl. 11.30, til 2 deltagere "
        "Velkommen Fatima Karlsen, 2. nov kl. 10.30, til 1 deltager"
    )


def test_an_empty_cohort_says_what_will_be_there(cast: Cast, reader: Reader) -> None:
    page = reader.sign_in(cast.coordinator).get(status_of(cast))
    assert "Når nogen har fået en plads, kan du se her, hvem der har logget ind og afleveret." in page.text


@pytest.mark.parametrize(
    ("who", "status"), [("instructor", 200), ("coordinator", 200), ("author", 404), ("other_coordinator", 404)]
)
def test_those_who_work_for_the_cohort_see_its_status(cast: Cast, reader: Reader, who: str, status: int) -> None:
    page = reader.sign_in(getattr(cast, who)).get(status_of(cast))
    assert page.status == status
    assert ("/opslag/nyt" in page.source) == (who == "coordinator")


@pytest.mark.parametrize("count", [1, 3])
def test_status_asks_as_much_for_one_as_for_many(cast: Cast, reader: Reader, count: int) -> None:
    for number in range(count):
        cast.participant(f"Deltager {number}", home=cast.aaby)
        material(cast, f"Tekst {number}")
        assignment(cast, f"Opgave {number}")
    reader.sign_in(cast.coordinator).get(status_of(cast))
    assert len(reader.queries) == 8


def test_the_status_of_thirty_five_is_light(cast: Cast, reader: Reader) -> None:
    for number in range(35):
        cast.participant(f"Deltager Nummer {number}", home=cast.aaby)
    assignment(cast, "Prøv det af")
    page = reader.sign_in(cast.coordinator).get(status_of(cast))
    assert len(rows(page)) == 35
    assert len(page.source.encode()) < 30_000
