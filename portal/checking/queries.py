"""How do the files stand, for those who look after the portal?"""

from typing import NamedTuple

from sqlalchemy import func, select

from portal.db import db
from portal.materials.captions import MEDIA_TYPE as CAPTIONS
from portal.storage.models import FileState, StoredFile


class Standing(NamedTuple):
    """How many files are being judged, wait for the scanner, were rejected, and are there without having been scanned."""

    judged: int
    waiting: int
    rejected: int
    unscanned: int


def standing() -> Standing:
    """One query."""
    count = func.count()
    row = db.session.execute(
        select(
            count.filter(StoredFile.state.in_((FileState.RECEIVED, FileState.CHECKING))),
            count.filter(StoredFile.state == FileState.WAITING),
            count.filter(StoredFile.state == FileState.REJECTED),
            count.filter(
                StoredFile.state == FileState.AVAILABLE,
                StoredFile.is_scanned.is_not(True),
                StoredFile.media_type != CAPTIONS,  # written by the portal itself
            ),
        )
    ).one()
    return Standing(*row)
