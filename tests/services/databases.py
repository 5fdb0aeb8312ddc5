"""How does each test that wants a database of its own get one soon? The migrations run once, and the rest are copies."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from tests.services.postgres import create_database
from tests.services.shared import worker_name


class Databases(Protocol):
    """Nobody drops them: they go with the folder or the server that the run throws away."""

    def new(self) -> str:
        """The address of a new, empty database."""

    def copy_of(self, url: str) -> str:
        """The address of a new one like this one, which nobody is connected to."""


class SqliteFiles:
    """A folder for each."""

    def __init__(self, make_folder: Callable[[], Path]) -> None:
        self.make_folder = make_folder

    def new(self) -> str:
        return f"sqlite:///{self.make_folder()}/portal.sqlite"

    def copy_of(self, url: str) -> str:
        new, source = self.new(), Path(url.removeprefix("sqlite:///"))
        assert not source.with_name(f"{source.name}-wal").exists(), "somebody is connected"
        shutil.copyfile(source, new.removeprefix("sqlite:///"))
        return new


class PostgresDatabases:
    """A database each on one server."""

    def __init__(self, server: str) -> None:
        self.server = server

    def new(self) -> str:
        return create_database(self.server, self._name())

    def copy_of(self, url: str) -> str:
        return create_database(self.server, self._name(), template=url.rpartition("/")[2])

    def _name(self) -> str:
        return f"portal_{worker_name()}_{uuid4().hex[:10]}"
