"""What if a part of the house is away: the database, the store of files? Plain words, and what was done stays done."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError, OperationalError

from portal.config import Config
from portal.db import AWAY, db
from portal.people import session
from portal.storage import current
from portal.storage.store import StoreDown
from tests.access.world import World, build
from tests.cast import Cast
from tests.reader import Reader
from tests.storage.samples import sample

SOON = "Prøv igen om et øjeblik."


@pytest.fixture
def signed_in(own_app: Flask) -> Reader:
    return Reader(own_app).sign_in(Cast(own_app).author)


def take_database_away(app: Flask, folder: Path) -> None:
    with app.app_context():
        db.engine.dispose()
    db._app_engines[app][None] = create_engine(f"sqlite:///{folder}/nowhere/portal.sqlite")


@pytest.mark.parametrize("address", ["/findes-ikke", "/log-ud", "/profil/", "/kurser?x=%ff"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_without_the_database_every_address_answers_in_plain_words(
    signed_in: Reader, tmp_path: Path, address: str, method: str
) -> None:
    token = signed_in.token()
    take_database_away(signed_in.app, tmp_path)
    answer = signed_in.client.open(address, method=method, headers={"X-CSRFToken": token})
    assert answer.status_code in {404, 405, 503}
    assert (
        "Portalen er ikke klar" in answer.text
        or "findes ikke" in answer.text
        or "kan ikke åbnes på den måde" in answer.text
    )
    assert "sqlite" not in answer.text
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("error", AWAY)
def test_whichever_way_the_database_is_away_it_is_said_alike(
    signed_in: Reader, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def fail(**_options: Any) -> None:
        raise error("SELECT", {}, Exception("væk")) if issubclass(error, DBAPIError) else error()

    monkeypatch.setattr(session, "begin", fail)
    answer = signed_in.client.get("/profil")
    assert (answer.status_code, SOON in answer.text) == (503, True)


def test_an_act_that_is_done_is_said_to_be_done_though_the_database_goes_right_after(
    signed_in: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_options: Any) -> None:
        raise OperationalError("UPDATE sign_in_session", {}, Exception("database is locked"))

    fields = {"name": "Maja Ødegård", "locale": "da", "csrf_token": signed_in.token()}
    monkeypatch.setattr(session, "note_seen", fail)
    monkeypatch.setattr(session, "TOUCH_EVERY", session.TOUCH_EVERY * 0)
    answer = signed_in.post("/profil", fields)
    assert (answer.status, answer.location) == (303, "/profil?gemt=1")


@pytest.fixture
def world(cast: Cast) -> World:
    return build(cast)


@pytest.fixture
def without_store(app: Flask, tmp_path: Path) -> Any:
    """The folder of files has become something else: nothing can be read or written."""
    config: Config = app.extensions["portal"]
    before, gone = current.store(), tmp_path / "files"
    gone.write_text("no folder")
    current.use(current.store_from(Config(storage_url=f"file://{gone}", secret_key=config.secret_key)), config)
    with pytest.raises(StoreDown):
        current.store().put("abcd", BytesIO(b"x"), media_type="text/plain", limit=9)
    yield
    current.use(before, config)


def with_file(**fields: str) -> dict[str, Any]:
    return {**fields, "files": (BytesIO(sample("pdf")), "Notat æøå.pdf")}


def test_with_the_store_away_the_text_of_a_case_is_kept_and_handed_in(
    reader: Reader, cast: Cast, without_store: None
) -> None:
    reader.sign_in(cast.author)
    address = f"/hold/{cast.cohort.id}/case"
    texts = dict.fromkeys(("title", "situation", "dilemma", "actors", "attempts", "question"), "Skrevet længe")
    page = reader.post(address, with_file(**texts, version="0"))
    assert page.status in {200, 422}
    assert "Teksten er gemt, men vi kan ikke tage imod filer lige nu." in page.text
    assert page.field("situation").strip() == "Skrevet længe"
    page = reader.post(address, with_file(**texts, version=page.field("version"), intent="submit", is_anonymised="y"))
    assert page.status == 303
    assert "kvittering" in page.location


def test_with_the_store_away_an_answer_is_handed_in_and_the_file_asked_for_again(
    reader: Reader, cast: Cast, world: World, without_store: None
) -> None:
    address = f"/opgave/{world.ids['assignment']}"
    reader.sign_in(cast.classmate)
    page = reader.post(address, with_file(text="Skrevet længe", version="0", intent="submit"))
    assert (page.status, "uden=1" in page.location) == (303, True)
    page = reader.post(address, with_file(text="Skrevet længere", version="1", intent="stay"))
    assert (page.status, page.field("text").strip()) == (422, "Skrevet længere")
    assert "Teksten er gemt, men vi kan ikke tage imod filer lige nu." in page.text


@pytest.mark.parametrize("raw", ["/hold/{cohort}/case/bilag", "/opgave/{assignment}/bilag", "/upload/fortroligt"])
def test_with_the_store_away_a_script_hears_that_it_may_try_again(
    reader: Reader, cast: Cast, world: World, without_store: None, raw: str
) -> None:
    reader.sign_in(cast.classmate)
    headers = {"X-CSRFToken": reader.token(), "Accept": "application/json", "X-File-Name": "a.pdf"}
    answer = reader.client.post(
        raw.format(cohort=cast.cohort.id, assignment=world.ids["assignment"]), data=sample("pdf"), headers=headers
    )
    assert (answer.status_code, answer.get_json()["message"]) == (
        503,
        "Vi kan ikke nå filerne lige nu. Prøv igen om lidt.",
    )


def test_with_the_store_away_materials_are_refused_with_their_form_whole(
    reader: Reader, cast: Cast, without_store: None
) -> None:
    reader.sign_in(cast.instructor)
    page = reader.post(f"/hold/{cast.cohort.id}/materialer", with_file(release="hidden"))
    assert (page.status, page.errors) == (422, ["Vi kan ikke nå filerne lige nu. Prøv igen om lidt."])
    page = reader.post(
        f"/hold/{cast.cohort.id}/opgave/ny",
        with_file(title="Ærlig opgave", text="Gør det", deadline_on="2027-01-10", deadline_at="12:00"),
    )
    assert page.status == 422
    assert "Vi kan ikke nå filerne lige nu." in page.text
    assert page.field("title") == "Ærlig opgave"


def test_with_the_store_away_a_file_answers_in_plain_words(
    reader: Reader, cast: Cast, world: World, without_store: None
) -> None:
    reader.sign_in(cast.author)
    page = reader.get(f"/case-bilag/{world.ids['attachment_of_case_for_instructors']}")
    assert (page.status, "Vi kan ikke nå filerne lige nu" in page.text) == (503, True)
    address = reader.get(f"/materiale/{world.ids['material']}/hent").location
    assert reader.get(address).status in {404, 503}
    with pytest.raises(StoreDown):
        current.store().check()
    assert reader.get("/").status == 200
