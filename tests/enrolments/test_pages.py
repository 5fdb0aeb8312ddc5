"""Can a coordinator see who takes part, enrol people and give places, and is every refusal a sentence at its place?"""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.courses.models import Course
from portal.db import db
from portal.enrolments.models import Delegation, Enrolment, EnrolmentStatus
from portal.journal.models import Entry
from portal.letters.models import Letter
from portal.people.models import Person
from tests.cast import Cast
from tests.courses.reading import sent_back
from tests.reader import Page, Reader, words


def change(reader: Reader, row: Cohort | Course, **values: object) -> None:
    with reader.app.app_context():
        for name, value in values.items():
            setattr(db.session.get_one(type(row), row.id), name, value)
        db.session.commit()


def statuses(reader: Reader, cohort: Cohort) -> dict[str, EnrolmentStatus]:
    with reader.app.app_context():
        rows = db.session.execute(
            select(Person.name, Enrolment.status).join(Person.enrolments).where(Enrolment.cohort_id == cohort.id)
        )
        return {row.name: row.status for row in rows}


def enrolment(cast: Cast, person: Person) -> Enrolment:
    with cast.app.app_context():
        found = select(Enrolment).where(Enrolment.person_id == person.id, Enrolment.cohort_id == cast.cohort.id)
        return db.session.scalars(found).one()


def roster(cast: Cast) -> str:
    return f"/hold/{cast.cohort.id}/tilmeldinger"


def rows(page: Page) -> list[str]:
    return [words(row) for table in page.all("tbody") for row in table.iter("tr")]


def toast(page: Page) -> str:
    return " ".join(words(d) for d in page.all("div") if d.get("class") == "toast")


def test_the_roster_tells_who_takes_part_who_waits_and_who_was_cancelled(cast: Cast, reader: Reader) -> None:
    for minute, name in enumerate(("author", "classmate", "waiting", "removed"), 1):
        assert getattr(cast, name)
        clock.set_clock(clock.now() + timedelta(minutes=minute))
    change(reader, cast.cohort, capacity=2)
    with cast.app.app_context():
        db.session.get_one(Person, cast.classmate.id).phone = "12 34 56 78"
        db.session.commit()
    page = reader.sign_in(cast.coordinator).get(roster(cast))
    assert page.heading == "Tilmeldinger"
    assert rows(page) == [
        "Maja Bruun Sekretariatskonsulent Vejle maja.bruun@eksempel.dk 2. nov Inviter igen Maja Bruun Afmeld Maja Bruun",
        "Otto Lykkegård Fuldmægtig Aarhus otto.lykkegaard@eksempel.dk 12 34 56 78 2. nov Inviter igen Otto Lykkegård Afmeld Otto Lykkegård",
        "1 Signe Ørum Aarhus signe.oerum@eksempel.dk Afmeld Signe Ørum",
        "Bo Kjær Aarhus bo.kjaer@eksempel.dk Tilmeld igen Bo Kjær",
    ]
    for sentence in ("2 af 2 pladser er taget", "0 ledige pladser", "1 på venteliste"):
        assert sentence in page.text


def test_an_empty_roster_says_what_will_be_there(cast: Cast, reader: Reader) -> None:
    page = reader.sign_in(cast.coordinator).get(roster(cast))
    assert "Ingen er tilmeldt endnu. Tilmeld dem en ad gangen, eller hent dem fra et regneark." in page.text


@pytest.mark.parametrize("others", [1, 3])
def test_a_roster_asks_as_much_for_one_as_for_many(cast: Cast, reader: Reader, others: int) -> None:
    for number in range(others):
        cast.participant(f"Deltager {number}", home=cast.aaby)
        cast.enrol(cast.person(f"Ventende {number}"), cast.cohort, EnrolmentStatus.WAITLISTED)
    reader.sign_in(cast.coordinator).get(roster(cast))
    assert len(reader.queries) == 3


def test_a_roster_of_thirty_five_is_light(cast: Cast, reader: Reader) -> None:
    for number in range(35):
        cast.participant(f"Deltager Nummer {number}", home=cast.aaby, title="Sekretariatskonsulent")
    page = reader.sign_in(cast.coordinator).get(roster(cast))
    assert len(rows(page)) == 35
    assert len(page.source.encode()) < 30_000


@pytest.mark.parametrize("who", ["author", "instructor", "other_coordinator", "administrator"])
def test_nobody_else_sees_the_roster(cast: Cast, reader: Reader, who: str) -> None:
    reader.sign_in(getattr(cast, who))
    assert [reader.get(f"{roster(cast)}{end}").status for end in ("", "/ny", "/regneark", "/skabelon.csv")] == [404] * 4


def test_enrolling_somebody_new_gives_a_place_and_an_invitation(cast: Cast, reader: Reader) -> None:
    assert cast.aaby
    reader.sign_in(cast.coordinator)
    form = reader.get(f"{roster(cast)}/ny")
    fields = {
        "form_key": form.field("form_key"),
        "name": " Åse  Ærø ",
        "email": "Aase@Eksempel.dk",
        "title": "Chef",
        "municipality_code": "751",
    }
    after = reader.post(f"{roster(cast)}/ny", fields)
    assert after.status == 303
    assert toast(reader.get(after.location)) == "Åse Ærø har fået en plads og en mail."
    with reader.app.app_context():
        letter = db.session.query(Letter).one()
        person = db.session.query(Person).filter_by(email="aase@eksempel.dk").one()
        assert (person.name, person.title, person.municipality_code) == ("Åse Ærø", "Chef", "751")
    assert (letter.kind, letter.to_email) == ("invitation", "aase@eksempel.dk")
    assert re.search(r"http://localhost:8000/invitation/[\w-]{43}\n", letter.body)
    assert "fredag den 13. november" not in letter.body
    assert "Det begynder torsdag den 12. november 2026 kl. 12.00." in letter.body
    again = reader.post(f"{roster(cast)}/ny", fields)
    assert again.location.partition("?")[0] == after.location.partition("?")[0]
    with reader.app.app_context():
        assert db.session.query(Letter).count() == 1


def test_the_invitation_signs_nobody_in(cast: Cast, reader: Reader) -> None:
    reader.sign_in(cast.coordinator).post(f"{roster(cast)}/ny", {"name": "Åse", "email": "aase@eksempel.dk"})
    with reader.app.app_context():
        body = db.session.query(Letter).one().body
    visitor = Reader(reader.app)
    assert visitor.get("/log-ind").heading == "Log ind"
    assert visitor.get(roster(cast)).status == 303
    assert visitor.get(body.partition("http://localhost:8000")[2].split()[0]).location == "/invitation"
    assert visitor.get("/invitation").heading == "Din invitation"
    assert visitor.get(roster(cast)).status == 303


def test_a_known_address_is_said_and_nothing_is_written_over(cast: Cast, reader: Reader) -> None:
    known = cast.stranger
    after = reader.sign_in(cast.coordinator).post(f"{roster(cast)}/ny", {"name": "En anden", "email": known.email})
    page = reader.get(after.location)
    assert toast(page) == (
        "Åse Bjørnø har fået en plads og en mail. Vi kendte adressen i forvejen, så navn, titel og kommune er ikke skrevet over."
    )


def test_a_full_cohort_says_so_before_and_puts_the_newcomer_last_in_line(cast: Cast, reader: Reader) -> None:
    both = [cast.author, cast.waiting]
    assert len(both) == 2
    change(reader, cast.cohort, capacity=1)
    reader.sign_in(cast.coordinator)
    page = reader.get(f"{roster(cast)}/ny")
    assert "Holdet er fuldt. Den, du tilmelder nu, kommer bagest på ventelisten." in page.text
    after = reader.post(f"{roster(cast)}/ny", {"name": "Åse Ærø", "email": "aase@eksempel.dk"})
    page = reader.get(after.location)
    assert toast(page) == "Åse Ærø er på venteliste og har fået en mail."
    assert [row[:12] for row in rows(page)] == ["Maja Bruun S", "1 Signe Ørum", "2 Åse Ærø aa"]
    with reader.app.app_context():
        assert "som nummer 2" in db.session.query(Letter).one().body


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"name": "", "email": ""}, ["Skriv navnet.", "Skriv e-mailadressen."]),
        (
            {"name": "Åse", "email": "aase@"},
            ["“aase@” ligner ikke en e-mailadresse. Skriv den som navn@kommune.dk."],
        ),
        ({"name": "Maja", "email": "maja.bruun@eksempel.dk"}, ["Maja Bruun er allerede tilmeldt holdet."]),
        ({"name": "Åse", "email": "a@b.dk", "municipality_code": "999"}, ["Vælg en kommune fra listen."]),
        ({"name": "Å" * 201, "email": "a@b.dk"}, ["Teksten er 201 tegn. Der er plads til 200. Kort den lidt."]),
    ],
)
def test_what_cannot_be_is_said_at_the_field_and_nothing_typed_is_lost(
    cast: Cast, reader: Reader, fields: dict[str, str], errors: list[str]
) -> None:
    assert cast.author
    page = reader.sign_in(cast.coordinator).post(f"{roster(cast)}/ny", fields)
    assert (page.status, page.errors) == (422, errors)
    assert page.field("name") == fields["name"]
    with reader.app.app_context():
        assert db.session.query(Letter).count() == 0


def test_a_refusal_that_is_about_no_field_stands_on_top(cast: Cast, reader: Reader) -> None:
    change(reader, cast.cohort, completed_at=clock.now())
    page = reader.sign_in(cast.coordinator).post(f"{roster(cast)}/ny", {"name": "Åse", "email": "aase@eksempel.dk"})
    assert page.status == 422
    assert "Holdet er afsluttet, så ingen kan tilmeldes." in page.text


def test_a_board_is_enrolled_with_its_first_member(cast: Cast, reader: Reader) -> None:
    assert cast.aaby
    change(reader, cast.cohort, capacity_boards=2)
    reader.sign_in(cast.coordinator)
    assert reader.get(f"{roster(cast)}/ny").field("with_board") == "y"
    fields = {"name": "Åse Ærø", "email": "aase@eksempel.dk", "municipality_code": "751", "with_board": "y"}
    reader.post(f"{roster(cast)}/ny", fields)
    reader.post(f"{roster(cast)}/ny", {**fields, "name": "Bo Ærø", "email": "bo@eksempel.dk"})
    with reader.app.app_context():
        assert [d.municipality_code for d in db.session.query(Delegation)] == ["751"]
    assert "1 af 2 direktioner" in reader.get(roster(cast)).text


def test_cancelling_says_who_gets_the_place_then_does_it(cast: Cast, reader: Reader) -> None:
    both = [cast.author, cast.waiting]
    assert len(both) == 2
    change(reader, cast.cohort, capacity=1)
    reader.sign_in(cast.coordinator)
    address = f"/tilmelding/{enrolment(cast, cast.author).id}/afmeld"
    page = reader.get(address)
    assert page.heading == "Afmeld Maja Bruun"
    assert "Signe Ørum er den næste på ventelisten og får pladsen og en mail med det samme." in page.text
    assert statuses(reader, cast.cohort)["Maja Bruun"] is EnrolmentStatus.CONFIRMED
    after = reader.post(address)
    assert toast(reader.get(after.location)) == "Maja Bruun er afmeldt. Signe Ørum har fået pladsen."
    assert statuses(reader, cast.cohort) == {
        "Maja Bruun": EnrolmentStatus.CANCELLED,
        "Signe Ørum": EnrolmentStatus.CONFIRMED,
    }
    assert reader.post(address).status == 303
    assert "Maja Bruun er allerede afmeldt." in reader.get(address).text


def test_cancelling_after_the_deadline_is_possible_and_said_plainly(cast: Cast, reader: Reader) -> None:
    assert cast.author
    change(reader, cast.cohort, enrolment_deadline=clock.now() - timedelta(days=1))
    reader.sign_in(cast.coordinator)
    page = reader.get(f"/tilmelding/{enrolment(cast, cast.author).id}/afmeld")
    assert "Fristen var søndag den 1. november 2026 kl. 9.30, så tilmeldingen er bindende." in page.text
    assert "Der kan stadig tilmeldes, hvis der er plads." in reader.get(roster(cast)).text
    reader.post(f"/tilmelding/{enrolment(cast, cast.author).id}/afmeld")
    assert statuses(reader, cast.cohort)["Maja Bruun"] is EnrolmentStatus.CANCELLED


def test_nothing_is_called_binding_that_is_not(cast: Cast, reader: Reader) -> None:
    assert cast.author
    change(reader, cast.cohort, enrolment_deadline=clock.now() - timedelta(days=1))
    change(reader, cast.course, binding_after_deadline=False)
    reader.sign_in(cast.coordinator)
    told = reader.get(roster(cast)).text
    assert "Fristen var søndag den 1. november 2026 kl. 9.30. Der kan stadig tilmeldes, hvis der er plads." in told
    page = reader.get(f"/tilmelding/{enrolment(cast, cast.author).id}/afmeld")
    assert [text for text in (told, page.text) if "bindende" in text] == []


def test_a_place_given_up_closes_the_cohort_for_the_person(cast: Cast, reader: Reader) -> None:
    participant = Reader(reader.app).sign_in(cast.author)
    assert participant.get(f"/hold/{cast.cohort.id}").status == 200
    reader.sign_in(cast.coordinator).post(f"/tilmelding/{enrolment(cast, cast.author).id}/afmeld")
    assert participant.get(f"/hold/{cast.cohort.id}").status == 404


def test_confirming_gives_a_place_or_says_why_not(cast: Cast, reader: Reader) -> None:
    both = [cast.author, cast.waiting]
    assert len(both) == 2
    change(reader, cast.cohort, capacity=1)
    address = f"/tilmelding/{enrolment(cast, cast.waiting).id}/bekraeft"
    page = reader.sign_in(cast.coordinator).post(address)
    assert page.status == 409
    assert "Der er ingen ledig plads. Afmeld en anden, eller sæt antallet af pladser op." in page.text
    change(reader, cast.cohort, capacity=2)
    assert "Giv plads Signe Ørum" in reader.get(roster(cast)).text
    after = reader.post(address)
    assert toast(reader.get(after.location)) == "Signe Ørum har fået en plads og en mail."
    assert reader.get(address).location == roster(cast)


def test_a_higher_capacity_on_the_cohorts_own_page_seats_whoever_is_next(cast: Cast, reader: Reader) -> None:
    both = [cast.author, cast.waiting]
    assert len(both) == 2
    change(reader, cast.cohort, capacity=1)
    address = f"/hold/{cast.cohort.id}/ret"
    form = sent_back(reader.sign_in(cast.coordinator).get(address))
    assert form["capacity"] == "1"
    assert reader.post(address, {**form, "name": "Hold 3 b"}).status == 303
    assert statuses(reader, cast.cohort)["Signe Ørum"] is EnrolmentStatus.WAITLISTED
    form = sent_back(reader.get(address))
    assert reader.post(address, {**form, "capacity": "2"}).status == 303
    assert statuses(reader, cast.cohort)["Signe Ørum"] is EnrolmentStatus.CONFIRMED
    with reader.app.app_context():
        assert [letter.kind for letter in db.session.query(Letter)] == ["place_confirmed"]


def test_somebody_cancelled_is_enrolled_again_from_the_roster(cast: Cast, reader: Reader) -> None:
    reader.sign_in(cast.coordinator).post(f"/tilmelding/{enrolment(cast, cast.removed).id}/bekraeft")
    assert statuses(reader, cast.cohort) == {"Bo Kjær": EnrolmentStatus.CONFIRMED}


@pytest.mark.parametrize("act", ["bekraeft", "afmeld"])
@pytest.mark.parametrize("who", ["author", "instructor", "other_coordinator", "administrator"])
def test_nobody_else_changes_a_place(cast: Cast, reader: Reader, act: str, who: str) -> None:
    target = cast.author if act == "afmeld" else cast.removed
    before = enrolment(cast, target)
    reader.sign_in(getattr(cast, who))
    assert reader.post(f"/tilmelding/{before.id}/{act}").status == 404
    assert enrolment(cast, target).status is before.status


def test_a_politician_is_known_by_the_title_and_the_coordinator_may_say_otherwise(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.coordinator)
    sent = {"name": "Ægir Sødring", "email": "aegir@eksempel.dk", "title": "Byrådsmedlem", "form_key": "folkevalgt"}
    reader.post(f"/hold/{cast.cohort.id}/tilmeldinger/ny", sent)
    with cast.app.app_context():
        place = db.session.scalars(select(Enrolment).join(Enrolment.person).where(Person.email == "aegir@eksempel.dk"))
        enrolment = place.one()
        assert enrolment.is_elected
    page = reader.get(f"/hold/{cast.cohort.id}/faelles-session")
    assert "Ret til ansat: Ægir Sødring" in page.text
    for _twice in range(2):
        assert reader.post(f"/tilmelding/{enrolment.id}/side?folkevalgt=0", {}).status == 303
    with cast.app.app_context():
        assert not db.session.get_one(Enrolment, enrolment.id).is_elected
        assert db.session.query(Entry).filter_by(act="enrolment.side_changed").count() == 1
