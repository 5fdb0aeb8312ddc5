"""What do tests of signing in stand on? The portal as in production, where a letter alone lets nobody in."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import Base, db
from tests.reader import Reader


@pytest.fixture
def production(isolated: Flask) -> Iterator[Flask]:
    """The same portal with production's rules for signing in."""
    before = isolated.extensions["portal"]
    isolated.extensions["portal"] = replace(before, mode="production")
    isolated.jinja_env.globals["is_demo"] = False
    yield isolated
    isolated.extensions["portal"] = before
    isolated.jinja_env.globals["is_demo"] = True


@pytest.fixture
def visitor(production: Flask) -> Reader:
    """A browser without script at a portal in production."""
    return Reader(production)


@pytest.fixture
def all_texts(isolated: Flask) -> Callable[[], set[str]]:
    """Every value that stands in the database, as text."""

    def read() -> set[str]:
        with isolated.app_context():
            return {
                value.decode("latin-1") if isinstance(value, bytes) else str(value)
                for table in Base.metadata.sorted_tables
                for row in db.session.execute(select(table))
                for value in row
            }

    return read
