"""Whoever speaks in these tests has been invited by the coordinator."""

import pytest

from tests.cast import Cast
from tests.reader import Reader
from tests.speakers.talking import invite, links


@pytest.fixture
def link(cast: Cast, reader: Reader) -> str:
    assert invite(cast, cast.coordinator).status == 303
    [only] = links(cast.app)
    return only
