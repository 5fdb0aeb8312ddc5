"""What is shown of a page that holds the words? A short passage, cut where most of them stand, with each marked."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from portal.searching.words import Term, beginning

ROOM: Final = 230
BEFORE: Final = 60


class Part(NamedTuple):
    """A bit of text; marked when it is one of the words."""

    text: str
    is_hit: bool


class Hit(NamedTuple):
    """A word that was asked for, where it stands."""

    start: int
    end: int
    term: Term


class Marker:
    """Finds words in texts. Only what begins like one of them is looked at: all the others are passed over by the thousand."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms: dict[int, list[Term]] = {}
        for term in terms:
            self._terms.setdefault(len(term.stems), []).append(term)
        self._alike = {length: re.compile(_alike(some), re.IGNORECASE) for length, some in self._terms.items()}

    def hits_in(self, text: str) -> list[Hit]:
        """Where the words stand, inflected as they are; of what overlaps, what begins first, and the longest."""
        found = sorted(
            (hit for length in self._terms for hit in self._of_length(length, text)),
            key=lambda hit: (hit.start, -hit.end),
        )
        ends = accumulate((hit.end for hit in found), max, initial=0)
        return [hit for hit, end in zip(found, ends, strict=False) if hit.start >= end]

    def _of_length(self, length: int, text: str) -> Iterator[Hit]:
        for one in self._alike[length].finditer(text):
            written = one.groups()
            for term in self._terms[length]:
                if term.means(written):
                    yield Hit(one.start(1), one.end(length), term)
                    break


def _alike(terms: Sequence[Term]) -> str:
    """A pattern for so many words one after the other, each beginning like one of those asked for at its place.

    It looks ahead only, so that each word may be the first of several.
    """
    places = [
        "|".join(sorted({beginning(kept) for kept in at_place}))
        for at_place in zip(*(t.stems for t in terms), strict=True)
    ]
    words = r"[\W_]+".join(rf"((?:{place})[^\W_]*)" for place in places)
    return rf"(?<![^\W_])(?={words})"


def marked(text: str, hits: Sequence[Hit]) -> list[Part]:
    """The whole text in parts."""
    return list(_parts(text, hits, 0, len(text)))


def excerpt(text: str, hits: Sequence[Hit]) -> list[Part]:
    """As much of a text as there is room for, round the place where most different words stand together."""
    if len(text) <= ROOM:
        return marked(text, hits)
    start, end = _window(text, hits)
    parts = list(_parts(text, hits, start, end))
    ahead, after = (
        ([Part("… ", is_hit=False)] if start else []),
        ([Part(" …", is_hit=False)] if end < len(text) else []),
    )
    return [*ahead, *parts, *after]


def _window(text: str, hits: Sequence[Hit]) -> tuple[int, int]:
    """Where the cut begins and ends: between words, unless one is longer than there is room for."""
    best = max(hits, key=lambda hit: (_variety(hits, hit.start), -hit.start), default=None)
    first, last = (best.start, best.end) if best else (0, 0)
    start = max(0, min(first - BEFORE, len(text) - ROOM))
    if start:
        start = text.find(" ", start, first) + 1 or first
    end = start + ROOM
    if end < len(text):
        end = max(text.rfind(" ", start, end), last)
    return start, end if start < end <= start + ROOM else start + ROOM


def _variety(hits: Sequence[Hit], start: int) -> tuple[int, int]:
    near = [hit.term.stems for hit in hits if start <= hit.start < start + ROOM - BEFORE]
    return len(set(near)), len(near)


def _parts(text: str, hits: Sequence[Hit], start: int, end: int) -> Iterator[Part]:
    at = start
    for hit in hits:
        if start <= hit.start and hit.end <= end:
            if hit.start > at:
                yield Part(text[at : hit.start], is_hit=False)
            yield Part(text[hit.start : hit.end], is_hit=True)
            at = hit.end
    if at < end:
        yield Part(text[at:end], is_hit=False)
