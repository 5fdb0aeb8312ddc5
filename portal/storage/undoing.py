"""What happens to bytes when the database takes the row back? They leave the store too."""

from typing import Any, Final

from sqlalchemy import event

from portal.db import db
from portal.storage.current import store
from portal.storage.store import StoreDown

KEYS: Final = "keys_of_this_transaction"


def forget_if_undone(key: str) -> None:
    """Delete this key from the store should the present transaction be rolled back."""
    db.session.info.setdefault(KEYS, []).append(key)


def _kept(session: Any) -> None:
    session.info.pop(KEYS, None)


def _undone(session: Any, previous: Any) -> None:
    if previous.nested:
        return
    for key in session.info.pop(KEYS, []):
        try:
            store().delete(key)
        except StoreDown:
            return  # the sweeper finds what has no row


event.listen(db.session, "after_commit", _kept)
event.listen(db.session, "after_soft_rollback", _undone)
