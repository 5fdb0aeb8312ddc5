"""What becomes of a case whose author has no place on the cohort any more? Theirs alone, until the place comes back."""

from uuid import UUID

import pytest
from sqlalchemy import select

from portal.db import db
from portal.dilemmas.models import Consent, Dilemma
from portal.enrolments.models import Enrolment
from portal.own_cases.models import OwnCase, OwnCaseStatus, Visibility
from portal.people.models import Person
from tests.cast import Cast
from tests.own_cases.work import WHOLE, handed_in_by
from tests.reader import Reader

LEFT = "Du har ikke en plads på holdet."


def place(cast: Cast, person: Person) -> UUID:
    with cast.app.app_context():
        wanted = select(Enrolment.id).where(Enrolment.person_id == person.id, Enrolment.cohort_id == cast.cohort.id)
        return db.session.scalars(wanted).one()


def seat(reader: Reader, cast: Cast, act: str) -> None:
    reader.sign_in(cast.coordinator)
    assert reader.post(f"/tilmelding/{place(cast, cast.author)}/{act}").status == 303


@pytest.fixture
def case(reader: Reader, cast: Cast) -> str:
    """The address of what the author handed in for all, before the coordinator cancelled the place."""
    _readers = cast.instructor, cast.classmate, cast.groupmate
    address = handed_in_by(reader, cast, cast.author, visibility="cohort")
    seat(reader, cast, "afmeld")
    return address


def test_the_author_finds_it_reads_it_and_takes_it_back(reader: Reader, cast: Cast, case: str) -> None:
    reader.sign_in(cast.author)
    assert f'href="{case}"' in reader.get("/profil/mine-oplysninger").source
    for page in ("", "/kvittering", "/laesere", "/traek-tilbage", "/raad"):
        assert reader.get(case + page).status == 200, page
    shown = reader.get(case)
    assert LEFT in shown.text
    assert WHOLE["situation"] in shown.text
    assert reader.post(f"{case}/traek-tilbage").status == 303
    with cast.app.app_context():
        assert db.session.scalars(select(OwnCase.status)).one() is OwnCaseStatus.WITHDRAWN


def test_the_author_adds_nothing_to_it(reader: Reader, cast: Cast, case: str) -> None:
    reader.sign_in(cast.author)
    writing = f"/hold/{cast.cohort.id}/case"
    for address in (writing, f"{writing}/navne"):
        assert reader.get(address).status == 404, address
    assert reader.post(f"{case}/kommentar", {"text": "Er I der?"}).status == 404
    for page in ("", "/kvittering", "/laesere", "/traek-tilbage", "/raad"):
        source = reader.get(case + page).source
        assert f"/hold/{cast.cohort.id}" not in source, f"{page} leads where the author may not go"


def test_nobody_else_reads_it_anywhere(reader: Reader, cast: Cast, case: str) -> None:
    for person in (cast.instructor, cast.classmate, cast.groupmate):
        reader.sign_in(person)
        assert reader.get(case).status == 404, person.name
        assert WHOLE["title"] not in reader.get("/soeg?q=løftet").source, person.name
    reader.sign_in(cast.instructor)
    for page in ("", "/huller", "/casesamling", "/temaer", "/storskaerm"):
        assert WHOLE["title"] not in reader.get(f"/undervisning/{cast.cohort.id}{page}").source, page


def test_the_pages_tell_the_author_that_nobody_reads_it(reader: Reader, cast: Cast, case: str) -> None:
    reader.sign_in(cast.author)
    for page in ("/kvittering", "/traek-tilbage"):
        assert "Ingen andre end dig, så længe du ikke har en plads på holdet." in reader.get(case + page).text
    readers = reader.get(f"{case}/laesere")
    assert LEFT in readers.text
    assert [p.name for p in (cast.instructor, cast.classmate) if p.name in readers.source] == []


def test_the_author_chooses_a_smaller_circle_meanwhile(reader: Reader, cast: Cast, case: str) -> None:
    reader.sign_in(cast.author)
    page = reader.get(f"{case}/laesere")
    sent = {"visibility": "instructors", "version": page.field("version")}
    assert reader.post(f"{case}/laesere", sent).status == 303
    seat(reader, cast, "bekraeft")
    for person, status in ((cast.instructor, 200), (cast.classmate, 404)):
        reader.sign_in(person)
        assert reader.get(case).status == status, person.name


@pytest.mark.parametrize("now", ["group", "cohort"])
def test_the_case_group_is_offered_only_where_it_is_chosen_already(
    reader: Reader, cast: Cast, case: str, now: str
) -> None:
    with cast.app.app_context():
        db.session.scalars(select(OwnCase)).one().visibility = Visibility(now)
        db.session.commit()
    page = reader.sign_in(cast.author).get(f"{case}/laesere")
    radios = [one for one in page.all("input") if one.get("name") == "visibility"]
    offered = [one.get("value") for one in radios]
    assert offered == (["instructors", "group", "cohort"] if now == "group" else ["instructors", "cohort"])
    assert [one.get("value") for one in radios if one.get("checked") is not None] == [now]
    for value in [now, *(one for one in offered if one != now)]:
        version = reader.get(f"{case}/laesere").field("version")
        assert reader.post(f"{case}/laesere", {"visibility": value, "version": version}).status == 303, value


def test_when_the_place_comes_back_all_is_as_it_was(reader: Reader, cast: Cast, case: str) -> None:
    seat(reader, cast, "bekraeft")
    for person in (cast.author, cast.instructor, cast.classmate):
        reader.sign_in(person)
        assert WHOLE["situation"] in reader.get(case).text, person.name
    reader.sign_in(cast.instructor)
    assert WHOLE["title"] in reader.get(f"/undervisning/{cast.cohort.id}").source


def test_a_card_of_it_leaves_the_deck_and_its_page(reader: Reader, cast: Cast, case: str) -> None:
    words = dict.fromkeys(("title", "situation", "option_1", "option_2"), "Et kort om løftet")
    own_case_id = UUID(case.rpartition("/")[2])
    card = cast.add(Dilemma(made_by_id=cast.instructor.id, own_case_id=own_case_id, consent=Consent.GIVEN, **words))
    reader.sign_in(cast.instructor)
    assert "Et kort om løftet" not in reader.get(f"/hold/{cast.cohort.id}/dilemmaer").source
    assert reader.get(f"/dilemma/{card.id}").status == 404
    reader.sign_in(cast.author)
    assert reader.get(f"/dilemma/{card.id}").status == 200


def test_search_leads_the_author_to_the_page_that_opens(reader: Reader, cast: Cast, case: str) -> None:
    reader.sign_in(cast.author)
    found = reader.get("/soeg?q=løftet")
    assert f'href="{case}"' in found.source
    assert f"/hold/{cast.cohort.id}/case" not in found.source
