"""Is a copy that somebody takes with them noted for the day it matters, at the cost of one row, and shown to nobody else?"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from portal.db import db
from portal.journal.models import Entry
from tests.cast import Cast
from tests.materials.shelf import material
from tests.reader import Reader


@contextmanager
def statements() -> Iterator[list[str]]:
    told: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE")):
            told.append(" ".join(statement.split()[:3]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield told
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def noted(reader: Reader) -> list[str]:
    with reader.app.app_context():
        wanted = select(Entry.act).where(Entry.act.like("%downloaded")).order_by(Entry.at, Entry.act)
        return list(db.session.scalars(wanted))


def test_saving_a_file_costs_one_row_more_than_reading_it_and_not_a_question_more(reader: Reader, cast: Cast) -> None:
    one = material(cast)
    reader.sign_in(cast.author)
    reader.get(f"/materiale/{one.id}/hent")
    with statements() as read:
        assert reader.client.get(f"/materiale/{one.id}/hent").status_code == 302
    with statements() as saved:
        assert reader.client.get(f"/materiale/{one.id}/hent?gem=1").status_code == 302
    assert [s for s in saved if s not in read] == ["INSERT INTO journal_entry"]
    assert len(saved) == len(read) + 1
    assert noted(reader) == ["material.downloaded"]


@pytest.mark.once
def test_what_a_browser_cannot_show_is_saved_by_opening_it(reader: Reader, cast: Cast) -> None:
    one = material(cast, "Rollekort", name="rollekort.docx")
    reader.sign_in(cast.author)
    reader.get(f"/materiale/{one.id}/hent")
    assert noted(reader) == ["material.downloaded"]


@pytest.mark.once
def test_totals_stay_totals_and_only_who_saved_it_sees_that_it_is_noted(reader: Reader, cast: Cast) -> None:
    one = material(cast)
    hold = f"/hold/{cast.cohort.id}"
    taught = [
        f"{hold}/materialer",
        f"/undervisning/{cast.cohort.id}",
        f"/materiale/{one.id}",
        "/undervisning/bibliotek",
    ]
    run = [f"{hold}/status", "/koordinering", hold, "/adgang"]

    def seen() -> list[str]:
        found = []
        for somebody, addresses in ((cast.instructor, taught), (cast.coordinator, run)):
            reader.sign_in(somebody)
            pages = [reader.get(address) for address in addresses]
            assert {page.status for page in pages} == {200}
            found += [page.text for page in pages]
        return found

    reader.sign_in(cast.author)
    reader.get(f"/materiale/{one.id}/hent")
    before = seen()
    reader.sign_in(cast.author)
    reader.get(f"/materiale/{one.id}/hent?gem=1")
    reader.client.get(f"{hold}/materialer.zip")
    assert noted(reader) == ["material.downloaded", "materials.downloaded"]
    assert seen() == before
    told = {}
    for somebody in (cast.author, cast.instructor, cast.coordinator):
        reader.sign_in(somebody)
        page = reader.get("/profil/mine-oplysninger").text
        told[somebody.name] = ("Materiale: hentet" in page, "Alle materialer: hentet" in page)
    assert told == {
        cast.author.name: (True, True),
        cast.instructor.name: (False, False),
        cast.coordinator.name: (False, False),
    }


@pytest.mark.once
def test_the_page_on_privacy_says_that_it_is_noted_and_for_how_long(reader: Reader) -> None:
    assert "bliver det noteret i 13 måneder af hensyn til sikkerheden" in reader.get("/privatliv").text
