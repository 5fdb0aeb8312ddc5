"""Does somebody who was proved by a told code choose a way in that suffices, and is nobody else let through?"""

import re

import pytest

from portal import clock
from portal.credentials import attempts
from portal.credentials.models import ProvedBy, RecoveryCode, SignInAttempt
from portal.db import db
from portal.people.models import Person
from tests.cast import Cast
from tests.credentials.ways import GOOD, begin_setup_by_told_code, code_now, give_password, is_in, letters_to, told
from tests.reader import Reader


def test_a_participant_chooses_a_password_and_is_in(visitor: Reader, cast: Cast) -> None:
    page = begin_setup_by_told_code(visitor, cast.author)
    assert page.heading == "Vælg, hvordan du logger ind"
    assert not is_in(visitor)
    refused = visitor.post("/log-ind/vaelg", {"password": "kommune2026!!"})
    assert refused.errors == [
        "Den adgangskode er for let at gætte. Vælg nogle ord, der ikke hører sammen.",
    ]
    assert "kommune2026" not in refused.source
    page = visitor.post("/log-ind/vaelg", {"password": GOOD})
    assert (page.status, page.location) == (303, "/")
    assert is_in(visitor)
    assert [one.subject for one in letters_to(visitor.app, cast.author)] == ["Der er ændret i, hvordan du logger ind"]
    assert visitor.get("/log-ind/vaelg").location == "/log-ind?naeste=/", "chosen once"


def test_a_coordinator_is_in_with_an_app_and_not_before(visitor: Reader, cast: Cast) -> None:
    begin_setup_by_told_code(visitor, cast.coordinator)
    assert visitor.get("/log-ind/vaelg/app").location == "/log-ind?naeste=/", "the password comes first"
    assert visitor.post("/log-ind/vaelg", {"password": GOOD}).location == "/log-ind/vaelg/app?naeste=/"
    assert not is_in(visitor)
    assert visitor.post("/log-ind/vaelg/faerdig").location == "/log-ind?naeste=/"
    page = visitor.get("/log-ind/vaelg/app")
    secret = re.search(r"[A-Z2-7]{4}(?: [A-Z2-7]{4}){7}", page.text)
    assert secret
    assert visitor.get("/log-ind/vaelg/app").text == page.text, "looking again changes nothing"
    assert visitor.post("/log-ind/vaelg/app", {"code": "12345"}).status == 422
    page = visitor.post("/log-ind/vaelg/app", {"code": code_now(secret.group().replace(" ", ""))})
    codes = re.findall(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}", page.text)
    assert len(set(codes)) == 10
    assert not is_in(visitor)
    assert visitor.post("/log-ind/vaelg/faerdig").location == "/"
    assert is_in(visitor)
    with visitor.app.app_context():
        kept = [one.code_hash for one in db.session.query(RecoveryCode).filter_by(person_id=cast.coordinator.id)]
    assert len(kept) == 10
    assert not set(kept) & set(codes)


@pytest.mark.once
def test_what_began_the_setup_is_used_up_when_it_is_done(
    visitor: Reader, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[tuple[str, ProvedBy]] = []

    def note(person: Person, attempt: SignInAttempt) -> None:
        used.append((person.email, attempt.proved_by))

    monkeypatch.setattr(attempts, "WHEN_SET_UP", attempts.WHEN_SET_UP)
    attempts.WHEN_SET_UP.append(note)
    begin_setup_by_told_code(visitor, cast.author)
    assert used == []
    visitor.post("/log-ind/vaelg", {"password": GOOD})
    attempts.WHEN_SET_UP.remove(note)
    assert used == [(cast.author.email, ProvedBy.TOLD_CODE)]


def test_an_invitation_adds_no_way_in_for_somebody_who_has_one(visitor: Reader, cast: Cast) -> None:
    begin_setup_by_told_code(visitor, cast.author)
    with visitor.app.app_context():
        db.session.query(SignInAttempt).update({"proved_by": ProvedBy.INVITATION})
        db.session.commit()
    assert visitor.get("/log-ind/vaelg").status == 200
    give_password(visitor.app, cast.author)
    assert visitor.get("/log-ind/vaelg").location == "/log-ind?naeste=/"
    assert visitor.post("/log-ind/vaelg", {"password": GOOD}).location == "/log-ind?naeste=/"


def test_a_setup_lasts_an_hour(visitor: Reader, cast: Cast) -> None:
    begin_setup_by_told_code(visitor, cast.author)
    begun = clock.now()
    clock.set_clock(begun + attempts.SETUP_FOR)
    assert visitor.get("/log-ind/vaelg").location == "/log-ind?naeste=/"


def test_a_told_code_proves_its_bearer_once_and_for_five_tries(visitor: Reader, cast: Cast) -> None:
    code = told(visitor.app, cast.author)
    wrong = {"email": cast.classmate.email, "code": code}
    assert visitor.post("/log-ind/engangskode", wrong).status == 422
    right = {"email": cast.author.email, "code": code}
    assert visitor.post("/log-ind/engangskode", right).location == "/log-ind/vaelg"
    assert Reader(visitor.app).post("/log-ind/engangskode", right).status == 422
    code = told(visitor.app, cast.author)
    tries = [visitor.post("/log-ind/engangskode", right | {"code": "00000000"}).errors for _ in range(5)]
    assert tries == [["Adressen og koden passer ikke sammen, eller koden gælder ikke længere."]] * 5
    assert visitor.post("/log-ind/engangskode", right | {"code": code}).status == 422


def test_a_second_told_code_works_when_the_first_was_never_used(visitor: Reader, cast: Cast) -> None:
    old, new = (told(visitor.app, cast.author) for _time in range(2))
    typed = {"email": cast.author.email}
    assert visitor.post("/log-ind/engangskode", typed | {"code": old}).status == 422
    assert visitor.post("/log-ind/engangskode", typed | {"code": new}).location == "/log-ind/vaelg"


def test_a_letter_alone_is_never_enough_in_production(visitor: Reader, cast: Cast) -> None:
    page = visitor.post("/log-ind", {"email": cast.author.email})
    assert page.location == "/log-ind/adgangskode?naeste=/"
    assert letters_to(visitor.app, cast.author) == []
    assert visitor.get("/log-ind/kode").location == "/log-ind?naeste=/"
