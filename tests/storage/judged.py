"""What if a file has been judged and found fit? For tests of what comes after; judging itself is for tests/checking."""

from typing import Any

from sqlalchemy import select, update

from portal.db import db
from portal.storage.models import FileState, StoredFile

FIT = {"state": FileState.AVAILABLE, "check_at": None}


def let_in(file: StoredFile) -> StoredFile:
    """This file is there for everybody who may have it."""
    for name, value in FIT.items():
        setattr(file, name, value)
    return file


def let_all_in(**values: Any) -> None:
    """All that wait are there from now on."""
    db.session.flush()
    waiting = StoredFile.state.in_((FileState.RECEIVED, FileState.CHECKING, FileState.WAITING))
    db.session.execute(update(StoredFile).where(waiting).values(**FIT, **values))
    db.session.commit()


def named(name: str) -> StoredFile:
    """The one file of this name; the database does not know the names of confidential ones."""
    (found,) = (one for one in db.session.scalars(select(StoredFile)) if one.name == name)
    return found
