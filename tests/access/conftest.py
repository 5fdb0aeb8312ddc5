"""What do the tests of rights stand on? One world for a whole file. Do not mix with `reader` or `cast`."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.access.entering import Entered, entering


@pytest.fixture(scope="module")
def entered(app: Flask) -> Iterator[Entered]:
    """One world for the whole file."""
    with entering(app) as entered:
        yield entered
