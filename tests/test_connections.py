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
from portal.searching.dialect import settle_on_the_index
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


@pytest.mark.parametrize("writes", [True, False])
def test_a_search_plans_for_its_words_as_long_as_it_is_under_way(own_app: Flask, writes: bool) -> None:
    if is_sqlite(own_app):
        pytest.skip("SQLite has no planner to tell")
    ways = []
    for _request in range(2):
        with own_app.app_context():
            session.begin(writes=writes)
            ways.append((db.session.scalar(text("SHOW enable_seqscan")), db.session.scalar(text("SHOW jit"))))
            settle_on_the_index()
            ways.append((db.session.scalar(text("SHOW enable_seqscan")), db.session.scalar(text("SHOW jit"))))
            driver = db.session.connection().connection.driver_connection
        assert driver is not None
        assert driver.info.transaction_status is TransactionStatus.IDLE
    assert ways == [("on", ways[0][1]), ("off", "off")] * 2, "or it went on after the request"


def test_the_connection_that_was_given_back_last_is_taken_first(own_app: Flask) -> None:
    """So one that turns out to be cut has rested less than all others in the pool."""
    if is_sqlite(own_app):
        pytest.skip("SQLite has no server to go")
    with own_app.app_context():
        with db.engine.connect() as last, db.engine.connect() as first:
            assert first.connection.driver_connection is not last.connection.driver_connection
            expected = last.connection.driver_connection
        with db.engine.connect() as taken:
            assert taken.connection.driver_connection is expected


def test_instants_come_back_in_utc(own_app: Flask) -> None:
    with own_app.app_context():
        assert Cast(own_app).author
        moments = db.session.scalars(select(Person.created_at)).all()
        assert moments
        assert {one.tzinfo for one in moments} == {UTC}
