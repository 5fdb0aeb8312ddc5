"""Does the link that came of somebody's word lead its owner alone, in one browser, for two hours?"""

from datetime import timedelta

import pytest

from portal import clock
from portal.db import db
from portal.vouching import actions
from portal.vouching.models import VouchLink
from tests.cast import Cast
from tests.credentials.test_passkeys import make
from tests.credentials.test_reset import ask, choose
from tests.credentials.test_vouching import HELP, arrive, link_to, speak
from tests.credentials.ways import give_password, give_totp, is_in, while_it_computes
from tests.reader import Reader


def test_tk_1_a_link_is_kept_as_a_hash_and_opens_nothing_for_a_robot(visitor: Reader, cast: Cast) -> None:
    """TK-1: opened, pressed and sent with anything else than the owner's address and password it changes nothing."""
    give_password(visitor.app, cast.author)
    give_totp(visitor.app, cast.author)
    speak(visitor, cast.author, by=cast.coordinator)
    address = link_to(visitor.app, cast.author)
    robot = Reader(visitor.app)
    for _time in range(2):
        robot.get(address)
        for typed in ({}, {"email": "robot@eksempel.dk"}, {"email": cast.author.email, "password": "forkert kode her"}):
            assert robot.post(HELP, typed).status == 422
        assert robot.get("/log-ind/vaelg").location == "/log-ind?naeste=/"
    with visitor.app.app_context():
        (link,) = db.session.query(VouchLink)
        assert (link.token_hash, link.used_at) == (actions.hashed(address.rpartition("/")[2]), None)


def test_tk_2_a_link_lasts_two_hours_and_what_was_begun_with_it_no_longer(visitor: Reader, cast: Cast) -> None:
    """TK-2: 0 accepted a second later."""
    give_password(visitor.app, cast.author)
    give_totp(visitor.app, cast.author)
    start = clock.now()
    speak(visitor, cast.author, by=cast.coordinator)
    clock.set_clock(start + timedelta(hours=2) - timedelta(seconds=1))
    assert arrive(visitor, cast.author).status == 303
    clock.set_clock(start + timedelta(hours=2))
    assert visitor.get(HELP).status == 410
    assert visitor.post("/log-ind/vaelg", {"act": "keep"}).location == "/log-ind?naeste=/", "it ends with the link"
    assert not is_in(visitor)


def test_the_last_browser_that_followed_the_link_holds_it(visitor: Reader, cast: Cast) -> None:
    make(visitor, cast.author)
    speak(visitor, cast.author, by=cast.coordinator)
    first, second = Reader(visitor.app), Reader(visitor.app)
    for browser in (first, second):
        arrive(browser, cast.author, "")
    assert [browser.get("/log-ind/vaelg").status for browser in (first, second)] == [303, 200]


def test_the_old_password_proves_nobody_when_another_was_chosen_while_it_was_compared(
    visitor: Reader, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, other = Reader(visitor.app), Reader(visitor.app)
    give_password(visitor.app, cast.author)
    give_totp(visitor.app, cast.author)
    speak(visitor, cast.author, by=cast.coordinator)
    owner.get(ask(owner, cast.author))
    while_it_computes(monkeypatch, "is_right", lambda: choose(owner, cast.author.email))
    assert arrive(other, cast.author).status == 422
    assert other.get("/log-ind/vaelg").location == "/log-ind?naeste=/"
