"""What has somebody begun to send here and not used yet? So that a page loaded anew can say so, and go on.

A fingerprint begins with the place it was begun at, the address of the form: the same file elsewhere is another upload.
"""

from typing import Final, NamedTuple

from sqlalchemy import Select, or_, select

from portal.clock import now
from portal.db import db
from portal.people.models import Person
from portal.storage.current import limits, store
from portal.storage.models import FileState, StoredFile
from portal.storage.queries import UNCLAIMED_FOR
from portal.storage.store import FileMissing

MOST: Final = 20
NO_USE: Final = (FileState.ABORTED, FileState.REJECTED)


class Begun(NamedTuple):
    """A file of somebody's that nothing has claimed, and how many of its bytes have come."""

    file: StoredFile
    come: int

    @property
    def is_finished(self) -> bool:
        """Whether it only waits for being used."""
        return self.file.state is not FileState.RESERVED


def _loose(by: Person) -> Select[StoredFile]:
    return (
        select(StoredFile)
        .where(
            StoredFile.uploaded_by_id == by.id,
            StoredFile.is_confidential.is_(False),
            StoredFile.claimed_at.is_(None),
            StoredFile.state.not_in(NO_USE),
            or_(StoredFile.completed_at.is_(None), StoredFile.completed_at > now() - UNCLAIMED_FOR),
        )
        .order_by(StoredFile.created_at.desc())
        .limit(MOST)
    )


def begun_at(place: str, *, by: Person) -> list[Begun]:
    """What this person has begun at this place, the newest first. Raises StoreDown."""
    files = db.session.scalars(_loose(by).where(StoredFile.fingerprint.startswith(f"{place}|", autoescape=True)))
    return [Begun(file, come) for file in files if (come := _come(file)) is not None]


def _come(file: StoredFile) -> int | None:
    """Bytes in the store; None when the store has forgotten the upload."""
    if file.state is not FileState.RESERVED:
        return file.size
    try:
        return sum(store().parts(file.key, file.upload_id or "").values())
    except FileMissing:
        return None


def finished_before(*, by: Person, fingerprint: str, size: int) -> StoredFile | None:
    """The same file, sent to its end and not used yet: it need not be sent again."""
    if not 0 < size <= limits().material:
        return None  # `begin_upload` says why
    same = _loose(by).where(
        StoredFile.fingerprint == fingerprint, StoredFile.size == size, StoredFile.state != FileState.RESERVED
    )
    return db.session.scalars(same.limit(1)).one_or_none()
