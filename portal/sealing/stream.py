"""How is a whole file encrypted while it flows by? In pieces, each bound to its place, so that none is moved, left out or cut off.

Sealed bytes are pieces of nonce, ciphertext and tag. A piece knows the file's place, its number and whether it is the last.
"""

import secrets
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag

from portal.sealing.cipher import NONCE, TAG, Unopenable, cipher

PIECE: Final = 64 << 10
ROOM: Final = PIECE + NONCE + TAG


def sealed_size(size: int) -> int:
    """How many bytes a file of this size is when it is sealed; an empty one is one piece."""
    return size + max(1, -(-size // PIECE)) * (NONCE + TAG)


def _about(place: str, number: int, *, is_last: bool) -> bytes:
    return f"{place}|{number}|{'end' if is_last else 'more'}".encode()


def sealed(blocks: Iterator[bytearray], key: bytes, place: str) -> Iterator[bytes]:
    """Plain blocks sealed, each of whole pieces but for the last, which is known when no other comes."""
    waiting, number = bytearray(), 0
    for block in blocks:
        if waiting:
            yield _sealed_block(waiting, key, place, number, is_end=False)
            number += len(waiting) // PIECE
        waiting = block
    yield _sealed_block(waiting, key, place, number, is_end=True)


def _sealed_block(block: bytearray, key: bytes, place: str, number: int, *, is_end: bool) -> bytes:
    plain, end = memoryview(block), max(1, len(block))
    pieces: list[bytes] = []
    for at in range(0, end, PIECE):
        nonce = secrets.token_bytes(NONCE)
        about = _about(place, number + at // PIECE, is_last=is_end and at + PIECE >= end)
        pieces += nonce, cipher(key).encrypt(nonce, plain[at : at + PIECE], about)
    return b"".join(pieces)


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


def opener(file: BinaryIO, size: int, key: bytes, place: str) -> Callable[[int, int], Iterator[bytes]]:
    """What gives the plain bytes from one place up to another of a sealed file at hand; `size` is how many there are in all."""
    last = max(0, size - 1) // PIECE

    def ask(start: int, end: int) -> Iterator[bytes]:
        for number in range(start // PIECE, -(-end // PIECE)):
            file.seek(number * ROOM)
            piece = _opened(file.read(ROOM), key, _about(place, number, is_last=number == last))
            yield piece[max(0, start - number * PIECE) : end - number * PIECE]

    return ask


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
