"""What do the tests of own cases stand on besides the common ground? A store that can go away."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from flask import Flask

from portal.storage import current
from portal.storage.local import LocalStore
from portal.storage.store import Kept, Readable, StoreDown


class AwayStore(LocalStore):
    """A store that takes nothing in now."""

    def put(self, key: str, stream: Readable, *, media_type: str, limit: int) -> Kept:
        raise StoreDown

    def keep(self, key: str, file: BinaryIO, size: int, *, media_type: str, sha256: str | None = None) -> None:
        raise StoreDown


@pytest.fixture
def store_goes_away(isolated: Flask, tmp_path: Path) -> Iterator[Callable[[], None]]:
    """A function after which files cannot be kept, until the test is over."""
    config = isolated.extensions["portal"]
    yield lambda: current.use(AwayStore(tmp_path, secret_key=config.secret_key), config)
    current.use(current.store_from(config), config)
