"""May the portal open what is here? Only with every master key that the keys in the database were wrapped with."""

from sqlalchemy import select, union

from portal.db import db
from portal.sealing.keys import DataKey, Kind
from portal.sealing.masters import masters
from portal.sealing.plain import is_plain

MISSING = (
    "The master key does not open the cases that are here: PORTAL_MASTER_KEY, or the file of PORTAL_MASTER_KEY_FILE, must"
    " hold the key they were sealed with. Nothing is lost; put that key back."
)
PLAIN = "Some cases are not encrypted yet. Run `portal migrate`."


def key_kinds() -> list[Kind]:
    """All kinds of keys."""
    return sorted(
        (mapper.class_ for mapper in DataKey.registry.mappers if issubclass(mapper.class_, DataKey)),
        key=lambda kind: kind.__tablename__,
    )


def opens_everything() -> bool:
    """Whether every master key is here that anything was wrapped with. With nothing sealed, any will do."""
    used = union(*(select(kind.master) for kind in key_kinds()))
    found = set(db.session.scalars(used))
    return not found or found <= masters().names


def refusal() -> str:
    """Why nobody can be served; empty when all is well."""
    if not opens_everything():
        return MISSING
    return PLAIN if is_plain() else ""
