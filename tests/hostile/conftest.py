"""What do the sieges share? One world for a whole file, and somebody at every address who may be there."""

import io
import logging
from collections.abc import Iterator

import pytest
from flask import Flask

from portal import clock
from portal.logs import Json, Plain
from tests.access.world import build
from tests.cast import Cast
from tests.conftest import MONDAY_MORNING, rolled_back
from tests.hostile.siege import Stance, stances


@pytest.fixture(scope="module")
def besieged(app: Flask) -> Iterator[dict[str, Stance]]:
    """Every endpoint with somebody who may be there. Do not mix with `reader` or `cast`."""
    clock.set_clock(MONDAY_MORNING)
    with rolled_back(app):
        yield {stance.endpoint: stance for stance in stances(app, build(Cast(app)))}


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that the portal would tell the person who runs it, both ways."""
    said, root = io.StringIO(), logging.getLogger()
    handlers = [logging.StreamHandler(said), logging.StreamHandler(said)]
    handlers[0].setFormatter(Plain())
    handlers[1].setFormatter(Json())
    before = root.level
    root.setLevel(logging.DEBUG)
    for handler in handlers:
        root.addHandler(handler)
    yield said
    root.setLevel(before)
    for handler in handlers:
        root.removeHandler(handler)
