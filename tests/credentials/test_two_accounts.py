"""Does somebody with an account, a letter or a cookie of another moment get into another's account with half of it?"""

import re

from portal.credentials.models import Totp
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
)
from tests.invitations.test_role_invitations import EMAIL, gives, of
from tests.invitations.walking import arrive, links
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
