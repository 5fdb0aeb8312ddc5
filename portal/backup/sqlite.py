"""How is an SQLite file copied while people write, and brought back? By its own backup interface, and by a rename."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from portal.backup.errors import Away, Hindered
from portal.backup.manifest import Rows
from portal.backup.place import flush
from portal.backup.rows import ALWAYS_THERE, LEFT_OUT, Ask, digest_of, summed
from portal.config import Config

PATIENCE: Final = 30.0
BESIDE: Final = ("-wal", "-shm", "-journal")
TABLES: Final = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"


@contextmanager
def _opened(file: Path) -> Iterator[Ask]:
    """Read a file that nobody writes to."""
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as database:
            yield database.execute
    except sqlite3.DatabaseError as trouble:
        raise Hindered(f"The database {file} cannot be read ({trouble}).") from trouble


def _remove(file: Path) -> None:
    for path in (file, *(file.with_name(file.name + ending) for ending in BESIDE)):
        path.unlink(missing_ok=True)


def _take_out(file: Path) -> None:
    """No page keeps a trace of them."""
    with closing(sqlite3.connect(file)) as copied:
        copied.execute("PRAGMA secure_delete = ON")
        there = {str(name) for (name,) in copied.execute(TABLES)}
        for name in sorted(LEFT_OUT & there):
            copied.execute(f'DELETE FROM "{name}"')  # noqa: S608 - its own names
        copied.commit()


class Sqlite:
    """One file."""

    kind = "sqlite"
    dump = "database.sqlite"

    def __init__(self, config: Config) -> None:
        scheme, _separator, path = config.database_address.partition(":///")
        if not path or path.startswith(":"):
            raise Hindered("A database in memory cannot be copied or brought back; see PORTAL_DATABASE_URL.")
        self._config, self._scheme = config, scheme
        self._file = Path(path)

    @contextmanager
    def copy(self, target: Path) -> Iterator[Ask]:
        """Copy to `target` as it is at one moment; inside one reads that very copy, which loses its keys after.

        Raises Hindered or Away.
        """
        if not self._file.exists():
            raise Hindered(f"There is no database at {self._file}.")
        try:
            with (
                closing(sqlite3.connect(self._file, timeout=PATIENCE)) as live,
                closing(sqlite3.connect(target)) as copied,
            ):
                live.backup(copied)
                copied.execute("PRAGMA journal_mode = DELETE")  # one file, whatever the live one uses
        except sqlite3.OperationalError as trouble:
            raise Away(f"The database could not be copied ({trouble}). Nothing of it counts.") from trouble
        with _opened(target) as ask:
            if (found := [str(line) for (line,) in ask("PRAGMA integrity_check")]) != ["ok"]:
                raise Hindered(f"SQLite says that the database is damaged: {found[0]}. This backup does not count.")
            yield ask
        _take_out(target)
        with target.open("rb") as file:
            os.fsync(file.fileno())

    def names(self, ask: Ask) -> list[str]:
        """Every table that is there. FTS5's own are among them."""
        return [str(name) for (name,) in ask(TABLES)]

    def tables(self, ask: Ask) -> dict[str, Rows]:
        """Every table's rows and their checksum, but for what is left out."""
        names = [name for name in self.names(ask) if name not in LEFT_OUT]
        return {name: summed(map(digest_of, ask(f'SELECT * FROM "{name}"'))) for name in names}  # noqa: S608 - its own names

    def refuse_unless_empty(self) -> None:
        """Raises Hindered when anybody's rows are there."""
        if not self._file.exists() or not self._file.stat().st_size:
            return
        with closing(sqlite3.connect(self._file, timeout=PATIENCE)) as database:
            for (name,) in database.execute(TABLES).fetchall():
                is_ours = name not in ALWAYS_THERE and "_fts" not in name
                if is_ours and database.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone():  # noqa: S608 - its own names
                    raise Hindered(
                        f"The database {self._file} is not empty. Give PORTAL_DATABASE_URL a new one; nothing is written over."
                    )

    @contextmanager
    def take_in(self, dump: Path) -> Iterator[Config]:
        """Load beside the place; inside, the settings lead there. At the end it takes its place by a rename, or is gone."""
        beside = self._file.with_name(f"{self._file.name}.restoring")
        beside.parent.mkdir(parents=True, exist_ok=True)
        _remove(beside)
        try:
            with beside.open("wb") as file, dump.open("rb") as kept:
                while block := kept.read(1 << 20):
                    file.write(block)
            yield replace(self._config, database_url=f"{self._scheme}:///{beside}")
            self._settle(beside)
            for ending in BESIDE:
                self._file.with_name(self._file.name + ending).unlink(missing_ok=True)
            beside.replace(self._file)
            flush(self._file.parent)
        finally:
            with suppress(OSError):
                _remove(beside)

    @contextmanager
    def reading(self, config: Config) -> Iterator[Ask]:
        """Read what was taken in."""
        with _opened(Path(config.database_address.partition(":///")[2])) as ask:
            yield ask

    def _settle(self, beside: Path) -> None:
        """Bring everything into the one file, and onto the disk."""
        with closing(sqlite3.connect(beside, timeout=PATIENCE)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        with beside.open("rb") as file:
            os.fsync(file.fileno())
