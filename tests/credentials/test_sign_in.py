"""Does a password with a second step let in whose they are, and does half of it open nothing?"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from portal import clock
from portal.credentials.models import ProvedBy, SignInAttempt, TrustedBrowser
from portal.credentials.totp_actions import make_recovery_codes
from portal.db import db
from portal.journal.models import Entry
from portal.people.models import Person, SignInSession
from tests.access.matrix import EVERYONE, MATRIX, OF_SPEAKERS
from tests.cast import Cast
from tests.credentials.ways import (
    GOOD,
    code_in_letter,
    code_now,
    give_password,
    give_totp,
    is_in,
    letters_to,
    type_address,
    type_code,
    type_password,
)
from tests.reader import Reader

WRONG = "Adressen og adgangskoden passer ikke sammen. Se efter, og prøv igen."


def acts(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        return [(e.act, e.result) for e in db.session.query(Entry).order_by(Entry.created_at, Entry.id)]


def level_of(app: Flask, person: Person) -> list[str]:
    with app.app_context():
        return [row.level for row in db.session.query(SignInSession).filter_by(person_id=person.id, ended_at=None)]


def test_a_participant_signs_in_with_a_password_and_the_code_from_a_letter(visitor: Reader, cast: Cast) -> None:
    give_password(visitor.app, cast.author)
    page = type_password(visitor, cast.author)
    assert (page.status, page.location) == (303, "/log-ind/trin-to?naeste=/")
    assert not is_in(visitor)
    page = type_code(visitor, code_in_letter(visitor.app, cast.author))
    assert (page.status, page.location) == (303, "/")
    assert is_in(visitor)
    assert level_of(visitor.app, cast.author) == ["letter+password"]
    assert acts(visitor.app) == [("sign_in.done", "done")]


@pytest.mark.parametrize("whom", ["author", "instructor", "coordinator", "administrator"])
def test_an_app_does_for_everybody_and_each_code_once(visitor: Reader, cast: Cast, whom: str) -> None:
    person = getattr(cast, whom)
    give_password(visitor.app, person)
    secret = give_totp(visitor.app, person)
    type_password(visitor, person)
    code = code_now(secret)
    assert type_code(visitor, code).location == "/"
    assert is_in(visitor)
    assert letters_to(visitor.app, person) == []
    again = Reader(visitor.app)
    type_password(again, person)
    assert type_code(again, code).status == 422, "seen over a shoulder"
    assert type_code(again, code_now(secret, aside=-1)).status == 422, "older than one used"
    assert type_code(again, code_now(secret, aside=2)).status == 422, "not yet"
    assert not is_in(again)


@pytest.mark.parametrize("whom", ["instructor", "coordinator", "administrator"])
def test_no_letter_lets_staff_in(visitor: Reader, cast: Cast, whom: str) -> None:
    person = getattr(cast, whom)
    give_password(visitor.app, person)
    page = visitor.get(type_password(visitor, person).location)
    assert "Din rolle kræver en adgangsnøgle eller koder fra en app" in page.text
    assert type_code(visitor, "12345678").status == 422
    visitor.post("/log-ind/trin-to", {"act": "send"})
    assert letters_to(visitor.app, person) == []
    assert not is_in(visitor)


def test_a_recovery_code_works_once_and_the_owner_is_told(visitor: Reader, cast: Cast) -> None:
    give_password(visitor.app, cast.coordinator)
    give_totp(visitor.app, cast.coordinator)
    with visitor.app.app_context():
        codes = make_recovery_codes(cast.coordinator)
        db.session.commit()
    type_password(visitor, cast.coordinator)
    assert type_code(visitor, codes[3].lower().replace("-", " ")).location == "/"
    assert is_in(visitor)
    assert [one.kind for one in letters_to(visitor.app, cast.coordinator)] == ["recovery_code_used"]
    again = Reader(visitor.app)
    type_password(again, cast.coordinator)
    assert type_code(again, codes[3]).status == 422
    assert type_code(again, codes[4]).location == "/"


def test_whoever_the_address_belongs_to_the_answer_to_a_wrong_password_is_the_same(visitor: Reader, cast: Cast) -> None:
    give_password(visitor.app, cast.author)
    give_password(visitor.app, cast.disabled)
    answers = set()
    for email, password in (
        (cast.author.email, "ræv på månens forside"),
        (cast.classmate.email, GOOD),  # has none
        (cast.disabled.email, GOOD),
        ("ukendt@eksempel.dk", GOOD),
    ):
        type_address(visitor, email)
        page = visitor.post("/log-ind/adgangskode", {"password": password})
        answers.add((page.status, tuple(page.errors), page.text.replace(email, "")))
        assert not is_in(visitor)
    assert [(status, errors) for status, errors, _text in answers] == [(422, (WRONG,))]
    assert acts(visitor.app) == [("sign_in.failed", "refused")] * 4


def test_five_wrong_passwords_and_five_wrong_codes_end_the_attempt(visitor: Reader, cast: Cast) -> None:
    give_password(visitor.app, cast.author)
    secret = give_totp(visitor.app, cast.author)
    type_address(visitor, cast.author.email)
    for _try in range(5):
        assert visitor.post("/log-ind/adgangskode", {"password": "ikke den her"}).errors == [WRONG]
    assert "fem forsøg" in visitor.post("/log-ind/adgangskode", {"password": GOOD}).errors[0]
    clock.set_clock(clock.now() + timedelta(hours=2))
    type_password(visitor, cast.author)
    for _try in range(5):
        assert "passer ikke" in type_code(visitor, "000000").errors[0]
    assert "fem forsøg" in type_code(visitor, code_now(secret)).errors[0]
    assert not is_in(visitor)


def test_half_a_sign_in_lasts_a_quarter_of_an_hour_and_stays_in_its_browser(visitor: Reader, cast: Cast) -> None:
    give_password(visitor.app, cast.author)
    secret = give_totp(visitor.app, cast.author)
    type_password(visitor, cast.author)
    other = Reader(visitor.app)
    assert type_code(other, code_now(secret)).location == "/log-ind?naeste=/"
    clock.set_clock(clock.now() + timedelta(minutes=15))
    assert type_code(visitor, code_now(secret)).location == "/log-ind?naeste=/"
    assert not is_in(visitor)


@pytest.mark.once
def test_au_5_with_the_first_step_alone_every_page_answers_as_to_a_stranger(visitor: Reader, cast: Cast) -> None:
    """AU-5: every route of the map that is not open to the world, by GET and POST."""
    give_password(visitor.app, cast.author)
    give_totp(visitor.app, cast.author)
    type_password(visitor, cast.author)
    token, tried = visitor.token(), 0
    rules = visitor.app.url_map
    open_to_all = {row[0] for row in MATRIX if row[2] == EVERYONE}
    for rule in rules.iter_rules():
        if rule.endpoint not in {row[0] for row in MATRIX} - open_to_all:
            continue
        ids = dict.fromkeys(rule.arguments, cast.cohort.id)
        address = rules.bind("localhost").build(rule.endpoint, ids)
        for method in {"GET", "POST"} & set(rule.methods or ()):
            data = {"csrf_token": token} if method == "POST" else None
            answer = visitor.client.open(address, method=method, data=data)
            door = "/oplaeg" if rule.endpoint in OF_SPEAKERS else "/log-ind"
            is_asked = answer.status_code == 401 or answer.headers.get("Location", "").partition("?")[0] == door
            assert is_asked, (method, address, answer.status)
            tried += 1
    assert tried > 100


def test_a_browser_one_has_confirmed_is_not_asked_for_30_days(visitor: Reader, cast: Cast) -> None:
    give_password(visitor.app, cast.author)
    secret = give_totp(visitor.app, cast.author)
    give_password(visitor.app, cast.classmate)
    type_password(visitor, cast.author)
    assert type_code(visitor, code_now(secret), is_trusted="y").location == "/"
    start = clock.now()
    for later, address in (
        (timedelta(days=30) - timedelta(seconds=1), "/"),
        (timedelta(days=30), "/log-ind/trin-to?naeste=/"),
    ):
        clock.set_clock(start + later)
        visitor.post("/log-ud")
        assert type_password(visitor, cast.author).location == address
    clock.set_clock(start)
    assert type_password(visitor, cast.classmate).location == "/log-ind/trin-to?naeste=/", "not somebody else"
    assert type_password(Reader(visitor.app), cast.author).location == "/log-ind/trin-to?naeste=/", "not elsewhere"


def test_tk_5_a_trusted_browser_is_listed_and_can_be_regretted(visitor: Reader, cast: Cast) -> None:
    """TK-5: each is on the page, and asked for a code again at once."""
    give_password(visitor.app, cast.author)
    secret = give_totp(visitor.app, cast.author)
    type_password(visitor, cast.author)
    type_code(visitor, code_now(secret), is_trusted="y")
    page = visitor.get("/profil/sikkerhed")
    assert "Ukendt browserIndtil 2. dec kl. 9.30" in page.text
    with visitor.app.app_context():
        (row,) = db.session.query(TrustedBrowser)
    assert visitor.post(f"/profil/sikkerhed/browser/{row.id}").status == 303
    visitor.post("/log-ud")
    assert type_password(visitor, cast.author).location == "/log-ind/trin-to?naeste=/"


def test_the_office_cannot_trust_a_browser(visitor: Reader, cast: Cast) -> None:
    give_password(visitor.app, cast.coordinator)
    secret = give_totp(visitor.app, cast.coordinator)
    page = visitor.get(type_password(visitor, cast.coordinator).location)
    assert "30 dage" not in page.text
    type_code(visitor, code_now(secret), is_trusted="y")
    visitor.post("/log-ud")
    assert type_password(visitor, cast.coordinator).location == "/log-ind/trin-to?naeste=/"


def test_se_4_what_the_database_holds_opens_nothing(
    visitor: Reader, cast: Cast, all_texts: Callable[[], set[str]]
) -> None:
    """SE-4: password, secret of the app, recovery codes and the cookie of a trusted browser are in no column."""
    give_password(visitor.app, cast.author)
    secret = give_totp(visitor.app, cast.author)
    with visitor.app.app_context():
        codes = make_recovery_codes(cast.author)
        db.session.commit()
    type_password(visitor, cast.author)
    type_code(visitor, code_now(secret), is_trusted="y")
    trusted = visitor.client.get_cookie("portal-browser")
    assert trusted
    kept = "\n".join(all_texts())
    assert [one for one in (GOOD, secret, trusted.value, *codes, codes[0].replace("-", "")) if one in kept] == []


def test_the_demonstration_has_the_password_way_too(reader: Reader, cast: Cast) -> None:
    give_password(reader.app, cast.coordinator)
    page = reader.post("/log-ind", {"email": cast.coordinator.email, "med": "adgangskode"})
    assert page.location == "/log-ind/adgangskode?naeste=/"
    assert reader.post("/log-ind/adgangskode", {"password": GOOD}).location == "/log-ind/trin-to?naeste=/"
    assert type_code(reader, code_in_letter(reader.app, cast.coordinator)).location == "/"
    assert is_in(reader)


def test_an_attempt_that_nobody_ended_goes(visitor: Reader, cast: Cast) -> None:
    type_address(visitor, cast.author.email)
    clock.set_clock(clock.now() + timedelta(days=2))
    type_address(visitor, cast.author.email)
    with visitor.app.app_context():
        assert [one.proved_by for one in db.session.query(SignInAttempt)] == [ProvedBy.NOTHING]


@pytest.mark.once
def test_au_3_guessing_gets_slower_at_the_password_and_at_the_code(visitor: Reader, cast: Cast) -> None:
    """AU-3: a right password alone does not set the counter back, new attempts neither."""
    give_password(visitor.app, cast.author)
    secret = give_totp(visitor.app, cast.author)
    for _try in range(3):
        assert type_password(visitor, cast.author, "ikke den her").errors == [WRONG]
    type_password(visitor, cast.author)
    for _try in range(3):
        assert "passer ikke" in type_code(visitor, "000000").errors[0]
    assert "Der har været mange forsøg" in type_code(visitor, code_now(secret)).errors[0]
    assert "Der har været mange forsøg" in type_password(Reader(visitor.app), cast.author).errors[0]
    clock.set_clock(clock.now() + timedelta(seconds=16))
    assert type_password(visitor, cast.author).status == 303
    assert type_code(visitor, code_now(secret)).location == "/"
