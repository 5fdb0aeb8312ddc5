"""Is guessing slow, a sweep over many accounts stopped, and nobody locked out by others?"""

import logging
import re
from datetime import timedelta
from itertools import product

import pytest
from flask import Flask
from flask.ctx import AppContext

from portal import clock
from portal.db import db
from portal.errors import Refused
from portal.people.known_browsers import NAME
from portal.people.session_cookie import hashed
from portal.people.throttle import FREE_OF_NETWORK, alarms_of_a_day, may_try, network_of, note_try
from portal.people.throttle_models import KnownBrowser, SignInAlarm
from tests.cast import Cast
from tests.credentials.ways import told
from tests.people.browsers import is_in
from tests.people.test_pages import ask, code_in_the_newest_letter
from tests.reader import Reader


def later(**span: int) -> None:
    clock.set_clock(clock.now() + timedelta(**span))


def tried(account: str, network: str = "192.0.2.0/24", *, known: bool = False, right: bool = False) -> bool:
    """One try; whether it reached the comparison."""
    try:
        may_try(account, network, is_known=known)
    except Refused:
        return False
    note_try(account, network, is_known=known, is_right=right)
    return True


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("::ffff:203.0.113.9", "203.0.113.0/24"),
        ("", ""),
        (None, ""),
        ("æ", ""),
    ],
)
def test_a_network_is_the_first_part_of_an_address(address: str | None, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.once
@pytest.mark.parametrize(("networks", "pause"), [(1, 3), (50, 0)])
def test_au_3_a_sweep_over_200_accounts_hardly_reaches_the_comparison(
    inside: AppContext, caplog: pytest.LogCaptureFixture, networks: int, pause: int
) -> None:
    """AU-3: 200 accounts, five tries each: at most 1 % get through once it is noticed; 200 of 200 owners come in."""
    caplog.set_level(logging.ERROR, logger="portal.sign_in")
    reached = before = alarmed_after = 0
    for number, (_round, account) in enumerate(product(range(5), range(200))):
        later(seconds=pause)
        reached += tried(f"konto-{account}", f"198.51.{number % networks}.0/24")
        if caplog.records and not before:
            before, alarmed_after = reached, number + 1
    assert 0 < alarmed_after <= 25
    assert "unknown browsers wait until" in caplog.records[0].getMessage()
    assert (reached - before) / (1000 - alarmed_after) <= 0.01
    assert alarms_of_a_day()[-1].accounts in {10, 25}
    owners = [tried(f"konto-{account}", "198.51.0.0/24", known=True, right=True) for account in range(200)]
    assert owners == [True] * 200
    assert not tried("konto-1", "198.51.0.0/24" if networks == 1 else "203.0.113.0/24")


@pytest.mark.once
def test_a_course_that_begins_in_one_town_hall_is_no_sweep(inside: AppContext) -> None:
    for person in range(35):
        later(seconds=10)
        if person % 3 == 0:
            assert tried(f"ny-{person}")
        assert tried(f"ny-{person}", right=True)
    assert alarms_of_a_day() == []


@pytest.mark.once
def test_each_wrong_try_at_an_account_makes_the_wait_longer_and_a_right_one_ends_it(inside: AppContext) -> None:
    waits = []
    for _try in range(13):
        waited = 0
        while not tried("konto", f"198.51.{_try}.0/24"):
            later(seconds=15)
            waited += 15
        waits.append(waited)
    assert waits == [0] * 6 + [15, 30, 60, 120, 240, 480, 900]
    assert tried("konto", known=True), "the owner, in a browser of their own"
    later(minutes=15)
    assert tried("konto", right=True)
    assert [tried("konto") for _try in range(6)] == [True] * 6


@pytest.mark.once
def test_a_known_browser_answers_for_its_own_wrong_tries(inside: AppContext) -> None:
    assert [tried("konto", known=True) for _try in range(7)] == [True] * 6 + [False]
    assert tried("konto"), "an unknown one is counted by itself"


@pytest.mark.once
def test_a_network_with_many_wrong_tries_waits_and_another_does_not(inside: AppContext) -> None:
    for number in range(40):
        later(minutes=1)
        assert tried(f"konto-{number % 5}") or number > 20
    db.session.query(SignInAlarm).delete()
    assert not all(tried(f"anden-{number}") for number in range(2))
    assert tried("anden-3", "203.0.113.0/24")


@pytest.mark.once
def test_who_signs_in_as_themselves_in_between_guesses_no_faster_at_others(inside: AppContext) -> None:
    """AU-3: a right try ends the wait of its own account, and takes away its own wrong tries alone from the network's."""
    reached = 0
    for _round, account in product(range(6), range(8)):
        later(seconds=10)
        reached += tried(f"konto-{account}")
        if account == 0:
            tried("egen", right=True)
    assert alarms_of_a_day() == []
    assert reached == FREE_OF_NETWORK + 2


@pytest.mark.once
def test_typing_wrong_before_one_is_in_keeps_no_colleague_waiting(inside: AppContext) -> None:
    for person in range(30):
        later(minutes=1)
        assert [tried(f"kollega-{person}", right=is_right) for is_right in (False, False, True)] == [True] * 3


@pytest.mark.once
def test_an_alarm_that_comes_again_comes_sooner_and_stays_longer(inside: AppContext) -> None:
    lasted = []
    for _time in range(5):
        reached = sum(tried(f"{_time}-{number}") for number in range(30))
        newest = alarms_of_a_day()[0]
        lasted.append((reached, int((newest.until - newest.created_at).total_seconds() // 60)))
        clock.set_clock(newest.until + timedelta(seconds=1))
    assert lasted == [(10, 15), (3, 30), (3, 60), (3, 120), (3, 120)]


def guess(reader: Reader, email: str) -> str:
    """One wrong code for an address, from a browser that asked for it; the sentence."""
    ask(reader, email)
    return reader.post("/log-ind/kode", {"code": "1"}).errors[0]


@pytest.fixture
def swept(reader: Reader, cast: Cast) -> Flask:
    """Somebody tries ten accounts."""
    for number in range(10):
        foe = Reader(reader.app)
        assert guess(foe, f"ukendt-{number}@eksempel.dk").startswith("Koden passer ikke.")
    return reader.app


def test_au_3_during_a_sweep_an_unknown_browser_waits_and_a_known_one_comes_in(
    swept: Flask, reader: Reader, cast: Cast
) -> None:
    """AU-3: through the pages: the right code is not looked at from an unknown browser; the owner's own comes in."""
    ask(reader, cast.author.email)
    code = code_in_the_newest_letter(swept)
    said = "Lige nu kommer der mange forsøg på at logge ind fra steder, vi ikke kender. Vent 15 min., eller brug en browser"
    page = reader.post("/log-ind/kode", {"code": code})
    assert (page.status, page.errors[0].startswith(said)) == (422, True)
    secret = "k" * 43
    cast.add(KnownBrowser(person_id=cast.author.id, secret_hash=hashed(secret), seen_at=clock.now()))
    reader.client.set_cookie(NAME, secret)
    assert reader.post("/log-ind/kode", {"code": code}).status == 303
    assert is_in(reader)


def test_during_a_sweep_the_emergency_way_in_says_how_long_to_wait_and_counts_whom_it_turned_away(
    swept: Flask, cast: Cast
) -> None:
    address, typed = "/log-ind/engangskode", {"email": cast.author.email, "code": told(swept, cast.author)}
    page = Reader(swept).post(address, typed)
    assert (page.status, page.errors[0].partition(" Vent ")[2].partition(",")[0]) == (422, "15 min.")
    with swept.app_context():
        assert [alarm.refused for alarm in alarms_of_a_day()] == [1]
    later(minutes=15)
    typed["code"] = told(swept, cast.author)
    page = Reader(swept).post(address, typed)
    assert (page.status, page.location, page.errors) == (303, "/log-ind/vaelg", [])


def test_an_alarm_is_told_to_whoever_runs_the_service(swept: Flask, cast: Cast) -> None:
    guess(Reader(swept), cast.author.email)
    ready = Reader(swept).get("/readyz").json["dependencies"]["sign_in"]
    assert (ready["state"], ready["says"].partition(":")[0]) == ("degraded", "Somebody tries many accounts")
    said = Reader(swept).sign_in(cast.administrator).get("/drift").text
    assert re.search(r"prøvede nogen sig frem med 10 konti fra 127\.0\.0\.0/24.* og 1 forsøg blev afvist\.", said)
    later(minutes=16)
    assert Reader(swept).get("/readyz").json["dependencies"]["sign_in"]["state"] == "ok"


def test_signing_in_makes_a_browser_known_to_each_who_does_so_for_a_year(reader: Reader, cast: Cast) -> None:
    secrets = set()
    for person in (cast.author, cast.classmate, cast.author):
        ask(reader, person.email)
        reader.post("/log-ind/kode", {"code": code_in_the_newest_letter(reader.app)})
        cookie = reader.client.get_cookie(NAME)
        assert cookie
        secrets.add(cookie.value)
        reader.post("/log-ud")
        later(seconds=1)
    assert {len(secret) for secret in secrets} == {43}
    with reader.app.app_context():
        rows = db.session.query(KnownBrowser).all()
        assert {(row.person_id, row.secret_hash) for row in rows} == {
            (person.id, hashed(secret)) for person in (cast.author, cast.classmate) for secret in secrets
        }


def test_somebody_sees_which_browsers_are_known_and_lets_one_be_forgotten(reader: Reader, cast: Cast) -> None:
    ask(reader, cast.author.email)
    firefox = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"}
    reader.post("/log-ind/kode", {"code": code_in_the_newest_letter(reader.app)}, headers=firefox)
    cast.add(KnownBrowser(person_id=cast.author.id, secret_hash="x", browser="Safari på iPhone", seen_at=clock.now()))
    shown = reader.get("/profil/sikkerhed").text.partition("Browsere, vi kender")[2]
    assert [shown.count(one) for one in ("Firefox på Windows", "Safari på iPhone", "Denne browser")] == [2, 2, 1]
    with reader.app.app_context():
        mine = db.session.query(KnownBrowser).filter_by(browser="Firefox på Windows").one().id
    page = reader.post(f"/profil/sikkerhed/kendt/{mine}")
    assert page.location == "/profil/sikkerhed?gemt=kendt"
    assert "Browseren er fjernet" in reader.get(page.location).source
    later(seconds=1)
    for _try in range(6):
        guess(Reader(reader.app), cast.author.email)
    assert "Vent 1 min." in guess(reader, cast.author.email), "a browser that was forgotten waits with the others"
