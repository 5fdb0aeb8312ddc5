"""Where does what people write turn up again? Where it belongs, and in no log line, letter, journal entry or temporary file."""

import io
import tempfile
from itertools import count
from pathlib import Path

import jinja2
import pytest
from flask import Flask
from jinja2 import meta
from sqlalchemy import select

from portal.db import db
from portal.journal.models import Entry
from portal.letters.models import Letter
from portal.own_cases.models import OwnCase
from tests.access.world import CANARY, World, build
from tests.cast import Cast
from tests.reader import Reader

pytestmark = pytest.mark.once

# What a letter may speak of: who reads it, who wrote, which course, when, where to look, a receipt. Never what is in it.
MAY_BE_TOLD = {
    "to", "_", "name", "course", "author", "address", "time", "receipt", "facts", "caller", "is_by_author", "code", "minutes",
    "provider", "change", "number", "headline", "place", "begins", "ask", "is_late", "at_time", "instructor", "position",
    "goes_at", "at", "made_at", "is_case", "checksum", "is_secretary", "municipality", "by", "hours", "news", "venue", "contact",
    "ends_at", "deadline", "key",
}  # fmt: skip
# An announcement and a reminder are written to be sent: their words are the letter.
SENT_AS_WRITTEN = {"announcement.txt": {"words", "headline"}, "own_case_lacking.txt": {"words"}}


class Canaries:
    """Unique words, each given out once."""

    def __init__(self) -> None:
        self.given: list[str] = []
        self._number = count(1)

    def __call__(self) -> str:
        self.given.append(f"kanarie{next(self._number):02}x7f3a")
        return self.given[-1]

    def cpr(self) -> str:
        self.given.append(f"010190-{7000 + next(self._number)}")
        return self.given[-1]

    def many(self, *names: str) -> dict[str, str]:
        return {name: self() for name in names}

    def left_in(self, text: str) -> list[str]:
        return [one for one in self.given if one in text or one.capitalize() in text]


@pytest.fixture
def world(cast: Cast) -> World:
    return build(cast)


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go meanwhile."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def write_everywhere(reader: Reader, world: World, new: Canaries) -> None:
    """Every kind of input once and more, each with words of its own."""
    cohort, task, case = world.ids["cohort"], world.ids["assignment"], world.ids["case_for_instructors"]
    texts = ("title", "situation", "dilemma", "actors", "attempts", "question")
    odd = {
        "X-File-Name": f"{new()}.pdf",
        "User-Agent": new(),
        "Referer": f"http://localhost/{new()}",
        "Cookie": f"x={new()}",
    }
    reader.post("/log-ind", {"email": f"{new()}@eksempel.dk", "naeste": f"/{new()}"})
    reader.post("/log-ind/kode", new.many("code"))
    reader.post("/log-ind/adgangskode", new.many("password", "adgangskode"))
    for place in ("invitation", "nulstil", "log-ind/konto", "log-ind/retur"):
        reader.client.get(f"/{place}/{new()}?code={new()}&state={new()}")
    reader.sign_in(world.cast.author)
    reader.get(f"/soeg?q={new()}")
    reader.client.get(f"/{new()}", headers={"User-Agent": new()})
    reader.post(
        "/profil", {**new.many("title", "organisation", "phone", "biography"), "name": "Maja Bruun", "locale": "da"}
    )
    reader.post(f"/hold/{cohort}/case", {**new.many(*texts), "version": "9"})
    reader.post(
        f"/hold/{cohort}/case",
        {**new.many(*texts), "situation": f"cpr {new.cpr()}", "version": "1", "intent": "submit"},
    )
    reader.send(f"/hold/{cohort}/case/gem", {"field": "title", "value": new(), "version": 9})
    reader.send(f"/hold/{cohort}/case/gem", {"field": new(), "value": new.cpr(), "version": 1})
    reader.post(f"/hold/{cohort}/case/bilag", headers={"X-File-Name": odd["X-File-Name"]}, data=None)
    files = {"files": (io.BytesIO(f"{new()} {new.cpr()}".encode()), f"{new()}.txt"), "text": new(), "version": "0"}
    reader.post(f"/opgave/{task}", files)
    reader.post(f"/opgave/{task}", {"text": new(), "version": "0", "intent": "submit"})
    reader.post(f"/case/{case}/kommentar", {"text": f"{new()} {new.cpr()}"})
    reader.post(f"/case/{case}/kommentar", new.many("text"))
    reader.client.post(f"/case/{case}/kommentar", data=new.many("text", "csrf_token"), headers=odd)
    reader.sign_in(world.cast.instructor)
    reader.post(f"/case/{case}/kommentar", new.many("text"))
    reader.post(f"/aflevering/{world.ids['submission']}", new.many("text"))
    reader.post(f"/materiale/{world.ids['material']}/ret", new.many("title", "description"))


def test_ad_3_what_people_write_is_in_no_log_letter_journal_or_temporary_file(
    reader: Reader,
    world: World,
    log: io.StringIO,
    scratch: Path,
) -> None:
    """AD-3, AD-4: 50 and more canaries through every kind of input: 0 in logs, letters, the journal, temporary files."""
    new = Canaries()
    write_everywhere(reader, world, new)
    assert len(new.given) >= 50
    with reader.app.app_context():
        cases = " ".join(str(case.__dict__) for case in db.session.scalars(select(OwnCase)))
        posted = list(db.session.scalars(select(Letter)))
        letters = " ".join(f"{one.subject} {one.body}" for one in posted)
        entries = " ".join(str(one.__dict__) for one in db.session.scalars(select(Entry)))
    assert len(new.left_in(cases)) >= 5, "nothing was kept, so nothing was tried"
    assert new.left_in(log.getvalue()) == []
    assert {one.kind for one in posted} >= {"own_case_commented", "submission_answered"}
    assert new.left_in(letters) == []
    assert CANARY not in letters, "nor what stood in titles and texts before"
    assert new.left_in(entries) == []
    assert [
        path.name for path in scratch.rglob("*") if path.is_file() and new.left_in(path.read_bytes().decode("latin-1"))
    ] == []


def test_ad_4_no_letter_is_given_a_title_a_text_or_a_file_name(app: Flask) -> None:
    """AD-4: what each letter may be told; a new word has to be looked at here."""
    found = {}
    for name in app.jinja_env.list_templates(
        filter_func=lambda name: name.startswith("letters/") and name.endswith(".txt")
    ):
        loader = app.jinja_env.loader
        assert isinstance(loader, jinja2.BaseLoader)
        source = loader.get_source(app.jinja_env, name)[0]
        told = meta.find_undeclared_variables(app.jinja_env.parse(source))
        short = name.removeprefix("letters/")
        if more := told - MAY_BE_TOLD - SENT_AS_WRITTEN.get(short, set()):
            found[short] = more
    assert found == {}
