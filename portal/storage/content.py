"""How are a file's bytes read and written? Confidential ones are sealed under the file's own key; the store never has them plain."""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from portal.db import db
from portal.sealing.keys import key_for
from portal.sealing.stream import PIECE, SealingStream, part_of, sealed_size, unsealed
from portal.storage.current import store
from portal.storage.models import FileKey, StoredFile
from portal.storage.store import FileMissing, Flow, Kept, Readable


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


def keep(key: str, file: BinaryIO, kept: Kept, data_key: bytes | None, *, media_type: str) -> None:
    """Keep bytes that have come whole, sealed if there is something to seal them with."""
    if data_key is None:
        store().keep(key, file, kept, media_type=media_type)
        return
    file.seek(0)
    _put_sealed(key, file, kept.size, data_key, media_type)


def put(key: str, file: BinaryIO, data_key: bytes | None, *, size: int, media_type: str) -> Kept:
    """Keep a file of this size; what the plain bytes are. Raises WrongSize when it grows meanwhile."""
    if data_key is None:
        return store().put(key, file, media_type=media_type, limit=size)
    flow = Flow(file, size)
    _put_sealed(key, _Flowing(flow), size, data_key, media_type)
    return flow.kept


class _Flowing:
    """A flow, read a length at a time."""

    def __init__(self, flow: Flow) -> None:
        self._blocks, self._waiting = flow.blocks(PIECE), b""

    def read(self, length: int, /) -> bytes:
        """At most so many bytes; none at the end."""
        if not self._waiting:
            self._waiting = bytes(next(self._blocks, b""))
        given, self._waiting = self._waiting[:length], self._waiting[length:]
        return given


def _put_sealed(key: str, plain: Readable, size: int, data_key: bytes, media_type: str) -> None:
    sealed = SealingStream(plain, size, data_key, key)
    store().put(key, sealed, media_type=media_type, limit=sealed_size(size))
