"""Where is the key of one case, answer or file? In a row of its own, wrapped by the master key; it goes with what it opens."""

import hashlib
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, String, Table, Text, select
from sqlalchemy.orm import Bundle, Mapped, Session, mapped_column

from portal import clock
from portal.db import Base, Model
from portal.sealing.cipher import Unopenable, new_data_key
from portal.sealing.masters import masters

FINGERPRINT: Final = 32
RING: Final = "data_keys"  # those a session has unwrapped: once each, and gone with the session


class DataKey(Model):
    """A key whose id is that of the row it belongs to. `master` names the master key that wrapped it."""

    __abstract__ = True

    wrapped: Mapped[str] = mapped_column(Text)
    master: Mapped[str] = mapped_column(String(16))


Kind = type[DataKey]


class Wrapped(NamedTuple):
    """A key as its row has it."""

    id: UUID
    wrapped: str
    master: str


def _ring(session: Session) -> dict[tuple[Kind, UUID], bytes]:
    found: dict[tuple[Kind, UUID], bytes] = session.info.setdefault(RING, {})
    return found


def place_of(table: str, owner_id: UUID) -> str:
    """What a wrapped key is bound to."""
    return f"{table}|{owner_id}"


def unwrapped(kind: Kind, row: Wrapped) -> bytes:
    """The key itself, whatever the session. Raises Unopenable."""
    return masters().unwrap(row.wrapped, row.master, place_of(kind.__tablename__, row.id))


def wrapped_now(kind: Kind, owner_id: UUID, key: bytes) -> dict[str, Any]:
    """What a row says of a key that is wrapped now."""
    return {"wrapped": masters().wrap(key, place_of(kind.__tablename__, owner_id)), "master": masters().current}


def fingerprint(key: bytes) -> str:
    """What a key can be named by, to whoever is told that it is gone: nothing leads from it to the key."""
    return hashlib.sha256(b"data key\0" + key).hexdigest()[:FINGERPRINT]


def hold(session: Session, kind: Kind, row: Wrapped) -> bytes:
    """Unwrap a key that has been read along with something else, once in a session."""
    ring = _ring(session)
    if (kind, row.id) not in ring:
        ring[kind, row.id] = unwrapped(kind, row)
    return ring[kind, row.id]


def hold_new(session: Session, kind: Kind, owner_id: UUID, key: bytes | None = None) -> None:
    """A key for something that is about to be written; `key` when something was encrypted with it already."""
    _ring(session).setdefault((kind, owner_id), key or new_data_key())


def add_key(session: Session, kind: Kind, owner_id: UUID, key: bytes) -> None:
    """Write the key of a row that is there, and hold it."""
    hold_new(session, kind, owner_id, key)
    session.execute(
        _table(kind).insert(), [{"id": owner_id, "created_at": clock.now(), **wrapped_now(kind, owner_id, key)}]
    )


def _table(kind: Kind) -> Table:
    return Base.metadata.tables[kind.__tablename__]


def key_for(session: Session, kind: Kind, owner_id: UUID, *, connection: Connection | None = None) -> bytes | None:
    """The key that belongs to a row, read now unless it was before; None when it has been destroyed."""
    ring = _ring(session)
    if (kind, owner_id) in ring:
        return ring[kind, owner_id]
    wanted = select(kind.id, kind.wrapped, kind.master).where(kind.id == owner_id)
    row = (connection or session.connection()).execute(wanted).one_or_none()
    return None if row is None else hold(session, kind, Wrapped(*row))


def must_have(session: Session, kind: Kind, owner_id: UUID, *, connection: Connection) -> bytes:
    """The same. Raises Unopenable when there is none."""
    key = key_for(session, kind, owner_id, connection=connection)
    if key is None:
        raise Unopenable
    return key


def key_columns(kind: Kind) -> Bundle[Any]:
    """What a query selects along with a sealed column, to open it without another query: see `opened`."""
    return Bundle("key", kind.id, kind.wrapped, kind.master)
