"""What stays gone or closed when an older copy of the database comes back? Random ids in a file that the database is not in."""

import os
import re
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple
from uuid import UUID

from portal.storage.joining import flush_folder

LINE: Final = re.compile(r"([a-z_]+) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
OWNER_ONLY: Final = 0o600


class Kind(StrEnum):
    """What can be erased, and what a handed-in text can lose: all its readers, or some of them."""

    PERSON = "person"
    OWN_CASE = "own_case"
    SUBMISSION = "submission"
    FILE = "file"
    DILEMMA = "dilemma"
    HELD_FORM = "held_form"
    HANDED_IN = "handed_in"
    CIRCLE = "circle"


CLOSED: Final = frozenset({Kind.HANDED_IN, Kind.CIRCLE})
Line = tuple[Kind, UUID]


class Written(NamedTuple):
    """What stands in a ledger, in its order, and how many of its lines nobody can read."""

    erased: list[Line]
    closed: list[Line]
    unreadable: int


class Ledger:
    """A file that is only added to: a kind and a random id on each line, no name and no time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, kind: Kind, thing: UUID) -> None:
        """Write one down, as `add_all` does."""
        self.add_all([(kind, thing)])

    def add_all(self, gone: Iterable[Line]) -> None:
        """Write them down, on the disk when this returns: call it before what erases or closes is committed."""
        is_new = not self._path.exists()
        self._path.parent.mkdir(parents=True, exist_ok=True)
        line = "".join(f"{kind} {thing}\n" for kind, thing in gone).encode()
        file = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, OWNER_ONLY)
        try:
            os.write(file, line if _ends_whole(file) else b"\n" + line)
            os.fsync(file)
        finally:
            os.close(file)
        if is_new:
            flush_folder(self._path.parent)

    def read(self) -> Written:
        """Everything that was written down; nothing when there is no file yet."""
        if not self._path.exists():
            return Written([], [], 0)
        lines = [line for line in self._path.read_text(encoding="ascii", errors="replace").split("\n") if line]
        found = [_read(line) for line in lines]
        whole = list(dict.fromkeys(one for one in found if one is not None))
        erased = [one for one in whole if one[0] not in CLOSED]
        return Written(erased, [one for one in whole if one[0] in CLOSED], found.count(None))


def _ends_whole(file: int) -> bool:
    """Whether the last line is ended: one that was cut off must not swallow the next."""
    size = os.fstat(file).st_size
    return size == 0 or os.pread(file, 1, size - 1) == b"\n"


def _read(line: str) -> Line | None:
    match = LINE.fullmatch(line)
    if match is None or match[1] not in set(Kind):
        return None
    return Kind(match[1]), UUID(match[2])
