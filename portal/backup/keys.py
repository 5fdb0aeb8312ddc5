"""Where are the keys of what is sealed? Apart from the rows: in one file for all backups, which forgets what was erased.

A key never changes but for how it is wrapped, so the newest file opens every backup. It is written anew each time, all of it wrapped
by the current master key: one that was rotated out is then needed no more. Its checksum tells damage; a key that somebody changed
opens nothing.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import select

from portal.backup.errors import Hindered
from portal.backup.place import Place, appearing
from portal.backup.rows import KEYS, Ask
from portal.db import db
from portal.ledger import Ledger
from portal.sealing.cipher import Unopenable
from portal.sealing.keys import place_of
from portal.sealing.masters import Masters
from portal.sealing.state import key_kinds

AT_ONCE: Final = 500
DAMAGED: Final = "The backups' file of keys, {file}, is missing or not as it was written, and without it no case opens."


class Key(NamedTuple):
    """A wrapped key, when it was made, and when a backup last found it."""

    wrapped: str
    master: str
    made_at: str
    seen_at: str


Keys = dict[str, dict[str, Key]]


def keys_in(ask: Ask, tables: Collection[str], *, at: datetime) -> Keys:
    """Those of a database, as it stands."""
    return {
        name: {
            str(UUID(str(key_id))): Key(str(wrapped), str(master), _instant(made_at).isoformat(), at.isoformat())
            for key_id, wrapped, master, made_at in ask(f'SELECT id, wrapped, master, created_at FROM "{name}"')  # noqa: S608 - its own names
        }
        for name in sorted(KEYS.intersection(tables))
    }


def _instant(value: Any) -> datetime:
    found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _checksum(keys: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(keys, sort_keys=True).encode()).hexdigest()


def read(place: Place) -> Keys:
    """What the file says. Raises Hindered when it is missing or damaged."""
    try:
        said = json.loads(place.keys.read_text(encoding="utf-8"))
        keys, sha256 = said["keys"], str(said["sha256"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Hindered(DAMAGED.format(file=place.keys)) from error
    if sha256 != _checksum(keys):
        raise Hindered(DAMAGED.format(file=place.keys))
    return {name: {key_id: Key(*one) for key_id, one in some.items()} for name, some in keys.items()}


def keep(place: Place, found: Keys, masters: Masters, *, at: datetime, keep_for: timedelta) -> None:
    """Write the file: what the database has now, and what an older backup may still need, unless it was erased."""
    older = read(place) if place.keys.exists() else {}
    gone = erased_in(place.ledger)
    oldest = (at - keep_for).isoformat()
    keys = {
        name: {
            key_id: _wrapped_anew(place_of(name, UUID(key_id)), one, masters)
            for key_id, one in {**older.get(name, {}), **found.get(name, {})}.items()
            if key_id not in gone and one.seen_at >= oldest
        }
        for name in sorted({*older, *found})
    }
    with appearing(place.keys) as file:
        file.write((json.dumps({"keys": keys, "sha256": _checksum(keys)}, indent=1) + "\n").encode())


def _wrapped_anew(place: str, key: Key, masters: Masters) -> Key:
    """By the current master key; as it was where none that is here opens it."""
    if key.master == masters.current:
        return key
    try:
        opened = masters.unwrap(key.wrapped, key.master, place)
    except Unopenable:
        return key
    return key._replace(wrapped=masters.wrap(opened, place), master=masters.current)


def erased_in(ledger: Ledger) -> set[str]:
    """Whose keys must not come back: a key has the id of what it opens."""
    return {str(thing) for _kind, thing in ledger.read().erased}


def put_back(keys: Keys, ledger: Ledger) -> None:
    """Give the rows that were brought back their keys, but for what was erased. The caller commits."""
    gone = erased_in(ledger)
    for kind in key_kinds():
        table = db.metadata.tables[kind.__tablename__]
        (owner,) = (one.column for one in table.c.id.foreign_keys)
        for some in _some([one for one in keys.get(table.name, {}).items() if one[0] not in gone]):
            ids = [UUID(key_id) for key_id in some]
            without = select(owner).where(owner.in_(ids), owner.not_in(select(table.c.id)))
            rows = [_row(one, some[str(one)]) for one in db.session.scalars(without)]
            if rows:
                db.session.execute(table.insert(), rows)


def _some(all_of_them: list[tuple[str, Key]]) -> Iterator[dict[str, Key]]:
    for start in range(0, len(all_of_them), AT_ONCE):
        yield dict(all_of_them[start : start + AT_ONCE])


def _row(key_id: UUID, key: Key) -> dict[str, Any]:
    made_at = datetime.fromisoformat(key.made_at)
    return {"id": key_id, "created_at": made_at, "wrapped": key.wrapped, "master": key.master}
