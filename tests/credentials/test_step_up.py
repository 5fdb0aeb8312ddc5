"""How is it proved once more in production? By the app or a code on paper, or by signing in again; never by a letter."""

from datetime import timedelta

from portal import clock
from portal.db import db
from portal.people.models import SignInSession
from tests.cast import Cast
from tests.credentials.ways import code_now, give_password, give_totp, is_in, type_code, type_password
from tests.reader import Reader


def asked(visitor: Reader, cast: Cast) -> str:
    """The staff page's form, sent six minutes after signing in; what was typed waits."""
    visitor.sign_in(cast.coordinator)
    clock.set_clock(clock.now() + timedelta(minutes=6))
    address = f"/hold/{cast.cohort.id}/undervisere"
    typed = {"email": "ny@eksempel.dk", "name": "Åse Ny", "role": "instructor", "person_id": ""}
    assert visitor.post(address, typed).location == f"/bekraeft?naeste={address}"
    return address


def test_a_code_from_the_app_proves_it_once_and_is_noted_in_the_level(visitor: Reader, cast: Cast) -> None:
    secret = give_totp(visitor.app, cast.coordinator)
    address = asked(visitor, cast)
    page = visitor.post("/bekraeft", {"code": "000000", "naeste": address})
    assert page.errors == ["Koden passer ikke. Brug den nyeste i appen, eller en af dine gendannelseskoder."]
    assert visitor.post("/bekraeft", {"code": code_now(secret), "naeste": address}).location == address
    assert visitor.get(address).field("name") == "Åse Ny"
    with visitor.app.app_context():
        assert [row.level for row in db.session.query(SignInSession)] == ["letter+totp"]
    clock.set_clock(clock.now() + timedelta(minutes=5, seconds=1))
    assert visitor.post("/bekraeft", {"code": code_now(secret), "naeste": address}).location == address
    clock.set_clock(clock.now() + timedelta(minutes=5, seconds=1))
    used = code_now(secret, aside=-20)
    assert visitor.post("/bekraeft", {"code": used, "naeste": address}).status == 422


def test_guessing_six_digits_here_gets_slow(visitor: Reader, cast: Cast) -> None:
    secret = give_totp(visitor.app, cast.coordinator)
    address = asked(visitor, cast)
    wrong = [visitor.post("/bekraeft", {"code": "000000", "naeste": address}).errors[0] for _try in range(7)]
    assert [one.startswith("Koden passer ikke.") for one in wrong] == [True] * 6 + [False]
    assert visitor.post("/bekraeft", {"code": code_now(secret), "naeste": address}).status == 422


def test_without_an_app_one_signs_in_again_and_finds_what_was_typed(visitor: Reader, cast: Cast) -> None:
    address = asked(visitor, cast)
    page = visitor.get(f"/bekraeft?naeste={address}")
    assert ("Log ind igen" in page.text, "Send mig en kode" in page.text) == (True, False)
    assert visitor.post("/bekraeft", {"step": "send", "naeste": address}).status == 200
    assert visitor.post("/bekraeft", {"step": "again", "naeste": address}).location == f"/log-ind?naeste={address}"
    assert not is_in(visitor)
    give_password(visitor.app, cast.coordinator)
    secret = give_totp(visitor.app, cast.coordinator)
    type_password(visitor, cast.coordinator)
    assert type_code(visitor, code_now(secret), naeste=address).location == address
    assert visitor.get(address).field("name") == "Åse Ny"
