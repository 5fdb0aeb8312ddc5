"""Does somebody who has chosen English read every page in English, but for what people wrote themselves?"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

import pytest
from babel.dates import get_day_names, get_month_names
from babel.support import NullTranslations
from flask import Flask
from sqlalchemy import String, inspect, select

from portal import clock, text
from portal.db import Base, db
from portal.demo.build import build_demo
from portal.enrolments.sheet_columns import Column, recognise
from portal.enrolments.sheets import Sheet
from portal.sealing.columns import Sealed
from tests.conftest import MONDAY_MORNING, _portal, settings
from tests.journeys.demo_world import DemoWorld
from tests.journeys.on_the_way_in import held_on_the_way_in
from tests.journeys.visits import VISITS, Visit
from tests.raw_text import SAID_IN
from tests.reader import Page, Reader

pytestmark = pytest.mark.once

BY_ENDPOINT = {name: list(visits) for name, visits in groupby(VISITS, key=lambda visit: visit.endpoint)}
MARKED = re.compile("⟦[^⟦⟧]*⟧")
DANISH = re.compile("[æøåÆØÅ]")
READER = "maja@example.org"
SAID_ALIKE = re.compile(
    r"\b(MitKomponent|Mit|Komponent|Dansk|English|B|kB|MB|GB|DKK|[A-ZÆØÅ]{1,2}|[0-9a-f]{16,})\b"  # names, units, initials
)
CALENDAR = {
    name
    for width in ("wide", "abbreviated")
    for names in (get_month_names(width, locale="en"), get_day_names(width, locale="en"))
    for name in names.values()
}


class Marked(NullTranslations):
    """Puts a mark round whatever goes through gettext, so that the rest of a page shows."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"

    ugettext, ungettext = gettext, ngettext


class Abroad:
    """The demonstration world as English readers see it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.world = DemoWorld(app)
        self.addresses = app.url_map.bind("localhost")

    def read(self, visit: Visit) -> Page:
        """The page, in English."""
        reader = Reader(self.app)
        if visit.who:
            person = visit.who(self.world)
            self.world.speak(person, "en")
            reader.sign_in(person)
        else:
            with reader.client.session_transaction() as cookie:
                way = held_on_the_way_in(self.app, self.world.participant, visit.endpoint)
                cookie.update({"language": "en", **way, "code_email": READER})
        page = reader.get(self.addresses.build(visit.endpoint, visit.ids(self.world)))
        assert page.status == 200
        return page

    def own_words(self) -> re.Pattern[str]:
        """What people wrote: every line of every text in the database, and the names and words of names."""
        found = {READER}
        with self.app.app_context():
            for mapper in Base.registry.mappers:
                for column in inspect(mapper).column_attrs:
                    texts: Iterable[str | None] = ()
                    if isinstance(column.columns[0].type, String):
                        texts = db.session.scalars(select(getattr(mapper.class_, column.key)))
                    elif isinstance(column.columns[0].type, Sealed):
                        texts = [getattr(row, column.key) for row in db.session.scalars(select(mapper.class_))]
                    found |= {line for text in texts if text for line in shown(str(text), column.key)}
        return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(found, key=len, reverse=True)))})(?!\w)")


def shown(text: str, column: str) -> set[str]:
    """The lines of a text as a page shows them; of a name also the first, for that is how one is greeted."""
    written = {" ".join(line.strip().removeprefix("- ").split()) for line in text.splitlines()}
    return {line for line in written if len(line) > 3} | ({text.split(maxsplit=1)[0]} if column == "name" else set())


def read_aloud(page: Page) -> str:
    """All that one reads or hears of a page, a line for each piece of text."""
    assert page.tree is not None
    found: list[str] = []

    def walk(element: Any) -> None:
        found.extend(" ".join(value.split()) for name, value in element.items() if name in SAID_IN)
        if element.tag not in {"script", "style", "code"}:  # a key is typed, not read
            found.append(" ".join((element.text or "").split()))
            for child in element:
                if child.tag == "wbr":  # a place to break a long address, heard as nothing
                    found[-1] += " ".join((child.tail or "").split())
                    continue
                walk(child)
                found.append(" ".join((child.tail or "").split()))

    walk(page.tree)
    return "\n".join(found)


def unmarked(text: str) -> str:
    """What is left when every marked text is taken away, and those marked around it."""
    while MARKED.search(text):
        text = MARKED.sub("", text)
    return text


def left_over(text: str, own_words: re.Pattern[str]) -> list[str]:
    """Words that come neither from people nor from dates, units or names."""
    rest = SAID_ALIKE.sub("", own_words.sub("", text))
    return [word for word in re.findall(r"[^\W\d_⟦⟧]+", rest) if word not in CALENDAR]


@pytest.fixture(scope="module")
def abroad(make_migrated: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Abroad]:
    """A portal with the demonstration world."""
    clock.set_clock(MONDAY_MORNING)
    app = _portal(settings(make_migrated(), tmp_path_factory.mktemp("files")))
    with app.app_context():
        build_demo()
    yield Abroad(app)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def own_words(abroad: Abroad) -> re.Pattern[str]:
    assert abroad.world.letter  # made when asked for
    return abroad.own_words()


@pytest.mark.parametrize("endpoint", BY_ENDPOINT)
def test_a_page_says_nothing_but_translated_texts_and_peoples_own_words(
    abroad: Abroad, own_words: re.Pattern[str], endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "catalogue", lambda _code: Marked())
    for visit in BY_ENDPOINT[endpoint]:
        assert left_over(unmarked(read_aloud(abroad.read(visit))), own_words) == []


@pytest.mark.parametrize("endpoint", BY_ENDPOINT)
def test_a_page_in_english_has_no_danish_letter_but_in_peoples_own_words(
    abroad: Abroad, own_words: re.Pattern[str], endpoint: str
) -> None:
    for visit in BY_ENDPOINT[endpoint]:
        page = abroad.read(visit)
        assert page.tree is not None
        assert page.tree.get("lang") == "en"
        assert [word for word in left_over(read_aloud(page), own_words) if DANISH.search(word)] == []


def test_a_page_that_is_not_there_says_so_in_english(abroad: Abroad) -> None:
    abroad.world.speak(abroad.world.participant, "en")
    page = Reader(abroad.app).sign_in(abroad.world.participant).get("/findes-ikke")
    assert (page.status, page.heading) == (404, "There is nothing here that you can see")


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_headings_of_the_empty_spreadsheet_are_known_when_it_comes_back(abroad: Abroad, language: str) -> None:
    with abroad.app.app_context(), text.force_locale(language):
        headings = [str(column.label) for column in Column]
        assert recognise([Sheet("", [(1, headings), (2, ["Åse"] * len(headings))])]).unused == []


def test_what_is_left_over_is_told() -> None:
    words = re.compile("Maja Bruun|Maja")
    assert left_over(unmarked("⟦Hej, Maja⟧\n⟦Frist ⟦i morgen⟧⟧ 5 Nov, MB, 12 kB"), words) == []
    assert left_over(unmarked("⟦Skrevet af⟧ Maja Bruun, fredag"), words) == ["fredag"]
    assert left_over(unmarked("⟦Frist⟧ i dag"), words) == ["i", "dag"]
