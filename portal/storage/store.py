"""What can a store of bytes do? The few verbs, their errors, and how much went by while streaming."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import BinaryIO, Final, NamedTuple, Protocol

from portal.errors import Refused
from portal.storage.settings import Setting
from portal.text import _

READ_LIFETIME: Final = timedelta(seconds=60)
PART_LIFETIME: Final = timedelta(minutes=15)
BLOCK: Final = 1 << 20
PART_CHECKSUM: Final = "X-Amz-Content-SHA256"


class StorageError(Refused):
    """The store did not give what was asked. `status` is the HTTP status that says the same."""

    status = 500


class StoreDown(StorageError):
    """The store cannot be reached, or refuses us. Try again later."""

    status = 503

    def __init__(self) -> None:
        super().__init__(_("Vi kan ikke nå filerne lige nu. Prøv igen om lidt."))


class StoreFull(StoreDown):
    """There is no room for more bytes until somebody makes some."""

    def __init__(self) -> None:
        StorageError.__init__(
            self, _("Der er ikke plads til flere filer lige nu. Vi har brug for at rydde op. Prøv igen senere.")
        )


class FileMissing(StorageError):
    """There are no such bytes, or no such upload."""

    status = 404

    def __init__(self) -> None:
        super().__init__(_("Filen findes ikke længere."))


class WrongSize(Exception):
    """More bytes came than there is room for, or not as many as were said; nothing of them was kept."""


class WrongContent(Exception):
    """The bytes of a part do not have the checksum they were said to have; nothing of them was kept."""


class Kept(NamedTuple):
    """What was written: bytes, and their SHA-256 in hex."""

    size: int
    sha256: str


class Listed(NamedTuple):
    """One file as the store lists it; `size` in bytes."""

    key: str
    size: int
    kept_at: datetime


class OpenUpload(NamedTuple):
    """An upload in parts that was begun and neither finished nor aborted."""

    key: str
    upload_id: str
    begun_at: datetime


class Readable(Protocol):
    """Anything bytes can be read from, a length at a time."""

    def read(self, length: int, /) -> bytes:
        """At most so many bytes; none at the end."""
        ...


class Store(Protocol):
    """The verbs. All raise StoreDown when the store does not answer; keys are random and chosen by the portal."""

    @property
    def origin(self) -> str:
        """Where the browser finds the store, like `https://s3.example.org`; empty when at the portal's own address."""
        ...

    def put(self, key: str, stream: Readable, *, media_type: str, limit: int) -> Kept:
        """Write a stream through, hashing on the way. Raises WrongSize past `limit` bytes, with nothing kept."""
        ...

    def keep(self, key: str, file: BinaryIO, size: int, *, media_type: str, sha256: str | None = None) -> None:
        """Write a file of `size` bytes that has come whole; with `sha256` (in hex) the store compares what comes with it.

        What is sealed goes without: it tells itself when it is opened whether it is what it was.
        """
        ...

    def read(self, key: str, *, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The bytes from `start` up to, not including, `end`. Raises FileMissing at once, not at the first block."""
        ...

    def size_of(self, key: str) -> int | None:
        """The bytes of a file, None when there is none."""
        ...

    def delete(self, key: str) -> None:
        """Remove a file; nothing happens when there is none."""
        ...

    def begin(self, key: str, *, media_type: str) -> str:
        """Begin an upload in parts; answers its id."""
        ...

    def part_address(self, key: str, upload_id: str, number: int, *, size: int, sha256: str) -> str:
        """Where to PUT exactly `size` bytes as part `number` (from 1), for 15 minutes.

        `sha256` is the part's SHA-256 in hex; it goes along as PART_CHECKSUM, and the store refuses any other bytes.
        """
        ...

    def parts(self, key: str, upload_id: str) -> dict[int, int]:
        """What has come: part number to bytes. Raises FileMissing when the upload is not open."""
        ...

    def touched_at(self, key: str, upload_id: str) -> datetime | None:
        """When the last part came, None when none has. Raises FileMissing when the upload is not open."""
        ...

    def finish(self, key: str, upload_id: str) -> int:
        """Join the parts in the order of their numbers; answers the bytes. May be asked twice. Raises FileMissing."""
        ...

    def abort(self, key: str, upload_id: str) -> None:
        """Give an upload up with its parts; nothing happens when it is not open."""
        ...

    def read_address(self, key: str, *, name: str, media_type: str, inline: bool = False) -> str:
        """Where to GET a file for 60 seconds, under this name and type whatever the browser asks for."""
        ...

    def listed(self) -> Iterator[Listed]:
        """Every file the store holds."""
        ...

    def open_uploads(self) -> Iterator[OpenUpload]:
        """Every upload in parts that is still open."""
        ...

    def check(self) -> None:
        """Return quickly when the store answers and knows us; raise StoreDown otherwise."""
        ...

    def prepare(self, origin: str, *, change: bool = True) -> list[Setting]:
        """Make the folder or bucket and its settings, so that pages of this origin may send and read.

        Answers what became of each. Without `change` it only looks.
        """
        ...


class Flow:
    """A stream on its way by: counted, hashed, and stopped past a limit."""

    def __init__(self, stream: Readable, limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self._sha256 = hashlib.sha256()
        self.size = 0

    def blocks(self, length: int = BLOCK) -> Iterator[bytearray]:
        """Blocks of exactly `length` bytes, the last one shorter. Raises WrongSize past the limit."""
        while block := self._filled(length):
            yield block
            if len(block) < length:
                return

    def _filled(self, length: int) -> bytearray:
        block = bytearray()
        while len(block) < length and (piece := self._stream.read(min(length - len(block), BLOCK))):
            self.size += len(piece)
            if self.size > self._limit:
                raise WrongSize
            self._sha256.update(piece)
            block += piece
        return block

    @property
    def kept(self) -> Kept:
        """What has gone by so far."""
        return Kept(self.size, self._sha256.hexdigest())
