"""What is inside a zip: an Office file without macros, an OpenDocument, or a parcel of files that are taken?"""

import stat
import struct
import zipfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final
from urllib.parse import urlsplit

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import ParseError, fromstring  # type: ignore[import-untyped]

from portal.storage.reasons import Reason, Unfit, must
from portal.storage.shapes import Built, built_of, ending_of

TAIL: Final = 16 << 10
LONGEST_COMMENT: Final = 65_557
MOST_ENTRIES: Final = 10_000
LONGEST_CONTENTS: Final = 4 << 20
LONGEST_PART: Final = 1 << 20
ZIP64: Final = 0xFFFF
LOCAL_HEADER: Final = b"PK\x03\x04"
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
CONTENT_TYPES: Final = "[Content_Types].xml"
SETTINGS: Final = ("word/_rels/settings.xml.rels", "word/_rels/document.xml.rels", "ppt/_rels/presentation.xml.rels")
ACTIVE: Final = ("vbaproject.bin", "/activex/", "/basic/script", "/scripts/")
FETCHED: Final = ("/attachedTemplate", "/oleObject", "/frame", "/subDocument")


def tail_of(stream: BinaryIO, size: int, length: int = TAIL) -> bytes:
    """The last bytes of a stream of a known size."""
    stream.seek(max(0, size - length))
    return stream.read(length)


def _announced(tail: bytes) -> tuple[int, int]:
    """How many entries, and how many bytes of contents, the end of a zip announces."""
    at = tail.rfind(b"PK\x05\x06")
    must(at >= 0)
    count, length = struct.unpack("<HI", tail[at + 10 : at + 16])
    if count == ZIP64:
        record = tail[at - 76 : at - 20]
        must(record.startswith(b"PK\x06\x06"))
        count, length = struct.unpack("<QQ", record[32:48])
    return count, length


def _opened(stream: BinaryIO, size: int) -> zipfile.ZipFile:
    """The archive with its contents read, refused before that when they are far too long."""
    must(stream.read(4) == LOCAL_HEADER)
    count, length = _announced(tail_of(stream, size, LONGEST_COMMENT + 76))
    must(count <= MOST_ENTRIES and length <= LONGEST_CONTENTS)
    archive = zipfile.ZipFile(stream)
    names = archive.namelist()
    must(0 < len(names) <= MOST_ENTRIES and len({name.lower() for name in names}) == len(names))
    return archive


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """One entry, unpacked to at most a megabyte, whatever it says of its size."""
    with archive.open(name) as entry:
        content = entry.read(LONGEST_PART + 1)
    must(len(content) <= LONGEST_PART)
    return content


def _refuse_active(names: Iterable[str], types: bytes = b"") -> None:
    runs = any(mark in f"/{name.lower()}" for name in names for mark in ACTIVE)
    must(
        not runs and not any(mark in types.lower() for mark in (b"macroenabled", b"vbaproject", b"activex")),
        Reason.ACTIVE,
    )


def _fetches(content: bytes) -> bool:
    """Whether opening the document fetches something by http. A template on the author's own drive is ordinary."""
    try:
        relations = list(fromstring(content))
    except (ParseError, DefusedXmlException) as error:
        raise Unfit(Reason.MISMATCH) from error
    return any(
        relation.get("Type", "").endswith(FETCHED)
        and relation.get("TargetMode", "").lower() == "external"
        and urlsplit(relation.get("Target", "").strip()).scheme.lower() not in {"", "file"}
        for relation in relations
    )


def judge_office(built: Built, stream: BinaryIO, size: int) -> None:
    """A document of today's Office: its content types name its kind; no macros, no ActiveX, no template from the net."""
    must(stream.read(4) != OLD_OFFICE, Reason.OLD_OR_LOCKED)
    stream.seek(0)
    archive = _opened(stream, size)
    names = archive.namelist()
    must(CONTENT_TYPES in names)
    types = _part(archive, CONTENT_TYPES)
    _refuse_active(names, types)
    must(any(mark.encode() in types for mark in built.mark))
    must(not any(_fetches(_part(archive, name)) for name in SETTINGS if name in names), Reason.FETCHES)


def judge_open_document(built: Built, stream: BinaryIO, size: int) -> None:
    """An OpenDocument says its kind in an entry of its own."""
    archive = _opened(stream, size)
    must("mimetype" in archive.namelist())
    must(_part(archive, "mimetype").strip().decode("ascii") in built.mark)
    _refuse_active(archive.namelist())


def _unsafe(entries: Iterable[zipfile.ZipInfo]) -> Iterator[str]:
    """Names that climb out of the folder, links, locked entries, and kinds that are not taken; archives among them."""
    for entry in entries:
        path = entry.filename.replace("\\", "/")
        climbs = path.startswith("/") or ".." in path.split("/") or ":" in path
        is_link = stat.S_ISLNK(entry.external_attr >> 16)
        is_taken = entry.is_dir() or (built_of(path) is not None and ending_of(path) != ".zip")
        if climbs or is_link or entry.flag_bits & 1 or not is_taken:
            yield entry.filename


def judge_zip(_built: Built, stream: BinaryIO, size: int) -> None:
    """A parcel that holds nothing the portal would not take by itself."""
    entries = _opened(stream, size).infolist()
    unsafe = next(_unsafe(entry for entry in entries if not is_litter(entry.filename)), None)
    if unsafe is not None:
        raise Unfit(Reason.IN_ZIP_NAME, "".join(c for c in unsafe[-80:] if c.isprintable()))


def is_litter(name: str) -> bool:
    """What macOS puts into every zip it makes."""
    parts = name.split("/")
    return ".." not in parts and (parts[0] == "__MACOSX" or parts[-1] == ".DS_Store")
