"""What is shown of a page that holds the words? A short passage, cut where most of them stand, with each marked."""

import re
from collections.abc import Iterator, Sequence
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
        self._terms = terms
        beginnings = "|".join(sorted({beginning(term) for term in terms}))
        self._alike = re.compile(rf"(?<![^\W_])(?:{beginnings})[^\W_]*", re.IGNORECASE)

    def hits_in(self, text: str) -> list[Hit]:
        """Where the words stand, inflected as they are."""
        found = ((one.start(), one.end(), self._meant(one[0])) for one in self._alike.finditer(text))
        return [Hit(start, end, term) for start, end, term in found if term is not None]

    def _meant(self, written: str) -> Term | None:
        return next((term for term in self._terms if term.means(written)), None)


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
    near = [hit.term.stem for hit in hits if start <= hit.start < start + ROOM - BEFORE]
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
