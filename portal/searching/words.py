"""Which words does a text hold, and which of them mean the same? One way for what is stored, asked and marked."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from Stemmer import Stemmer  # type: ignore[import-not-found]

# PostgreSQL's own list (danish.stop, from the Snowball project): words on every page, which tell nothing apart.
STOP_WORDS: Final = frozenset(Path(__file__).with_name("stop_words.csv").read_text(encoding="utf-8").split())
LONGEST_WORD: Final = 60
_WORD: Final = re.compile(r"[^\W_]+")
_NO_LETTERS: Final = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufdd0-\ufdef\ufeff"
    f"{_NO_LETTERS}]"
)
_BROKEN_WORD: Final = re.compile(r"(?<=[^\W\d_])-\s*\n\s*(?=[^\W\d_])(.)")


def clean(text: str) -> str:
    """The text as it is kept: whole letters, no signs that no eye sees, words that a line's end broke put together."""
    text = _UNSEEN.sub("", text.encode("utf-8", "replace").decode())
    text = _BROKEN_WORD.sub(_together, unicodedata.normalize("NFC", text))
    return " ".join(text.split())


def _together(broken: re.Match[str]) -> str:
    return broken[1] if broken[1].islower() else broken[0]


@lru_cache(maxsize=5_000)
def _plain(word: str) -> str:
    """Small, without accents; æ and ø come whole, å is a letter of its own, and aa is an old å: Aabenraa, Åbenrå."""
    whole = unicodedata.normalize("NFKC", word).lower()
    letters = (c if c == "å" else unicodedata.normalize("NFKD", c)[:1] for c in whole)
    return "".join(c for c in letters if c.isalnum()).replace("aa", "å")[:LONGEST_WORD]


def plain_words_in(text: str) -> list[str]:
    """The words of a text in order, when small letters and accents do not count.

    A hyphen or a slash parts words: “it-sikkerhed” is two.
    """
    return [plain for one in _WORD.findall(text) if (plain := _plain(one))]


@lru_cache(maxsize=5_000)
def stem(plain: str) -> str:
    """What inflected forms have in common: “pligten” and “pligter” are “pligt”. Figures stay."""
    # A stemmer holds the word it works on, so that two threads must not share one.
    return str(Stemmer("danish", 0).stemWord(plain)) if plain.isalpha() else plain


def stems_in(text: str) -> list[str]:
    """The stems of a text in order, those of what is on every page among them."""
    return [stem(plain) for plain in plain_words_in(text)]


def stems_of(text: str) -> set[str]:
    """The stems of a text without what is on every page; quicker than one word after the other."""
    plain = {plain for one in set(_WORD.findall(text)) if (plain := _plain(one))}
    return {stem(one) for one in plain - STOP_WORDS}


class Term(NamedTuple):
    """A word that is asked for, or several in quotes, which stand one after the other just so.

    `telling` are the stems that are not on every page. The last word of a question may go on: “pligt” also finds
    “pligtopfyldende”.
    """

    plain: tuple[str, ...]
    stems: tuple[str, ...]
    telling: tuple[str, ...]
    may_go_on: bool = False

    @property
    def asked(self) -> str:
        """How one asks for it alone."""
        words = " ".join(self.plain)
        return f"“{words}”" if len(self.plain) > 1 else words

    def means(self, written: Sequence[str]) -> bool:
        """Whether words, as they are written, are meant."""
        found = tuple(stem(_plain(one)) for one in written)
        return found == self.stems or (self.may_go_on and found[0].startswith(self.stems[0]))


MOST_TERMS: Final = 8
SHORTEST_BEGINNING: Final = 3
_QUOTES: Final = re.compile(r"[\"“”„‟«»]")


def terms_of(question: str) -> list[Term]:
    """What is asked for: at most eight words or quotes, each once, without those on every page. Any question will do."""
    parts = _QUOTES.split(clean(question))
    found: dict[tuple[str, ...], Term] = {}
    for number, part in enumerate(parts):
        words, is_quoted = plain_words_in(part), number % 2 == 1 and number < len(parts) - 1
        for term in map(_term, [words] if is_quoted else [[word] for word in words]):
            if term.telling:
                found[term.stems] = term
        if number == len(parts) - 1:
            _let_go_on(found, words)
    return list(found.values())[:MOST_TERMS]


def without_quotes(question: str) -> str:
    """A question as it can be said within quotes."""
    return " ".join(_QUOTES.sub(" ", question).split())


def _term(words: Sequence[str]) -> Term:
    telling = (stem(word) for word in words if word not in STOP_WORDS)
    return Term(tuple(words), tuple(map(stem, words)), tuple(telling))


def _let_go_on(found: dict[tuple[str, ...], Term], words: Sequence[str]) -> None:
    """The last word that is not on every page, when no quote ends the question."""
    last = next(((stem(word),) for word in reversed(words) if word not in STOP_WORDS), None)
    if last and len(last[0]) >= SHORTEST_BEGINNING:
        found[last] = found[last]._replace(may_go_on=True)


KEPT_BY_STEM: Final = 2  # letters that a stem keeps of every word
_ACCENTED: Final = [chr(code) for code in range(0xC0, 0x250) if chr(code).isalpha()]


def beginning(kept: str) -> str:
    """A pattern for how every word of a stem begins, with and without accents; small and large letters are for the caller."""
    return "".join(map(_letter, kept[:KEPT_BY_STEM]))


@lru_cache(maxsize=100)
def _letter(plain: str) -> str:
    written = "".join([plain, *(one for one in _ACCENTED if _plain(one) == plain)])
    return f"(?:[{written}]|aa)" if plain == "å" else f"[{written}]"
