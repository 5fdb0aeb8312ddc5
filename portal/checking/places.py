"""Where in a film does it stand on which spot of the earth it was taken, and by which phone? To be blanked in place.

A box that is called `free` and holds noughts is passed over by every player, and nothing else in the film moves. Read
by the child; done by the worker, which blanks nothing but what has one of these names (source: ISO 14496-12, QuickTime).
"""

import struct
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

HEADER: Final = 8
LONGEST: Final = 1 << 20
MOST: Final = 64
MOST_BOXES: Final = 10_000
SAYS_WHERE: Final = {b"\xa9xyz", b"loci", b"\xa9mak", b"\xa9mod"}
TOLD: Final = b"meta"
TELLING: Final = (b"location", b"quicktime.make", b"quicktime.model")
HOLDERS: Final = {b"moov", b"trak", b"udta"}


class Blank(NamedTuple):
    """A box, its head included."""

    at: int
    length: int


def blanks_in(path: Path) -> list[Blank]:
    """The boxes of a film, which was judged, that say where and with what it was taken."""
    found: list[Blank] = []
    with path.open("rb") as stream:
        _walk(stream, 0, path.stat().st_size, found)
    return found[:MOST]


def _walk(stream: BinaryIO, at: int, end: int, found: list[Blank]) -> None:
    for _number in range(MOST_BOXES):
        if end - at < HEADER:
            return
        stream.seek(at)
        said, name = struct.unpack(">I4s", stream.read(HEADER))
        length, head = said or end - at, HEADER
        if said == 1:
            length, head = struct.unpack(">Q", stream.read(HEADER).ljust(HEADER, b"\0"))[0], 2 * HEADER
        if not head <= length <= end - at:
            return
        if name in HOLDERS:
            _walk(stream, at + head, at + length, found)
        elif said == length <= LONGEST and (name in SAYS_WHERE or (name == TOLD and _tells(stream, length - head))):
            found.append(Blank(at, length))
        at += length


def _tells(stream: BinaryIO, length: int) -> bool:
    content = stream.read(length)
    return any(word in content for word in TELLING)


def blank(path: Path, blanks: list[Blank]) -> bool:
    """Blank them; whether each was a box of that kind, else nothing is touched."""
    size = path.stat().st_size
    with path.open("r+b") as stream:
        for one in blanks:
            stream.seek(one.at)
            head = stream.read(HEADER)
            if (
                one.at + one.length > size
                or head[4:] not in {*SAYS_WHERE, TOLD}
                or head[:4] != struct.pack(">I", one.length)
            ):
                return False
        for one in blanks:
            stream.seek(one.at + 4)
            stream.write(b"free" + bytes(one.length - HEADER))
    return True
