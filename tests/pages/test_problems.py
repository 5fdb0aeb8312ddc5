"""What does somebody see while the database is away? Plain words, whoever they are, and never the inside of the machine."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine

from portal.db import db
from tests.cast import Cast
from tests.reader import Reader


@pytest.fixture
def signed_in(own_app: Flask) -> Reader:
    return Reader(own_app).sign_in(Cast(own_app).author)


@pytest.fixture
def without_database(own_app: Flask, tmp_path: Path) -> None:
    """From now on every connection fails."""
    with own_app.app_context():
        db.engine.dispose()
    db._app_engines[own_app][None] = create_engine(f"sqlite:///{tmp_path}/nowhere/portal.sqlite")


@pytest.mark.parametrize("address", ["/", "/profil", "/hjaelp"])
def test_a_signed_in_person_gets_a_plain_page(signed_in: Reader, address: str, without_database: None) -> None:
    answer = signed_in.client.get(address)
    assert answer.status_code == 503
    assert "Prøv igen om et øjeblik. Det, du har gemt, er der stadig." in answer.text
    assert "sqlite" not in answer.text


def test_a_stranger_gets_the_same(own_app: Flask, without_database: None) -> None:
    assert own_app.test_client().get("/log-ind").status_code == 503


def test_a_script_gets_a_sentence(signed_in: Reader, without_database: None) -> None:
    answer = signed_in.client.get("/profil", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.get_json()) == (
        503,
        {"message": "Prøv igen om et øjeblik. Det, du har gemt, er der stadig."},
    )
