"""Where do confidential bytes wait until they are whole and judged? Beside, and sealed on their way there."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final, NamedTuple, cast

from portal.sealing.stream import opener, sealed
from portal.storage.looking import as_file
from portal.storage.store import Flow, Kept, Readable, StoreFull

IN_MEMORY: Final = 256 << 10


class Aside(NamedTuple):
    """A sealed file of `size` bytes: what the store is to get, and what it is when it is opened."""

    file: BinaryIO
    size: int
    plain: Kept
    opened: BinaryIO


@contextmanager
def sealed_aside(stream: Readable, limit: int, data_key: bytes, place: str) -> Iterator[Aside]:
    """A stream, sealed on its way here. Raises WrongSize past `limit` plain bytes, StoreFull when there is no room to wait in."""
    flow = Flow(stream, limit)
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as spooled:
        file = cast("BinaryIO", spooled)
        for block in sealed(flow.blocks(), data_key, place):
            _write(file, block)
        yield Aside(file, file.tell(), flow.kept, as_file(opener(file, flow.size, data_key, place), flow.size))


def _write(file: BinaryIO, block: bytes) -> None:
    try:
        file.write(block)
        file.flush()
    except OSError as error:
        raise StoreFull from error
