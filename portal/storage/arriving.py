"""How does a file come in through the portal? It waits beside until it is whole and judged; only then the store gets it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final, NamedTuple, cast

from portal.errors import Refused
from portal.figures import size_text
from portal.sealing.cipher import new_data_key
from portal.storage.content import keep
from portal.storage.kinds import judge_name
from portal.storage.looking import judge_content
from portal.storage.names import clean_name, new_key
from portal.storage.store import Flow, Kept, Readable, StoreFull, WrongSize
from portal.text import _

IN_MEMORY: Final = 256 << 10


class Arrived(NamedTuple):
    """Bytes in the store that no row names yet. `size` in bytes."""

    key: str
    name: str
    media_type: str
    kept: Kept
    is_confidential: bool
    data_key: bytes | None


def judge_size(name: str, size: int, limit: int) -> None:
    """Raises Refused for an empty file and for one of more than `limit` bytes."""
    if size <= 0:
        raise Refused(
            _("Filen “%(name)s” er tom. Åbn den, se efter, om den er gemt, og vælg den igen.", name=name), field="files"
        )
    if size > limit:
        raise _too_large(name, limit)


def _too_large(name: str, limit: int) -> Refused:
    return Refused(
        _(
            "Filen “%(name)s” er for stor. Der er plads til %(limit)s pr. fil. Gør den mindre, eller del den op.",
            name=name,
            limit=size_text(limit),
        ),
        field="files",
    )


@contextmanager
def _come(stream: Readable, limit: int) -> Iterator[tuple[BinaryIO, Kept]]:
    """What came, as a file, and its checksum. A form post waits on the disk already. Raises WrongSize past the limit."""
    is_seekable = getattr(stream, "seekable", None)
    if is_seekable is not None and is_seekable():
        waiting = cast("BinaryIO", stream)
        waiting.seek(0)
        flow = Flow(waiting, limit)
        for _block in flow.blocks():
            pass
        yield waiting, flow.kept
        return
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        aside, flow = cast("BinaryIO", file), Flow(stream, limit)
        for block in flow.blocks():
            _write(aside, block)
        yield aside, flow.kept


def _write(aside: BinaryIO, block: bytearray) -> None:
    """Raises StoreFull when there is no room here to wait in."""
    try:
        aside.write(block)
        aside.flush()
    except OSError as error:
        raise StoreFull from error


def take_in(*, name: str, stream: Readable, limit: int, is_confidential: bool) -> Arrived:
    """Receive a file, judge it, and put it into the store, sealed if it is confidential; asks the database nothing, for the line may be slow.

    Raises Refused, with nothing kept: kind of file, empty, more than `limit` bytes, content not what the name says.
    """
    name = clean_name(name)
    kind = judge_name(name, is_confidential=is_confidential)
    key, data_key = new_key(), new_data_key() if is_confidential else None
    try:
        with _come(stream, limit) as (content, kept):
            judge_size(name, kept.size, limit)
            judge_content(kind, name, content, kept.size)
            keep(key, content, kept, data_key, media_type=kind.media_type)
    except WrongSize as error:
        raise _too_large(name, limit) from error
    return Arrived(key, name, kind.media_type, kept, is_confidential, data_key)
