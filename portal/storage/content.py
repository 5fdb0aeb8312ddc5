"""How are a file's bytes read and written? Confidential ones are sealed under the file's own key; the store never has them plain."""

from collections.abc import Iterator
from typing import NamedTuple

from portal.db import db
from portal.sealing.keys import key_for
from portal.sealing.stream import part_of, sealed_size, unsealed
from portal.storage.aside import sealed_aside
from portal.storage.current import store
from portal.storage.models import FileKey, StoredFile
from portal.storage.store import FileMissing, Kept, Readable


class Bytes(NamedTuple):
    """Bytes in the store: their key there, how many they are when read, and what they are sealed with, None when plain."""

    key: str
    size: int
    data_key: bytes | None

    @property
    def kept_size(self) -> int:
        """How many they are in the store."""
        return self.size if self.data_key is None else sealed_size(self.size)


def data_key_of(file: StoredFile, *, is_needed: bool = True) -> bytes | None:
    """What a file and all that is made of it is sealed with; None for one that is kept plain.

    Raises FileMissing when the key has been destroyed, and the file with it, unless one can do without.
    """
    if not file.is_sealed:
        return None
    key = key_for(db.session(), FileKey, file.id)
    if key is None and is_needed:
        raise FileMissing
    return key


def bytes_of(file: StoredFile) -> Bytes:
    """A file's own. Raises FileMissing as `data_key_of` does."""
    return Bytes(file.key, file.size, data_key_of(file))


def read(content: Bytes, *, start: int = 0, end: int | None = None) -> Iterator[bytes]:
    """The plain bytes from `start` up to `end`, never whole in memory. Raises FileMissing and StoreDown at once."""
    until = content.size if end is None else end
    if content.data_key is None:
        is_whole = (start, until) == (0, content.size)
        return store().read(content.key) if is_whole else store().read(content.key, start=start, end=until)
    opened = unsealed(store().read(content.key), content.data_key, content.key)
    return part_of(opened, start, until)


def put(key: str, stream: Readable, data_key: bytes | None, *, size: int, media_type: str) -> Kept:
    """Keep a stream of this size; what the plain bytes are. Raises WrongSize when it grows meanwhile."""
    if data_key is None:
        return store().put(key, stream, media_type=media_type, limit=size)
    with sealed_aside(stream, size, data_key, key) as aside:
        store().keep(key, aside.file, aside.size, media_type=media_type)
    return aside.plain
