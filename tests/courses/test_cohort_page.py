"""Does a participant find everything about the cohort on one page, and nobody else?"""

from datetime import timedelta

import pytest

from portal import clock
from portal.announcements.models import Announcement
from portal.assignments.models import Assignment
from portal.courses.cohort_models import Cohort, CohortContact, CourseDay, DayKind, Venue
from portal.courses.models import ContactPurpose
from portal.enrolments.models import Delegation
from tests.cast import Cast
from tests.courses.reading import missing
from tests.reader import Reader, words

MOST_BYTES = 30_000


def address(cast: Cast) -> str:
    return f"/hold/{cast.cohort.id}"


def contact(cast: Cast, name: str, purpose: ContactPurpose, **values: object) -> CohortContact:
    return cast.add(CohortContact(cohort_id=cast.cohort.id, position=0, name=name, purpose=purpose, **values))


def test_the_band_says_when_where_and_how_many(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.author)
    _ = cast.classmate, cast.waiting, cast.removed
    page = reader.get(address(cast))
    assert page.heading == "Politisk betjening i praksis"
    facts = [words(li) for li in next(u for u in page.all("ul") if u.get("class") == "facts").iter("li")]
    assert facts == [
        "12.–13. november 2026, kl. 12 til 12",
        "Opfølgning 26. januar 2027",
        "Strandgården, Fjordby",
        "Hold 3, 2 deltagere",
    ]
    assert [link for link in page.links if link.startswith("#")] == [
        "#program", "#opgaver", "#materialer", "#praktisk", "#deltagere", "#kontakt",
    ]  # fmt: skip


def test_work_with_the_own_case_leads_a_participant_to_it_and_staff_nowhere(reader: Reader, cast: Cast) -> None:
    case = f"/hold/{cast.cohort.id}/case"
    for person, is_led in ((cast.author, True), (cast.instructor, False), (cast.coordinator, False)):
        reader.sign_in(person)
        page = reader.get(address(cast))
        assert (case in page.links) is is_led
        mine = [words(li) for li in page.all("li") if "slot--mine" in li.get("class", "")]
        assert mine == (["16.00CasearbejdeHer arbejder du med din egen case."] if is_led else [])


def test_only_those_of_the_cohort_open_it(reader: Reader, cast: Cast) -> None:
    for person in (cast.author, cast.instructor, cast.coordinator):
        reader.sign_in(person)
        assert reader.get(address(cast)).status == 200
    for person in (cast.stranger, cast.waiting, cast.removed, cast.other_instructor, cast.administrator):
        reader.sign_in(person)
        assert reader.get(address(cast)).status == 404


def test_who_is_there_stands_by_name_as_danes_sort(reader: Reader, cast: Cast) -> None:
    for name in ("Åge Ørum", "Zenia Holm", "Ærø Bo", "Øjvind Lo"):
        cast.participant(name, title="Fuldmægtig", home=cast.aaby)
    cast.enrol(cast.person("Ulla Ås", title="Chef", organisation="Region Nordhavet"), cast.cohort)
    _ = cast.waiting, cast.removed, cast.stranger
    reader.sign_in(cast.author)
    people = [words(li) for li in reader.get(address(cast)).all("li") if li.get("class") == "person"]
    assert people == [
        "MBMaja BruunSekretariatskonsulent, Vejle",
        "UÅUlla ÅsChef, Region Nordhavet",
        "ZHZenia HolmFuldmægtig, Aarhus",
        "ÆBÆrø BoFuldmægtig, Aarhus",
        "ØLØjvind LoFuldmægtig, Aarhus",
        "ÅØÅge ØrumFuldmægtig, Aarhus",
    ]


def test_executive_boards_stand_together(reader: Reader, cast: Cast) -> None:
    for home, names in ((cast.aaby, ("Ib Nørby", "Åse Sørlund")), (cast.fjordby, ("Bodil Æbelø",))):
        board = cast.add(Delegation(cohort_id=cast.cohort.id, municipality_code=home.code))
        for name in names:
            cast.enrol(cast.person(name, home=home), cast.cohort, delegation_id=board.id)
    reader.sign_in(cast.author)
    page = reader.get(address(cast))
    assert "4 deltagere, 2 direktioner" in page.text
    section = next(s for s in page.all("section") if s.get("id") == "deltagere")
    assert [words(h) for h in section.iter("h3")] == [
        "Direktionen i Vejle",
        "Direktionen i Aarhus",
        "Andre deltagere",
    ]


def test_practical_information_comes_from_places_and_the_cohort(reader: Reader, cast: Cast) -> None:
    quay = cast.add(Venue(name="Kulkranen", town="Havneby", address="Kajen 2", accessibility="Elevator fra kajen."))
    cohort = cast.make_cohort(
        "Hold 8",
        accommodation="Eget værelse.",
        catering="Mest grønt.",
        practical="Tag sko med.",
        enrolment_deadline=clock.now() + timedelta(days=1),
    )
    noon = clock.now() + timedelta(days=100)
    cast.add(
        CourseDay(
            cohort_id=cohort.id,
            venue_id=quay.id,
            kind=DayKind.FOLLOW_UP,
            starts_at=noon,
            ends_at=noon + timedelta(hours=4),
        )
    )
    reader.sign_in(cast.participant("Åse Sørlund", cohort))
    page = reader.get(f"/hold/{cohort.id}")
    assert not missing(
        page,
        "Ankomst Strandgården, Strandvejen 1, FjordbyBus 7 fra stationen.",
        "Ankomst, opfølgningsdag Kulkranen, Kajen 2, Havneby",
        "Overnatning Eget værelse.",
        "Forplejning Mest grønt.",
        "Tilgængelighed, opfølgningsdag Elevator fra kajen.",
        "Godt at vide Tag sko med.",
        "Fortrolighed Det, I deler på holdet, bliver på holdet.",
        "Tilmeldingen er bindende fra 3. november 2026.",
    )


def test_one_learns_whom_to_call_when_prevented_and_whom_to_ask_about_what(reader: Reader, cast: Cast) -> None:
    _ = cast.instructor, cast.coordinator
    reader.sign_in(cast.author)
    assert "Forhindret?Skriv til Fatima Karlsen: fatima.karlsen@eksempel.dk." in reader.get(address(cast)).text
    contact(cast, "Ingrid Solbjerg", ContactPurpose.CONTENT, email=cast.instructor.email, title="Chefkonsulent")
    contact(cast, "Per Våge", ContactPurpose.PRACTICAL, phone="12 34 56 78", hours="Hverdage kl. 9–14.")
    page = reader.get(address(cast))
    assert "Forhindret?Ring til Per Våge på 12 34 56 78." in page.text
    section = next(s for s in page.all("section") if s.get("id") == "kontakt")
    assert sorted(words(h) for h in section.iter("h3")) == ["Ingrid Solbjerg", "Per Våge"]
    assert "Chefkonsulent: spørg om indhold" in words(section)
    assert "spørg om praktiske spørgsmål 12 34 56 78 Hverdage kl. 9–14." in words(section)
    assert cast.author.phone == ""


def test_announcements_and_open_assignments_are_there_and_closed_ones_are_not(reader: Reader, cast: Cast) -> None:
    author = cast.coordinator
    cast.add(
        Announcement(
            cohort_id=cast.cohort.id,
            author_id=author.id,
            subject="Bussen kører kl. 11.20",
            body="Åh",
            recipients=1,
            form_key="a",
        )
    )
    shown, hidden = (
        Assignment(
            cohort_id=cast.cohort.id,
            title=title,
            opens_at=opens,
            deadline=clock.now() + timedelta(days=60),
            made_by_id=author.id,
        )
        for title, opens in (("Én ting anderledes", clock.now()), ("Kommer senere", None))
    )
    cast.add(shown, hidden)
    reader.sign_in(cast.author)
    page = reader.get(address(cast))
    assert "Opslag til holdet Bussen kører kl. 11.20Fatima Karlsen, 2. nov kl. 9.30" in page.text
    assert not missing(page, "Én ting anderledes Frist fredag den 1. januar 2027 kl. 9.30 Om 60 dage")
    assert "Kommer senere" not in page.text
    assert f"/opgave/{shown.id}" in page.links


def test_staff_find_their_own_ways_on(reader: Reader, cast: Cast) -> None:
    teach = f"/undervisning/{cast.cohort.id}"
    run = {f"{address(cast)}/ret", f"{address(cast)}/tilmeldinger", f"{address(cast)}/opslag/nyt"}
    for person, ways in ((cast.author, set()), (cast.instructor, {teach}), (cast.coordinator, run)):
        reader.sign_in(person)
        assert {teach, *run} & set(reader.get(address(cast)).links) == ways


def test_a_cohort_without_a_date_says_so_and_what_will_come(reader: Reader, cast: Cast) -> None:
    cohort = cast.add(Cohort(course_id=cast.course.id, name="Hold 9"))
    reader.sign_in(cast.participant("Åse Sørlund", cohort))
    page = reader.get(f"/hold/{cohort.id}")
    assert not missing(
        page,
        "Datoen er ikke fastlagt endnu Hold 9, 1 deltager",
        "Her kommer dage og program, så snart datoen er fastlagt.",
    )


@pytest.mark.parametrize("count", [3, 35, 350])
def test_eight_queries_however_many_take_part(reader: Reader, cast: Cast, count: int) -> None:
    _ = cast.instructor, cast.coordinator
    for number in range(count - 1):
        cast.participant(f"Åse Sørlund {number}", title="Sekretariatskonsulent", home=cast.aaby)
    reader.sign_in(cast.author)
    page = reader.get(address(cast))
    assert f"Hold 3, {count} deltagere" in page.text
    assert len(reader.queries) == 8
    assert count > 35 or len(page.source.encode()) < MOST_BYTES
