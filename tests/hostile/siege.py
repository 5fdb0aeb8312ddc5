"""How is one endpoint tried with everything at once? As somebody who may be there; what is refused must leave no trace."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import html5lib
from flask import Flask
from werkzeug.test import TestResponse

from portal.db import Base, db
from tests.access.matrix import EVERYONE, MATRIX, NOBODY
from tests.access.world import World
from tests.hostile.payloads import FORM
from tests.reader import Reader

ENDPOINTS = sorted({endpoint for endpoint, _wanted, who in MATRIX if who != NOBODY})
# What a refused request may leave: that somebody was here, a try at a code, files that need not be sent twice.
MAY_CHANGE = {"sign_in_session", "sign_in_code", "sign_in_try", "held_form", "stored_file", "journal_entry"}
# Of these every field that reads well is kept, whatever is said of the others: that is their promise.
KEEPS = {
    "own_cases.write": {"own_case", "own_case_attachment"},
    "assignments.answer": {"submission", "submission_attachment"},
}
HEADERS = (
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Cache-Control",
)
RAW = ("<img src=x", "<script src=//x", "\"'></textarea>", "${49}", "{{ 49 }}")
INSIDES = ("Traceback", "sqlalchemy", "werkzeug", "psycopg", "sqlite3", "/portal/")
# What addresses read whose forms stand on other pages.
NAMES = (
    "locale", "naeste", "laest", "retning", "skjul", "state", "fra", "draft_id", "seen", "remove", "add", "intent", "asked",
    "file_ids", "removed_ids", "remove_ids", "version", "form_key", "text", "title", "step", "code", "email", "days-0-id",
)  # fmt: skip
# What a form needs that came blank, by how the name ends; the first that fits.
FILLED = (
    ("email", "ny.deltager@eksempel.dk"),
    ("_on", "2027-03-10"),
    ("day", "2027-03-10"),
    ("_at", "10:00"),
    ("_time", "10:00"),
    ("starts", "10:00"),
    ("ends", "11:00"),
    ("title", "Ærlig titel"),
    ("name", "Åse Østergård"),
    ("text", "En tekst."),
    ("body", "En tekst."),
    ("subject", "Et emne"),
    ("summary", "Kort fortalt."),
)
PRESSED = {"announcements.new": {"step": "send"}, "own_cases.move": {"state": "reviewed"}}


@dataclass
class Stance:
    """An endpoint, where it is, and somebody who may be there."""

    endpoint: str
    address: str
    who: str
    browser: Reader
    token: str
    methods: set[str]

    def __post_init__(self) -> None:
        self.app: Flask = self.browser.app
        self.unsound: list[str] = []
        self.has_form = False

    def attack(self, label: str, method: str, *, token: bool = True, **options: Any) -> TestResponse:
        """One request, the token in a header so that the body is free. What it does stays only when it was refused."""
        headers = {"X-CSRFToken": self.token} if token else {}
        headers.update(options.pop("headers", {}))
        savepoint = db._app_engines[self.app][None].begin_nested()
        answer = self.browser.client.open(self.address, method=method, headers=headers, **options)
        if answer.status_code >= 400:
            savepoint.commit()
        else:
            savepoint.rollback()
        self.unsound += [f"{method} {label}: {fault}" for fault in faults(answer)]
        answer.close()
        return answer

    def fields(self) -> list[tuple[str, str]]:
        """The form of the page with its blanks filled, or the names that addresses without a form of their own read."""
        pressed = PRESSED.get(self.endpoint, {})
        page = self.browser.client.get(self.address)
        if page.status_code != 200 or page.mimetype != "text/html":
            return [(name, pressed.get(name, "")) for name in NAMES]
        tree = html5lib.HTMLParser(namespaceHTMLElements=False).parse(page.get_data(as_text=True))
        here = {"", self.address}
        self.has_form = True
        forms = [f for f in tree.iter("form") if f.get("method") == "post" and f.get("action", "") in here]
        return [(n, pressed.get(n) or _plausible(n, v)) for form in forms for n, v in _sent_by(form)]

    def state(self) -> dict[str, str]:
        """What stands in each table, in short."""
        but = MAY_CHANGE | KEEPS.get(self.endpoint, set())
        tables = [table for table in Base.metadata.sorted_tables if table.name not in but]
        with self.app.app_context():
            driver = db.session.connection()  # its own values: no type is read into Python to be compared
            rows = {t.name: sorted(map(repr, driver.exec_driver_sql(f'SELECT * FROM "{t.name}"'))) for t in tables}
        return {name: hashlib.sha256(repr(found).encode()).hexdigest() for name, found in rows.items()}


def faults(answer: TestResponse) -> list[str]:
    """What is wrong with an answer whatever was asked."""
    found = [f"{answer.status}"] if answer.status_code >= 500 else []
    found += [f"no {name}" for name in HEADERS if name not in answer.headers]
    if answer.mimetype in {"text/html", "application/json", "text/plain"}:
        text = answer.get_data(as_text=True)
        found += [f"says {inside}" for inside in INSIDES if inside in text and answer.status_code >= 400]
        found += [f"holds {raw}" for raw in RAW if raw in text and answer.mimetype == "text/html"]
    return found


def _plausible(name: str, value: str) -> str:
    return value or next((text for ending, text in FILLED if name.endswith(ending)), "")


def _sent_by(form: Any) -> Iterator[tuple[str, str]]:
    for one in form.iter():
        name, kind = one.get("name"), one.get("type")
        if not name or name == "csrf_token" or one.tag == "button" or kind == "file":
            continue
        if one.tag == "select":
            chosen = next((o for o in one.iter("option") if o.get("selected") is not None), None)
            yield name, chosen.get("value", "") if chosen is not None else ""
        elif one.tag == "textarea":
            yield name, "".join(one.itertext())
        elif kind not in {"radio", "checkbox"} or one.get("checked") is not None:
            yield name, one.get("value", "")


def stances(app: Flask, world: World) -> Iterator[Stance]:
    """Every endpoint once, with the first of those who may be there."""
    browsers: dict[str, tuple[Reader, str]] = {}
    for endpoint in ENDPOINTS:
        wanted, who = next((row[1], row[2]) for row in MATRIX if row[0] == endpoint and row[2] != NOBODY)
        ids = {name: world.ids[key] for name, key in wanted.items()}
        name = "anonymous" if who == EVERYONE else min(who)
        if name not in browsers:
            reader = Reader(app)
            if name != "anonymous":
                reader.sign_in(getattr(world.cast, name))
            browsers[name] = reader, reader.token()
        methods = {m for rule in app.url_map.iter_rules(endpoint) for m in rule.methods or ()}
        yield Stance(endpoint, app.url_map.bind("localhost").build(endpoint, ids), name, *browsers[name], methods)


def form_of(fields: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """A form as a browser without files sends it."""
    return {"data": urlencode(list(fields), errors="surrogatepass"), "content_type": FORM}
