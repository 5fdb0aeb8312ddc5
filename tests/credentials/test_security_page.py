"""Does one see and change how one signs in, and is the owner told of each change?"""

import re
from datetime import timedelta

import pytest
from flask import Flask

from portal import clock
from portal.backup.closing import end_sign_ins
from portal.credentials.models import Password, RecoveryCode, Totp, TrustedBrowser
from portal.db import db
from portal.journal.models import Entry
from portal.people.models import HeldForm
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
from tests.people.test_pages import ask
from tests.reader import Reader

SECURITY = "/profil/sikkerhed"


def acts(app: Flask) -> list[str]:
    with app.app_context():
        return sorted(entry.act for entry in db.session.query(Entry))


def test_a_new_password_signs_out_everywhere_else_and_ends_the_trust_in_browsers(visitor: Reader, cast: Cast) -> None:
    give_password(visitor.app, cast.author)
    type_password(visitor, cast.author)
    type_code(visitor, code_in_letter(visitor.app, cast.author), is_trusted="y")
    elsewhere = Reader(visitor.app).sign_in(cast.author)
    page = visitor.post(f"{SECURITY}/adgangskode", {"password": BETTER})
    assert page.location == f"{SECURITY}?gemt=adgangskode"
    assert [is_in(visitor), is_in(elsewhere)] == [True, False]
    with visitor.app.app_context():
        assert db.session.query(TrustedBrowser).count() == 0
        assert db.session.query(Password).count() == 1
    assert letters_to(visitor.app, cast.author)[-1].kind == "ways_changed"
    assert "password.changed" in acts(visitor.app)
    assert type_password(Reader(visitor.app), cast.author, GOOD).status == 422


def test_a_password_that_will_not_do_is_not_sent_back_and_never_kept_with_a_held_form(
    visitor: Reader, cast: Cast
) -> None:
    visitor.sign_in(cast.author)
    page = visitor.post(f"{SECURITY}/adgangskode", {"password": "Maja Bruun 2026"})
    assert page.errors == ["Den adgangskode er for let at gætte. Vælg nogle ord, der ikke hører sammen."]
    assert "Bruun 2026" not in page.source
    clock.set_clock(clock.now() + timedelta(minutes=5, seconds=1))
    assert visitor.post(f"{SECURITY}/adgangskode", {"password": BETTER}).location.startswith("/bekraeft")
    with visitor.app.app_context():
        assert [form.fields for form in db.session.query(HeldForm) if BETTER in str(form.fields)] == []
        assert db.session.query(Password).count() == 0


def test_an_app_is_set_up_replaced_and_removed(visitor: Reader, cast: Cast) -> None:
    visitor.sign_in(cast.author)
    give_password(visitor.app, cast.author)

    def set_up() -> list[str]:
        page = visitor.get(f"{SECURITY}/app")
        secret = re.search(r"[A-Z2-7]{4}(?: [A-Z2-7]{4}){7}", page.text)
        assert secret
        page = visitor.post(f"{SECURITY}/app", {"code": code_now(secret.group().replace(" ", ""))})
        return re.findall(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}", page.text)

    first = set_up()
    clock.set_clock(clock.now() + timedelta(minutes=1))
    second = set_up()
    assert [len(first), len(second), len(set(first + second))] == [10, 10, 20]
    page = visitor.post(f"{SECURITY}/gendannelseskoder")
    third = re.findall(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}", page.text)
    assert not set(third) & set(first + second)
    assert "Du har 10 gendannelseskoder tilbage." in visitor.get(SECURITY).text
    other = Reader(visitor.app)
    type_password(other, cast.author)
    assert [type_code(other, code).status for code in (first[0], second[0], third[0])] == [422, 422, 303]
    with visitor.app.app_context():
        for code in db.session.query(RecoveryCode).filter_by(used_at=None).offset(1).all():
            code.used_at = clock.now()
        db.session.commit()
    assert "Du har 1 gendannelseskode tilbage." in visitor.get(SECURITY).text
    assert visitor.post(f"{SECURITY}/app/fjern").location == f"{SECURITY}?gemt=app-vaek"
    with visitor.app.app_context():
        assert [db.session.query(kind).count() for kind in (Totp, RecoveryCode)] == [0, 0]
    assert acts(visitor.app).count("totp.added") == 2
    assert acts(visitor.app).count("totp.removed") == 1


@pytest.mark.parametrize(
    ("whom", "address"),
    [("author", "adgangskode/fjern"), ("coordinator", "adgangskode/fjern"), ("coordinator", "app/fjern")],
)
def test_the_last_way_in_stays(visitor: Reader, cast: Cast, whom: str, address: str) -> None:
    person = getattr(cast, whom)
    give_password(visitor.app, person)
    if whom == "coordinator":
        give_totp(visitor.app, person)
    visitor.sign_in(person)
    page = visitor.post(f"{SECURITY}/{address}")
    assert (page.status, "Det er den sidste måde" in page.text) == (409, True)
    with visitor.app.app_context():
        assert db.session.query(Password).count() == 1
    assert letters_to(visitor.app, person) == []


def test_the_easier_way_is_offered_once_and_can_be_put_away(reader: Reader, cast: Cast) -> None:
    offer = "Log ind uden kode næste gang"
    for offered in (True, False):
        clock.set_clock(clock.now() + timedelta(seconds=1))
        ask(reader, cast.author.email)
        reader.post("/log-ind/kode", {"code": code_in_letter(reader.app, cast.author)})
        assert (offer in reader.get("/").text) is offered
        assert offer not in reader.get("/profil").text
        reader.post("/log-ud")
    ask(reader, cast.classmate.email)
    reader.post("/log-ind/kode", {"code": code_in_letter(reader.app, cast.classmate)})
    assert reader.post(f"{SECURITY}/ikke-nu", headers={"Referer": "http://localhost/"}).location == "/"
    assert offer not in reader.get("/").text


def test_after_a_restore_no_trusted_browser_and_no_half_sign_in_is_left(visitor: Reader, cast: Cast) -> None:
    give_password(visitor.app, cast.author)
    type_password(visitor, cast.author)
    type_code(visitor, code_in_letter(visitor.app, cast.author), is_trusted="y")
    give_password(visitor.app, cast.classmate)
    other = Reader(visitor.app)
    type_password(other, cast.classmate)
    with visitor.app.app_context():
        assert end_sign_ins() == 1
        db.session.commit()
        assert db.session.query(TrustedBrowser).count() == 0
    assert not is_in(visitor)
    assert other.get("/log-ind/trin-to").location == "/log-ind?naeste=/"
