"""How does a file come in through the portal? It waits beside until it is whole and judged; only then the store gets it."""

from typing import BinaryIO, NamedTuple, cast

from portal.errors import Refused
from portal.figures import size_text
from portal.sealing.cipher import new_data_key
from portal.storage.aside import sealed_aside
from portal.storage.current import store
from portal.storage.kinds import Kind, judge_name
from portal.storage.looking import judge_content
from portal.storage.names import clean_name, new_key
from portal.storage.store import Flow, Kept, Readable, WrongSize
from portal.text import _


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


def take_in(*, name: str, stream: Readable, limit: int, is_confidential: bool) -> Arrived:
    """Receive a file, judge it, and put it into the store, sealed if it is confidential; asks the database nothing, for the line may be slow.

    What is not confidential has come whole: `stream` is a file. Raises Refused, with nothing kept: kind of file, empty,
    more than `limit` bytes, content not what the name says.
    """
    name = clean_name(name)
    coming = _Coming(name, judge_name(name, is_confidential=is_confidential), new_key(), limit)
    data_key = new_data_key() if is_confidential else None
    try:
        kept = _take_plain(coming, cast("BinaryIO", stream)) if data_key is None else _seal(coming, stream, data_key)
    except WrongSize as error:
        raise _too_large(name, limit) from error
    return Arrived(coming.key, name, coming.kind.media_type, kept, is_confidential, data_key)


class _Coming(NamedTuple):
    """What is known of a file before its bytes have come."""

    name: str
    kind: Kind
    key: str
    limit: int

    def judge(self, content: BinaryIO, size: int) -> None:
        """Raises Refused."""
        judge_size(self.name, size, self.limit)
        judge_content(self.kind, self.name, content, size)


def _take_plain(coming: _Coming, file: BinaryIO) -> Kept:
    """A form post waits on the disk already."""
    file.seek(0)
    flow = Flow(file, coming.limit)
    for _block in flow.blocks():
        pass
    coming.judge(file, flow.size)
    store().keep(coming.key, file, flow.size, media_type=coming.kind.media_type, sha256=flow.kept.sha256)
    return flow.kept


def _seal(coming: _Coming, stream: Readable, data_key: bytes) -> Kept:
    with sealed_aside(stream, coming.limit, data_key, coming.key) as aside:
        coming.judge(aside.opened, aside.plain.size)
        store().keep(coming.key, aside.file, aside.size, media_type=coming.kind.media_type)
    return aside.plain
