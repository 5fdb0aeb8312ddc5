"""What do tests of signing in stand on? The portal as in production, where a letter alone lets nobody in."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

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
