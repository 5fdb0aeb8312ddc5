"""How are bytes kept in a folder? The embedded default: whole files appear by a rename, addresses are signed by us."""

import errno
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Final

from portal.storage.joining import OWNER, flush_folder, join, lengths_of
from portal.storage.settings import Outcome, Setting
from portal.storage.signing import Signer
from portal.storage.store import (
    BLOCK,
    PART_LIFETIME,
    READ_LIFETIME,
    FileMissing,
    Flow,
    Kept,
    Listed,
    OpenUpload,
    Readable,
    StoreDown,
    StoreFull,
    WrongContent,
    WrongSize,
)

PATH: Final = "/lager"
SAFE_KEY: Final = re.compile(r"[A-Za-z0-9_-]{4,80}")
OPEN: Final = "parts"
JOINING: Final = "joining"
NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def _path_of(key: str, number: int | None = None) -> str:
    return f"{PATH}/{key}" if number is None else f"{PATH}/{key}/{number}"


def _changed_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


@contextmanager
def _the_disk() -> Iterator[None]:
    """What is not there is missing; every other trouble with the disk means the store is down."""
    try:
        yield
    except FileNotFoundError as error:
        raise FileMissing from error
    except OSError as error:
        raise (StoreFull if error.errno in NO_ROOM else StoreDown) from error


class LocalStore:
    """A folder with `files/`, `parts/` of open uploads, `joining/` of those at their end, `coming/` for what is not whole yet."""

    origin = ""

    def __init__(
        self,
        folder: Path,
        *,
        secret_key: str,
        read_lifetime: timedelta = READ_LIFETIME,
        part_lifetime: timedelta = PART_LIFETIME,
    ) -> None:
        self._folder = folder.absolute()
        self._signer = Signer(secret_key)
        self._read_lifetime = read_lifetime
        self._part_lifetime = part_lifetime

    def _place_for(self, key: str) -> Path:
        """Where a file goes, with a folder to go into."""
        path = self._file(key)
        with _the_disk():
            path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def _file(self, key: str) -> Path:
        if not SAFE_KEY.fullmatch(key):
            raise FileMissing
        return self._folder / "files" / key[:2] / key

    def _upload(self, key: str, upload_id: str, *, places: tuple[str, ...] = (OPEN, JOINING)) -> Path:
        for place in places:
            folder = self._folder / place / upload_id
            with suppress(FileNotFoundError):  # it may move on to the next place while we look
                if SAFE_KEY.fullmatch(upload_id) and (folder / OWNER).read_text() == key:
                    return folder
        raise FileMissing

    @contextmanager
    def _appearing(self, target: Path) -> Iterator[BinaryIO]:
        """A file to write that takes its place only when whole and on the disk."""
        coming = self._folder / "coming" / secrets.token_hex(16)
        with _the_disk():
            coming.parent.mkdir(parents=True, exist_ok=True)
            try:
                with coming.open("xb") as file:
                    yield file
                    file.flush()
                    os.fsync(file.fileno())
                coming.replace(target)
            finally:
                coming.unlink(missing_ok=True)
            flush_folder(target.parent)

    def put(self, key: str, stream: Readable, *, media_type: str, limit: int) -> Kept:  # noqa: ARG002 - the row knows it
        """Write a stream through."""
        flow = Flow(stream, limit)
        with self._appearing(self._place_for(key)) as file:
            for block in flow.blocks():
                file.write(block)
        return flow.kept

    def keep(self, key: str, file: BinaryIO, size: int, *, media_type: str, sha256: str | None = None) -> None:  # noqa: ARG002 - the row knows them
        """Write a file that has come whole."""
        file.seek(0)
        with self._appearing(self._place_for(key)) as appearing:
            shutil.copyfileobj(file, appearing, BLOCK)

    def read(self, key: str, *, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The bytes from `start` up to `end`."""
        with _the_disk():
            file = self._file(key).open("rb")
        file.seek(start)
        return self._blocks(file, None if end is None else max(0, end - start))

    def _blocks(self, file: BinaryIO, left: int | None) -> Iterator[bytes]:
        with file, _the_disk():
            while block := file.read(BLOCK if left is None else min(BLOCK, left)):
                yield block
                left = None if left is None else left - len(block)

    def size_of(self, key: str) -> int | None:
        """The bytes of a file."""
        try:
            with _the_disk():
                return self._file(key).stat().st_size
        except FileMissing:
            return None

    def delete(self, key: str) -> None:
        """Remove a file."""
        with suppress(FileMissing), _the_disk():
            self._file(key).unlink()

    def begin(self, key: str, *, media_type: str) -> str:  # noqa: ARG002 - the row knows it
        """Begin an upload in parts."""
        self._file(key)
        upload_id = secrets.token_hex(16)
        folder = self._folder / OPEN / upload_id
        with _the_disk():
            folder.mkdir(parents=True)
        with self._appearing(folder / OWNER) as file:
            file.write(key.encode())
        return upload_id

    def part_address(self, key: str, upload_id: str, number: int, *, size: int, sha256: str) -> str:
        """Where to PUT one part."""
        values = {"upload": upload_id, "bytes": str(size), "sha256": sha256}
        return self._signer.address("PUT", _path_of(key, number), values, lifetime=self._part_lifetime)

    def put_part(self, key: str, upload_id: str, number: int, stream: Readable, *, size: int, sha256: str) -> None:
        """Keep one part. Raises WrongSize or WrongContent, with nothing kept, unless it is what was said."""
        flow = Flow(stream, size)
        with self._appearing(self._upload(key, upload_id, places=(OPEN,)) / str(number)) as file:
            for block in flow.blocks():
                file.write(block)
            if flow.size != size:
                raise WrongSize
            if flow.kept.sha256 != sha256:
                raise WrongContent

    def parts(self, key: str, upload_id: str) -> dict[int, int]:
        """What has come."""
        with _the_disk():
            return lengths_of(self._upload(key, upload_id))

    def touched_at(self, key: str, upload_id: str) -> datetime | None:
        """When the last part came: when the folder was last changed."""
        with _the_disk():
            folder = self._upload(key, upload_id)
            return _changed_at(folder) if lengths_of(folder) else None

    def finish(self, key: str, upload_id: str) -> int:
        """Join the parts, or go on with it; when they are gone, somebody has joined them already."""
        with suppress(FileMissing), _the_disk():
            folder, joining = self._upload(key, upload_id), self._folder / JOINING / upload_id
            joining.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):  # somebody else has just begun
                if not lengths_of(folder):
                    raise FileMissing
                folder.rename(joining)  # from here no part is taken
            join(joining, self._place_for(key))
        return self._finished(key)

    def _finished(self, key: str) -> int:
        size = self.size_of(key)
        if size is None:
            raise FileMissing
        return size

    def abort(self, key: str, upload_id: str) -> None:
        """Give an upload up."""
        with suppress(FileMissing):
            shutil.rmtree(self._upload(key, upload_id), ignore_errors=True)

    def read_address(self, key: str, *, name: str, media_type: str, inline: bool = False) -> str:
        """Where to GET a file for a minute."""
        values = {"navn": name, "type": media_type, "vis": "ja" if inline else "nej"}
        return self._signer.address("GET", _path_of(key), values, lifetime=self._read_lifetime)

    def is_signed(self, method: str, key: str, values: Mapping[str, str], *, number: int | None = None) -> bool:
        """Whether a request came by an address we gave out and that has not expired."""
        return self._signer.is_signed(method, _path_of(key, number), values)

    def listed(self) -> Iterator[Listed]:
        """Every file."""
        self.check()
        for path in sorted((self._folder / "files").glob("*/*")):
            with suppress(FileNotFoundError):
                yield Listed(path.name, path.stat().st_size, _changed_at(path))

    def open_uploads(self) -> Iterator[OpenUpload]:
        """Every open upload."""
        self.check()
        for path in sorted(path for place in (OPEN, JOINING) for path in (self._folder / place).glob(f"*/{OWNER}")):
            with suppress(FileNotFoundError):
                yield OpenUpload(path.read_text(), path.parent.name, _changed_at(path))

    def check(self) -> None:
        """Whether the folder can be written to."""
        if not self._folder.is_dir() or not os.access(self._folder, os.W_OK):
            raise StoreDown

    def prepare(self, origin: str, *, change: bool = True) -> list[Setting]:  # noqa: ARG002 - ours are always let in
        """Make the folder, readable by the portal's own user alone."""
        is_there = self._folder.is_dir()
        if not is_there and not change:
            return [Setting("folder", Outcome.MISSING, "there is no such folder")]
        with _the_disk():
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.check()
        return [Setting("folder", Outcome.RIGHT if is_there else Outcome.MADE, "is there and can be written to")]
