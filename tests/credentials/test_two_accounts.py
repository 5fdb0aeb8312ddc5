"""Does somebody with an account, a letter or a cookie of another moment get into another's account with half of it?"""

import re
from uuid import UUID

import pytest
from flask import Flask

from portal import clock
from portal.credentials.attempts import SIGN_IN_FOR, password_was_right
from portal.credentials.models import Password, ProvedBy, SignInAttempt, Totp
from portal.credentials.password_actions import is_still, set_password
from portal.db import db
from portal.invitations.actions import invite
from portal.people.models import Person
from tests.cast import Cast
from tests.credentials.test_reset import ask, choose
from tests.credentials.ways import (
    BETTER,
    GOOD,
    begin_setup_by_told_code,
    code_in_letter,
    code_now,
    give_password,
    is_in,
    type_address,
    type_code,
    type_password,
    while_it_computes,
)
from tests.crossing import Crossing
from tests.enrolments.test_races import Act
from tests.invitations.test_role_invitations import EMAIL, gives, of
from tests.invitations.walking import arrive, links
from tests.own_cases.work import known
from tests.reader import Page, Reader


def test_au_5_the_letter_to_oneself_is_no_second_step_for_another_whose_password_one_knows(
    visitor: Reader, cast: Cast
) -> None:
    """AU-5: the cookie that was kept is from after the other's address was typed and before their password was."""
    mine, theirs = cast.author, cast.classmate
    give_password(visitor.app, mine)
    give_password(visitor.app, theirs)
    type_password(visitor, mine)
    type_address(visitor, theirs.email)
    kept = visitor.copy()
    visitor.post("/log-ind/adgangskode", {"password": GOOD})
    page = type_code(kept, code_in_letter(visitor.app, mine))
    assert (page.status, page.errors) == (422, ["Bed om en kode først."])
    assert not is_in(kept)
    assert type_code(visitor, code_in_letter(visitor.app, theirs)).location == "/"
    assert is_in(visitor)


def set_up_an_app(browser: Reader) -> Page:
    found = re.search(r"[A-Z2-7]{4}(?: [A-Z2-7]{4}){7}", browser.get("/log-ind/vaelg/app").text)
    assert found
    return browser.post("/log-ind/vaelg/app", {"code": code_now(found.group().replace(" ", ""))})


def turned_away(browser: Reader) -> None:
    assert browser.post("/log-ind/vaelg", {"password": BETTER}).location == "/log-ind?naeste=/"
    assert browser.get("/log-ind/vaelg/app").location == "/log-ind?naeste=/"


def begins(browser: Reader, link: str) -> None:
    """With a letter that was sent on: the address is typed, and a password chosen."""
    arrive(browser, link)
    browser.post("/invitation", {"email": EMAIL})
    assert browser.post("/log-ind/vaelg", {"password": GOOD}).location == "/log-ind/vaelg/app?naeste=/"


def test_tk_1_who_chooses_with_an_invitation_last_is_the_only_one_to_go_on(visitor: Reader, cast: Cast) -> None:
    """TK-1: of two with the same letter one could change the other's password and app after it was used."""
    gives(visitor, cast, "instructor")
    [link] = links(visitor.app, of(visitor.app))
    other, owner = Reader(visitor.app), Reader(visitor.app)
    begins(other, link)
    begins(owner, link)
    set_up_an_app(owner)
    turned_away(other)
    assert owner.post("/log-ind/vaelg/faerdig").status == 303
    assert is_in(owner)
    turned_away(other)
    assert type_password(Reader(visitor.app), of(visitor.app), GOOD).location == "/log-ind/trin-to?naeste=/"


def test_tk_2_a_choice_begun_with_an_older_invitation_keeps_nothing(visitor: Reader, cast: Cast) -> None:
    """TK-2: what was kept on the way to a choice that is refused would have let its chooser in at the sign-in page."""
    gives(visitor, cast, "instructor")
    [older] = links(visitor.app, of(visitor.app))
    other = Reader(visitor.app)
    begins(other, older)
    with visitor.app.app_context():
        invite(db.session.get_one(Person, of(visitor.app).id), cast.cohort.id)
        db.session.commit()
    for page in (other.post("/log-ind/vaelg", {"password": BETTER}), set_up_an_app(other)):
        assert page.status == 422
        assert "Invitationen gælder ikke længere. Åbn den nyeste" in page.text
    assert type_password(Reader(visitor.app), of(visitor.app), BETTER).status == 422
    with visitor.app.app_context():
        assert db.session.query(Totp).count() == 0


def test_whoever_chooses_a_new_password_ends_what_others_have_begun(visitor: Reader, cast: Cast) -> None:
    """AU-6: the owner is told of a password that is not theirs, and chooses another before the other has set up an app."""
    owner, other = Reader(visitor.app), Reader(visitor.app)
    give_password(visitor.app, cast.coordinator)
    begin_setup_by_told_code(other, cast.coordinator)
    assert other.post("/log-ind/vaelg", {"password": BETTER}).location == "/log-ind/vaelg/app?naeste=/"
    owner.get(ask(owner, cast.coordinator))
    assert choose(owner, cast.coordinator.email, GOOD).location == "/log-ind/trin-to"
    turned_away(other)
    assert other.post("/log-ind/vaelg/faerdig").location == "/log-ind?naeste=/"


def test_the_old_password_leads_nowhere_when_another_was_chosen_while_it_was_compared(
    visitor: Reader, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """AU-6: who is at the first step has no person yet, and so is not found by who chooses."""
    owner, other = Reader(visitor.app), Reader(visitor.app)
    give_password(visitor.app, cast.author)
    owner.get(ask(owner, cast.author))
    type_address(other, cast.author.email)
    while_it_computes(monkeypatch, "is_right", lambda: choose(owner, cast.author.email))
    page = other.post("/log-ind/adgangskode", {"password": GOOD})
    assert page.errors == ["Adressen og adgangskoden passer ikke sammen. Se efter, og prøv igen."]
    assert other.get("/log-ind/trin-to").location == "/log-ind?naeste=/"
    assert type_password(Reader(visitor.app), cast.author, BETTER).location == "/log-ind/trin-to?naeste=/"


@pytest.mark.parametrize("whom", ["author", "coordinator"])
def test_what_is_hashed_while_the_owner_chooses_another_is_not_kept(
    visitor: Reader, cast: Cast, monkeypatch: pytest.MonkeyPatch, whom: str
) -> None:
    """AU-6: a setup that was ended meanwhile; staff would only be turned away at the app, the password kept."""
    owner, other, person = Reader(visitor.app), Reader(visitor.app), getattr(cast, whom)
    give_password(visitor.app, person, "syv tavse cykler på loftet")
    owner.get(ask(owner, person))
    begin_setup_by_told_code(other, person)
    while_it_computes(monkeypatch, "hash", lambda: choose(owner, person.email, GOOD))
    assert other.post("/log-ind/vaelg", {"password": BETTER}).location == "/log-ind?naeste=/"
    assert not is_in(other)
    assert type_password(Reader(visitor.app), person, GOOD).location == "/log-ind/trin-to?naeste=/"
    assert type_password(Reader(visitor.app), person, BETTER).status == 422


def test_who_is_put_out_while_their_own_is_hashed_keeps_none(
    visitor: Reader, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """AU-6: somebody at a browser that was left signed in, and the owner who ends that session by a new password."""
    owner, other = Reader(visitor.app), Reader(visitor.app).sign_in(cast.author)
    give_password(visitor.app, cast.author, "syv tavse cykler på loftet")
    owner.get(ask(owner, cast.author))
    while_it_computes(monkeypatch, "hash", lambda: choose(owner, cast.author.email, GOOD))
    page = other.post("/profil/sikkerhed/adgangskode", {"password": BETTER})
    assert (page.status, page.location.partition("?")[0]) == (303, "/log-ind")
    assert type_password(Reader(visitor.app), cast.author, BETTER).status == 422
    assert type_password(Reader(visitor.app), cast.author, GOOD).location == "/log-ind/trin-to?naeste=/"


def test_of_the_old_password_and_a_new_one_at_the_same_moment_the_new_one_ends_the_other(crossed_app: Flask) -> None:
    """AU-6: whichever of the two is first at the database, nobody is left half way in by the old one."""
    cast = Cast(crossed_app)
    for halt_after in (1, 2):
        person = cast.person(f"Åse {halt_after}")
        row = cast.add(Password(person_id=person.id, hash="gammel", changed_at=clock.now()))
        begun = {"email": person.email, "expires_at": clock.now() + SIGN_IN_FOR}
        attempt_id = cast.add(SignInAttempt(proved_by=ProvedBy.NOTHING, **begun)).id
        Crossing(crossed_app, shows(person, attempt_id, row.hash), chooses(crossed_app, person), halt_after).meet()
        with crossed_app.app_context():
            attempt = db.session.get_one(SignInAttempt, attempt_id)
            assert (attempt.proved_by is ProvedBy.PASSWORD, attempt.ended_at is not None) == (True, True)


def shows(person: Person, attempt_id: UUID, compared: str) -> Act:
    """The first step, from where the old password was compared."""

    def act() -> None:
        owner = known(person)
        if is_still(owner, compared):
            password_was_right(db.session.get_one(SignInAttempt, attempt_id), owner)

    return act


def chooses(app: Flask, person: Person) -> Act:
    return lambda: set_password(known(person), "ny", config=app.extensions["portal"])
