"""Can one look round in the demonstration as anybody in it, and nowhere else?"""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.app import create_app
from portal.config import Config
from portal.db import db
from portal.door import DOORS
from portal.journal.models import Entry
from tests.cast import Cast
from tests.reader import Reader


def test_one_press_begins_an_ordinary_session_as_somebody_of_that_role(reader: Reader, cast: Cast) -> None:
    _all = (cast.author, cast.instructor, cast.coordinator, cast.contact, cast.disabled)
    page = reader.get("/demonstration")
    for words in ("Deltager", "Maja Bruun", "Underviser", "Ingrid Solbjerg", "Koordinator", "Kommunens kontaktperson"):
        assert words in page.text
    assert "Ditte Munk" not in page.text
    assert reader.post("/demonstration", {"som": cast.contact.id}).location == "/"
    assert reader.get("/min-kommune").status == 200
    assert reader.post("/demonstration", {"som": cast.instructor.id}).location == "/"
    assert reader.get(f"/undervisning/{cast.cohort.id}").status == 200
    with cast.app.app_context():
        entered = select(Entry.by_id, Entry.role).where(Entry.act == "demonstration.entered").order_by(Entry.role)
        assert [tuple(row) for row in db.session.execute(entered)] == [
            (cast.instructor.id, "instructor"),
            (cast.contact.id, "municipal_contact"),
        ]


@pytest.mark.once
@pytest.mark.parametrize("whom", ["", "x", "6f1c2a4e-7a10-4a0a-9c6b-0d7f5f3f1a11", "disabled"])
def test_nobody_is_entered_who_is_not_there(reader: Reader, cast: Cast, whom: str) -> None:
    answer = reader.post("/demonstration", {"som": cast.disabled.id if whom == "disabled" else whom})
    assert (answer.status, "Vælg en på siden" in answer.text) == (409, True)
    assert reader.get("/profil").status == 303


@pytest.mark.once
def test_the_page_is_not_there_in_production(app: Flask) -> None:
    config = Config(
        mode="production",
        secret_key="kun til prøver, aldrig andetsteds " * 2,
        master_key=app.extensions["portal"].master_key,
        base_url="https://portal.eksempel.dk",
        smtp_url="smtp://localhost",
        database_url=app.extensions["portal"].database_url,
        storage_url=app.extensions["portal"].storage_url,
    )
    production = create_app(config)
    assert "demonstration.look_round" in DOORS, "declared, and not offered"
    assert "demonstration.look_round" not in production.view_functions
    client = production.test_client()
    for method in ("GET", "POST"):
        assert client.open("/demonstration", method=method, base_url=config.base_url).status_code == 404
