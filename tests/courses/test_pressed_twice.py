"""Does somebody who presses the button of a form twice hear that it is saved? The page of the first answer never came."""

from collections.abc import Callable

import pytest

from portal.db import db
from portal.journal.models import Entry
from tests.cast import Cast
from tests.courses.reading import missing, opened, sent_back
from tests.hostile.test_held_forms import held_for, sign_in_by_letter
from tests.reader import Reader

FORMS: dict[str, tuple[Callable[[Cast], str], dict[str, str], str]] = {
    "course": (lambda cast: f"/kursus/{cast.course.id}/ret", {"method": "Øvelser i par\r\nog i plenum "}, "method"),
    "rows of a course": (
        lambda cast: f"/kursus/{cast.course.id}/ret/personer",
        {"organisers-0-name": "Komponent", "programme-0-title": "Velkomst", "programme-0-text": "Kaffe"},
        "organisers-0-name",
    ),
    "cohort": (lambda cast: f"/hold/{cast.cohort.id}/ret", {"name": "Hold Æ", "capacity": "1.000"}, "name"),
    "practical": (
        lambda cast: f"/hold/{cast.cohort.id}/praktisk",
        {"practical": "Tag sko med.", "contacts-0-name": "Åse Ø", "contacts-0-email": "aase@eksempel.dk"},
        "practical",
    ),
    "programme": (
        lambda cast: f"/kursusdag/{cast.cohort.days[0].id}/program",
        {"items-0-at": "12.30", "items-0-title": "Velkomst"},
        "items-0-title",
    ),
    "joint session": (
        lambda cast: f"/hold/{cast.cohort.id}/faelles-session",
        {"purpose": "Fælles øvelse ", "on": "3.11.2036", "at": "12.00"},
        "purpose",
    ),
    "venue": (
        lambda cast: f"/sted/{cast.strandgaarden.id}/ret",
        {"venue_arrival": "Færgen.\r\nBus 7 "},
        "venue_arrival",
    ),
}


def entries(reader: Reader) -> int:
    with reader.app.app_context():
        return db.session.query(Entry).count()


@pytest.mark.parametrize("name", FORMS)
def test_a_second_press_is_the_same_act_and_other_words_are_not(reader: Reader, cast: Cast, name: str) -> None:
    address_of, fields, changed = FORMS[name]
    address = address_of(cast)
    mine = opened(reader, cast, address) | fields
    first = reader.post(address, mine)
    assert first.status == 303
    noted = entries(reader)
    second = reader.post(address, mine)
    assert (second.status, second.location, entries(reader)) == (303, first.location, noted)
    others = reader.post(address, mine | {changed: "Noget andet"})
    assert (others.status, entries(reader)) == (422, noted)
    assert not missing(others, "er blevet gemt, efter at du åbnede det. Dit står her endnu og er ikke gemt.")


MENDED: dict[str, dict[str, str]] = {
    "cohort": {"days-0-venue": "new"},
    "joint session": {"on": "28.3.2027", "at": "02.30"},  # the hour that is skipped
}


@pytest.mark.parametrize("name", MENDED)
def test_who_has_something_to_mend_too_is_told_first(reader: Reader, cast: Cast, name: str) -> None:
    address_of, fields, changed = FORMS[name]
    address = address_of(cast)
    older = opened(reader, cast, address) | fields
    assert reader.post(address, older).status == 303
    mine = older | {changed: "Noget andet"}
    page = reader.post(address, mine | MENDED[name])
    assert page.status == 422
    assert not missing(page, "er blevet gemt, efter at du åbnede det. Dit står her endnu og er ikke gemt.")


ADDED: dict[str, tuple[Callable[[Cast], str], str]] = {
    "rows of a course": (FORMS["rows of a course"][0], "contacts"),
    "cohort": (FORMS["cohort"][0], "days"),
    "practical": (FORMS["practical"][0], "contacts"),
    "programme": (FORMS["programme"][0], "items"),
}


@pytest.mark.parametrize("name", ADDED)
def test_a_blank_row_that_was_added_is_nothing_else(reader: Reader, cast: Cast, name: str) -> None:
    address_of, rows = ADDED[name]
    address = address_of(cast)
    _, fields, _ = FORMS[name]
    page = reader.post(address, opened(reader, cast, address) | fields | {"add": rows})
    mine = sent_back(page)
    assert [reader.post(address, mine).status for _press in range(2)] == [303, 303]


def test_what_was_held_is_let_go_when_its_second_press_stands_already(reader: Reader, cast: Cast) -> None:
    address_of, fields, _ = FORMS["course"]
    address = address_of(cast)
    mine = opened(reader, cast, address) | fields | {"csrf_token": reader.token()}
    assert reader.post(address, mine).status == 303
    reader.post("/log-ud", {"csrf_token": mine["csrf_token"]})
    reader.post(address, mine)
    sign_in_by_letter(reader, cast.coordinator, address)
    assert not missing(came_back := reader.get(address), "Du blev logget ud, inden det blev gemt")
    assert reader.post(address, sent_back(came_back)).status == 303
    assert (held_for(reader), missing(reader.get(address), "Du blev logget ud")) == (set(), ["Du blev logget ud"])
