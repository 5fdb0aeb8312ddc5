"""Can a text be so odd that reading it keeps the machine from everybody else?"""

import time
import unicodedata
from collections.abc import Callable

import pytest

from portal.forms import INVISIBLE, draft_text, free_text, one_line
from portal.nfc import MOST_MARKS, PLAIN, composed
from portal.own_cases.forms import draft_line
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


@pytest.mark.once
def test_what_is_taken_as_it_comes_would_be_the_same_composed() -> None:
    plain = "".join(letter for n in range(0x11_0000) if PLAIN.fullmatch(letter := chr(n)))
    assert set("æøåÆØÅéüß“”…–•€") <= set(plain)
    assert unicodedata.normalize("NFC", plain) == plain
    assert [letter for letter in plain if unicodedata.category(letter).startswith("M")] == []


@pytest.mark.once
def test_letters_that_nobody_sees_are_taken_out_of_a_text_and_no_others() -> None:
    letters = [chr(n) for n in range(0x3000) if chr(n) not in "\r\n\t"]
    kept = [letter for letter in letters if draft_text(f"å{letter}b") != "åb"]
    assert kept == [letter for letter in letters if unicodedata.category(letter) not in INVISIBLE]
