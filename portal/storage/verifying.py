"""Is every file in the store as the database says?"""

import hashlib
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import selectinload

from portal.clock import now
from portal.db import db
from portal.sealing.cipher import Unopenable
from portal.storage.content import Bytes, data_key_of, read
from portal.storage.current import store
from portal.storage.models import StoredFile
from portal.storage.queries import completed_files
from portal.storage.store import FileMissing
from portal.storage.sweeping import strays


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


def _sha256_of(content: Bytes) -> str:
    digest = hashlib.sha256()
    for block in read(content):
        digest.update(block)
    return digest.hexdigest()


class _Known(NamedTuple):
    """Bytes the database names: a file's, or those of something made of it; `size` as they are kept."""

    id: UUID
    content: Bytes
    sha256: str | None

    @property
    def key(self) -> str:
        """Their name in the store."""
        return self.content.key

    @property
    def size(self) -> int:
        """How many they are there."""
        return self.content.kept_size


def _all_known() -> list[_Known]:
    files = db.session.scalars(completed_files().options(selectinload(StoredFile.renditions)))
    known = []
    for file in files:
        key = data_key_of(file, is_needed=False)
        known.append(_Known(file.id, Bytes(file.key, file.size, key), file.sha256))
        known += [_Known(made.id, Bytes(made.key, made.size, key), None) for made in file.renditions]
    return known


def _is_changed(file: _Known) -> bool:
    try:
        return _sha256_of(file.content) != file.sha256
    except Unopenable:
        return True
    except FileMissing:
        return False  # removed since the list was made


def _once_more(suspects: set[UUID]) -> list[tuple[_Known, int | None]]:
    """Files come, change and go while the store tells its list: these as they are now, with the bytes in the store."""
    db.session.commit()
    known = [one for one in _all_known() if one.id in suspects] if suspects else []
    db.session.commit()
    return [(one, store().size_of(one.key)) for one in known]


def verify_storage(*, read_all: bool = False) -> Verified:
    """Compare every completed file, and what was made of it, with the store's own list.

    With `read_all` also read them and compare the SHA-256. Changes nothing. Raises StoreDown.
    """
    files = _all_known()
    stray_keys, _named = strays(now())
    db.session.commit()
    sizes = {found.key: found.size for found in store().listed()}
    suspects = _once_more({file.id for file in files if sizes.get(file.key) != file.size})
    missing = [file.id for file, size in suspects if size is None]
    wrong_size = [file.id for file, size in suspects if size not in {None, file.size}]
    readable = [file for file in files if read_all and sizes.get(file.key) == file.size and file.sha256]
    wrong_sha256 = [file.id for file in readable if _is_changed(file)]
    return Verified(len(files), missing, wrong_size, wrong_sha256, stray_keys)
