"""How does an act wait for others who change the same row, and go on from what they left?"""

from collections.abc import Sequence

from sqlalchemy.exc import InvalidRequestError
from werkzeug.exceptions import NotFound

from portal.db import Model, db


def hold(row: Model, names: Sequence[str], *, is_shared: bool = False) -> None:
    """Read these columns anew behind the row's lock, until the transaction ends; `is_shared` lets others hold it so too.

    Raises NotFound when somebody has removed the row meanwhile: its page would say the same.
    """
    lock = {"read": is_shared, "of": type(row)}
    try:
        db.session.refresh(row, list(names), with_for_update=lock)
    except InvalidRequestError as error:
        if type(error) is not InvalidRequestError:  # those below it are faults of ours
            raise
        raise NotFound from error
