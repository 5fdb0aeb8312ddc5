"""How does a file come in through the portal? On its way to the store it is kept beside, so that it can be judged."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final, NamedTuple, cast

from portal.errors import Refused
from portal.figures import size_text
from portal.storage.current import store
from portal.storage.kinds import judge_name
from portal.storage.looking import judge_content
from portal.storage.names import clean_name, new_key
from portal.storage.store import Kept, Readable, WrongSize
from portal.text import _

IN_MEMORY: Final = 256 << 10


class Arrived(NamedTuple):
    """Bytes in the store that no row names yet. `size` in bytes."""

    key: str
    name: str
    media_type: str
    kept: Kept
    is_confidential: bool


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


class _Beside:
    """A stream that leaves what is read from it in a file."""

    def __init__(self, stream: Readable, file: BinaryIO) -> None:
        self._stream, self._file = stream, file

    def read(self, length: int, /) -> bytes:
        """What the stream gives."""
        piece = self._stream.read(length)
        self._file.write(piece)
        return piece


@contextmanager
def _kept_beside(stream: Readable) -> Iterator[tuple[Readable, BinaryIO]]:
    """The stream, and what to judge by when it has gone by. A form post waits on the disk already and is both."""
    is_seekable = getattr(stream, "seekable", None)
    if is_seekable is not None and is_seekable():
        waiting = cast("BinaryIO", stream)
        waiting.seek(0)
        yield waiting, waiting
        return
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        beside = cast("BinaryIO", file)
        yield _Beside(stream, beside), beside


def take_in(*, name: str, stream: Readable, limit: int, is_confidential: bool) -> Arrived:
    """Stream a file into the store and judge it; asks the database nothing, for the line may be slow.

    Raises Refused, with nothing kept: kind of file, empty, more than `limit` bytes, content not what the name says.
    """
    name = clean_name(name)
    kind = judge_name(name, is_confidential=is_confidential)
    key = new_key()
    with _kept_beside(stream) as (flowing, content):
        try:
            kept = store().put(key, flowing, media_type=kind.media_type, limit=limit)
        except WrongSize as error:
            raise _too_large(name, limit) from error
        try:
            judge_size(name, kept.size, limit)
            judge_content(kind, name, content, kept.size)
        except Refused:
            store().delete(key)
            raise
    return Arrived(key, name, kind.media_type, kept, is_confidential)
