"""How does the master key change? Each key is wrapped anew by the current one, and what it opens stays as it is."""

from typing import Final

from sqlalchemy import select, update

from portal.db import db
from portal.sealing.keys import Kind, Wrapped, unwrapped, wrapped_now
from portal.sealing.masters import masters
from portal.sealing.state import key_kinds

AT_ONCE: Final = 100


def rotate() -> int:
    """Wrap every key by the current master key; how many. Commits in steps: killed half way, the rest is done next time.

    Raises Unopenable, with nothing lost, when another master key than those that are here wrapped some of them.
    """
    return sum(_rotate(kind) for kind in key_kinds())


def _rotate(kind: Kind) -> int:
    count = 0
    while rows := _due(kind):
        done = sum(_wrap_anew(kind, row) for row in rows)
        db.session.commit()
        count += done
    db.session.commit()
    return count


def _due(kind: Kind) -> list[Wrapped]:
    found = select(kind.id, kind.wrapped, kind.master).where(kind.master != masters().current).limit(AT_ONCE)
    return [Wrapped(*row) for row in db.session.execute(found)]


def _wrap_anew(kind: Kind, row: Wrapped) -> bool:
    """False when somebody else did, or it went, since it was read."""
    key = unwrapped(kind, row)
    as_read = (kind.id == row.id, kind.wrapped == row.wrapped)
    done = db.session.execute(update(kind).where(*as_read).values(wrapped_now(kind, row.id, key)))
    return bool(done.rowcount)  # type: ignore[attr-defined]
