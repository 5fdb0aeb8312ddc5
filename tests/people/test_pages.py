"""Can people sign in, and only those who should?"""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.ctx import AppContext

from portal import clock
from portal.db import db
from portal.errors import Refused
from portal.letters.models import Letter
from portal.people import actions
from portal.people.models import HeldForm, Person, SignInCode, SignInSession
from portal.people.session_cookie import hashed
from tests.cast import Cast
from tests.reader import Reader


def code_in_the_newest_letter(app: Flask) -> str:
    with app.app_context():
        letter = db.session.query(Letter).order_by(Letter.created_at.desc(), Letter.id).first()
        assert letter is not None
        found = re.search(r"\b\d{8}\b", letter.body)
        assert found
        return found.group()


def ask(reader: Reader, email: str) -> str:
    page = reader.post("/log-ind", {"email": email})
    assert page.status == 303, page.errors
    return page.location


def test_a_code_from_the_letter_signs_one_in(reader: Reader, cast: Cast) -> None:
    assert ask(reader, f"  {cast.author.email.upper()} ") == "/log-ind/kode?naeste=/"
    page = reader.post("/log-ind/kode", {"code": code_in_the_newest_letter(reader.app)})
    assert (page.status, page.location) == (303, "/")
    assert reader.get("/profil").heading == "Din profil"


def test_one_comes_back_to_the_page_one_wanted(reader: Reader, cast: Cast) -> None:
    assert reader.get("/profil").location == "/log-ind?naeste=/profil"
    reader.post("/log-ind?naeste=/profil", {"email": cast.author.email})
    page = reader.post("/log-ind/kode?naeste=/profil", {"code": code_in_the_newest_letter(reader.app)})
    assert page.location == "/profil"


@pytest.mark.parametrize(
    "address",
    [
        "https://onde.eksempel.dk",
        "//onde.eksempel.dk",
        "/\\onde.eksempel.dk",
        "javascript:alert(1)",
        "/\t/onde",
        "onde",
    ],
)
def test_signing_in_never_leads_elsewhere(reader: Reader, cast: Cast, address: str) -> None:
    page = reader.post("/log-ind", {"email": cast.author.email, "naeste": address})
    assert page.location == "/log-ind/kode?naeste=/"


def test_a_stranger_and_a_closed_account_get_the_same_answer_and_no_letter(reader: Reader, cast: Cast) -> None:
    known = reader.post("/log-ind", {"email": cast.author.email})
    for email in ("ukendt@eksempel.dk", cast.disabled.email):
        page = reader.post("/log-ind", {"email": email})
        assert (page.status, page.location) == (known.status, known.location)
    with reader.app.app_context():
        assert [letter.to_email for letter in db.session.query(Letter)] == [cast.author.email]


@pytest.mark.once
def test_the_demonstration_offers_staff_and_one_of_each_cohort_to_sign_in_as(reader: Reader, cast: Cast) -> None:
    offered, beside = [cast.author, cast.waiting, cast.coordinator], cast.classmate
    page = reader.get("/breve")
    assert [one.name in page.text for one in (*offered, beside)] == [True, True, True, False]


def test_a_wrong_code_is_counted_and_the_fifth_is_the_last(reader: Reader, cast: Cast) -> None:
    ask(reader, cast.author.email)
    right = code_in_the_newest_letter(reader.app)
    wrong = "00000000" if right != "00000000" else "11111111"
    sentences = [reader.post("/log-ind/kode", {"code": wrong}).errors for _try in range(5)]
    assert sentences[0] == ["Koden passer ikke. Se efter i den nyeste mail. Du har 4 forsøg tilbage."]
    assert sentences[4] == ["Koden passer ikke, og nu er der brugt fem forsøg. Bed om en ny kode."]
    assert reader.post("/log-ind/kode", {"code": right}).errors == ["Koden gælder ikke længere. Bed om en ny."]


def test_a_code_is_dead_after_ten_minutes(reader: Reader, cast: Cast) -> None:
    ask(reader, cast.author.email)
    code = code_in_the_newest_letter(reader.app)
    clock.set_clock(clock.now() + timedelta(minutes=10))
    page = reader.post("/log-ind/kode", {"code": code})
    assert page.errors == ["Koden gælder ikke længere. Bed om en ny."]


def test_a_code_is_right_once_and_only_in_the_browser_that_asked(reader: Reader, cast: Cast) -> None:
    ask(reader, cast.author.email)
    code = code_in_the_newest_letter(reader.app)
    other = Reader(reader.app)
    assert other.post("/log-ind/kode", {"code": code}).location == "/log-ind?naeste=/"
    first = reader.client.get("/log-ind/kode")
    assert first.status_code == 200
    with reader.client.session_transaction() as cookie:
        kept = dict(cookie)
    assert reader.post("/log-ind/kode", {"code": code}).status == 303
    with other.client.session_transaction() as cookie:
        cookie.update(kept)
    assert other.post("/log-ind/kode", {"code": code}).errors == ["Koden gælder ikke længere. Bed om en ny."]


def test_a_new_code_kills_the_older_one(reader: Reader, cast: Cast) -> None:
    ask(reader, cast.author.email)
    older = Reader(reader.app)
    with reader.client.session_transaction() as cookie, older.client.session_transaction() as copy:
        copy.update(cookie)
    first = code_in_the_newest_letter(reader.app)
    clock.set_clock(clock.now() + timedelta(seconds=5))
    ask(reader, cast.author.email)
    assert older.post("/log-ind/kode", {"code": first}).errors == ["Koden gælder ikke længere. Bed om en ny."]


def test_codes_and_sessions_are_kept_as_hashes(reader: Reader, cast: Cast) -> None:
    ask(reader, cast.author.email)
    code = code_in_the_newest_letter(reader.app)
    reader.post("/log-ind/kode", {"code": code})
    with reader.app.app_context():
        row = db.session.query(SignInCode).filter_by(person_id=cast.author.id).one()
        session = db.session.query(SignInSession).one()
        assert code not in row.code_hash
        assert len(row.code_hash) == 64
        assert session.secret_hash == hashed(reader.secret) != reader.secret


def test_too_many_codes_in_an_hour_are_refused_with_a_sentence(inside: AppContext, cast: Cast) -> None:
    for _time in range(10):
        actions.ask_for_code(cast.author.email, is_demo=False)
        actions.tell_code(cast.author)  # is no letter, and counts for none
    with pytest.raises(Refused) as refusal:
        actions.ask_for_code(cast.author.email, is_demo=False)
    sentence = "Der er bedt om mange koder til adressen den sidste time. Vent lidt, og prøv igen."
    assert (refusal.value.sentence, refusal.value.field) == (sentence, "email")
    assert actions.ask_for_code(cast.author.email, is_demo=True).email == cast.author.email


@pytest.mark.parametrize("email", ["", "maja", "maja@", "maja@@eksempel.dk", "ma ja@eksempel.dk"])
def test_what_is_no_address_is_said_at_the_field(reader: Reader, email: str) -> None:
    page = reader.post("/log-ind", {"email": email})
    assert page.status == 422
    assert len(page.errors) == 1
    assert page.field("email") == email


def test_signing_out_ends_the_session_for_a_copied_cookie_too(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.author)
    copy = reader.copy()
    page = reader.post("/log-ud")
    assert page.response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert copy.get("/profil").status == 303


def test_the_page_after_signing_out_speaks_the_same_language(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.author)
    reader.post("/sprog", {"locale": "en"})
    assert reader.get(reader.post("/log-ud").location).heading == "Sign in"


def test_a_session_ends_an_hour_after_the_last_page_and_after_twelve_in_all(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.author)
    start = clock.now()
    clock.set_clock(start + timedelta(minutes=60))
    assert reader.get("/profil").status == 200
    clock.set_clock(start + timedelta(minutes=120, seconds=1))
    assert reader.get("/profil").status == 303
    reader.sign_in(cast.classmate)
    for hour in range(1, 13):
        clock.set_clock(start + timedelta(minutes=120, seconds=1) + timedelta(minutes=59) * hour)
        assert reader.get("/profil").status == 200
    clock.set_clock(start + timedelta(hours=14, minutes=2))
    assert reader.get("/profil").status == 303


def test_closing_an_account_ends_its_session_at_the_next_page(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.author)
    assert reader.get("/profil").status == 200
    with reader.app.app_context():
        db.session.get_one(Person, cast.author.id).disabled_at = clock.now()
        db.session.commit()
    assert reader.get("/profil").status == 303


def test_what_was_sent_after_the_session_ended_comes_back_to_the_same_person(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.author)
    token = reader.token()
    clock.set_clock(clock.now() + timedelta(minutes=61))
    typed = {"csrf_token": token, "name": "Maja Ærø Bruun", "title": "Chef", "locale": "da", "phone": ""}
    page = reader._read("POST", "/profil", data=typed)
    assert page.location == "/log-ind?naeste=/profil"
    assert "Det, du skrev, er gemt" in reader.get("/log-ind?naeste=/profil").text
    reader.post("/log-ind?naeste=/profil", {"email": cast.author.email})
    reader.post("/log-ind/kode?naeste=/profil", {"code": code_in_the_newest_letter(reader.app)})
    back = reader.get("/profil")
    assert back.field("name") == "Maja Ærø Bruun"
    assert "Du blev logget ud, inden det blev gemt." in back.text
    reader.post("/profil", {"name": back.field("name"), "locale": "da"})
    with reader.app.app_context():
        assert db.session.get_one(Person, cast.author.id).name == "Maja Ærø Bruun"
        assert db.session.query(HeldForm).count() == 0


def test_the_profile_keeps_what_is_written_and_speaks_the_chosen_language(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.person("Maja Bruun"))
    fields = {
        "name": " Maja  Bruun ",
        "title": "Chef\u202e",
        "municipality_code": "751",
        "phone": "12 34 56 78",
        "locale": "en",
    }
    assert reader.post("/profil", fields).location == "/profil?gemt=1"
    page = reader.get("/profil")
    assert (page.field("name"), page.field("title"), "Aarhus" in page.text) == ("Maja Bruun", "Chef", True)
    assert page.all("html")[0].get("lang") == "en"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": "  "}, "Skriv dit navn."),
        ({"name": "M" * 201}, "Teksten er 201 tegn. Der er plads til 200. Kort den lidt."),
        ({"municipality_code": "999"}, "Vælg en kommune fra listen."),
        ({"locale": "sv"}, "Vælg dansk eller engelsk."),
    ],
)
def test_the_profile_says_what_is_wrong_at_its_field(
    reader: Reader, cast: Cast, changed: dict[str, str], sentence: str
) -> None:
    reader.sign_in(cast.person("Maja Bruun"))
    page = reader.post("/profil", {"name": "Maja Bruun", "locale": "da", "title": "Åleopdrætter", **changed})
    assert (page.status, page.errors, page.field("title")) == (422, [sentence], "Åleopdrætter")


def test_whoever_comes_from_no_municipality_says_from_which_organisation(reader: Reader, cast: Cast) -> None:
    maja = cast.person("Maja Bruun")
    reader.sign_in(maja)
    sent = {"name": "Maja Bruun", "locale": "da"}
    assert reader.post("/profil", {**sent, "organisation": "Region  Ærø"}).location == "/profil?gemt=1"
    assert reader.get("/profil").field("organisation") == "Region Ærø"
    reader.post("/profil", {**sent, "organisation": "Region Ærø", "municipality_code": "751"})
    reader.post("/profil", {**sent, "organisation": "Et andet sted"})
    with cast.app.app_context():
        assert db.session.get_one(Person, maja.id).organisation == "Region Ærø", "it was changed where nobody sees it"


def test_a_municipality_is_said_once_and_a_page_from_before_says_that_it_stands(reader: Reader, cast: Cast) -> None:
    maja = cast.person("Maja Bruun")
    reader.sign_in(maja)
    sent = {"name": "Maja Bruun", "locale": "da"}
    assert reader.post("/profil", {**sent, "municipality_code": ""}).location == "/profil?gemt=1"
    for _twice in range(2):
        assert reader.post("/profil", {**sent, "municipality_code": "751"}).location == "/profil?gemt=1"
    refused = reader.post("/profil", {**sent, "name": "Maja Ærø", "municipality_code": "630"})
    assert (refused.status, refused.field("name")) == (422, "Maja Ærø")
    assert "Der står en anden kommune i forvejen. Er den forkert, kan en koordinator rette den" in refused.text
    page = reader.get("/profil")
    assert page.all("select") == []
    assert "Er kommunen forkert, så skriv til din koordinator." in page.text
    with reader.app.app_context():
        assert db.session.get_one(Person, maja.id).municipality_code == "751"
