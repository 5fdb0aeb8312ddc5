"""Which kind of database is it, and what can each kind do?"""

from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from typing import Protocol

from portal.backup.manifest import Rows
from portal.backup.rows import Ask
from portal.backup.sqlite import Sqlite
from portal.config import Config


class Database(Protocol):
    """A database that can be copied while people write, and brought back into an empty place. All raise Hindered."""

    kind: str
    dump: str

    def copy(self, target: Path) -> AbstractContextManager[Ask]:
        """Copy to `target` as it is at one moment, but for the keys; inside one reads the same moment, keys and all."""
        ...

    def names(self, ask: Ask) -> list[str]:
        """Every table that is there."""
        ...

    def tables(self, ask: Ask) -> dict[str, Rows]:
        """Every table's rows and their checksum, but for the keys."""
        ...

    def refuse_unless_empty(self) -> None:
        """Raises Hindered when anybody's rows are there."""
        ...

    def take_in(self, dump: Path) -> AbstractContextManager[Config]:
        """Load where no portal opens it; inside, the settings lead there. It opens at the end, or nothing is left of it."""
        ...

    def reading(self, config: Config) -> AbstractContextManager[Ask]:
        """Read what was taken in."""
        ...


def database_of(config: Config) -> Database:
    """The database of these settings."""
    if config.database_url.startswith("sqlite"):
        return Sqlite(config)
    database: Database = import_module("portal.backup.postgresql").Postgresql(config)
    return database
