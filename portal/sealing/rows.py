"""How does a column keep its text encrypted? Say `Sealed()`: Python sees the text, the database never does.

The text is bound to table, row and column. A class of such rows says in `__sealed_by__` whose key opens them: the kind of
key, and the column with the id of the row the key belongs to, which is `id` for the row that owns it. A class of which only
some rows are confidential says in `__sealed_when__` by which column, and marks its columns `Sealed(sometimes=True)`.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Final
from uuid import UUID, uuid4

from sqlalchemy import Connection, event, inspect
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
from portal.sealing.cipher import unseal
from portal.sealing.columns import Bound, Envelope, Plain, sealed_columns
from portal.sealing.keys import DataKey, Kind, Wrapped, hold, hold_new, key_for, must_have, wrapped_now


def unopened(kind: type[Any]) -> list[ORMOption]:
    """Loader options for who does not need the texts, or has to do with a row that does not open."""
    return [defer(getattr(kind, name), raiseload=True) for name in sealed_columns(kind)]


class SealedRow(Model):
    """A row with sealed columns."""

    __abstract__ = True
    __sealed_by__: ClassVar[tuple[Kind, str]]
    __sealed_when__: ClassVar[str | None] = None

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


def is_sealed(row: SealedRow) -> bool:
    """Whether this row is one of those whose texts are sealed."""
    return row.__sealed_when__ is None or bool(getattr(row, row.__sealed_when__))


def key_of(row: SealedRow) -> bytes | None:
    """A row's key, read along with it; None when it has been destroyed."""
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
    key, columns = key_of(row), sealed_columns(type(row))
    for name, text in shut.items():
        plain = "" if key is None else unseal(text, key, _place(row, name)).decode()
        set_committed_value(row, name, columns[name].read(plain) if plain else "")


def _bind(row: SealedRow, names: Iterable[str], key: bytes) -> None:
    columns = sealed_columns(type(row))
    for name in names:
        value = getattr(row, name)
        if value or columns[name].as_json:
            setattr(row, name, _bound(columns[name].written(value), key, _place(row, name)))


def _bound(text: str, key: bytes, place: str) -> Bound:
    bound = Bound(text)
    bound.key, bound.place = key, place
    return bound


def values_for(kind: type[SealedRow], row_id: UUID, key: bytes | None, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an UPDATE of one row, sealed with its key where they have to be; without a key they stay plain."""
    texts = {name: text for name, text in values.items() if text and name in sealed_columns(kind)}
    return dict(values) | {
        name: Plain(text) if key is None else _bound(text, key, f"{kind.__tablename__}|{row_id}|{name}")
        for name, text in texts.items()
    }


def _keep_plain(row: SealedRow, names: Iterable[str]) -> None:
    for name in names:
        if value := getattr(row, name):
            setattr(row, name, Plain(value))


def _unbind(row: SealedRow) -> None:
    """What was bound as JSON is what it was again."""
    for name, column in sealed_columns(type(row)).items():
        if column.as_json and isinstance(row.__dict__.get(name), Bound):
            set_committed_value(row, name, column.read(row.__dict__[name]))


def _before_insert(_mapper: Mapper[Any], connection: Connection, row: SealedRow) -> None:
    row.id = row.id or uuid4()
    if not is_sealed(row):
        _keep_plain(row, sealed_columns(type(row)))
        return
    kind, owner_id = _owner(row)
    session = object_session(row) or db.session()
    if owner_id == row.id:
        hold_new(session, kind, row.id)
    columns = sealed_columns(type(row))
    if any(getattr(row, name) or column.as_json for name, column in columns.items()):
        _bind(row, columns, must_have(session, kind, owner_id, connection=connection))


def _after_insert(_mapper: Mapper[Any], connection: Connection, row: SealedRow) -> None:
    """The key of its own follows the row it belongs to."""
    kind, owner_id = _owner(row)
    _unbind(row)
    if owner_id == row.id and is_sealed(row):
        key = must_have(object_session(row) or db.session(), kind, owner_id, connection=connection)
        values = {"id": owner_id, "created_at": row.created_at, **wrapped_now(kind, owner_id, key)}
        connection.execute(kind.__table__.insert(), [values])  # type: ignore[attr-defined]  # a table, as all models have


def _before_update(_mapper: Mapper[Any], connection: Connection, row: SealedRow) -> None:
    state = inspect(row)
    changed = [name for name in sealed_columns(type(row)) if state.attrs[name].history.has_changes()]
    if not is_sealed(row):
        _keep_plain(row, changed)
    elif any(getattr(row, name) for name in changed):
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
