"""Does everybody find the courses, and every fact of one on its page?"""

from datetime import timedelta

import pytest

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.courses.models import ContactPurpose, CourseContact, RelatedCourse
from portal.enrolments.models import Delegation
from tests.cast import Cast
from tests.courses.full import FACTS, full_course, rows
from tests.courses.reading import missing
from tests.reader import Reader, words


def test_every_fact_of_a_full_course_stands_on_its_page(reader: Reader, cast: Cast) -> None:
    other = RelatedCourse(position=1, title="Politisk betjening i praksis", target_id=cast.course.id)
    course = cast.add(full_course(related=[*rows()["related"], other]))
    reader.sign_in(cast.author)
    page = reader.get(f"/kursus/{course.id}")
    assert page.heading == "Kommunestyret 2030"
    assert [fact for fact in FACTS if fact not in page.text] == []
    assert f"/kursus/{cast.course.id}" in page.links
    assert {"tel:+4512345678", "mailto:per@eksempel.dk"} <= set(page.links)


def test_what_cannot_be_dialled_is_no_link(reader: Reader, cast: Cast) -> None:
    asked = CourseContact(position=0, purpose=ContactPurpose.PRACTICAL, name="Per", phone="12 34 56 78 lok. 9")
    course = cast.add(full_course(contacts=[asked]))
    page = reader.sign_in(cast.author).get(f"/kursus/{course.id}")
    assert "12 34 56 78 lok. 9" in page.text
    assert [link for link in page.links if link.startswith("tel:")] == []


@pytest.mark.parametrize("phone", ["12 34 56 78", "12-34-56-78", "12.34.56.78", "(+45) 12 34 56 78"])
def test_a_number_is_dialled_however_it_is_written(reader: Reader, cast: Cast, phone: str) -> None:
    asked = CourseContact(position=0, purpose=ContactPurpose.PRACTICAL, name="Per", phone=phone)
    course = cast.add(full_course(contacts=[asked]))
    page = reader.sign_in(cast.author).get(f"/kursus/{course.id}")
    assert (phone in page.text, [link for link in page.links if link.startswith("tel:")]) == (True, ["tel:+4512345678"])


def test_a_course_that_says_almost_nothing_has_a_page_too(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.stranger)
    text = reader.get(f"/kursus/{cast.add(full_course(**{kind: [] for kind in rows()})).id}").text
    assert "Der er ingen datoer lige nu." in text
    assert "Datoerne kommer her på siden." in text
    assert "Spørg os" not in text


def test_without_a_date_one_learns_whom_to_ask(reader: Reader, cast: Cast) -> None:
    course = cast.add(full_course())
    reader.sign_in(cast.author)
    assert (
        "Der er ingen datoer lige nu. Spørg Per Vestergren, hvis du vil høre, når der kommer en."
        in reader.get(f"/kursus/{course.id}").text
    )
    cast.add(Cohort(course_id=course.id, name="Næste gang"))
    text = reader.get(f"/kursus/{course.id}").text
    assert "Næste gang Datoen er ikke fastlagt endnu" in text
    assert "Spørg Per Vestergren" not in text


def test_editions_stand_as_coming_and_past_with_dates_places_and_free_seats(reader: Reader, cast: Cast) -> None:
    cast.make_cohort("Hold 2", in_days=-100)
    cast.make_cohort(
        "Hold 5", in_days=40, capacity=12, enrolment_deadline=clock.now() + timedelta(days=20), own_case_deadline=None
    )
    reader.sign_in(cast.author)
    page = reader.get(f"/kursus/{cast.course.id}")
    assert not missing(
        page,
        "Hold 3 12.–13. november 2026, kl. 12 til 12 Opfølgning 26. januar 2027, Strandgården, Fjordby",
        "Hold 5 12.–13. december 2026, kl. 12 til 12",
        "Tilmelding senest 22. nov kl. 9.30 12 af 12 pladser er ledige",
        "1 tidligere hold Hold 2 25.–26. juli 2026, kl. 13 til 13. Strandgården, Fjordby",
    )


def test_a_full_cohort_says_that_there_is_a_waiting_list(reader: Reader, cast: Cast) -> None:
    cohort = cast.make_cohort("Hold 6", in_days=40, capacity=1)
    cast.participant("Åse Sørlund", cohort)
    reader.sign_in(cast.author)
    assert "Fuldt, der er venteliste" in reader.get(f"/kursus/{cast.course.id}").text


def test_room_is_counted_in_boards_where_boards_take_part(reader: Reader, cast: Cast) -> None:
    cohort = cast.make_cohort("Hold 7", in_days=40, capacity=40, capacity_boards=8)
    board = cast.add(Delegation(cohort_id=cohort.id, municipality_code=cast.aaby.code))
    for name in ("Åse Sørlund", "Ib Nørby"):
        cast.enrol(cast.person(name, home=cast.aaby), cohort, delegation_id=board.id)
    reader.sign_in(cast.author)
    assert "7 af 8 direktionspladser er ledige" in reader.get(f"/kursus/{cast.course.id}").text


def test_the_programme_of_the_next_cohort_stands_on_the_course_without_the_way_to_a_case(
    reader: Reader, cast: Cast
) -> None:
    cast.make_cohort("Hold 2", in_days=-100)
    reader.sign_in(cast.author)
    page = reader.get(f"/kursus/{cast.cohort.course_id}")
    assert "Programmet for Hold 3" in page.text
    assert "Torsdag den 12. november" in page.text
    assert "13.00Hvor går grænsen?" in page.text
    assert f"/hold/{cast.cohort.id}/case" not in page.links


def test_only_coordinators_are_offered_to_change_the_catalogue(reader: Reader, cast: Cast) -> None:
    acts = {f"/kursus/{cast.course.id}/ret", f"/kursus/{cast.course.id}/hold/nyt"}
    for person, may in ((cast.coordinator, True), (cast.author, False), (cast.instructor, False)):
        reader.sign_in(person)
        assert (acts <= set(reader.get(f"/kursus/{cast.course.id}").links)) is may
        assert ("/kursus/nyt" in reader.get("/kurser").links) is may


def test_the_catalogue_tells_when_each_course_is_next(reader: Reader, cast: Cast) -> None:
    cast.add(full_course(title="Ærlig talt"))
    cast.add(full_course(title="Ålborgmodellen"))
    for number, in_days in enumerate((-100, -1, 40, 50, 60), 4):
        cast.make_cohort(f"Hold {number}", in_days=in_days)
    reader.sign_in(cast.author)
    page = reader.get("/kurser")
    titles = [words(heading) for heading in page.all("main")[0].iter("h2")]
    assert titles == ["Politisk betjening i praksis", "Ærlig talt", "Ålborgmodellen"]
    assert not missing(page, "12.–13. november 2026, kl. 12 til 12 12.–13. december 2026, kl. 12 til 12 og 2 hold til")
    assert page.text.count("Ingen nye datoer lige nu") == 2


def test_an_empty_catalogue_says_what_will_be_here(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.administrator)
    assert "Her kommer kurserne, så snart det første er oprettet." in reader.get("/kurser").text


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_ask_as_often_for_three_as_for_one(reader: Reader, cast: Cast, count: int) -> None:
    reader.sign_in(cast.author)
    course = cast.course
    for number in range(count):
        cast.add(full_course(title=f"Forløb {number}"))
        cast.make_cohort(f"Hold {number + 10}", in_days=20 + number)
        cast.make_cohort(f"Hold {number + 20}", in_days=-120 - number)
    reader.get("/kurser")
    assert len(reader.queries) == 3
    reader.get(f"/kursus/{course.id}")
    assert len(reader.queries) == 12


def test_strangers_sign_in_first_and_unknown_courses_are_not_there(reader: Reader, cast: Cast) -> None:
    address = f"/kursus/{cast.course.id}"
    assert reader.get(address).location == f"/log-ind?naeste={address}"
    reader.sign_in(cast.author)
    assert reader.get(f"/kursus/{cast.cohort.id}").status == 404
