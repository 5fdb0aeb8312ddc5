"""Is what looks like a cpr number found, and what is another number left alone? All numbers here are drawn by chance."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

import pytest

from portal.people.cpr import looks_like_cpr

SENTENCES: Final = (
    "Borgeren {} ringede to gange, før sagen blev lagt på dagsordenen.",
    "cpr. {}, mor til to",
    "Det gælder {}.",
    "({})",
    "Hans nummer er {} og hendes kender vi ikke.",
    "CPR-nr.: {}",
)
NUMBERS: Final = 200
OTHERS: Final = 1000


def drawn(rng: random.Random) -> tuple[str, str]:
    born = date(1920, 1, 1) + timedelta(days=rng.randrange(38_000))
    return f"{born:%d%m%y}", f"{rng.randrange(10_000):04d}"


def test_ad_8_two_hundred_numbers_are_found_with_and_without_separators() -> None:
    """AD-8: 200 of 200 found."""
    rng = random.Random(68)
    missed = []
    for number in range(NUMBERS):
        day, last = drawn(rng)
        written = ("", "-", " ", " - ", "–", ".")[number % 6].join((day, last))
        text = SENTENCES[number % len(SENTENCES)].format(written)
        if not looks_like_cpr(text):
            missed.append(text)
    assert missed == []


def digits(rng: random.Random, count: int) -> str:
    return "".join(str(rng.randrange(10)) for _ in range(count))


OTHER_KINDS: Final[tuple[Callable[[random.Random], str], ...]] = (
    lambda rng: f"Ring på {rng.randrange(2, 10)}{digits(rng, 7)}.",
    lambda rng: "+45 " + " ".join(digits(rng, 2) for _ in range(4)),
    lambda rng: f"sag {rng.randrange(20, 27)}/{digits(rng, 6)}",
    lambda rng: f"journalnr. {rng.randrange(2019, 2027)}-{digits(rng, 6)}",
    lambda rng: f"konto {digits(rng, 4)} {digits(rng, 10)}",
    lambda rng: f"reg. {digits(rng, 4)} konto {digits(rng, 10)}",
    lambda rng: f"{digits(rng, 4)}-{digits(rng, 10)}",
    lambda rng: f"p-nummer 10{digits(rng, 8)}",
    lambda rng: f"cvr {digits(rng, 8)}, ean {digits(rng, 13)}",
    lambda rng: f"Fakturanr. {digits(rng, 10)} forfalder den 1. marts",
    lambda rng: f"KLE {digits(rng, 2)}.{digits(rng, 2)}.{digits(rng, 2)}-P19-{rng.randrange(100)}-{rng.randrange(26)}",
    lambda rng: (
        f"mødet {rng.randrange(1, 29):02d}.{rng.randrange(1, 13):02d}.{rng.randrange(2020, 2027)} kl. {rng.randrange(8, 18):02d}.30"
    ),
    lambda rng: f"beløbet {rng.randrange(1, 999)}.{digits(rng, 3)}.{digits(rng, 3)},{digits(rng, 2)} kr.",
    lambda rng: digits(rng, 10),
)


def test_ad_8_a_thousand_other_numbers_raise_few_false_alarms() -> None:
    """AD-8: under 2 % of numbers of other kinds."""
    rng = random.Random(2026)
    texts = [OTHER_KINDS[number % len(OTHER_KINDS)](rng) for number in range(OTHERS)]
    alarms = [text for text in texts if looks_like_cpr(text)]
    assert len(alarms) < 0.02 * OTHERS, alarms


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("311299-1234", True),
        ("310299-1234", False),
        ("Stop 0101901234", True),
        ("kontonummer 0101901234, cpr 0101901234", True),
        ("1234 0101901234", False),
        ("0101901234567", False),
        ("010190-1234-5", False),
    ],
)
def test_the_edges(text: str, holds: bool) -> None:
    assert looks_like_cpr(text) is holds
