"""How is a PostgreSQL database copied while people write, and brought back? By pg_dump of one snapshot, and pg_restore."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from psycopg.conninfo import make_conninfo
from sqlalchemy import Connection, Engine, NullPool, Row, create_engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from portal.backup.errors import Away, Hindered
from portal.backup.manifest import Rows
from portal.backup.rows import ALWAYS_THERE, LEFT_OUT, Ask, summed
from portal.config import Config
from portal.schema import UNFINISHED

TABLES: Final = (
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace ORDER BY 1"
)
ROUTINES: Final = (
    "SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace"
    " AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
)
UNTIMED: Final = ("SET statement_timeout = 0", "SET lock_timeout = 0", "SET TimeZone = 'UTC'", "SET DateStyle = 'ISO'")
AS_OURS: Final = ("--no-owner", "--no-privileges")


def _asking(connection: Connection) -> Ask:
    def ask(question: str) -> Iterator[Row[Any]]:
        with connection.execution_options(yield_per=1000).exec_driver_sql(question) as rows:
            yield from rows

    return ask


class Postgresql:
    """One database, and the tools of its own packages (Debian: postgresql-client), found by PATH."""

    kind = "postgresql"
    dump = "database.dump"

    def __init__(self, config: Config) -> None:
        self._config = config
        self._engine: Engine = create_engine(config.database_address, poolclass=NullPool, hide_parameters=True)

    @contextmanager
    def _connected(self, **options: Any) -> Iterator[Connection]:
        try:
            with self._engine.connect().execution_options(**options) as connection:
                for setting in UNTIMED:
                    connection.exec_driver_sql(setting)
                connection.commit()
                yield connection
        except SQLAlchemyError as trouble:
            raise Away(
                f"The database does not answer ({type(trouble).__name__}). See PORTAL_DATABASE_URL."
            ) from trouble

    def _run(self, program: str, *words: str) -> None:
        """One of PostgreSQL's tools; the password goes where no list of processes shows it. Raises Hindered."""
        found = shutil.which(program)
        if found is None:
            raise Hindered(
                f"{program} is not installed. It comes with PostgreSQL’s client (Debian: postgresql-client)."
            )
        _nothing, facts = self._engine.dialect.create_connect_args(make_url(self._config.database_address))
        password = str(facts.pop("password", ""))
        facts.pop("context", None)  # psycopg's own
        where = f"--dbname={make_conninfo('', **facts)}"
        environment = {**os.environ, "LC_MESSAGES": "C"} | ({"PGPASSWORD": password} if password else {})
        done = subprocess.run(  # noqa: S603 - PostgreSQL's own tool
            [found, where, *words], env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            said = [re.sub(r"\s+", " ", line).strip() for line in done.stderr.splitlines() if line.strip()]
            raise Hindered(f"{program} could not do it: {said[0] if said else f'status {done.returncode}'}")

    @contextmanager
    def copy(self, target: Path) -> Iterator[Ask]:
        """Copy to `target` as it is at one moment, without what is left out; inside one reads the same moment. Raises Hindered or Away."""
        with self._connected(isolation_level="REPEATABLE READ", postgresql_readonly=True) as connection:
            ((snapshot,),) = connection.exec_driver_sql("SELECT pg_export_snapshot()")
            apart = [f"--exclude-table-data={name}" for name in sorted(LEFT_OUT)]
            self._run("pg_dump", "--format=custom", *AS_OURS, *apart, f"--snapshot={snapshot}", f"--file={target}")
            with target.open("rb") as file:
                os.fsync(file.fileno())
            yield _asking(connection)

    def names(self, ask: Ask) -> list[str]:
        """Every table that is there."""
        return [str(name) for (name,) in ask(TABLES)]

    def tables(self, ask: Ask) -> dict[str, Rows]:
        """Every table's rows and their checksum, made where the rows are; but for what is left out."""
        names = [name for name in self.names(ask) if name != UNFINISHED and name not in LEFT_OUT]
        digests = "SELECT sha256(convert_to(t::text, 'UTF8')) FROM"
        return {name: summed(bytes(row[0]) for row in ask(f'{digests} "{name}" t')) for name in names}

    def refuse_unless_empty(self) -> None:
        """Raises Hindered when anybody's rows are there. What a restore left that was cut off does not count."""
        with self._connected() as connection:
            names = [str(name) for (name,) in connection.exec_driver_sql(TABLES)]
            for name in [] if UNFINISHED in names else names:
                if name not in ALWAYS_THERE and connection.exec_driver_sql(f'SELECT 1 FROM "{name}" LIMIT 1').first():  # noqa: S608 - its own names
                    raise Hindered(
                        "The database is not empty. Give PORTAL_DATABASE_URL a new one; nothing is written over."
                    )

    @contextmanager
    def take_in(self, dump: Path) -> Iterator[Config]:
        """Load into the place, marked as unfinished so that no portal opens it; the mark goes at the end, or all does."""
        with self._connected() as connection:
            self._clear(connection)
            connection.exec_driver_sql(f"CREATE TABLE {UNFINISHED} (at timestamptz DEFAULT now())")
            connection.commit()
        try:
            self._run("pg_restore", "--single-transaction", "--exit-on-error", *AS_OURS, str(dump))
            yield self._config
            with self._connected() as connection:
                connection.exec_driver_sql(f"DROP TABLE {UNFINISHED}")
                connection.commit()
        except BaseException:
            with suppress(Hindered), self._connected() as connection:
                self._clear(connection)
                connection.commit()
            raise

    @contextmanager
    def reading(self, config: Config) -> Iterator[Ask]:  # noqa: ARG002 - it is in its place already
        """Read what was taken in."""
        with self._connected(isolation_level="REPEATABLE READ", postgresql_readonly=True) as connection:
            yield _asking(connection)

    def _clear(self, connection: Connection) -> None:
        """Remove empty tables, and what a restore left that was cut off."""
        for (name,) in connection.exec_driver_sql(TABLES).all():
            connection.exec_driver_sql(f'DROP TABLE "{name}" CASCADE')
        for (routine,) in connection.exec_driver_sql(ROUTINES).all():
            connection.exec_driver_sql(f"DROP ROUTINE {routine} CASCADE")
