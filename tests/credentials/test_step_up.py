"""How is it proved once more in production? By the app or a recovery code, or by signing in again; never by a letter."""

from datetime import timedelta
from typing import Any

import pytest

from portal import clock
from portal.db import db
from portal.journal.models import Entry
from portal.people.models import SignInSession
from tests.cast import Cast
from tests.credentials.authenticator import PRESENT, Authenticator, written
from tests.credentials.test_passkeys import make, sign_in_again
from tests.credentials.ways import code_now, give_password, give_totp, is_in, type_code, type_password
from tests.reader import Reader

PRESS = "/bekraeft/adgangsnoegle"


def asked(visitor: Reader, cast: Cast) -> str:
    """The staff page's form, sent six minutes after signing in; what was typed waits."""
    clock.set_clock(clock.now() + timedelta(seconds=1))
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


def test_a_passkey_proves_it_by_one_press_and_what_was_typed_comes_back(visitor: Reader, cast: Cast) -> None:
    key, device = make(visitor, cast.coordinator), Authenticator()
    address = asked(visitor, cast)
    assert "Bekræft med adgangsnøgle" in visitor.get(f"/bekraeft?naeste={address}").text
    before = visitor.secret
    question = visitor.send(f"{PRESS}/begynd", {}).json
    assert (question["userVerification"], [one["id"] for one in question["allowCredentials"]]) == (
        "required",
        [written(key.id)],
    )
    answer = device.use(key, question)
    del answer["response"]["userHandle"]  # of one that was asked for, some devices do not say whose it is
    assert visitor.send(f"{PRESS}?naeste={address}", {"answer": answer}).json == {"location": address}
    assert visitor.secret != before
    assert visitor.get(address).field("name") == "Åse Ny"
    with visitor.app.app_context():
        assert sorted(row.level for row in db.session.query(SignInSession)) == ["letter", "letter+passkey"]
        assert [one.act for one in db.session.query(Entry).order_by(Entry.created_at)][-1] == "step_up.done"


@pytest.mark.once
def test_au_7_only_an_own_passkey_that_signed_for_this_session_proves_it(visitor: Reader, cast: Cast) -> None:
    """AU-7: a classmate's key, without a finger, signed for signing in or for another session, and sent twice."""
    foreign, key, device = make(visitor, cast.author), make(visitor, cast.coordinator), Authenticator()
    elsewhere = Reader(visitor.app)
    sign_in_again(elsewhere, cast.coordinator)
    address = asked(visitor, cast)

    def press(answer: dict[str, Any]) -> int:
        return visitor.send(f"{PRESS}?naeste={address}", {"answer": answer}).status

    def question() -> dict[str, Any]:
        given: dict[str, Any] = visitor.send(f"{PRESS}/begynd", {}).json
        return given

    assert press(device.use(foreign, question())) == 409
    assert press(Authenticator(flags=PRESENT).use(key, question())) == 409
    assert press(device.use(key, visitor.send("/log-ind/adgangsnoegle/begynd", {}).json)) == 409, "to sign in"
    signed = device.use(key, elsewhere.send(f"{PRESS}/begynd", {}).json)
    cookie = elsewhere.client.get_cookie("portal-passkey")
    assert cookie
    visitor.client.set_cookie("portal-passkey", cookie.value)
    assert press(signed) == 409, "another session's"
    assert visitor.get(address).status == 200
    assert visitor.post(address, {"email": "a@eksempel.dk"}).location.startswith("/bekraeft")
    signed = device.use(key, question())
    cookie = visitor.client.get_cookie("portal-passkey")
    assert cookie
    assert press(signed) == 200
    visitor.client.set_cookie("portal-passkey", cookie.value)
    assert press(signed) == 409, "used"
    visitor.post("/log-ud")
    visitor.client.set_cookie("portal-passkey", elsewhere.client.get_cookie("portal-passkey").value)  # type: ignore[union-attr]
    assert visitor.send("/log-ind/adgangsnoegle", {"answer": signed}).status == 409
