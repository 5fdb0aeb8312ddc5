"""Does a passkey let in whose it is, and nothing that only looks like one?"""

from datetime import timedelta
from typing import Any

import pytest

from portal import clock
from portal.credentials.models import Passkey
from portal.db import db
from portal.people.models import Person, SignInSession
from tests.cast import Cast
from tests.credentials.authenticator import PRESENT, Authenticator, Key, written
from tests.credentials.ways import begin_setup_by_told_code, give_password, is_in, letters_to
from tests.reader import Page, Reader

NEW, IN = "/profil/sikkerhed/adgangsnoegle", "/log-ind/adgangsnoegle"
NOT_RIGHT = "Adgangsnøglen passer ikke til en konto her. Log ind på en anden måde."


def sign_in_again(browser: Reader, person: Person) -> None:
    """A new session, a second later."""
    clock.set_clock(clock.now() + timedelta(seconds=1))
    browser.sign_in(person)


def make(browser: Reader, person: Person, device: Authenticator | None = None) -> Key:
    """A passkey of somebody who is signed in; the browser is signed out afterwards."""
    sign_in_again(browser, person)
    key, made = (device or Authenticator()).make(browser.send(f"{NEW}/begynd", {}).json)
    page = browser.send(NEW, {"answer": made})
    assert (page.status, page.json) == (200, {"location": "/profil/sikkerhed?gemt=noegle"})
    browser.post("/log-ud")
    return key


def asked(browser: Reader) -> dict[str, Any]:
    question: dict[str, Any] = browser.send(f"{IN}/begynd", {}).json
    return question


def use(browser: Reader, answer: dict[str, Any]) -> Page:
    return browser.send(IN, {"answer": answer})


def challenge_of(browser: Reader) -> str:
    cookie = browser.client.get_cookie("portal-passkey")
    assert cookie
    return cookie.value


@pytest.mark.parametrize("whom", ["author", "instructor", "coordinator", "administrator"])
def test_a_passkey_is_enough_for_everybody_by_one_press(visitor: Reader, cast: Cast, whom: str) -> None:
    person = getattr(cast, whom)
    key = make(visitor, person)
    question = asked(visitor)
    assert (question["rpId"], question["userVerification"], question.get("allowCredentials", [])) == (
        "localhost",
        "required",
        [],
    )
    page = visitor.send(f"{IN}?naeste=/profil", {"answer": Authenticator().use(key, question)})
    assert (page.status, page.json) == (200, {"location": "/profil"})
    assert is_in(visitor)
    with visitor.app.app_context():
        (row,) = db.session.query(Passkey)
        assert (row.sign_count, row.transports) == (1, ["internal"])
        newest = db.session.query(SignInSession).filter_by(person_id=person.id, ended_at=None).one()
        assert newest.level == "passkey"
    assert [one.kind for one in letters_to(visitor.app, person)] == ["ways_changed"]


def test_somebody_who_is_invited_is_in_with_the_passkey_they_make(visitor: Reader, cast: Cast) -> None:
    begin_setup_by_told_code(visitor, cast.coordinator)
    question = visitor.send("/log-ind/vaelg/adgangsnoegle/begynd", {}).json
    assert question["authenticatorSelection"]["residentKey"] == "required"
    _key, made = Authenticator().make(question)
    page = visitor.send("/log-ind/vaelg/adgangsnoegle", {"answer": made})
    assert page.json == {"location": "/"}
    assert is_in(visitor)


def test_a_device_that_has_one_is_not_asked_for_another(visitor: Reader, cast: Cast) -> None:
    key = make(visitor, cast.author)
    sign_in_again(visitor, cast.author)
    question = visitor.send(f"{NEW}/begynd", {}).json
    assert [one["id"] for one in question["excludeCredentials"]] == [written(key.id)]


@pytest.mark.parametrize(
    "device",
    [
        Authenticator(origin="http://onde.eksempel.dk"),
        Authenticator(origin="http://localhost:9000"),
        Authenticator(host="onde.eksempel.dk"),
        Authenticator(flags=PRESENT),  # nobody was asked for a finger
    ],
    ids=["origin", "port", "host", "unverified"],
)
def test_au_7_what_another_site_or_nobody_asked_for_is_neither_made_nor_used(
    visitor: Reader, cast: Cast, device: Authenticator
) -> None:
    """AU-7: wrong origin, wrong site, no user verification."""
    key = make(visitor, cast.author)
    page = use(visitor, device.use(key, asked(visitor)))
    assert (page.status, page.json) == (409, {"message": NOT_RIGHT})
    assert not is_in(visitor)
    sign_in_again(visitor, cast.author)
    _key, made = device.make(visitor.send(f"{NEW}/begynd", {}).json)
    assert visitor.send(NEW, {"answer": made}).status == 409
    with visitor.app.app_context():
        assert db.session.query(Passkey).count() == 1


def test_au_7_a_challenge_works_once_and_in_the_browser_it_was_made_for(visitor: Reader, cast: Cast) -> None:
    """AU-7: replayed challenge, other user's challenge, other purpose."""
    key, device = make(visitor, cast.author), Authenticator()
    question = asked(visitor)
    answer = device.use(key, question)
    other = Reader(visitor.app)
    asked(other)
    assert use(other, answer).status == 409, "another browser's"
    kept = challenge_of(visitor)
    assert use(visitor, answer).status == 200
    visitor.post("/log-ud")
    for again in (answer, device.use(key, question)):
        visitor.client.set_cookie("portal-passkey", kept)
        assert use(visitor, again).status == 409, "used"
    assert use(Reader(visitor.app), answer).status == 409, "no challenge at all"
    classmate = Reader(visitor.app).sign_in(cast.classmate)
    question = classmate.send(f"{NEW}/begynd", {}).json
    sign_in_again(visitor, cast.author)
    visitor.client.set_cookie("portal-passkey", challenge_of(classmate))
    _key, made = device.make(question)
    assert visitor.send(NEW, {"answer": made}).status == 409, "made for a classmate"
    question = visitor.send(f"{NEW}/begynd", {}).json
    visitor.post("/log-ud")
    assert use(visitor, device.use(key, question)).status == 409, "made for something else"
    assert not is_in(visitor)


def test_au_7_a_counter_that_goes_back_a_strange_key_and_a_removed_one_open_nothing(
    visitor: Reader, cast: Cast
) -> None:
    """AU-7: regressing counter, deleted key, key of nobody's, handle of somebody else."""
    key, device = make(visitor, cast.author), Authenticator()
    assert use(visitor, device.use(key, asked(visitor), count=9)).status == 200
    visitor.post("/log-ud")
    for count in (9, 8, 0):
        assert use(visitor, device.use(key, asked(visitor), count=count)).status == 409, count
    assert use(visitor, device.use(Key(key.user), asked(visitor))).status == 409
    posing = Key(cast.coordinator.id.bytes, id=key.id, private=key.private, count=20)
    assert use(visitor, device.use(posing, asked(visitor))).status == 409
    forged = Key(key.user, id=key.id, count=20)
    assert use(visitor, device.use(forged, asked(visitor))).status == 409, "signed by another key"
    with visitor.app.app_context():
        (row,) = db.session.query(Passkey)
    sign_in_again(visitor, cast.author)
    give_password(visitor.app, cast.author)
    assert visitor.post(f"{NEW}/{row.id}", {"act": "remove"}).location == "/profil/sikkerhed?gemt=noegle-vaek"
    visitor.post("/log-ud")
    assert use(visitor, device.use(key, asked(visitor), count=30)).status == 409
    assert not is_in(visitor)


def test_a_closed_account_is_not_opened_by_its_passkey(visitor: Reader, cast: Cast) -> None:
    key = make(visitor, cast.author)
    with visitor.app.app_context():
        db.session.get_one(Person, cast.author.id).disabled_at = cast.author.created_at
        db.session.commit()
    assert use(visitor, Authenticator().use(key, asked(visitor))).json == {"message": NOT_RIGHT}


@pytest.mark.once
def test_what_is_no_answer_at_all_is_refused(visitor: Reader, cast: Cast) -> None:
    make(visitor, cast.author)
    for sent in (
        [],
        {},
        {"answer": 1},
        {"answer": {}},
        {"answer": {"id": "é"}},
        {"answer": {"id": "AA", "response": []}},
    ):
        asked(visitor)
        assert visitor.send(IN, sent).status == 409
        sign_in_again(visitor, cast.author)
        visitor.send(f"{NEW}/begynd", {})
        assert visitor.send(NEW, sent).status == 409
        visitor.post("/log-ud")


def test_a_passkey_is_named_and_the_last_way_in_is_not_removed(visitor: Reader, cast: Cast) -> None:
    make(visitor, cast.author)
    sign_in_again(visitor, cast.author)
    with visitor.app.app_context():
        (row,) = db.session.query(Passkey)
    assert visitor.post(f"{NEW}/{row.id}", {"name": "  Min   telefon "}).location == "/profil/sikkerhed?gemt=navn"
    page = visitor.get("/profil/sikkerhed?gemt=navn")
    assert "Min telefon" in page.text
    assert visitor.post(f"{NEW}/{row.id}", {"name": " "}).status == 409
    page = visitor.post(f"{NEW}/{row.id}", {"act": "remove"})
    assert (page.status, "Det er den sidste måde" in page.text) == (409, True)
    with visitor.app.app_context():
        assert [one.name for one in db.session.query(Passkey)] == ["Min telefon"]
