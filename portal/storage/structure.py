"""Is the content what the name says? Judged by how a file is built, never by a guess from its first bytes alone."""

import codecs
import re
import struct
import zipfile
import zlib
from typing import BinaryIO, Final

from portal.storage.archives import judge_office, judge_open_document, judge_zip, tail_of
from portal.storage.reasons import Reason, Unfit, must
from portal.storage.shapes import Built, Shape

HEAD: Final = 64 << 10
SHORTEST_BRANDS: Final = 16
LONGEST_BRANDS: Final = 4096
BROKEN: Final = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError)
MP3_FRAME: Final = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][^\xf0-\xff].", re.DOTALL)


def look(built: Built, stream: BinaryIO, size: int) -> None:
    """Read as little as it takes to know. Raises Unfit when the content is not of the kind, or could run or escape.

    The stream is left at its beginning.
    """
    stream.seek(0)
    try:
        _CHECKS[built.shape](built, stream, size)
    except BROKEN as error:
        raise Unfit(Reason.MISMATCH) from error
    finally:
        stream.seek(0)


def _pdf(_built: Built, stream: BinaryIO, size: int) -> None:
    must(stream.read(5) == b"%PDF-")
    must(b"startxref" in tail_of(stream, size))


def _png(_built: Built, stream: BinaryIO, size: int) -> None:
    head = stream.read(16)
    must(head[:8] == b"\x89PNG\r\n\x1a\n" and head[12:16] == b"IHDR")
    must(b"IEND" in tail_of(stream, size))


def _jpeg(_built: Built, stream: BinaryIO, size: int) -> None:
    must(stream.read(3) == b"\xff\xd8\xff")
    must(b"\xff\xd9" in tail_of(stream, size))


def _boxes(built: Built, stream: BinaryIO, size: int) -> None:
    length, name = struct.unpack(">I4s", stream.read(8))
    if built.ending == ".mov" and name in {b"moov", b"mdat", b"wide", b"free", b"skip"}:
        return
    must(name == b"ftyp" and SHORTEST_BRANDS <= length <= min(size, LONGEST_BRANDS))
    brands = stream.read(length - 8)
    found = {brands[i : i + 4].decode("latin-1") for i in (0, *range(8, len(brands), 4))}
    must(not found.isdisjoint(built.mark))


def _mp3(_built: Built, stream: BinaryIO, _size: int) -> None:
    head = stream.read(4)
    must(head[:3] == b"ID3" or MP3_FRAME.match(head) is not None)


def _text(_built: Built, stream: BinaryIO, _size: int) -> None:
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
    Shape.HEIC: _boxes,
    Shape.BOXES: _boxes,
    Shape.MP3: _mp3,
    Shape.ZIP: judge_zip,
}
