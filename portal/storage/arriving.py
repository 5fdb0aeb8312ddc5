"""How does a file wait while it is judged? On the disk, under no name, stopped at the first byte too many."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final, cast

from portal.errors import Refused
from portal.storage.store import Flow, Readable, WrongSize
from portal.text import _, size_text

IN_MEMORY: Final = 256 << 10


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
def spooled(name: str, stream: Readable, limit: int) -> Iterator[tuple[BinaryIO, int]]:
    """The stream with its size, to read anywhere in. A form post waits on the disk already and is used as it is."""
    waiting = _waiting(stream)
    if waiting is not None:
        size = waiting.seek(0, os.SEEK_END)
        judge_size(name, size, limit)
        waiting.seek(0)
        yield waiting, size
        return
    flow = Flow(stream, limit)
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        try:
            for block in flow.blocks(IN_MEMORY):
                file.write(block)
        except WrongSize as error:
            raise _too_large(name, limit) from error
        judge_size(name, flow.size, limit)
        file.seek(0)
        yield cast("BinaryIO", file), flow.size


def _waiting(stream: Readable) -> BinaryIO | None:
    is_seekable = getattr(stream, "seekable", None)
    return cast("BinaryIO", stream) if is_seekable is not None and is_seekable() else None
