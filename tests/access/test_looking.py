"""Does looking change nothing, whatever is looked at and however it is asked for, but where looking is what is noted?"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from portal.door import LEAVE_A_TRACE
from tests.access.entering import Entered
from tests.access.matrix import MATRIX

WRITES = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)


@contextmanager
def changed() -> Iterator[set[str]]:
    """The tables that are written to meanwhile."""
    tables: set[str] = set()

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if found := WRITES.match(statement):
            tables.add(found[1])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield tables
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def looked(entered: Entered, name: str, method: str, address: str) -> tuple[int, str, set[str]]:
    with changed() as tables:
        answer = entered.ask(name, method, address)
        answer.get_data()
    return answer.status_code, answer.headers.get("Location", ""), tables


def led_to(location: str) -> tuple[str, set[str]]:
    """The page, and what is told to it; some of it is new each time."""
    parts = urlsplit(location)
    return parts.path, set(parse_qs(parts.query))


@pytest.mark.once
def test_az_1_head_and_get_change_no_row_but_what_get_is_meant_to(entered: Entered) -> None:
    """AZ-1: every rule: a page that declares no trace leaves none, and HEAD leaves none that GET does not."""
    noted: set[str] = set()
    for endpoint, ids, who in (row for row in MATRIX if row[2] and "GET" in entered.methods(row[0])):
        address = entered.address(endpoint, ids)
        name = max(who, key=list(entered.held).index)  # staff where staff may, since whose case it is, is not noted
        status, location, by_get = looked(entered, name, "GET", address)
        head, there, by_head = looked(entered, name, "HEAD", address)
        assert by_get == set() or endpoint in LEAVE_A_TRACE, (endpoint, name, by_get)
        assert by_head <= by_get, (endpoint, name, by_head)
        assert (head, led_to(there)) == (status, led_to(location)), (endpoint, name)
        noted |= by_get
    assert "journal_entry" in noted, "a case that is read is noted"
