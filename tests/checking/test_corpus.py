"""Five hundred broken files, made from real ones of each kind: each ends judged, in time, within memory, nothing falls over.

`make test` reads every ninth, of each kind some; PORTAL_CORPUS=500 reads them all.
"""

import os
import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

from portal.checking.findings import Desk
from portal.checking.limits import MEGABYTE, Limits
from portal.checking.sandbox import judge_file
from portal.storage.reasons import Reason
from tests.checking.real import KINDS, of_kind

pytestmark = pytest.mark.once

SIZE = int(os.environ.get("PORTAL_CORPUS", "55"))
LONGEST_SECONDS = 30


class Seen(NamedTuple):
    ending: str
    seconds: float
    reason: Reason | None
    was_killed: bool


def broken(chance: random.Random, content: bytes) -> bytes:
    """The same file after an accident."""
    made = bytearray(content)
    match chance.randrange(7):
        case 0:  # cut off
            del made[chance.randrange(1, len(made)) :]
        case 1:  # bits fell over
            for _ in range(chance.randrange(1, 40)):
                made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
        case 2:  # a piece is missing
            at = chance.randrange(len(made))
            del made[at : at + chance.randrange(1, 400)]
        case 3:  # a piece is there twice
            at = chance.randrange(len(made))
            made[at:at] = made[at : at + chance.randrange(1, 4000)]
        case 4:  # another file's piece
            other = of_kind(chance.choice(KINDS))
            at, start = chance.randrange(len(made)), chance.randrange(len(other))
            made[at : at + 300] = other[start : start + 300]
        case 5:  # numbers that are far too large
            for _ in range(chance.randrange(1, 6)):
                at = chance.randrange(len(made))
                made[at : at + 4] = b"\xff\xff\xff\x7f"
        case _:  # noise after the head
            keep = min(len(made), chance.randrange(8, 300))
            made[keep:] = chance.randbytes(chance.randrange(1, 20_000))
    return bytes(made)


def corpus(size: int) -> list[tuple[str, bytes]]:
    chance = random.Random(20261121)
    return [(ending := KINDS[n % len(KINDS)], broken(chance, of_kind(ending))) for n in range(size)]


def test_every_broken_file_ends_judged(tmp_path: Path) -> None:
    files = corpus(500)[:: max(1, 500 // SIZE)]
    assert {ending for ending, _content in files} == set(KINDS)

    def look(numbered: tuple[int, tuple[str, bytes]]) -> Seen:
        number, (ending, content) = numbered
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "file").write_bytes(content)
        begun = time.monotonic()
        judged = judge_file(Desk(folder / "file", folder), f".{ending}", Limits())
        return Seen(ending, time.monotonic() - begun, judged.reason, judged.was_killed)

    with ThreadPoolExecutor(2) as pool:
        seen = list(pool.map(look, enumerate(files)))
    assert [one for one in seen if one.was_killed] == []
    assert max(one.seconds for one in seen) < LONGEST_SECONDS
    assert Limits().memory == 512 * MEGABYTE
    reasons = Counter(one.reason.value if one.reason else "available" for one in seen)
    assert len(seen) >= SIZE
    assert len(reasons) >= 3
    print(len(seen), dict(reasons), f"longest {max(one.seconds for one in seen):.2f} s")
