"""SE-3: what if the session ends before a form is saved, while its file is on the way, or as it is sent? Nothing is lost."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID
from xml.etree.ElementTree import Element

import pytest

from portal import clock
from portal.db import db
from portal.incoming import AT_HAND
from portal.people.models import HeldForm, Person
from tests.access.matrix import MATRIX
from tests.access.world import World, build
from tests.cast import Cast
from tests.reader import Page, Reader
from tests.storage.samples import sample

LEAST: int = 20
TYPED = "Æblegrød på Ærø"
SIGNING_IN = {"people.sign_in", "people.enter_code", "step_up.confirm"}


def texts_of(page: Page, path: str) -> dict[str, str]:
    """Every text field of the page's main form, each with words of its own."""
    forms = [form for form in page.all("main")[0].iter("form") if form.get("method") == "post"]
    best = max((_texts_in(form) for form in forms if form.get("action", path) == path), key=len, default=[])
    return {name: f"{TYPED} {number}" for number, name in enumerate(best)}


def _texts_in(form: Element) -> list[str]:
    inputs = [one for one in form.iter("input") if one.get("type", "text") in {"text", "email"}]
    free = [one for one in (*form.iter("textarea"), *inputs) if one.get("inputmode") in {None, "text", "email"}]
    return sorted({name.replace("__n__", "0") for one in free if (name := one.get("name")) and is_written(name)})


def is_written(name: str) -> bool:
    """A row for a file that is not there yet has no name of its own; the user name helps password managers alone."""
    return "__id__" not in name and name != "username"


def over(reader: Reader) -> None:
    """It is the next day."""
    clock.set_clock(clock.now() + timedelta(hours=20))


def back(reader: Reader, person: Person, path: str) -> Page:
    """Signed in again, the form as it comes back."""
    reader.sign_in(person)
    with reader.client.session_transaction() as cookie:
        cookie["held"] = path
    return reader.get(path)


def kept_for(reader: Reader, person_id: UUID, path: str) -> dict[str, list[str]]:
    with reader.app.app_context():
        row = db.session.query(HeldForm).filter_by(person_id=person_id, path=path).one_or_none()
        return row.fields if row else {}


@pytest.fixture
def world(cast: Cast) -> World:
    return build(cast)


@pytest.mark.once
def test_se_3_what_stood_in_any_form_when_the_session_ended_comes_back(reader: Reader, world: World) -> None:
    """SE-3: every form of the URL map with a text in it: ended while it was written, while its file came, as it was sent."""
    tried, not_shown = 0, {}
    for endpoint, ids, who in MATRIX:
        rules = {m for rule in reader.app.url_map.iter_rules(endpoint) for m in rule.methods or ()}
        if not {"GET", "POST"} <= rules or not who - {"anonymous"} or endpoint in SIGNING_IN or "anonymous" in who:
            continue
        person = getattr(world.cast, min(who))
        path = reader.app.url_map.bind("localhost").build(endpoint, {n: world.ids[k] for n, k in ids.items()})
        page = reader.sign_in(person).get(path)
        typed = texts_of(page, path) if page.status == 200 and page.tree is not None else {}
        if not typed:
            continue
        tried += 1
        for when in ("before save", "during upload", "during submit"):
            lose_it(reader.sign_in(person), path, typed, when)
            kept = kept_for(reader, person.id, path)
            assert not {"password", "code", "csrf_token"} & set(kept), "a secret is kept"
            assert {name: kept.get(name) for name in typed} == {name: [text] for name, text in typed.items()}, path
        shown = back(reader, person, path)
        if lost := [name for name, text in typed.items() if text not in shown.source]:
            not_shown[endpoint] = lost
    assert not_shown == {}
    assert tried >= LEAST


def lose_it(reader: Reader, path: str, typed: dict[str, str], when: str) -> None:
    fields: dict[str, Any] = {**typed, "csrf_token": reader.token(), "password": "hemmelig", "code": "12345678"}
    over(reader)
    if when == "before save":  # the page's script hears of it first
        headers = {"Accept": "application/json", "X-CSRFToken": fields["csrf_token"]}
        answer = reader.client.post(path, json=typed, headers=headers)
        assert (answer.status_code, answer.get_json()) == (401, {"signed_in": False}), path
    if when == "during upload":
        fields["files"] = (BytesIO(sample("pdf") + b" " * AT_HAND), "stor.pdf")
    page = reader._read("POST", path, data=fields)
    assert (page.status, page.location.partition("?")[0]) == (303, "/log-ind"), path
