"""What was written before texts were sealed? Each case is sealed in a transaction of its own; may be killed and run again."""

from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, and_, column, or_, select, table, type_coerce

from portal.db import Id, db
from portal.sealing.cipher import new_data_key, seal
from portal.sealing.columns import MARK, sealed_columns
from portal.sealing.keys import Kind, add_key, key_for
from portal.sealing.rows import SealedRow, sealed_kinds


class _Owner(NamedTuple):
    """A kind of row with keys of its own, and all kinds that its keys open."""

    kind: Kind
    row: type[SealedRow]
    opened: list[type[SealedRow]]


def _owners() -> list[_Owner]:
    rows = sealed_kinds().values()
    owners = [row for row in rows if row.__sealed_by__[1] == "id"]
    return [
        _Owner(kind, row, [one for one in rows if one.__sealed_by__[0] is kind])
        for row in sorted(owners, key=lambda one: one.__tablename__)
        for kind in [row.__sealed_by__[0]]
    ]


def _bare(row: type[SealedRow]) -> Any:
    """The table beside its model, which would not let plain text through."""
    return table(row.__tablename__, column("id", Id()), *(column(name, Text()) for name in sealed_columns(row)))


def _plain(owner: _Owner) -> Select[Any]:
    """Rows without a key; where some rows are plain for good, those that should not be and are."""
    there = select(owner.kind.id).where(owner.kind.id == owner.row.id)
    is_plain = ~there.exists()
    if owner.row.__sealed_when__ is not None:
        is_plain = and_(getattr(owner.row, owner.row.__sealed_when__), _has_plain_text(owner.row))
    return select(owner.row.id).where(is_plain)


def _has_plain_text(row: type[SealedRow]) -> ColumnElement[bool]:
    texts = [type_coerce(getattr(row, name), Text) for name in sealed_columns(row)]
    return or_(*((text != "") & ~text.startswith(MARK) for text in texts))


def is_plain() -> bool:
    """Whether something waits to be sealed."""
    return any(db.session.scalar(_plain(owner).limit(1)) is not None for owner in _owners())


def seal_what_is_plain() -> int:
    """Seal every case and answer that has no key yet, and let the database forget what it was; how many. Commits each."""
    count = 0
    for owner in _owners():
        ids = list(db.session.scalars(_plain(owner)))
        db.session.commit()
        count += sum(_seal_one(owner, one) for one in ids)
    if count:
        _forget()
    return count


def _seal_one(owner: _Owner, owner_id: UUID) -> bool:
    """False when it was sealed, or went, since the list was made."""
    due = _plain(owner).where(owner.row.id == owner_id).with_for_update(of=owner.row)
    if db.session.scalar(due) is None:
        db.session.commit()
        return False
    key = key_for(db.session(), owner.kind, owner_id)
    if key is None:
        key = new_data_key()
        add_key(db.session(), owner.kind, owner_id, key)
    for row in owner.opened:
        _seal_rows(row, owner_id, key)
    db.session.commit()
    return True


def _seal_rows(row: type[SealedRow], owner_id: UUID, key: bytes) -> None:
    columns, belongs_to, bare = sealed_columns(row), row.__sealed_by__[1], _bare(row)
    owner = bare.c.id if belongs_to == "id" else column(belongs_to, Id())
    for found in db.session.execute(select(bare).where(owner == owner_id)).all():
        sealed = {
            name: one.mark + seal(plain.encode(), key, f"{row.__tablename__}|{found.id}|{name}")
            for name, one in columns.items()
            if (plain := getattr(found, name)) and not (one.mark and plain.startswith(one.mark))
        }
        if sealed:
            db.session.execute(bare.update().where(bare.c.id == found.id).values(sealed))


def _forgetting() -> list[str]:
    if db.engine.dialect.name == "sqlite":
        return ["VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"]
    tables = sorted({row.__tablename__ for owner in _owners() for row in owner.opened})
    return [f'VACUUM (FULL) "{name}"' for name in tables]


def _forget() -> None:
    """Neither free pages nor the log keep a word of what has been sealed."""
    db.session.remove()
    raw = db.engine.raw_connection()  # one that begins no transaction
    try:
        if db.engine.dialect.name != "sqlite":
            raw.driver_connection.autocommit = True  # type: ignore[union-attr]  # psycopg's
        cursor = raw.cursor()
        for statement in _forgetting():
            cursor.execute(statement)
    finally:
        raw.invalidate()
