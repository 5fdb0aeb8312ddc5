"""Does a link by letter lead to a new password and to nothing else: no second step skipped, nobody let in by opening it?"""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask

from portal import clock
from portal.credentials.models import Passkey, ResetLink
from portal.credentials.password_actions import REST, hashed_token, send_reset, set_password, use_reset
from portal.credentials.queries import has_of, person_with_roles
from portal.db import db
from portal.journal.models import Entry
from portal.people.models import Person, SignInSession
from tests.cast import Cast
from tests.credentials.ways import (
    BETTER,
    GOOD,
    code_in_letter,
    code_now,
    give_password,
    give_totp,
    is_in,
    letters_to,
    type_code,
    type_password,
)
from tests.reader import Page, Reader


def link_to(app: Flask, person: Person) -> str:
    newest = [one for one in letters_to(app, person) if one.kind == "forgotten_password"][-1]
    found = re.search(r"http://localhost:8000(/log-ind/nulstil/[\w-]{43})\s", newest.body)
    assert found
    return found.group(1)


def ask(browser: Reader, person: Person) -> str:
    assert browser.post("/log-ind/glemt", {"email": person.email}).heading == "Se i din indbakke"
    return link_to(browser.app, person)


def choose(browser: Reader, email: str, password: str = BETTER) -> Page:
    return browser.post("/log-ind/ny-adgangskode", {"email": email, "password": password})


def test_au_6_a_new_password_still_asks_for_the_app_and_ends_every_session(visitor: Reader, cast: Cast) -> None:
    """AU-6: the second step is asked, whoever was in is out, the owner is told."""
    give_password(visitor.app, cast.coordinator)
    secret = give_totp(visitor.app, cast.coordinator)
    elsewhere = Reader(visitor.app).sign_in(cast.coordinator)
    assert is_in(elsewhere)
    page = visitor.get(ask(visitor, cast.coordinator))
    assert (page.status, page.location) == (303, "/log-ind/ny-adgangskode")
    page = choose(visitor, cast.coordinator.email)
    assert (page.status, page.location) == (303, "/log-ind/trin-to")
    assert not is_in(elsewhere)
    assert not is_in(visitor)
    assert type_code(visitor, "00000000").status == 422
    assert type_code(visitor, code_now(secret)).location == "/"
    assert is_in(visitor)
    assert [one.kind for one in letters_to(visitor.app, cast.coordinator)] == ["forgotten_password", "ways_changed"]
    other = Reader(visitor.app)
    assert type_password(other, cast.coordinator, GOOD).status == 422
    assert type_password(other, cast.coordinator, BETTER).location == "/log-ind/trin-to?naeste=/"


def test_au_6_a_participant_without_an_app_is_asked_for_the_code_from_a_letter(visitor: Reader, cast: Cast) -> None:
    """AU-6: the other path."""
    give_password(visitor.app, cast.author)
    visitor.get(ask(visitor, cast.author))
    choose(visitor, cast.author.email)
    assert not is_in(visitor)
    assert type_code(visitor, code_in_letter(visitor.app, cast.author)).location == "/"
    assert is_in(visitor)


def test_au_6_whoever_has_no_password_gets_no_link_to_one(visitor: Reader, cast: Cast) -> None:
    """AU-6: a passkey cannot be got round by the mailbox alone."""
    answers = set()
    for email in (cast.author.email, cast.disabled.email, "ukendt@eksempel.dk"):
        page = visitor.post("/log-ind/glemt", {"email": email})
        answers.add((page.status, page.text.replace(email, "")))
    assert len(answers) == 1
    assert [one.kind for one in letters_to(visitor.app, cast.author)] == ["no_password"]
    assert letters_to(visitor.app, cast.disabled) == []
    with visitor.app.app_context():
        assert db.session.query(ResetLink).count() == 0


def test_tk_3_opening_the_link_changes_nothing_and_the_token_leaves_the_address(visitor: Reader, cast: Cast) -> None:
    """TK-3, TK-4: GET and HEAD, by whoever; a robot that sends the form does not know the address."""
    give_password(visitor.app, cast.author)
    address = ask(visitor, cast.author)
    robot = Reader(visitor.app)
    for _time in range(3):
        robot.client.head(address)
        assert robot.get(address).location == "/log-ind/ny-adgangskode"
        assert robot.get("/log-ind/ny-adgangskode").status == 200
        for email in ("", "robot@eksempel.dk", cast.classmate.email):
            assert choose(robot, email).status == 422
    with visitor.app.app_context():
        assert [one.used_at for one in db.session.query(ResetLink)] == [None]
        assert db.session.query(SignInSession).count() == 0
    visitor.get(address)
    assert choose(visitor, cast.author.email).location == "/log-ind/trin-to"


@pytest.mark.once
def test_tk_2_a_link_lasts_30_minutes_and_works_once(visitor: Reader, cast: Cast) -> None:
    """TK-2: 0 accepted a second later."""
    give_password(visitor.app, cast.author)
    start, address = clock.now(), ask(visitor, cast.author)
    visitor.get(address)
    clock.set_clock(start + timedelta(minutes=30))
    assert choose(visitor, cast.author.email).status == 410
    clock.set_clock(start + timedelta(minutes=30) - timedelta(seconds=1))
    assert choose(visitor, cast.author.email).status == 303
    visitor.get(address)
    assert choose(visitor, cast.author.email).status == 410


def test_who_asks_for_another_takes_no_link_from_them_and_a_new_password_ends_them_all(
    visitor: Reader, cast: Cast
) -> None:
    """TK-2 has a re-send kill the older one; here anybody can ask for one, and would lock the owner out."""
    give_password(visitor.app, cast.author)
    first = ask(visitor, cast.author)
    clock.set_clock(clock.now() + REST)
    second = ask(Reader(visitor.app), cast.author)
    clock.set_clock(clock.now() + REST)
    third = ask(Reader(visitor.app), cast.author)
    visitor.get(first)
    assert choose(visitor, cast.author.email).location == "/log-ind/trin-to"
    for address in (second, third):
        visitor.get(address)
        assert visitor.get("/log-ind/ny-adgangskode").heading == "Linket gælder ikke længere"


def test_tk_1_a_link_is_256_bits_kept_as_a_hash_and_one_of_many_at_once_succeeds(own_app: Flask) -> None:
    """TK-1: 20 at once, exactly one."""
    cast = Cast(own_app)
    give_password(own_app, cast.author)
    with own_app.app_context():
        send_reset(db.session.get_one(Person, cast.author.id))
        db.session.commit()
    token = link_to(own_app, cast.author).rpartition("/")[2]

    def use(_number: int) -> bool:
        with own_app.app_context():
            is_used = use_reset(token)
            db.session.commit()
            return is_used

    with ThreadPoolExecutor(20) as many:
        assert sum(many.map(use, range(20))) == 1
    with own_app.app_context():
        assert [one.token_hash for one in db.session.query(ResetLink)] == [hashed_token(token)]
        assert has_of(db.session.get_one(Person, cast.author.id)).password


def test_one_letter_in_ten_minutes_whoever_asks_and_the_owner_has_a_link_that_lives(
    visitor: Reader, cast: Cast
) -> None:
    """Somebody asks over and over for an hour: whoever has a password has a link that lives all the time."""
    give_password(visitor.app, cast.author)
    for _time in range(12):
        for person in (cast.author, cast.classmate):
            assert visitor.post("/log-ind/glemt", {"email": person.email}).heading == "Se i din indbakke"
        visitor.get(link_to(visitor.app, cast.author))
        assert visitor.get("/log-ind/ny-adgangskode").status == 200
        clock.set_clock(clock.now() + REST / 2)
    for person, kind in ((cast.author, "forgotten_password"), (cast.classmate, "no_password")):
        assert [one.kind for one in letters_to(visitor.app, person)] == [kind] * 6
    with visitor.app.app_context():
        assert db.session.query(Entry).filter_by(act="password.forgotten").count() == 12
    assert choose(visitor, cast.author.email).location == "/log-ind/trin-to"


def test_who_has_used_a_link_and_forgets_again_gets_another_at_once(visitor: Reader, cast: Cast) -> None:
    """The page says that a mail is on its way; the one of a moment ago leads nowhere any more."""
    give_password(visitor.app, cast.author)
    used = ask(visitor, cast.author)
    visitor.get(used)
    assert choose(visitor, cast.author.email).location == "/log-ind/trin-to"
    clock.set_clock(clock.now() + REST / 2)
    another = ask(visitor, cast.author)
    assert another != used
    assert ask(Reader(visitor.app), cast.author) == another, "one is enough while it is unused"
    visitor.get(another)
    assert choose(visitor, cast.author.email, GOOD).location == "/log-ind/trin-to"


def test_many_who_ask_at_once_get_one_letter_between_them(own_app: Flask) -> None:
    cast = Cast(own_app)

    def ask_too(_number: int) -> None:
        with own_app.app_context():
            send_reset(db.session.get_one(Person, cast.author.id))
            db.session.commit()

    with ThreadPoolExecutor(10) as many:
        list(many.map(ask_too, range(10)))
    assert [one.kind for one in letters_to(own_app, cast.author)] == ["no_password"]


def test_half_a_sign_in_with_the_old_password_ends_with_it(visitor: Reader, cast: Cast) -> None:
    give_password(visitor.app, cast.author)
    secret = give_totp(visitor.app, cast.author)
    half = Reader(visitor.app)
    type_password(half, cast.author, GOOD)
    visitor.get(ask(visitor, cast.author))
    choose(visitor, cast.author.email)
    assert type_code(half, code_now(secret)).location == "/log-ind?naeste=/"
    assert not is_in(half)
    assert type_code(visitor, code_now(secret)).location == "/"


@pytest.mark.parametrize("act", ["adgangskode", "adgangskode/fjern"])
def test_whoever_changes_or_drops_the_password_while_in_ends_the_links(visitor: Reader, cast: Cast, act: str) -> None:
    give_password(visitor.app, cast.author)
    address, owner = ask(visitor, cast.author), Reader(visitor.app).sign_in(cast.author)
    cast.add(Passkey(person_id=cast.author.id, credential_id=b"1", public_key=b"1", name="iPhone"))
    assert owner.post(f"/profil/sikkerhed/{act}", {"password": BETTER}).status == 303
    visitor.get(address)
    assert visitor.get("/log-ind/ny-adgangskode").status == 410


def test_of_two_links_that_are_used_at_once_one_changes_the_password(own_app: Flask) -> None:
    cast = Cast(own_app)
    tokens = ["a" * 43, "b" * 43]
    until = clock.now() + timedelta(minutes=30)
    for token in tokens:
        cast.add(ResetLink(person_id=cast.author.id, token_hash=hashed_token(token), expires_at=until))

    def use(token: str) -> bool:
        with own_app.app_context():
            person = person_with_roles(Person.id == cast.author.id)
            if person is not None and (is_used := use_reset(token)):
                set_password(person, token, config=own_app.extensions["portal"])
            db.session.commit()
            return is_used

    with ThreadPoolExecutor(20) as many:
        assert sum(many.map(use, tokens * 10)) == 1
