"""Does any page run what somebody wrote? Every stored text is made markup, and every page is read as a browser reads it."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask
from sqlalchemy import Enum, String, Table, Uuid, select, update

from portal.db import Base, db
from portal.sealing.columns import Sealed, sealed_columns
from portal.sealing.rows import sealed_kinds
from tests.access.matrix import MATRIX
from tests.access.world import World, build
from tests.cast import Cast
from tests.reader import Reader

pytestmark = pytest.mark.once

WRITTEN = (
    "\"'><img src=x onerror=a()>",
    "</textarea></title><script>a()</script>",
    "' onfocus=a() autofocus x='",
    "javascript:a()//</a><a href=javascript:a()>",
    "--></option></select><svg onload=a()>",
    "{{7*7}}{%raw%}${7*7}<iframe src=//x>",
    "&#60;b onclick=a()&#62;&lt;style&gt;",
)
# What the portal itself writes, and what decides how a page is found.
OURS = {
    "key", "upload_id", "media_type", "sha256", "code_hash", "secret_hash", "form_key", "message_id", "locale", "act", "kind",
    "code", "municipality_code", "fingerprint", "path", "result", "version_num", "roles", "level",
    "wrapped", "master",
}  # fmt: skip
ADDRESSES = {"href", "src", "action", "formaction", "poster", "data", "srcset"}
READ_BY = {endpoint: sorted(who)[-1:] for endpoint, _ids, who in MATRIX if who}


def texts_of(table: Table) -> list[Any]:
    return [
        column
        for column in table.columns
        if isinstance(column.type, String | Sealed)
        and column.table.name != "municipality"
        and not isinstance(column.type, Enum | Uuid)
        and column.name not in OURS
    ]


def put(table: Table, key: UUID, column: str, text: str) -> None:
    """Where it is sealed, by way of its row."""
    kind = sealed_kinds().get(table.name)
    if (table.name, column) == ("own_case", "masks"):
        text = json.dumps([[[text], text, "person", True]])  # words, and others in their place
    if kind is not None and column in sealed_columns(kind):
        setattr(db.session.get_one(kind, key), column, text)
    else:
        db.session.execute(update(table).where(table.primary_key.columns[0] == key).values({column: text}))


def write_everywhere(app: Flask, *texts: str) -> int:
    """Put a text, or each in turn, in every column somebody might have written; how many there are."""
    written = 0
    with app.app_context():
        for table in Base.metadata.sorted_tables:
            key = next(iter(table.primary_key.columns))
            for column in texts_of(table):
                for number, found in enumerate(db.session.scalars(select(key)).all()):
                    text = texts[written % len(texts)]
                    room = getattr(column.type, "length", None) or 500
                    fits = f"{number}{text}" if number else text  # some must be unique
                    put(table, found, column.name, fits[:room])
                    written += 1
        db.session.commit()
    return written


def what_runs(tree: Element) -> Iterator[str]:
    for element in tree.iter():
        for name, value in element.items():
            if name.startswith("on") or name == "autofocus":
                yield f"<{element.tag} {name}>"
            if name in ADDRESSES and value.strip().lower().startswith(("javascript:", "data:text", "//x")):
                yield f"<{element.tag} {name}={value[:30]}>"
        if element.tag in {"iframe", "object", "embed", "base", "style"}:
            yield f"<{element.tag}>"
        if element.tag == "script" and not element.get("src", "").startswith("/static/"):
            yield "<script>" if element.get("type") != "application/json" else ""
        if element.tag == "img" and not element.get("src", "").startswith(("/", "data:image/")):
            yield "<img>"


@pytest.fixture
def world(cast: Cast) -> World:
    return build(cast)


@pytest.mark.parametrize("text", WRITTEN, ids=range(len(WRITTEN)))
def test_wb_7_nothing_that_somebody_wrote_is_markup_on_any_page(reader: Reader, world: World, text: str) -> None:
    """WB-7: what is stored stands as text on every page, as a browser reads it."""
    app = reader.app
    speaker = Reader(app)
    world.let_speak(speaker)
    people = {name for (name,) in READ_BY.values()} - {"speaker"}
    browsers = {"speaker": speaker, **{name: Reader(app).sign_in(getattr(world.cast, name)) for name in people}}
    assert write_everywhere(app, text) > 100
    seen, runs = 0, []
    for endpoint, wanted, who in MATRIX:
        if not who or "GET" not in {m for r in app.url_map.iter_rules(endpoint) for m in r.methods or ()}:
            continue
        address = app.url_map.bind("localhost").build(endpoint, {n: world.ids[k] for n, k in wanted.items()})
        answer = browsers[max(who)].client.get(address) if max(who) in browsers else reader.client.get(address)
        # 409, 410: nothing to pack for this reader, and a page that needs a link; their sentences are looked at too
        assert answer.status_code in {200, 302, 303, 409, 410}, f"{endpoint}: {answer.status}"
        assert not any("\n" in value or "\r" in value for _name, value in answer.headers), endpoint
        if answer.mimetype == "text/html":
            tree = html5lib.HTMLParser(namespaceHTMLElements=False).parse(answer.text)
            runs += [f"{endpoint}: {found}" for found in what_runs(tree) if found]
            seen += text[:9] in "".join(tree.itertext())
            assert "49{%" not in answer.text, "a template was run"
    assert runs == []
    assert seen > 25, "the text stands on hardly any page"


@pytest.mark.parametrize(
    "html",
    [
        "<a href='javascript:a()'>x</a>",
        "<p onclick='a()'>x</p>",
        "<script>a()</script>",
        "<img src=x>",
        "<iframe></iframe>",
        "<style>p{}</style>",
        "<a href=' JavaScript:a()'>x</a>",
    ],
)
def test_the_eye_sees_what_would_run(html: str) -> None:
    assert [found for found in what_runs(html5lib.HTMLParser(namespaceHTMLElements=False).parse(html)) if found]
