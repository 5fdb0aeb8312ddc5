"""How is a ZIP made while it is sent? Entry by entry from the store, with one block of it in memory at a time."""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import IO, Final, NamedTuple, cast

from portal.clock import to_local
from portal.storage.store import FileMissing

ORDINARY_FILE: Final = 0o100644 << 16
FIRST_YEAR: Final = 1980  # the format knows none before


class Entry(NamedTuple):
    """A file in the ZIP. `size` in bytes; `blocks` begins to read it, and raises FileMissing when it is gone."""

    path: str
    size: int
    at: datetime
    blocks: Callable[[], Iterable[bytes]]


class _Sink:
    """What the ZIP is written to. It has no `tell` and no `seek`, so zipfile never goes back; it gives away what it has got."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        """Take a piece."""
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits elsewhere."""

    def given(self) -> bytes:
        """All that has come since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def zipped(entries: Iterable[Entry], *, missing: Callable[[list[str]], Entry]) -> Iterator[bytes]:
    """The bytes of a ZIP with these entries, as they are, not deflated. `missing` tells, at its end, which had gone.

    Raises StoreDown in the middle: then the line breaks, and nobody takes half of it for the whole.
    """
    sink, gone = _Sink(), list[str]()
    with zipfile.ZipFile(cast("IO[bytes]", sink), "w") as bundle:
        for entry in entries:
            yield from _entry(bundle, sink, entry, gone)
        if gone:
            yield from _entry(bundle, sink, missing(gone), [])
    yield sink.given()


def _entry(bundle: zipfile.ZipFile, sink: _Sink, entry: Entry, gone: list[str]) -> Iterator[bytes]:
    try:
        blocks = entry.blocks()
    except FileMissing:
        gone.append(entry.path)
        return
    local = to_local(entry.at)
    info = zipfile.ZipInfo(entry.path, (max(local.year, FIRST_YEAR), *local.timetuple()[1:6]))
    info.external_attr, info.file_size = ORDINARY_FILE, entry.size
    with bundle.open(info, "w") as file:
        yield sink.given()
        for block in blocks:
            file.write(block)
            yield sink.given()
    yield sink.given()
