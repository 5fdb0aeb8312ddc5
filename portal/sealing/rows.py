"""How does a column keep its text encrypted? Say `Sealed()`: Python sees the text, the database never does.

The text is bound to table, row and column. A class of such rows says in `__sealed_by__` whose key opens them: the kind of
key, and the column with the id of the row the key belongs to, which is `id` for the row that owns it.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Final
from uuid import UUID, uuid4

from sqlalchemy import Connection, Text, TypeDecorator, event, inspect
from sqlalchemy.orm import (
    InstrumentedAttribute,
    Mapped,
    Mapper,
    declared_attr,
    defer,
    foreign,
    object_session,
    relationship,
)
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.interfaces import ORMOption

from portal.db import Model, db
from portal.sealing.cipher import seal, unseal
from portal.sealing.keys import DataKey, Kind, Wrapped, hold, hold_new, key_for, must_have, wrapped_now


class Envelope(str):
    """A text as the database has it, which its row, or `opened`, opens."""

    __slots__ = ()


class Bound(str):
    """A text with the key and the place it is sealed for when it is written."""

    __slots__ = ("key", "place")
    key: bytes
    place: str


class Sealed(TypeDecorator[Any]):
    """A text that is written encrypted; nothing is nothing. With `as_json` Python has what the JSON says."""

    impl = Text
    cache_ok = True

    def __init__(self, *, as_json: bool = False) -> None:
        super().__init__()
        self.as_json = as_json

    def written(self, value: Any) -> str:
        """A value as it is sealed."""
        return json.dumps(value, ensure_ascii=False) if self.as_json else str(value)

    def read(self, text: str) -> Any:
        """The value again."""
        return json.loads(text) if self.as_json else text

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Seal; only what came through its row has a key, and nothing else gets past here."""
        if not value:
            return value
        if isinstance(value, Bound):
            return seal(value.encode(), value.key, value.place)
        raise ValueError("a sealed column is written and found through its row alone")

    def process_result_value(self, value: str | None, dialect: Any) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Still sealed: a column does not know its row."""
        return Envelope(value) if value else value


def sealed_columns(kind: type[Any]) -> dict[str, Sealed]:
    """A class's sealed columns by name."""
    return {name: one.type for name, one in inspect(kind).columns.items() if isinstance(one.type, Sealed)}


def unopened(kind: type[Any]) -> list[ORMOption]:
    """Loader options for who does not need the texts, or has to do with a row that does not open."""
    return [defer(getattr(kind, name), raiseload=True) for name in sealed_columns(kind)]


class SealedRow(Model):
    """A row with sealed columns."""

    __abstract__ = True
    __sealed_by__: ClassVar[tuple[Kind, str]]

    @declared_attr
    def seal(cls) -> Mapped[DataKey | None]:  # noqa: N805 - SQLAlchemy calls it with the class
        """The key row, read along: opening asks the database nothing."""
        kind, owner = cls.__sealed_by__
        return relationship(
            kind,
            primaryjoin=lambda: foreign(getattr(cls, owner)) == kind.id,
            viewonly=True,
            uselist=False,
            lazy="joined",
        )


def sealed_kinds() -> dict[str, type[SealedRow]]:
    """All kinds of rows with sealed columns, by the name of their table."""
    kinds = (mapper.class_ for mapper in SealedRow.registry.mappers)
    return {kind.__tablename__: kind for kind in kinds if issubclass(kind, SealedRow)}


def _place(row: SealedRow, column: str) -> str:
    return f"{row.__tablename__}|{row.id}|{column}"


def _owner(row: SealedRow) -> tuple[Kind, UUID]:
    kind, owner = row.__sealed_by__
    return kind, getattr(row, owner)


def _key_read_with(row: SealedRow) -> bytes | None:
    session, (kind, owner_id) = object_session(row) or db.session(), _owner(row)
    read = row.__dict__.get("seal")
    if read is not None:
        return hold(session, kind, Wrapped(read.id, read.wrapped, read.master))
    return None if "seal" in row.__dict__ else key_for(session, kind, owner_id)


def _open(row: SealedRow, *_context: Any) -> None:
    """Without its key a text is gone for good."""
    shut = {name: text for name, text in row.__dict__.items() if isinstance(text, Envelope)}
    if not shut:
        return
    key, columns = _key_read_with(row), sealed_columns(type(row))
    for name, text in shut.items():
        plain = "" if key is None else unseal(text, key, _place(row, name)).decode()
        set_committed_value(row, name, columns[name].read(plain) if plain else "")


def _bind(row: SealedRow, names: Iterable[str], key: bytes) -> None:
    columns = sealed_columns(type(row))
    for name in names:
        value = getattr(row, name)
        if value or columns[name].as_json:
            bound = Bound(columns[name].written(value))
            bound.key, bound.place = key, _place(row, name)
            setattr(row, name, bound)


def _unbind(row: SealedRow) -> None:
    """What was bound as JSON is what it was again."""
    for name, column in sealed_columns(type(row)).items():
        if column.as_json and isinstance(row.__dict__.get(name), Bound):
            set_committed_value(row, name, column.read(row.__dict__[name]))


def _before_insert(_mapper: Mapper[Any], connection: Connection, row: SealedRow) -> None:
    row.id = row.id or uuid4()
    kind, owner_id = _owner(row)
    session = object_session(row) or db.session()
    if owner_id == row.id:
        hold_new(session, kind, row.id)
    _bind(row, sealed_columns(type(row)), must_have(session, kind, owner_id, connection=connection))


def _after_insert(_mapper: Mapper[Any], connection: Connection, row: SealedRow) -> None:
    """The key of its own follows the row it belongs to."""
    kind, owner_id = _owner(row)
    _unbind(row)
    if owner_id == row.id:
        key = must_have(object_session(row) or db.session(), kind, owner_id, connection=connection)
        values = {"id": owner_id, "created_at": row.created_at, **wrapped_now(kind, owner_id, key)}
        connection.execute(kind.__table__.insert(), [values])  # type: ignore[attr-defined]  # a table, as all models have


def _before_update(_mapper: Mapper[Any], connection: Connection, row: SealedRow) -> None:
    state = inspect(row)
    changed = [name for name in sealed_columns(type(row)) if state.attrs[name].history.has_changes()]
    if any(getattr(row, name) for name in changed):
        session, (kind, owner_id) = object_session(row) or db.session(), _owner(row)
        _bind(row, changed, must_have(session, kind, owner_id, connection=connection))


def _after_update(_mapper: Mapper[Any], _connection: Connection, row: SealedRow) -> None:
    _unbind(row)


LISTENERS: Final[dict[str, Callable[..., Any]]] = {
    "load": _open,
    "refresh": _open,
    "before_insert": _before_insert,
    "after_insert": _after_insert,
    "before_update": _before_update,
    "after_update": _after_update,
}
for _name, _listener in LISTENERS.items():
    event.listen(SealedRow, _name, _listener, propagate=True)


def opened(column: InstrumentedAttribute[Any], text: str | None, *, row_id: UUID, key: Any) -> str:
    """A text that was selected by itself, with `key_columns` beside it."""
    kind, _owner_column = column.class_.__sealed_by__
    if not text or key.id is None:
        return ""
    held = hold(db.session(), kind, Wrapped(key.id, key.wrapped, key.master))
    return unseal(text, held, f"{column.class_.__tablename__}|{row_id}|{column.key}").decode()
