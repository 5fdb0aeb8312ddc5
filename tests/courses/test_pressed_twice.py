"""Does somebody who presses the button of a form twice hear that it is saved? The page of the first answer never came."""

from collections.abc import Callable

import pytest

from portal.db import db
from portal.journal.models import Entry
from tests.cast import Cast
from tests.courses.reading import missing, opened
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
    assert not missing(others, "er gemt, siden du åbnede siden")
