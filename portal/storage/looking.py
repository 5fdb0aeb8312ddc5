"""What does the door say to a file that has come? The first look, in words; `portal.checking` looks closer, later."""

import io
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

from portal.errors import Refused
from portal.storage.kinds import Kind
from portal.storage.reasons import Unfit
from portal.storage.rejections import sentence_of
from portal.storage.store import Store
from portal.storage.structure import HEAD, look


class Seekable(io.RawIOBase):
    """Bytes that can be asked for from one place up to another, to seek and read in; each read asks for no more than it needs."""

    def __init__(self, ask: Callable[[int, int], Iterable[bytes]], size: int) -> None:
        self._ask, self._size, self._at = ask, size, 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move; answers where."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with what follows."""
        end = min(self._size, self._at + len(buffer))
        piece = b"".join(self._ask(self._at, end)) if end > self._at else b""
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


def as_file(ask: Callable[[int, int], Iterable[bytes]], size: int) -> BinaryIO:
    """What `ask(start, end)` gives, as a stream of `size` bytes that reads 64 kB at a time."""
    return io.BufferedReader(Seekable(ask, size), HEAD)


def stored_bytes(store: Store, key: str, size: int) -> BinaryIO:
    """A stored file in which one can seek."""
    return as_file(lambda start, end: store.read(key, start=start, end=end), size)


def judge_content(kind: Kind, name: str, stream: BinaryIO, size: int) -> None:
    """Read as little as it takes to know. Raises Refused when the content is not of the kind, or could run or escape.

    The stream is left at its beginning.
    """
    try:
        look(kind.built, stream, size)
    except Unfit as unfit:
        raise Refused(sentence_of(unfit.reason, name=name, detail=unfit.detail), field="files") from unfit
