"""Is the content what the name says? Judged by how a file is built, never by a guess from its first bytes alone."""

import codecs
import io
import re
import struct
import zipfile
import zlib
from typing import Any, BinaryIO, Final

from portal.errors import Refused
from portal.storage.archives import NotWhatItSays, judge_office, judge_open_document, judge_zip, must, tail_of
from portal.storage.kinds import Kind, Shape
from portal.storage.store import Store
from portal.text import _

HEAD: Final = 64 << 10
SHORTEST_BRANDS: Final = 16
LONGEST_BRANDS: Final = 4096
MP3_FRAME: Final = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][^\xf0-\xff].", re.DOTALL)


class StoredBytes(io.RawIOBase):
    """A file in the store, to seek and read in; each read asks for no more than it needs."""

    def __init__(self, store: Store, key: str, size: int) -> None:
        self._store, self._key, self._size, self._at = store, key, size, 0

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
        piece = b"".join(self._store.read(self._key, start=self._at, end=end)) if end > self._at else b""
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


def stored_bytes(store: Store, key: str, size: int) -> BinaryIO:
    """A stored file as a seekable stream that reads 64 kB at a time."""
    return io.BufferedReader(StoredBytes(store, key, size), HEAD)


def judge_content(kind: Kind, name: str, stream: BinaryIO, size: int) -> None:
    """Read as little as it takes to know. Raises Refused when the content is not of the kind, or could run or escape.

    The stream is left at its beginning.
    """
    stream.seek(0)
    try:
        _CHECKS[kind.shape](kind, stream, size)
    except (
        NotWhatItSays,
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        NotImplementedError,
        ValueError,
    ) as error:
        raise Refused(
            _(
                "Indholdet i “%(name)s” passer ikke til navnet. "
                "Åbn filen i det program, den er lavet i, gem den, og vælg den igen.",
                name=name,
            ),
            field="files",
        ) from error
    finally:
        stream.seek(0)


def _pdf(_kind: Kind, stream: BinaryIO, size: int) -> None:
    must(stream.read(5) == b"%PDF-")
    must(b"startxref" in tail_of(stream, size))


def _png(_kind: Kind, stream: BinaryIO, size: int) -> None:
    head = stream.read(16)
    must(head[:8] == b"\x89PNG\r\n\x1a\n" and head[12:16] == b"IHDR")
    must(b"IEND" in tail_of(stream, size))


def _jpeg(_kind: Kind, stream: BinaryIO, size: int) -> None:
    must(stream.read(3) == b"\xff\xd8\xff")
    must(b"\xff\xd9" in tail_of(stream, size))


def _boxes(kind: Kind, stream: BinaryIO, size: int) -> None:
    length, name = struct.unpack(">I4s", stream.read(8))
    if kind.ending == ".mov" and name in {b"moov", b"mdat", b"wide", b"free", b"skip"}:
        return
    must(name == b"ftyp" and SHORTEST_BRANDS <= length <= min(size, LONGEST_BRANDS))
    brands = stream.read(length - 8)
    found = {brands[i : i + 4].decode("latin-1") for i in (0, *range(8, len(brands), 4))}
    must(not found.isdisjoint(kind.mark))


def _mp3(_kind: Kind, stream: BinaryIO, _size: int) -> None:
    head = stream.read(4)
    must(head[:3] == b"ID3" or MP3_FRAME.match(head) is not None)


def _text(_kind: Kind, stream: BinaryIO, _size: int) -> None:
    """UTF-8, UTF-16 with its mark, or the older Danish Windows text; no control characters."""
    head = stream.read(HEAD)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        codecs.getincrementaldecoder("utf-16")().decode(head)
        return
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        text = head.decode("cp1252")
    must(not any(c < " " and c not in "\t\n\r\f\x1a" for c in text))


_CHECKS: Final = {
    Shape.PDF: _pdf,
    Shape.OFFICE: judge_office,
    Shape.OPEN_DOCUMENT: judge_open_document,
    Shape.TEXT: _text,
    Shape.PNG: _png,
    Shape.JPEG: _jpeg,
    Shape.BOXES: _boxes,
    Shape.MP3: _mp3,
    Shape.ZIP: judge_zip,
}
