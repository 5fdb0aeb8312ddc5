"""How does a test give somebody a way in, and walk it?"""

import re
from collections.abc import Callable
from contextvars import Context

import pyotp
import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.credentials.models import Password, Totp
from portal.credentials.passwords import HASHING
from portal.credentials.sealing import seal
from portal.credentials.totp_actions import STEP
from portal.db import db
from portal.letters.models import Letter
from portal.people.actions import tell_code
from portal.people.models import Person
from tests.reader import Page, Reader

GOOD = "ræv på månens bagside"
BETTER = "tolv grønne støvler i regn"


def give_password(app: Flask, person: Person, password: str = GOOD) -> None:
    with app.app_context():
        db.session.add(Password(person_id=person.id, hash=HASHING.hash(password), changed_at=clock.now()))
        db.session.commit()


def give_totp(app: Flask, person: Person) -> str:
    secret = pyotp.random_base32()
    with app.app_context():
        sealed = seal(secret, person_id=person.id, key=app.extensions["portal"].secret_key)
        db.session.add(Totp(person_id=person.id, secret=sealed, confirmed_at=clock.now()))
        db.session.commit()
    return secret


def code_now(secret: str, *, aside: int = 0) -> str:
    return pyotp.TOTP(secret).at(int(clock.now().timestamp()) + aside * STEP)


def told(app: Flask, person: Person) -> str:
    with app.app_context():
        code = tell_code(db.session.get_one(Person, person.id))
        db.session.commit()
    return code


def letters_to(app: Flask, person: Person) -> list[Letter]:
    with app.app_context():
        mine = select(Letter).where(Letter.person_id == person.id).order_by(Letter.created_at)
        return list(db.session.scalars(mine))


def code_in_letter(app: Flask, person: Person) -> str:
    newest = [one for one in letters_to(app, person) if one.kind == "sign_in_code"][-1]
    found = re.search(r"\b\d{8}\b", newest.body)
    assert found
    return found.group()


def while_it_computes(monkeypatch: pytest.MonkeyPatch, name: str, act: Callable[[], object]) -> None:
    """Let something happen to the account while a hash is computed: nobody waits at the database meanwhile."""

    def computes(*given: str | None) -> object:
        monkeypatch.undo()
        Context().run(act)
        return getattr(HASHING, name)(*given)

    monkeypatch.setattr(HASHING, name, computes)


def type_address(browser: Reader, email: str) -> None:
    page = browser.post("/log-ind", {"email": email})
    assert (page.status, page.location) == (303, "/log-ind/adgangskode?naeste=/")


def type_password(browser: Reader, person: Person, password: str = GOOD) -> Page:
    type_address(browser, person.email)
    return browser.post("/log-ind/adgangskode", {"password": password})


def type_code(browser: Reader, code: str, **more: str) -> Page:
    return browser.post("/log-ind/trin-to", {"code": code, **more})


def begin_setup_by_told_code(browser: Reader, person: Person) -> Page:
    code = told(browser.app, person)
    page = browser.post("/log-ind/engangskode", {"email": person.email, "code": code})
    assert (page.status, page.location) == (303, "/log-ind/vaelg")
    return browser.get("/log-ind/vaelg")


def is_in(browser: Reader) -> bool:
    return browser.get("/profil").status == 200
