"""AU-4: does any page on the way in tell whether an address is somebody's? Words, status, length and headers are compared."""

import re
from collections.abc import Callable

import pytest

from tests.cast import Cast
from tests.credentials.ways import give_password, give_totp
from tests.reader import Reader

OWN = re.compile(r'(name="csrf-?_?token" (?:value|content)|name="form_key" value|challenge)="[^"]*"')
SET_COOKIE = re.compile(r"=[^;]*")


def heard(reader: Reader, address: str, fields: dict[str, str] | None, email: str) -> tuple[object, ...]:
    """What a browser gets, without what is its own: its tokens, and the address it typed itself."""
    token = reader.token()
    answer = reader.client.open(
        address, method="POST" if fields else "GET", data={**fields, "csrf_token": token} if fields else None
    )
    body = OWN.sub("", answer.get_data(as_text=True)).replace(email, "@").replace(email.replace("@", "%40"), "@")
    cookies = [SET_COOKIE.sub("=", one, count=1) for one in answer.headers.getlist("Set-Cookie")]
    headers = [(name, value) for name, value in answer.headers if name not in {"Set-Cookie", "Content-Length"}]
    return answer.status_code, body, headers, cookies


def in_production(email: str) -> list[tuple[str, dict[str, str] | None]]:
    return [
        ("/log-ind", {"email": email}),
        ("/log-ind/adgangskode", None),
        ("/log-ind/adgangskode", {"password": "ikke den rigtige adgangskode"}),
        ("/log-ind/trin-to", None),
        ("/log-ind/glemt", {"email": email}),
        ("/log-ind/engangskode", {"email": email, "code": "12345678"}),
    ]


def in_the_demonstration(email: str) -> list[tuple[str, dict[str, str] | None]]:
    return [("/log-ind", {"email": email}), ("/log-ind/kode", None), ("/log-ind/kode", {"code": "12"})]


def compare(cast: Cast, steps: Callable[[str], list[tuple[str, dict[str, str] | None]]]) -> None:
    with_password, without = cast.author, cast.classmate
    give_password(cast.app, with_password)
    give_totp(cast.app, with_password)
    give_password(cast.app, cast.disabled)
    addresses = (with_password.email, without.email, cast.disabled.email, "ukendt@eksempel.dk")
    found = []
    for email in addresses:
        browser = Reader(cast.app)
        found.append([heard(browser, address, fields, email) for address, fields in steps(email)])
    for other in found[1:]:
        for step, mine, theirs in zip(steps("x"), found[0], other, strict=True):
            assert mine == theirs, step


@pytest.mark.once
def test_au_4_in_production_nothing_tells_whether_an_address_is_somebodys(visitor: Reader, cast: Cast) -> None:
    """AU-4: sign-in, password, reset and told code: same status, words, length and headers for four kinds of address."""
    compare(cast, in_production)


@pytest.mark.once
def test_au_4_in_the_demonstration_neither(reader: Reader, cast: Cast) -> None:
    """AU-4: asking for a code, and typing a wrong one."""
    compare(cast, in_the_demonstration)
