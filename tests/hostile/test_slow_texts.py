"""Can a text be so odd that reading it keeps the machine from everybody else?"""

import time
from collections.abc import Callable

import pytest

from portal.composed import MOST_MARKS, composed
from portal.forms import free_text, one_line
from portal.own_cases.forms import draft_line, draft_text
from portal.storage.names import clean_name

N = 100_000
PILES = {
    "two kinds of marks by turns": "a" + "\u0316\u0301" * N,
    "one kind, then the other": "a" + "\u0301" * N + "\u0316" * N,
    "marks made of marks": "a" + "\u0f73\u0344" * N,
    "many full piles": ("a" + "\u0316\u0301" * MOST_MARKS) * 3000,
}
READERS = (one_line, free_text, draft_text, draft_line, clean_name)


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
@pytest.mark.parametrize("pile", PILES)
def test_a_letter_with_a_mountain_of_marks_takes_no_longer_than_a_long_text(
    read: Callable[[str], str], pile: str
) -> None:
    begun = time.process_time()
    read(PILES[pile])
    assert time.process_time() - begun < 2.0


def test_words_are_composed_as_people_read_them() -> None:
    assert composed("A\u030arhus, e\u0301n, Ærø, tiê\u0323ng Viê\u0323t") == "Århus, én, Ærø, tiệng Việt"
    assert composed("हिन्दी ภาษาไทย") == "हिन्दी ภาษาไทย"
    assert composed("a" + "\u0301" * 400) == "á" + "\u0301" * (MOST_MARKS - 1)
