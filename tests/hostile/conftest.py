"""What do the sieges share? One world for a whole file, and somebody at every address who may be there."""

from collections.abc import Iterator

import pytest
from flask import Flask

from portal import clock
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
