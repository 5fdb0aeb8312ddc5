"""Is what somebody typed kept for them, and for nobody else, however their session ended?"""

from datetime import timedelta

import pytest

from portal import clock
from portal.db import db
from portal.people.models import HeldForm, Person
from tests.cast import Cast
from tests.people.test_pages import code_in_the_newest_letter
from tests.reader import Reader

TYPED = {"name": "Maja Ødegård Lund", "title": "Skrevet i to timer", "locale": "da"}


def sign_in_by_letter(reader: Reader, person: Person, wanted: str = "/") -> str:
    reader.post(f"/log-ind?naeste={wanted}", {"email": person.email})
    code = code_in_the_newest_letter(reader.app)
    clock.set_clock(clock.now() + timedelta(seconds=1))  # the next letter is newer
    return reader.post(f"/log-ind/kode?naeste={wanted}", {"code": code}).location


def held_for(reader: Reader) -> set[object]:
    with reader.app.app_context():
        return {row.person_id for row in db.session.query(HeldForm)}


def test_a_form_sent_the_next_day_without_any_cookie_comes_back_after_signing_in(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.author)
    token = reader.token()
    clock.set_clock(clock.now() + timedelta(hours=20))
    reader.client.delete_cookie("portal")
    reader.client.delete_cookie("mitkomponent")
    answer = reader.post("/profil", {**TYPED, "csrf_token": token})
    assert (answer.status, answer.location) == (303, "/log-ind?naeste=/profil")
    assert sign_in_by_letter(reader, cast.author, "/profil") == "/profil"
    assert reader.get("/profil").field("title") == TYPED["title"]


def test_a_form_sent_after_signing_out_in_another_tab_comes_back(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.author)
    token = reader.token()
    reader.post("/log-ud", {"csrf_token": token})
    reader.post("/profil", {**TYPED, "csrf_token": token})
    sign_in_by_letter(reader, cast.author)
    assert reader.get("/profil").field("title") == TYPED["title"]


def test_a_form_of_one_person_is_never_shown_to_another_who_signed_in_meanwhile(reader: Reader, cast: Cast) -> None:
    sign_in_by_letter(reader, cast.author)
    token = reader.token()
    sign_in_by_letter(reader, cast.classmate)
    answer = reader.post("/profil", {**TYPED, "csrf_token": token})
    assert answer.status == 409
    assert "venter på den anden" in answer.text
    assert reader.get("/profil").field("title") != TYPED["title"]
    assert held_for(reader) == {cast.author.id}
    sign_in_by_letter(reader, cast.author)
    assert reader.get("/profil").field("title") == TYPED["title"]


def test_a_made_up_or_missing_token_keeps_nothing_for_anybody(reader: Reader, cast: Cast) -> None:
    for token in ("", "x", "æøå", f"Ing{cast.author.id.hex}.x.y"):
        reader.post("/profil", {**TYPED, "csrf_token": token})
    reader.sign_in(cast.classmate)
    for token in ("", "x", "æøå"):
        assert reader.post("/profil", {**TYPED, "csrf_token": token}).location == "/profil"
    assert held_for(reader) == set()


def test_a_code_typed_in_a_tab_left_behind_is_not_kept(reader: Reader, cast: Cast) -> None:
    reader.post("/log-ind", {"email": cast.author.email})
    token = reader.token()
    reader.post("/log-ind/kode", {"code": code_in_the_newest_letter(reader.app)})
    reader.post("/log-ind/kode", {"code": "12345678", "csrf_token": token})
    assert held_for(reader) == set()


@pytest.mark.parametrize("address", ["/log-ud", "/sprog", "/hold/{cohort}/afslut", "/upload"])
@pytest.mark.parametrize(
    "came_from", ["http://localhost/kurser", "http://localhost/log-ud", "http://[", "//ond.dk/kurser", None]
)
def test_a_button_pressed_too_late_leads_to_a_page(
    reader: Reader, cast: Cast, address: str, came_from: str | None
) -> None:
    reader.sign_in(cast.coordinator)
    address = address.format(cohort=cast.cohort.id)
    headers = {"Referer": came_from} if came_from else {}
    answer = reader.post(address, {"csrf_token": "gammel"}, headers=headers)
    assert answer.location == ("/kurser" if came_from == "http://localhost/kurser" else "/")
    reader.client.delete_cookie("portal")
    reader.client.delete_cookie("mitkomponent")
    answer = reader.post(address, {"csrf_token": "gammel"}, headers=headers)
    assert answer.location.startswith("/log-ind")
    assert address not in answer.location


def test_what_nobody_came_for_in_a_month_goes(reader: Reader, cast: Cast) -> None:
    for person in (cast.author, cast.classmate):
        reader.sign_in(person)
        token = reader.token()
        reader.post("/log-ud", {"csrf_token": token})
        reader.post("/profil", {**TYPED, "csrf_token": token})
        clock.set_clock(clock.now() + timedelta(days=31))
    assert held_for(reader) == {cast.classmate.id}
