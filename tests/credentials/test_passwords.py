"""Is a password judged by length, by what others choose and by what is known of the person, and kept as it was typed?"""

import gzip
import unicodedata
from random import Random
from typing import Final

import pytest

from portal.credentials.passwords import COMMON, HASHING, read, why_refused

pytestmark = pytest.mark.once

MAJA: Final = (
    "Maja Østergaard",
    "maja.bruun",
    "roskilde.dk",
    "Sekretariatet",
    "Roskilde",
    "Politisk betjening i praksis",
)
SHORT, LONG, EASY = "short", "long", "easy"
PHRASE: Final = "tolv grønne støvler i regn "

# 40 passwords and what becomes of them.
CASES: Final = [
    ("", SHORT),
    ("kort", SHORT),
    ("K0rt!æ?xY9z", SHORT),  # eleven signs of every kind
    ("🦊" * 11, SHORT),
    ("a\u030a" * 11, SHORT),  # 22 code points, eleven letters
    ("trætte heste", ""),  # twelve
    ("ræv på månens bagside", ""),
    ("correct horse battery staple", ""),
    ("alt med små bogstaver her", ""),  # no rule about capitals, digits or signs
    ("ALT MED STORE BOGSTAVER HER", ""),
    ("839204719283", ""),
    ("x7#Kq!vT2$mZ", ""),
    ("   ræv   på   månen   ", ""),  # spaces at the ends count
    ("🦊🐻🐧 på isflage 🧊", ""),
    ("Ærø, Fanø og Læsø", ""),
    ("пароль из слов тут", ""),
    ("tabulator\tog nul\x00byte", ""),
    ((PHRASE * 3)[:64], ""),
    ("".join(chr(0x4E00 + n * 7) for n in range(128)), ""),
    ((PHRASE * 3)[:64].replace("ø", "o\u0308"), ""),
    ("".join(chr(0x4E00 + n * 7) for n in range(129)), LONG),
    ("x" * 1000, LONG),
    ("passwordpassword", EASY),
    ("Password12345!", EASY),
    ("P@ssw0rd2026", EASY),
    ("adgangskode1", EASY),
    ("Velkommen2026!", EASY),
    ("kommune2026!!", EASY),
    ("Roskilde2026!", EASY),
    ("RoskildeKommune1", EASY),
    ("Maja.Bruun2026", EASY),
    ("Østergaard!!!1990", EASY),
    ("sekretariatet7", EASY),
    ("PolitiskBetjening", EASY),
    ("November2026!!", EASY),
    ("Sommer2025Vinter2026", EASY),
    ("qwertyuiop123", EASY),
    ("123456789012", EASY),
    ("aaaaaaaaaaaaaaaa", EASY),
    ("abcabcabcabcabc", EASY),
]


def verdict(password: str) -> str:
    sentence = why_refused(read(password), about=MAJA)
    known = {"mindst 12 tegn": SHORT, "for lang": LONG, "for let at gætte": EASY}
    return next((word for words, word in known.items() if words in sentence), "?") if sentence else ""


def test_au_1_forty_passwords_get_the_answer_they_should() -> None:
    """AU-1: 40 of 40."""
    assert len(CASES) == 40
    assert [(p, verdict(p)) for p, should in CASES if verdict(p) != should] == []


def test_au_1_what_is_often_chosen_is_refused_also_with_digits_around_it() -> None:
    """AU-1: the list of common passwords."""
    with gzip.open(COMMON, "rt", encoding="utf-8") as file:
        common = file.read().split()
    assert len(common) > 20_000
    long = [one for one in common if len(one) >= 12]
    tried = [*Random(1).sample(long, 60), *(f"{one}!1987".rjust(12, "7") for one in Random(2).sample(common, 60))]
    assert [one for one in tried if len(one) <= 128 and verdict(one) != EASY] == []


def test_au_1_a_password_is_kept_to_the_last_byte_after_composing() -> None:
    """AU-1: æ, ø, å, emoji and spaces are verified as typed; composed and decomposed are the same."""
    password = " Ærø 🦊 å la carte "
    kept = HASHING.hash(read(password))
    assert HASHING.is_right(kept, read(unicodedata.normalize("NFD", password)))
    near = [password.strip(), password.lower(), password.replace("å", "a"), f"{password} ", password[:-1]]
    assert [one for one in near if HASHING.is_right(kept, read(one))] == []


def test_au_2_hashing_costs_what_it_should() -> None:
    """AU-2: Argon2id, at least 19 MiB, two passes, one lane."""
    assert HASHING.hash("ræv på månens bagside").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_no_password_is_never_right_and_a_damaged_hash_neither() -> None:
    assert not HASHING.is_right(None, "ingens adgangskode")
    assert not HASHING.is_right("ikke en hash", "ræv på månens bagside")
