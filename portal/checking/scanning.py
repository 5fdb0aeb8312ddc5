"""Does the virus scanner know the file? clamd is asked over its socket; only a literal OK is an OK."""

import contextlib
import socket
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from portal.storage.reasons import Reason, Unfit

CONNECT: Final = 3.0
SILENCE: Final = 60.0
BLOCK: Final = 256 << 10
LONGEST_ANSWER: Final = 4096
CLEAN: Final = b"stream: OK\0"
FOUND: Final = b" FOUND\0"


class NoScanner(Exception):
    """The scanner did not say that the file is clean, nor that it is not: it is asked again later."""


def scan(address: str, path: Path) -> None:
    """Have a file scanned. Raises Unfit when something was found, NoScanner on anything but a literal OK."""
    try:
        with _connected(address) as line, path.open("rb") as stream:
            line.settimeout(SILENCE)
            line.sendall(b"zINSTREAM\0")
            while block := stream.read(BLOCK):
                line.sendall(struct.pack(">I", len(block)) + block)
            line.sendall(struct.pack(">I", 0))
            answer = _answer(line)
    except (OSError, ValueError) as error:
        raise NoScanner(type(error).__name__) from error
    if answer == CLEAN:
        return
    if answer.startswith(b"stream: ") and answer.endswith(FOUND):
        raise Unfit(Reason.INFECTED)
    raise NoScanner(answer[:80].decode("ascii", "replace"))


def is_there(address: str) -> bool:
    """Whether the scanner answers now."""
    try:
        with _connected(address) as line:
            line.settimeout(CONNECT)
            line.sendall(b"zPING\0")
            return _answer(line) == b"PONG\0"
    except (OSError, ValueError):
        return False


@contextlib.contextmanager
def _connected(address: str) -> Iterator[socket.socket]:
    """A socket's path, or host:port."""
    if address.startswith("/"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(CONNECT)
            line.connect(address)
            yield line
        return
    host, _colon, port = address.rpartition(":")
    with socket.create_connection((host.strip("[]"), int(port)), CONNECT) as line:
        yield line


def _answer(line: socket.socket) -> bytes:
    answer = b""
    while len(answer) < LONGEST_ANSWER and not answer.endswith(b"\0"):
        piece = line.recv(LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer
