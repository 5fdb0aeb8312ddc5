"""Is every file in the store as it came? Checksums of what went straight there, and the comparison with the database."""

import hashlib
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import update

from portal.clock import now
from portal.db import db
from portal.storage.current import store
from portal.storage.models import StoredFile
from portal.storage.queries import completed_files, unhashed_files
from portal.storage.store import FileMissing
from portal.storage.sweeping import strays

MOST_AT_ONCE: Final = 20


class Verified(NamedTuple):
    """What the database names and the store does not have as it should, by id; and keys that no row names."""

    checked: int
    missing: list[UUID]
    wrong_size: list[UUID]
    wrong_sha256: list[UUID]
    strays: list[str]

    @property
    def is_well(self) -> bool:
        """Whether every file is there as it came."""
        return not (self.missing or self.wrong_size or self.wrong_sha256)


def _sha256_of(key: str) -> str:
    digest = hashlib.sha256()
    for block in store().read(key):
        digest.update(block)
    return digest.hexdigest()


def hash_due_files() -> int:
    """Read files that went straight to the store, one at a time, and write their SHA-256 down; answers how many.

    Commits after each file. Raises StoreDown; what was done until then stands.
    """
    due = list(db.session.scalars(unhashed_files().with_only_columns(StoredFile.id).limit(MOST_AT_ONCE)))
    db.session.commit()
    return sum(_hash_one(file_id) for file_id in due)


def _hash_one(file_id: UUID) -> bool:
    claimed = unhashed_files().where(StoredFile.id == file_id).with_for_update(skip_locked=True)
    file = db.session.scalars(claimed).one_or_none()
    if file is None or db.engine.dialect.name == "sqlite":
        db.session.commit()  # SQLite has one writer: it must not wait while gigabytes are read
    if file is None:
        return False
    try:
        sha256 = _sha256_of(file.key)
    except FileMissing:
        db.session.commit()
        return False
    db.session.execute(update(StoredFile).where(StoredFile.id == file_id).values(sha256=sha256))
    db.session.commit()
    return True


def verify_storage(*, read_all: bool = False) -> Verified:
    """Compare every completed file with the store's own list; with `read_all` also read them and compare the SHA-256.

    Changes nothing. Raises StoreDown.
    """
    files = list(db.session.scalars(completed_files()))
    stray_keys, _named = strays(now())
    db.session.commit()
    sizes = {found.key: found.size for found in store().listed()}
    missing = [file.id for file in files if file.key not in sizes]
    wrong_size = [file.id for file in files if sizes.get(file.key, file.size) != file.size]
    readable = [file for file in files if read_all and sizes.get(file.key) == file.size and file.sha256]
    wrong_sha256 = [file.id for file in readable if _sha256_of(file.key) != file.sha256]
    return Verified(len(files), missing, wrong_size, wrong_sha256, stray_keys)
