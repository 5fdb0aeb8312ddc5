"""Does every page let in exactly those whom the matrix names, and look like nothing to the rest?"""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.access.entering import Entered
from tests.access.matrix import ELSEWHERE, EVERYONE, MATRIX, OF_SPEAKERS, WORDS_OF, Row
from tests.access.world import CANARY, PRINCIPALS, marker

METHODS = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE")
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


CRAWLED = (
    *("/", "/kurser", "/undervisning", "/undervisning/bibliotek", "/koordinering", "/adgang", "/min-kommune"),
    *("/hold/COHORT", "/hold/COHORT/cases", "/hold/COHORT/status", "/hold/COHORT/materialer", "/undervisning/COHORT"),
)
GIVES_ROLES = {"cohort_id", "role_grant_id"}  # with these goes a role, and with that a session or a line of the menu


def verdict(response: TestResponse) -> str:
    if response.status_code == 404:
        return "absent"
    location = response.headers.get("Location", "")
    if response.status_code == 401 or location.startswith("/log-ind") or location == "/oplaeg":
        return "sign in"
    return "in"


def expected(row: Row, name: str) -> str:
    if name in row[2]:
        return "in"
    return "sign in" if is_outside(name, row[0]) else "absent"


def is_outside(name: str, endpoint: str) -> bool:
    """Whether somebody is asked who they are: nobody is signed in there, or speaks there."""
    return name in {"anonymous", "disabled"} or (name == "speaker" and endpoint not in OF_SPEAKERS)


def named(row: Row) -> str:
    return " ".join([row[0], *row[1].values()])


@pytest.mark.once
@pytest.mark.parametrize("endpoint", sorted({row[0] for row in MATRIX}))
def test_az_1_exactly_those_get_in_whom_the_matrix_names(entered: Entered, endpoint: str) -> None:
    """AZ-1: every rule, by every method, of everybody; who may not gets the very answer that nothing there would give."""
    rows = [row for row in MATRIX if row[0] == endpoint]
    got = {(named(row), name, method): what for row in rows for name, method, what in _verdicts(entered, row)}
    assert got == {(row, name, method): expected(_row(row), name) for row, name, method in got}
    if rows[0][1]:
        _what_is_gone_looks_like_nothing(entered, rows[0])


def _row(name: str) -> Row:
    return next(row for row in MATRIX if named(row) == name)


def _verdicts(entered: Entered, row: Row) -> Iterator[tuple[str, str, str]]:
    endpoint, wanted, _who = row
    address = entered.address(endpoint, wanted)
    for name in entered.held:
        for method in entered.methods(endpoint):
            response = entered.ask(name, method, address)
            assert response.status_code < 500 or endpoint == "pages.readyz", f"{name} {method}: {response.status}"
            assert leaked_to(name, response) == [], f"{name} {method}"
            should = expected(row, name)
            assert should == "in" or CANARY not in response.get_data(as_text=True)
            if should == "absent" and wanted:
                assert told(response) == told(entered.ask_for_nothing(name, method, endpoint, wanted)), (name, method)
            yield name, method, _open_pages(endpoint, response)


def _what_is_gone_looks_like_nothing(entered: Entered, row: Row) -> None:
    """A deleted and a random object, for everybody, also whose it was."""
    endpoint, wanted, who = row
    methods, address = entered.methods(endpoint), entered.address(endpoint, wanted)
    for name in entered.held:
        for method in methods:
            nothing = entered.ask_for_nothing(name, method, endpoint, wanted)
            asked_to_sign_in = is_outside(name, endpoint) and who != EVERYONE
            assert verdict(nothing) == ("sign in" if asked_to_sign_in else "absent"), (name, method)
    with entered.without(wanted) as is_gone:
        for name in entered.held if is_gone else ():
            deleted = entered.ask(name, methods[-1], address)
            if wanted.keys() & GIVES_ROLES:
                assert verdict(deleted) != "in", name
            else:
                assert told(deleted) == told(entered.ask_for_nothing(name, methods[-1], endpoint, wanted)), name


def test_az_1_the_matrix_has_at_least_2500_cells(entered: Entered) -> None:
    """AZ-1: own, a classmate's and another cohort's things stand in the rows; deleted and random ones come besides."""
    of_rows = sum(len(entered.held) * len(entered.methods(row[0])) for row in MATRIX)
    of_nothing = sum(len(entered.held) * (len(entered.methods(e)) + 1) for e in {row[0] for row in MATRIX if row[1]})
    assert (of_rows > 2_500, of_nothing > 2_000, len(entered.held)) == (True, True, len(PRINCIPALS) + 2)


def _open_pages(endpoint: str, response: TestResponse) -> str:
    """Signing in and out lead to the sign-in page by themselves: for them every answer is a way in."""
    return (
        "in"
        if endpoint.startswith(("people.", "credentials.", "speakers."))
        and response.status_code == 303
        and _is_open(endpoint)
        else verdict(response)
    )


def _is_open(endpoint: str) -> bool:
    return any(row[0] == endpoint and row[2] == EVERYONE for row in MATRIX)


def test_the_matrix_has_every_endpoint_and_no_other(app: Flask) -> None:
    in_the_map = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert {row[0] for row in MATRIX} | ELSEWHERE == in_the_map


def leaked_to(name: str, response: TestResponse) -> list[str]:
    """What an answer shows of things that are none of somebody's business."""
    shown = response.get_data().decode(errors="replace")
    return [thing for thing, who in WORDS_OF.items() if name not in who and marker(thing) in shown]


@pytest.mark.once
def test_az_7_no_page_shows_a_word_of_what_is_not_for_its_reader(entered: Entered) -> None:
    """AZ-7: the pages of the matrix above; here every list and search, with the word, as everybody; and each has a hit."""
    seen: set[str] = set()
    searched = f"?q={CANARY}"
    for name in entered.held:
        for address in (f"/soeg{searched}", *CRAWLED):
            answer = entered.ask(name, "GET", address.replace("COHORT", str(entered.world.ids["cohort"])))
            assert answer.status_code in {200, 303, 404}, "a page that breaks keeps quiet for the wrong reason"
            assert leaked_to(name, answer) == [], (name, address)
            seen |= {thing for thing in WORDS_OF if marker(thing) in answer.get_data().decode(errors="replace")}
    assert seen >= {
        "material",
        "coming_material",
        "case_for_cohort",
        "case_for_instructors",
        "assignment",
        "announcement",
    }


def told(response: TestResponse) -> tuple[int, str, str]:
    """What somebody learns of an answer: its status, where it leads, and its words, ids and tokens apart."""
    return response.status_code, ID.sub("ID", response.headers.get("Location", "")), masked(response)


def masked(response: TestResponse) -> str:
    text = ID.sub("ID", response.get_data(as_text=True))
    return re.sub(r'(content|value)="[^"]{40,}"', "TOKEN", text)
