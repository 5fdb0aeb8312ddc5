"""Is that a good password, and is this the right one? Argon2id, and a list of what others have chosen too often."""

import gzip
import os
import re
from collections.abc import Iterable
from pathlib import Path
from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from portal.nfc import composed
from portal.text import _

SHORTEST: Final = 12  # never alone: a second step always follows
LONGEST: Final = 128
FEWEST_SIGNS: Final = 6
FEWEST_DIFFERENT: Final = 5
COMMON: Final = Path(__file__).with_name("common_passwords.txt.gz")

# 19 MiB, two passes: 16 a second on the two processors this was tuned on, and no more at once than there are.
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_LOOKALIKES: Final = str.maketrans("@4031!$57", "aaoeiisst")
_WEAK: Final = Path(__file__).with_name("weak_words.txt").read_text("utf-8").split()
_ROWS: Final = Path(__file__).with_name("keyboard_rows.txt").read_text("utf-8").split()
_RUNS: Final = frozenset(
    row[at : at + 3] for one in _ROWS for row in (one, one[::-1]) for at in range(len(row) - 2)
) | {"890", "901", "012", "210"}


def read(typed: str) -> str:
    """A password as it counts: NFC, and otherwise every sign as it was typed."""
    return composed(typed)


def why_refused(password: str, *, about: Iterable[str]) -> str | None:
    """The sentence that says why a password will not do, or None. `about` is what others know of the person."""
    if len(password) < SHORTEST:
        return _("Adgangskoden skal være på mindst %(least)s tegn. Tre eller fire ord er let at huske.", least=SHORTEST)
    if len(password) > LONGEST:
        return _("Adgangskoden er for lang. Der er plads til %(most)s tegn.", most=LONGEST)
    folded = password.casefold()
    if not _common().isdisjoint(_cores(folded)) or _is_poor(folded, about):
        return _("Den adgangskode er for let at gætte. Vælg nogle ord, der ikke hører sammen.")
    return None


def _cores(folded: str) -> set[str]:
    """What may be left of it: once instead of repeated, without digits and signs at the ends, lookalikes read as letters."""
    once = re.fullmatch(r"(.+?)\1+", folded)
    whole = once.group(1) if once else folded
    bare = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", whole)
    read_as_letters = re.sub(r"[\W\d_]+$", "", whole).translate(_LOOKALIKES)
    return {folded, whole, bare, bare.translate(_LOOKALIKES), re.sub(r"^[\W\d_]+", "", read_as_letters)}


def _common() -> frozenset[str]:
    """Read anew each time: passwords are chosen seldom, and the list need not stay in memory."""
    with gzip.open(COMMON, "rt", encoding="utf-8") as file:
        return frozenset(file.read().splitlines())


def _is_poor(folded: str, about: Iterable[str]) -> bool:
    """Whether hardly anything is left without known words, years, runs on a keyboard and repetition."""
    known = {*_WEAK, *(word for text in about for word in re.findall(r"\w{3,}", text.casefold()))}
    rest = re.sub(r"(?:19[3-9]|20[0-3])\d", " ", folded)
    for word in sorted(known, key=len, reverse=True):
        rest = rest.replace(word, " ")
        rest = (
            re.sub(re.escape(word), " ", rest.translate(_LOOKALIKES)) if word in rest.translate(_LOOKALIKES) else rest
        )
    rest = _without_runs(re.sub(r"(.{2,}?)\1+", r"\1", rest))
    left = re.sub(r"[\s\W_]+", "", rest) or rest.strip()
    return len(left) < FEWEST_SIGNS or len(set(left)) < FEWEST_DIFFERENT


def _without_runs(text: str) -> str:
    """The text without neighbours on a keyboard, in the alphabet or in counting, and without the same sign thrice."""
    in_a_run = [False] * len(text)
    for at in range(len(text) - 2):
        three = text[at : at + 3]
        if three in _RUNS or len(set(three)) == 1:
            in_a_run[at : at + 3] = [True, True, True]
    return "".join(letter for letter, is_run in zip(text, in_a_run, strict=True) if not is_run)


class Hashing:
    """Hash and compare, in turn: no more at once than there are processors."""

    def __init__(self) -> None:
        self._places = BoundedSemaphore(1)
        self._nobodys = ""

    def share(self, processes: int) -> None:
        """So many web processes share the machine's processors; each gets at least one."""
        self._places = BoundedSemaphore(max(1, (os.cpu_count() or 1) // processes))

    def hash(self, password: str) -> str:
        """What is kept of a password."""
        with self._places:
            return _HASHER.hash(password)

    def is_right(self, kept: str | None, password: str) -> bool:
        """Whether the password is the one kept; takes as long when none is."""
        self._nobodys = self._nobodys or self.hash("ingens adgangskode")
        with self._places:
            try:
                return _HASHER.verify(kept or self._nobodys, password) and kept is not None
            except (VerificationError, InvalidHashError):
                return False


HASHING: Final = Hashing()
