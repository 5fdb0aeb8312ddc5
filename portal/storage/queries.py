"""What do we ask about files?"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, case, func, or_, select

from portal.db import db
from portal.people.models import Person
from portal.storage.models import FileRendition, FileState, StoredFile
from portal.storage.rejections import HARMFUL, HARMFUL_KEPT, REJECTED_KEPT

UNCLAIMED_FOR: Final = timedelta(hours=24)
KEPT: Final = (FileState.RECEIVED, FileState.CHECKING, FileState.WAITING, FileState.AVAILABLE, FileState.REJECTED)


def claimable_files(ids: Sequence[UUID], *, by: Person) -> dict[UUID, StoredFile]:
    """The person's own, completed, unclaimed files among these ids, locked until the transaction ends; rejected ones too."""
    found = db.session.scalars(
        select(StoredFile)
        .where(
            StoredFile.id.in_(ids),
            StoredFile.uploaded_by_id == by.id,
            StoredFile.state.in_(KEPT),
            StoredFile.claimed_at.is_(None),
        )
        .with_for_update(of=StoredFile)
    )
    return {file.id: file for file in found}


def open_upload(*, by: Person, fingerprint: str, size: int) -> StoredFile | None:
    """The person's own unfinished upload of the same file, to go on with unless the store has forgotten it."""
    return db.session.scalars(
        select(StoredFile)
        .where(
            StoredFile.uploaded_by_id == by.id,
            StoredFile.state == FileState.RESERVED,
            StoredFile.fingerprint == fingerprint,
            StoredFile.size == size,
        )
        .order_by(StoredFile.created_at.desc())
        .limit(1)
    ).one_or_none()


def bytes_kept_by(person: Person) -> int:
    """How many bytes of confidential files a person has with us, claimed or not."""
    return int(db.session.scalar(_kept_by(), {"person": person.id}) or 0)


@cache
def _kept_by() -> Select[int]:
    """Put together once: every file that is sent asks twice."""
    return select(func.coalesce(func.sum(StoredFile.size), 0)).where(
        StoredFile.uploaded_by_id == bindparam("person"),
        StoredFile.is_confidential,
        StoredFile.state != FileState.ABORTED,
        StoredFile.emptied_at.is_(None),
    )


def swept_files(at: datetime) -> Select[StoredFile]:
    """What nobody wants: given up, or not claimed for a day; of what was begun a day ago the store knows whether it still comes."""
    before = at - UNCLAIMED_FOR
    return select(StoredFile).where(
        or_(
            StoredFile.state == FileState.ABORTED,
            and_(StoredFile.state == FileState.RESERVED, StoredFile.created_at < before),
            and_(
                StoredFile.state.in_(KEPT),
                StoredFile.claimed_at.is_(None),
                StoredFile.completed_at < before,
            ),
        )
    )


def completed_files() -> Select[StoredFile]:
    """Every file that should be in the store."""
    there = StoredFile.state.in_(KEPT), StoredFile.emptied_at.is_(None)
    return select(StoredFile).where(*there).order_by(StoredFile.id)


def rejected_files(at: datetime) -> Select[StoredFile]:
    """Rejected files whose bytes are due to go."""
    harms = StoredFile.rejection.in_(HARMFUL)
    due = case((harms, StoredFile.rejected_at <= at - HARMFUL_KEPT), else_=StoredFile.rejected_at <= at - REJECTED_KEPT)
    is_rejected = StoredFile.state == FileState.REJECTED, StoredFile.emptied_at.is_(None)
    return select(StoredFile).where(*is_rejected, due).order_by(StoredFile.rejected_at)


def keys_with_rows(keys: Sequence[str]) -> set[str]:
    """Those of the keys that a file or a rendition has."""
    files = select(StoredFile.key).where(StoredFile.key.in_(keys))
    renditions = select(FileRendition.key).where(FileRendition.key.in_(keys))
    return {*db.session.scalars(files), *db.session.scalars(renditions)}
