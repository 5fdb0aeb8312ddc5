"""What does a file, or what was made of it, hold, whether it is kept sealed or not?"""

from sqlalchemy import select

from portal.db import db
from portal.storage.content import Bytes, data_key_of, read
from portal.storage.models import FileRendition, StoredFile


def opened(one: StoredFile | FileRendition) -> bytes:
    """The plain bytes."""
    file = one if isinstance(one, StoredFile) else db.session.get_one(StoredFile, one.file_id)
    return b"".join(read(Bytes(one.key, one.size, data_key_of(file))))


def opened_at(key: str) -> bytes:
    """The same by the key of the store."""
    for kind in (StoredFile, FileRendition):
        found = db.session.scalars(select(kind).where(kind.key == key)).one_or_none()
        if found is not None:
            return opened(found)
    raise AssertionError(key)
