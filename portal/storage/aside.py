"""Where do confidential bytes wait until they are whole and judged? Beside, and sealed on their way there."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final, NamedTuple, cast

from portal.sealing.stream import opener, sealed
from portal.storage.looking import as_file
from portal.storage.store import Flow, Kept, Readable, StoreFull

IN_MEMORY: Final = 256 << 10


class Aside(NamedTuple):
    """A sealed file: what the store is to get, and what it is when it is opened."""

    file: BinaryIO
    sealed: Kept
    plain: Kept
    opened: BinaryIO


@contextmanager
def sealed_aside(stream: Readable, limit: int, data_key: bytes, place: str) -> Iterator[Aside]:
    """A stream, sealed on its way here. Raises WrongSize past `limit` plain bytes, StoreFull when there is no room to wait in."""
    flow, digest = Flow(stream, limit), hashlib.sha256()
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as spooled:
        file = cast("BinaryIO", spooled)
        for block in sealed(flow.blocks(), data_key, place):
            digest.update(block)
            _write(file, block)
        sealed_as = Kept(file.tell(), digest.hexdigest())
        yield Aside(file, sealed_as, flow.kept, as_file(opener(file, flow.size, data_key, place), flow.size))


def _write(file: BinaryIO, block: bytes) -> None:
    try:
        file.write(block)
        file.flush()
    except OSError as error:
        raise StoreFull from error
