"""How does an act wait for others who change the same row, and go on from what they left?

Rows are held in one order everywhere, so that of two acts neither waits for the other in turn:
a course, a cohort, a venue; what was written, a case or an answer; what others gave to it; who administers; a person; what
is a person's alone, such as words, links and sessions; files last. A document comes before its materials. Of one kind
several are held by their ids. What is held may still be pointed at. Only who removes a row makes that wait too, and so
holds before it what hangs on the row and comes earlier here.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import InvalidRequestError
from werkzeug.exceptions import NotFound

from portal.db import Model, db


def hold(row: Model, names: Sequence[str], *, is_shared: bool = False) -> None:
    """Read these columns anew behind the row's lock, until the transaction ends; `is_shared` lets others hold it so too.

    Raises NotFound when somebody has removed the row meanwhile: its page would say the same.
    """
    lock = {"read": is_shared, "key_share": not is_shared, "of": type(row)}
    try:
        db.session.refresh(row, list(names), with_for_update=lock)
    except InvalidRequestError as error:
        if type(error) is not InvalidRequestError:  # those below it are faults of ours
            raise
        raise NotFound from error


def take_turns(kind: type[Model], key: UUID) -> None:
    """Let acts on a row, or under it, wait for one another. Nothing of the row is read."""
    db.session.execute(select(kind.id).where(kind.id == key).with_for_update(key_share=True))
