"""Does every page let in exactly those whom the matrix names, and look like nothing to the rest?"""

import re
from uuid import uuid4

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.access.entering import Entered, address_of
from tests.access.matrix import ELSEWHERE, EVERYONE, MATRIX, Row
from tests.access.world import CANARY, PRINCIPALS

METHODS = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE")
SIGN_IN = "/log-ind?naeste="


def verdict(response: TestResponse) -> str:
    if response.status_code == 404:
        return "absent"
    if response.status_code == 401 or response.headers.get("Location", "").startswith("/log-ind"):
        return "sign in"
    return "in"


def expected(row: Row, name: str) -> str:
    if name in row[2]:
        return "in"
    return "sign in" if name in {"anonymous", "disabled"} else "absent"


def named(row: Row) -> str:
    return " ".join([row[0], *row[1].values()])


@pytest.mark.parametrize("row", MATRIX, ids=named)
def test_exactly_those_get_in_whom_the_matrix_names(entered: Entered, row: Row) -> None:
    endpoint, wanted, _who = row
    address = entered.address(endpoint, wanted)
    got, should = {}, {}
    for name in entered.held:
        for method in entered.methods(endpoint):
            response = entered.ask(name, method, address)
            assert response.status_code < 500 or endpoint == "pages.readyz", f"{name} {method}: {response.status}"
            got[name, method] = _open_pages(endpoint, response)
            should[name, method] = expected(row, name)
            if should[name, method] != "in":
                assert CANARY not in response.get_data(as_text=True)
    assert got == should


def _open_pages(endpoint: str, response: TestResponse) -> str:
    """Signing in and out lead to the sign-in page by themselves: for them every answer is a way in."""
    return (
        "in"
        if endpoint.startswith(("people.", "credentials.")) and response.status_code == 303 and _is_open(endpoint)
        else verdict(response)
    )


def _is_open(endpoint: str) -> bool:
    return any(row[0] == endpoint and row[2] == EVERYONE for row in MATRIX)


def test_the_matrix_has_every_endpoint_and_no_other(app: Flask) -> None:
    in_the_map = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert {row[0] for row in MATRIX} | ELSEWHERE == in_the_map


def test_a_thing_that_is_not_there_looks_like_a_thing_one_may_not_see(entered: Entered) -> None:
    checked = 0
    for endpoint, wanted, who in MATRIX:
        if not wanted or "stranger" in who or "GET" not in entered.methods(endpoint):
            continue
        foreign = entered.ask("stranger", "GET", entered.address(endpoint, wanted))
        absent = entered.ask("stranger", "GET", address_of(entered.app, endpoint, dict.fromkeys(wanted, uuid4())))
        assert (foreign.status_code, masked(foreign)) == (absent.status_code, masked(absent)), endpoint
        checked += 1
    assert checked > 30


def masked(response: TestResponse) -> str:
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", response.get_data(as_text=True))
    return re.sub(r'(content|value)="[^"]{40,}"', "TOKEN", text)


@pytest.mark.once
@pytest.mark.parametrize("row", MATRIX, ids=named)
def test_other_methods_and_spellings_open_nothing_more(entered: Entered, row: Row) -> None:
    endpoint, wanted, who = row
    insiders = {p for _e, ids, others in MATRIX if ids == wanted for p in others} if wanted else who
    name = next((p for p in PRINCIPALS if p not in insiders | who and p != "disabled"), None)
    if name is None:
        return
    address = entered.address(endpoint, wanted)
    for method in METHODS:
        response = entered.ask(name, method, address)
        assert response.status_code in {404, 405} or method == "OPTIONS", f"{method}: {response.status}"
        assert CANARY not in response.get_data(as_text=True)
    for spelling in (f"{address}/", f"http://localhost/{address}", address.upper(), f"{address}/%2e%2e{address}"):
        response = entered.ask(name, "GET", spelling)
        assert response.status_code in {301, 308, 404, 405}, f"{spelling}: {response.status}"


def test_no_address_holds_a_number_one_can_count_on(app: Flask) -> None:
    counted = {
        r.endpoint
        for r in app.url_map.iter_rules()
        if "<int:" in r.rule or re.search(r"<(?!uuid:)\w+:?\w*_id>", r.rule)
    }
    assert counted == {"storage.put_part"}
