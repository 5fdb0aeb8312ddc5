"""What leaves the store because nobody wants it? Each file in a transaction of its own; may be stopped and run twice."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from portal.clock import now
from portal.db import db
from portal.journal.actions import record
from portal.storage.current import store
from portal.storage.models import FileState, StoredFile
from portal.storage.queries import UNCLAIMED_FOR, keys_with_rows, rejected_files, swept_files
from portal.storage.store import FileMissing, Listed

MOST_AT_ONCE: Final = 200


class Swept(NamedTuple):
    """What a sweep did: rows removed with their bytes, rows something still points at, bytes and uploads without row."""

    files: int
    in_use: int
    strays: int
    uploads: int


def sweep_files(at: datetime | None = None) -> Swept:
    """Remove what nobody wants: given up, or neither finished nor claimed, with nothing new for a day.

    Commits after each file. Raises StoreDown; what was done until then stands.
    """
    at = at or now()
    ids = list(db.session.scalars(swept_files(at).with_only_columns(StoredFile.id).limit(MOST_AT_ONCE)))
    db.session.commit()
    done = [_sweep_one(file_id, at) for file_id in ids]
    return Swept(done.count(True), done.count(False), _remove_strays(at), _abort_strays(at))


def sweep_released(ids: Iterable[UUID]) -> int:
    """Remove these files now, as far as they were let go of; how many. Commits after each. Raises StoreDown."""
    at = now()
    return sum(_sweep_one(file_id, at) is True for file_id in ids)


def _still_comes(file: StoredFile, at: datetime) -> bool:
    """Whether a part came during the last day: a slow line may take longer than that for all of them."""
    if file.state is not FileState.RESERVED:
        return False
    try:
        last = store().touched_at(file.key, file.upload_id or "")
    except FileMissing:
        return False
    return last is not None and last >= at - UNCLAIMED_FOR


def _sweep_one(file_id: UUID, at: datetime) -> bool | None:
    """Row first, so that a file something points at stops us before its bytes are gone. None when it is not due."""
    due = swept_files(at).where(StoredFile.id == file_id).options(selectinload(StoredFile.renditions))
    file = db.session.scalars(due.with_for_update(skip_locked=True, of=StoredFile)).one_or_none()
    if file is None or _still_comes(file, at):
        db.session.commit()
        return None
    keys_made = [rendition.key for rendition in file.renditions]
    try:
        db.session.delete(file)
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        return False
    record("file.removed", by_id=None, subject_id=file.id, owner_id=file.uploaded_by_id)
    if file.upload_id:
        store().abort(file.key, file.upload_id)
    for key in (file.key, *keys_made):
        store().delete(key)
    db.session.commit()
    return True


def empty_rejected(at: datetime) -> int:
    """Remove the bytes of rejected files, in all versions, when their time is up; how many. The row says that they are gone.

    Commits after each file. Raises StoreDown; what was done until then stands.
    """
    ids = list(db.session.scalars(rejected_files(at).with_only_columns(StoredFile.id)))
    db.session.commit()
    return sum(_empty_one(file_id, at) for file_id in ids)


def _empty_one(file_id: UUID, at: datetime) -> bool:
    due = rejected_files(at).where(StoredFile.id == file_id).options(selectinload(StoredFile.renditions))
    file = db.session.scalars(due.with_for_update(skip_locked=True, of=StoredFile)).one_or_none()
    if file is None:
        db.session.commit()
        return False
    keys = [file.key, *(rendition.key for rendition in file.renditions)]
    file.emptied_at = at
    file.renditions.clear()
    record("file.emptied", by_id=None, subject_id=file.id, owner_id=file.uploaded_by_id)
    db.session.flush()
    for key in keys:
        store().delete(key)
    db.session.commit()
    return True


def _batches(found: Iterator[Listed]) -> Iterator[list[Listed]]:
    batch: list[Listed] = []
    for one in found:
        batch.append(one)
        if len(batch) == MOST_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def strays(at: datetime) -> tuple[list[str], int]:
    """Keys in the store older than a day that no row names; and how many keys have a row."""
    found: list[str] = []
    named = 0
    for batch in _batches(store().listed()):
        known = keys_with_rows([one.key for one in batch])
        named += len(known)
        found += [one.key for one in batch if one.key not in known and one.kept_at < at - UNCLAIMED_FOR]
    return found, named


def _remove_strays(at: datetime) -> int:
    """Bytes whose row was never committed. More strays than files mean another database's store: hands off."""
    found, named = strays(at)
    db.session.commit()
    if len(found) > named:
        return 0
    for key in found:
        store().delete(key)
    return len(found)


def _abort_strays(at: datetime) -> int:
    old = [upload for upload in store().open_uploads() if upload.begun_at < at - UNCLAIMED_FOR]
    known = keys_with_rows([upload.key for upload in old])
    db.session.commit()
    rowless = [upload for upload in old if upload.key not in known]
    for upload in rowless:
        store().abort(upload.key, upload.upload_id)
    return len(rowless)
