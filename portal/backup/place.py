"""How does a folder hold backups? Each has a folder of its own; the files of all lie together, each once."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Final

from portal.backup.errors import Hindered, the_folder
from portal.backup.manifest import Manifest, keys_in, read, written
from portal.ledger import Ledger

OBJECTS: Final = "objects"
MANIFEST: Final = "manifest.json"
LOCK: Final = "lock"
ERASED: Final = "erased"
KEYS: Final = "keys.json"
NAME: Final = "%Y-%m-%dT%H%M%S.%fZ"
BLOCK: Final = 1 << 20
PRIVATE: Final = 0o077


def sha256_of(file: Path) -> str:
    """In hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def flush(folder: Path) -> None:
    """Let what was renamed in a folder reach the disk."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextmanager
def appearing(target: Path) -> Iterator[BinaryIO]:
    """A file that takes its place only when whole and on the disk."""
    beside = target.with_name(f"{target.name}.part")
    try:
        with beside.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    flush(target.parent)


class Place:
    """A folder with backups. Only one command at a time uses it, and nobody but its owner can look in."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder.absolute()
        self._key = key

    @contextmanager
    def open(self, *, make: bool) -> Iterator[None]:
        """Have the folder for oneself. Raises Hindered."""
        before = os.umask(PRIVATE)
        try:
            with the_folder(self.folder), self._locked(make=make):
                yield
        finally:
            os.umask(before)

    @contextmanager
    def _locked(self, *, make: bool) -> Iterator[None]:
        self._judge(make=make)
        with (self.folder / LOCK).open("ab") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Hindered(f"Another backup or restore is using {self.folder}. Wait for its end.") from None
            yield

    def _judge(self, *, make: bool) -> None:
        is_ours = (self.folder / OBJECTS).is_dir()
        if not is_ours and not make:
            raise Hindered(f"There is no backup in {self.folder}.")
        if not is_ours and self.folder.exists() and any(self.folder.iterdir()):
            raise Hindered(f"{self.folder} holds other things. Name an empty folder, or one that holds backups.")
        (self.folder / OBJECTS).mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)

    @property
    def ledger(self) -> Ledger:
        """Who had been erased when the newest backup was made: of use when an older one is restored."""
        return Ledger(self.folder / ERASED)

    @property
    def keys(self) -> Path:
        """The file with the keys of all backups."""
        return self.folder / KEYS

    def names(self) -> list[str]:
        """Every whole backup, the oldest first. One without a manifest was cut off and is none."""
        return sorted(found.parent.name for found in self.folder.glob(f"*/{MANIFEST}"))

    def begin(self, at: datetime) -> Path:
        """A folder for a new backup; what was cut off earlier goes."""
        whole = {*self.names(), OBJECTS}
        for path in self.folder.iterdir():
            if path.is_dir() and path.name not in whole:
                shutil.rmtree(path)
        for path in (self.folder / OBJECTS).glob("*/*.part"):
            path.unlink()
        made = self.folder / at.strftime(NAME)
        made.mkdir(mode=0o700)
        return made

    def finish(self, made: Path, manifest: Manifest) -> None:
        """From here on it is a backup."""
        with appearing(made / MANIFEST) as file:
            file.write(written(manifest, self._key).encode())
        flush(self.folder)

    def give_up(self, made: Path) -> None:
        """Leave nothing of it."""
        with suppress(OSError):
            shutil.rmtree(made)

    def manifest(self, name: str) -> Manifest:
        """What one backup says of itself. Raises Hindered."""
        return read((self.folder / name / MANIFEST).read_text(encoding="utf-8", errors="replace"), self._key)

    def object(self, key: str) -> Path:
        """Where a file of the store is kept."""
        return self.folder / OBJECTS / key[:2] / key

    def forget_old(self, at: datetime, keep: timedelta) -> int:
        """Remove backups older than `keep`, never the newest, and the files only they had; how many backups those were."""
        oldest = (at - keep).strftime(NAME)
        *others, _newest = self.names()
        old = [name for name in others if name < oldest]
        for name in old:
            (self.folder / name / MANIFEST).unlink()
            shutil.rmtree(self.folder / name)
        if old:
            self._remove_unnamed()
        return len(old)

    def _remove_unnamed(self) -> None:
        """Files that no backup names any more; none at all when one cannot say what it names."""
        texts = [(self.folder / name / MANIFEST).read_text(encoding="utf-8", errors="replace") for name in self.names()]
        try:
            named = {key for text in texts for key in keys_in(text)}
        except Hindered:
            return
        for path in (self.folder / OBJECTS).glob("*/*"):
            if path.name not in named:
                path.unlink()
