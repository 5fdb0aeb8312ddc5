"""How is a whole file encrypted while it flows by? In pieces, each bound to its place, so that none is moved, left out or cut off.

Sealed bytes are pieces of nonce, ciphertext and tag. A piece knows the file's place, its number and whether it is the last.
"""

import secrets
from collections.abc import Iterator
from typing import Final, Protocol

from cryptography.exceptions import InvalidTag

from portal.sealing.cipher import NONCE, TAG, Unopenable, cipher

PIECE: Final = 64 << 10
ROOM: Final = PIECE + NONCE + TAG


class Stream(Protocol):
    """Anything bytes can be read from, a length at a time."""

    def read(self, length: int, /) -> bytes:
        """At most so many bytes; none at the end."""
        ...


def sealed_size(size: int) -> int:
    """How many bytes a file of this size is when it is sealed; an empty one is one piece."""
    return size + max(1, -(-size // PIECE)) * (NONCE + TAG)


def _about(place: str, number: int, *, is_last: bool) -> bytes:
    return f"{place}|{number}|{'end' if is_last else 'more'}".encode()


class SealingStream:
    """Reads a stream of plain bytes of a known size, and gives them sealed."""

    def __init__(self, plain: Stream, size: int, key: bytes, place: str) -> None:
        self._plain, self._left, self._key, self._place = plain, size, key, place
        self._number, self._ready, self._has_ended = 0, b"", False

    def read(self, length: int, /) -> bytes:
        """The next sealed bytes; none at the end."""
        if not self._ready and not self._has_ended:
            self._ready = self._next()
        given, self._ready = self._ready[:length], self._ready[length:]
        return given

    def _next(self) -> bytes:
        piece = bytearray()
        while len(piece) < min(PIECE, self._left) and (more := self._plain.read(min(PIECE, self._left) - len(piece))):
            piece += more
        self._left -= len(piece)
        self._has_ended = not piece or self._left <= 0
        nonce, about = secrets.token_bytes(NONCE), _about(self._place, self._number, is_last=self._has_ended)
        self._number += 1
        return nonce + cipher(self._key).encrypt(nonce, bytes(piece), about)


def unsealed(blocks: Iterator[bytes], key: bytes, place: str) -> Iterator[bytes]:
    """The plain bytes again, a piece at a time. Raises Unopenable at the first that is not as it was written."""
    waiting, number = bytearray(), 0
    for block in blocks:
        waiting += block
        while len(waiting) > ROOM:  # what is left is the last piece, or its beginning
            yield _opened(bytes(waiting[:ROOM]), key, _about(place, number, is_last=False))
            del waiting[:ROOM]
            number += 1
    yield _opened(bytes(waiting), key, _about(place, number, is_last=True))


def _opened(piece: bytes, key: bytes, about: bytes) -> bytes:
    try:
        return cipher(key).decrypt(piece[:NONCE], piece[NONCE:], about)
    except (InvalidTag, ValueError) as error:
        raise Unopenable from error


def part_of(blocks: Iterator[bytes], start: int, end: int) -> Iterator[bytes]:
    """The bytes from `start` up to, not including, `end`."""
    at = 0
    for block in blocks:
        wanted = block[max(0, start - at) : max(0, end - at)]
        at += len(block)
        if wanted:
            yield wanted
        if at >= end:
            return
