"""How does a test take the store away from a running portal, and give it back?"""

import socket
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import urlsplit

from tests.services.process import LOOPBACK, pick_port
from tests.services.s3 import S3


class StoreDoor(Protocol):
    """A store that can be shut."""

    settings: dict[str, str]

    def shut(self) -> AbstractContextManager[None]:
        """Nobody reaches the store meanwhile."""


class FolderDoor:
    """A folder of files. Shut, a file stands where the folder was: rights would not stop root."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = {"PORTAL_STORAGE_URL": f"file://{folder}"}

    @contextmanager
    def shut(self) -> Iterator[None]:
        """Away and back again."""
        away = self.folder.with_name("away")
        self.folder.rename(away)
        self.folder.touch()
        try:
            yield
        finally:
            self.folder.unlink()
            away.rename(self.folder)


class BucketDoor:
    """A bucket behind a forwarder of our own, so that one portal loses the store and other tests keep it."""

    def __init__(self, s3: S3) -> None:
        self.port = pick_port()
        self.target = int(urlsplit(s3.endpoint).port or 0)
        self.settings = {
            "PORTAL_STORAGE_URL": f"s3://{s3.bucket}",
            "PORTAL_S3_ENDPOINT_URL": f"http://{LOOPBACK}:{self.port}",
            "AWS_ACCESS_KEY_ID": s3.access_key,
            "AWS_SECRET_ACCESS_KEY": s3.secret_key,
            "AWS_DEFAULT_REGION": s3.region,
        }
        self.listener: socket.socket | None = None
        self.lines: list[socket.socket] = []

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def open(self) -> None:
        """Take connections, on the same port every time."""
        self.listener = socket.create_server((LOOPBACK, self.port), backlog=64)
        Thread(target=self._accept, args=(self.listener,), daemon=True).start()

    def close(self) -> None:
        """Refuse connections and cut those there are."""
        assert self.listener
        for line in (self.listener, *self.lines):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()
        self.lines.clear()

    @contextmanager
    def shut(self) -> Iterator[None]:
        """Away and back again."""
        self.close()
        try:
            yield
        finally:
            self.open()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _address = listener.accept()
                far = socket.create_connection((LOOPBACK, self.target))
            except OSError:
                return
            self.lines += [near, far]
            for source, sink in ((near, far), (far, near)):
                Thread(target=_carry, args=(source, sink), daemon=True).start()


def _carry(source: socket.socket, sink: socket.socket) -> None:
    """Bytes one way, until that side has said all; the other way may still be speaking."""
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
