"""What does a request do with its connection? It begins to write, not to read, and meets no server that has gone."""

import time
from datetime import UTC

import psycopg
import pytest
from flask import Flask
from psycopg.pq import TransactionStatus
from sqlalchemy import select, text

from portal.db import AWAY, TRUSTED_FOR, db
from portal.people import session
from portal.people.models import Person
from tests.cast import Cast


def is_sqlite(app: Flask) -> bool:
    return str(app.config["SQLALCHEMY_DATABASE_URI"]).startswith("sqlite")


def is_in_transaction(app: Flask, *, writes: bool) -> bool:
    with app.app_context():
        session.begin(writes=writes)
        assert db.session.scalar(text("SELECT count(*) FROM municipality")) == 98
        driver = db.session.connection().connection.driver_connection
        assert driver is not None
        return driver.in_transaction if is_sqlite(app) else driver.info.transaction_status is TransactionStatus.INTRANS


def test_reading_is_a_transaction_on_sqlite_alone_and_writing_everywhere(own_app: Flask) -> None:
    assert is_in_transaction(own_app, writes=True)
    assert is_in_transaction(own_app, writes=False) is is_sqlite(own_app)


@pytest.mark.parametrize("is_declared", [True, False])
def test_what_was_written_before_it_went_wrong_is_taken_back(own_app: Flask, is_declared: bool) -> None:
    """Also by what says nothing of writing, as commands and the worker do."""
    with own_app.app_context():
        if is_declared:
            session.begin(writes=True)
        db.session.execute(text("DELETE FROM municipality WHERE code = '751'"))
        db.session.rollback()
        assert db.session.scalar(text("SELECT count(*) FROM municipality")) == 98


def answers_after_its_connection_was_cut(app: Flask, *, rested: float) -> bool:
    with app.app_context(), db.engine.connect() as line:
        number = line.scalar(text("SELECT pg_backend_pid()"))
    address = str(app.config["SQLALCHEMY_DATABASE_URI"]).replace("+psycopg", "")
    with psycopg.connect(address) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
    time.sleep(rested)
    try:
        with app.app_context():
            return db.session.scalar(text("SELECT 1")) == 1
    except AWAY:
        return False


def test_a_connection_that_has_rested_is_asked_before_it_is_used(
    own_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_sqlite(own_app):
        pytest.skip("SQLite has no server to go")
    with monkeypatch.context() as patched:
        patched.setattr("portal.db.TRUSTED_FOR", 60)
        assert not answers_after_its_connection_was_cut(own_app, rested=0), "else it is not the question that helps"
    assert answers_after_its_connection_was_cut(own_app, rested=TRUSTED_FOR)


def test_instants_come_back_in_utc(own_app: Flask) -> None:
    with own_app.app_context():
        assert Cast(own_app).author
        moments = db.session.scalars(select(Person.created_at)).all()
        assert moments
        assert {one.tzinfo for one in moments} == {UTC}
