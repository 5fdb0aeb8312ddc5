"""How do tests read pages? Through a client without script that checks every page it gets, whatever the test is about."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import Engine, event
from werkzeug.test import TestResponse

from portal import clock
from portal.db import db
from portal.people.form_tokens import SALT, seed_for
from portal.people.models import Person, SignInSession
from portal.people.session_cookie import NAME, hashed
from portal.people.session_rows import begin_row

LABELLED = {"input", "select", "textarea"}
COOKIES = (NAME, "portal")  # who is signed in; the rest
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TOKEN = re.compile(r'(content|value)="[\w.-]{40,}"')
CHECKED: set[str] = set()
UNLABELLED_INPUTS = {"hidden", "submit", "button"}


class Page:
    """One answer, read as a person would: heading, text, errors, forms."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.source = (
            response.get_data(as_text=True) if response.mimetype.startswith(("text/", "application/json")) else ""
        )

    @cached_property
    def tree(self) -> Element | None:
        """What a browser makes of it, when it is a page."""
        if self.response.mimetype != "text/html":
            return None
        found: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(self.source)
        return found

    @property
    def location(self) -> str:
        """Where a redirect leads."""
        return self.response.headers.get("Location", "")

    @property
    def json(self) -> Any:
        """The answer to a script."""
        return self.response.get_json()

    def all(self, tag: str) -> list[Element]:
        """Every element of a name."""
        assert self.tree is not None
        return list(self.tree.iter(tag))

    @property
    def heading(self) -> str:
        """The one h1."""
        return words(self.all("h1")[0])

    @property
    def text(self) -> str:
        """What stands in main, in one line."""
        return words(self.all("main")[0])

    @property
    def errors(self) -> list[str]:
        """The sentences at the fields."""
        return [words(p) for p in self.all("p") if "field__error" in p.get("class", "") and p.get("hidden") is None]

    @property
    def links(self) -> list[str]:
        """Where the links of main lead."""
        return [a.get("href", "") for a in self.all("main")[0].iter("a")]

    def field(self, name: str) -> str:
        """What stands in a field."""
        for one in [*self.all("input"), *self.all("textarea"), *self.all("select")]:
            if one.get("name") != name:
                continue
            if one.tag == "select":
                return next((o.get("value", words(o)) for o in one.iter("option") if o.get("selected") is not None), "")
            if one.get("type") in {"radio", "checkbox"} and one.get("checked") is None:
                continue
            return one.get("value", "") if one.tag == "input" else "".join(one.itertext())
        raise AssertionError(f"no field called {name}")


def words(element: Element) -> str:
    """The text of an element, in one line."""
    return " ".join("".join(element.itertext()).split())


def check_once(page: Page) -> None:
    """The same for a page that differs from none of those before but in ids and tokens: there is nothing new in it."""
    ids: dict[str, str] = {}
    alike = TOKEN.sub("TOKEN", ID.sub(lambda found: ids.setdefault(found[0], f"<{len(ids)}>"), page.source))
    if alike not in CHECKED:
        check(page)
        CHECKED.add(alike)


def check(page: Page) -> None:
    """The rules of the house for every page: valid, one language, one h1, labels, unique ids, tokens, nothing inline."""
    html = page.tree
    assert html is not None
    assert html.get("lang") in {"da", "en"}, "the page does not say its language"
    assert len(page.all("h1")) == 1, "a page has one h1"
    title = words(page.all("title")[0])
    assert title.endswith("– MitKomponent"), title
    assert len(title) > len("– MitKomponent") + 2, "the title says nothing"
    ids = [e.get("id") for e in html.iter() if e.get("id")]
    assert len(ids) == len(set(ids)), f"ids twice: {sorted({i for i in ids if ids.count(i) > 1})}"
    for form in page.all("form"):
        if form.get("method", "get").lower() == "post":
            names = [i.get("name") for i in form.iter("input")]
            assert "csrf_token" in names, f"a form without a token: {form.get('action')}"
    _check_labels(page, set(ids))
    for element in html.iter():
        inline = [n for n in element.keys() if n == "style" or n.startswith("on")]  # noqa: SIM118 - an Element is no dict
        assert not inline, f"inline {inline} on {element.tag}"
        for name in ("aria-describedby", "aria-labelledby", "aria-controls"):
            missing = [i for i in element.get(name, "").split() if i not in ids]
            assert not missing, f"{name} names {missing}"
    assert not page.all("style")
    assert all(s.get("src") or s.get("type") == "application/json" for s in page.all("script"))
    assert not re.search(r"\b(None|undefined|LazyString|Undefined)\b", page.text), "something unfinished on the page"


def _check_labels(page: Page, ids: set[str | None]) -> None:
    targets = {label.get("for") for label in page.all("label")}
    assert targets - {None} <= ids, f"labels for nothing: {targets - ids - {None}}"
    wrapped = {id(e) for label in page.all("label") for e in label.iter()}
    for tag in LABELLED:
        for field in page.all(tag):
            if field.get("type") in UNLABELLED_INPUTS or field.get("aria-label") or field.get("aria-labelledby"):
                continue
            assert id(field) in wrapped or field.get("id") in targets, f"no label: {field.attrib}"
    for button in page.all("button"):
        assert words(button) or button.get("aria-label"), "a button without a name"


class Reader:
    """A browser without script. Signs people in without the letter; everything else is the real thing."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()
        self.queries: list[str] = []

    def sign_in(self, person: Person) -> "Reader":
        """Be somebody: a session row and its cookie, as after a right code."""
        self.client = self.app.test_client()
        secret = f"hemmelighed-{person.id}-{clock.now().timestamp()}"  # later on the stopped clock is a new session
        with self.app.app_context():
            if db.session.query(SignInSession).filter_by(secret_hash=hashed(secret)).one_or_none() is None:
                begin_row(person.id, secret, level="letter")
                db.session.commit()
        self.client.set_cookie(NAME, secret)
        with self.client.session_transaction() as cookie:
            cookie["csrf_token"] = seed_for(person.id)
        return self

    @property
    def secret(self) -> str:
        """What proves who is signed in here."""
        cookie = self.client.get_cookie(NAME)
        return cookie.value if cookie else ""

    @property
    def cookies(self) -> dict[str, str]:
        """All that this browser sends along."""
        found = {name: self.client.get_cookie(name) for name in COOKIES}
        return {name: cookie.value for name, cookie in found.items() if cookie}

    @property
    def cookie_header(self) -> str:
        """The same, as a browser writes it."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def copy(self) -> "Reader":
        """Another browser with the very same cookies, as if somebody had captured them."""
        other = Reader(self.app)
        for name, value in self.cookies.items():
            other.client.set_cookie(name, value)
        return other

    def get(self, address: str, **options: Any) -> Page:
        """A page, checked."""
        return self._read("GET", address, **options)

    def token(self) -> str:
        """A form token of this browser's: made from its cookie, or had from a page by who has none yet."""
        held = self.client.get_cookie("portal")
        signer = SecureCookieSessionInterface().get_signing_serializer(self.app)
        seed = signer.loads(held.value).get("csrf_token") if held and signer else None
        if seed:
            return str(URLSafeTimedSerializer(str(self.app.secret_key), salt=SALT).dumps(seed))
        page = self.client.get("/hjaelp").get_data(as_text=True)
        found = re.search(r'name="csrf-token" content="([^"]+)"', page)
        assert found
        return found.group(1)

    def post(self, address: str, data: dict[str, Any] | None = None, **options: Any) -> Page:
        """Send a form, with the token that the page held."""
        fields: dict[str, Any] = {"csrf_token": self.token(), **(data or {})}
        return self._read("POST", address, data=fields, **options)

    def send(self, address: str, body: Any, **options: Any) -> Page:
        """What a script sends: JSON with the token in a header."""
        headers = {"X-CSRFToken": self.token(), "Accept": "application/json", **options.pop("headers", {})}
        return self._read("POST", address, json=body, headers=headers, **options)

    def _read(self, method: str, address: str, **options: Any) -> Page:
        with counted() as statements:
            response = self.client.open(address, method=method, **options)
        self.queries = statements
        page = Page(response)
        if response.mimetype == "text/html" and not 300 <= page.status < 400:
            check_once(page)
        return page


@contextmanager
def counted() -> Iterator[list[str]]:
    """The SELECTs that run meanwhile."""
    statements: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)
