"""How are rows kept? The session, the base model with its UUID key, and the pragmas that make SQLite safe."""

import sqlite3
from datetime import UTC, datetime
from functools import lru_cache
from time import monotonic
from typing import Any, Final
from uuid import UUID, uuid4

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, Enum, MetaData, TypeDecorator, Uuid, event
from sqlalchemy.exc import InterfaceError, InvalidatePoolError, OperationalError, TimeoutError  # noqa: A004 - SQLAlchemy's own
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry

from portal import clock

# The write-ahead log of SQLite 3.7.0 to 3.51.2 can lose commits at a reset, except in these patched lines.
FIRST_SAFE_WAL: Final = (3, 51, 3)
SAFE_WAL_LINES: Final = ((3, 50, 7), (3, 44, 6))


# How a database says that it does not answer now: locked, gone, or with no connection free.
AWAY: Final = (OperationalError, InterfaceError, TimeoutError)

TRUSTED_FOR: Final = 1.0  # seconds: a server is not started anew in less


class Instant(TypeDecorator[datetime]):
    """A point in time, kept in UTC; the one way to store `…_at`."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        """Refuse times without a zone; keep the rest in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without a time zone")
        return value.astimezone(UTC)

    def result_processor(self, dialect: Any, coltype: object) -> Any:
        """How a column's value is read: PostgreSQL says UTC, as it is told where one connects; SQLite forgets the zone."""
        read: Any = self.impl_instance.result_processor(dialect, coltype)
        if read is None:
            return None
        return lambda text: None if text is None else read(text).replace(tzinfo=UTC)


class Id(Uuid[UUID]):
    """A `uuid.UUID`. SQLite keeps text, of which each id is made once: a page reads two hundred, mostly the same."""

    def result_processor(self, dialect: Any, coltype: object) -> Any:
        """How a column's value is read."""
        if dialect.supports_native_uuid:
            return super().result_processor(dialect, coltype)  # type: ignore[no-untyped-call]
        return _id


@lru_cache(maxsize=20_000)
def _known(text: str) -> UUID:
    return UUID(text)


def _id(text: str | None) -> UUID | None:
    return None if text is None else _known(text)


NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The declarative root: typed columns, constraints with predictable names."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES), type_annotation_map={datetime: Instant(), UUID: Id()}
    )


class Model(Base):
    """A thing with an identity nobody can guess."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4, sort_order=-2)
    created_at: Mapped[datetime] = mapped_column(default=clock.now, sort_order=-1)


db = SQLAlchemy(model_class=Base, disable_autonaming=True, session_options={"expire_on_commit": False})


class Words(Enum):
    """An enum kept as its value in text, of which the database has no other: so members are looked up, and no more asked."""

    cache_ok = True

    def result_processor(self, dialect: Any, coltype: object) -> Any:  # noqa: ARG002 - SQLAlchemy's signature
        """How a column's value is read."""
        return ({member.value: member for member in self.enum_class or ()} | {None: None}).__getitem__


def words(kind: type[Any], name: str) -> Enum:
    """A column type for an enum: kept as its value in text, checked by the database."""
    return Words(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda k: [m.value for m in k],
    )


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite keeps its commits in WAL mode (source: sqlite.org, the WAL-reset bug fixed in 3.51.3)."""
    patched = any(version[:2] == line[:2] and version >= line for line in SAFE_WAL_LINES)
    return version >= FIRST_SAFE_WAL or patched


def _on_connect(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    safe = wal_is_safe(sqlite3.sqlite_version_info)
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout = 30000")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.execute("PRAGMA journal_mode = WAL" if safe else "PRAGMA journal_mode = TRUNCATE")
    cursor.execute("PRAGMA synchronous = FULL" if safe else "PRAGMA synchronous = EXTRA")
    cursor.close()


def _on_begin(connection: Any) -> None:
    """Begin what the drivers leave to us.

    Reading needs no transaction on PostgreSQL, where each question sees what is committed when it is asked, in one or without.
    """
    writing = connection.get_execution_options().get("portal_writes", True)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
    elif writing and lacks_transaction(connection):
        connection.exec_driver_sql("BEGIN")


def lacks_transaction(connection: Any) -> bool:
    """Whether each statement to PostgreSQL stands alone, so that nothing holds until the end of the request."""
    driver = connection.connection.driver_connection
    return bool(driver.autocommit) and driver.pgconn.transaction_status == 0


def _on_checkin(_connection: Any, record: Any) -> None:
    record.info["rests_since"] = monotonic()


def _on_checkout(connection: Any, record: Any, _fairy: Any) -> None:
    """Ask a connection to PostgreSQL whether it is still there, unless it answered a moment ago."""
    rested = monotonic() - record.info.get("rests_since", monotonic())
    if isinstance(connection, sqlite3.Connection) or rested < TRUSTED_FOR:
        return
    try:
        connection.execute("")
    except Exception as gone:
        raise InvalidatePoolError from gone  # the others have rested at least as long: the last given back is taken first


event.listen(Engine, "connect", _on_connect)
event.listen(Engine, "checkin", _on_checkin)
event.listen(Engine, "checkout", _on_checkout)
event.listen(Engine, "begin", _on_begin)
