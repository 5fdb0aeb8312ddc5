"""Which municipality does a cell of a spreadsheet mean, or nearly?"""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from portal.people.models import Municipality

MOST_GUESSES: Final = 50


class Municipalities:
    """The municipalities as people write them: name, name with “Kommune”, or number."""

    def __init__(self, known: Iterable[Municipality]) -> None:
        self.names = {_plain(m.name): m for m in known}
        self.codes = {m.code: m for m in self.names.values()}
        self.guesses: dict[str, str] = {}

    def find(self, text: str) -> Municipality | None:
        """The municipality a cell means."""
        if text.isdecimal():
            return self.codes.get(text.lstrip("0").zfill(3))
        plain = _plain(text)
        return self.names.get(plain) or self.names.get(plain.removesuffix("s"))

    def guess(self, text: str) -> str:
        """The nearest name, or nothing; only for the first few, since it is slow."""
        if text not in self.guesses and len(self.guesses) < MOST_GUESSES:
            near = get_close_matches(_plain(text)[:60], self.names, n=1, cutoff=0.7)
            self.guesses[text] = self.names[near[0]].name if near else ""
        return self.guesses.get(text, "")


def _plain(name: str) -> str:
    letters = re.sub(r"\b(regions)?kommune\b", "", name.casefold()).replace("aa", "å")
    return re.sub(r"[\W_]", "", letters)
