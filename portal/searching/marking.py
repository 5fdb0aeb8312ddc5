"""What is shown of a page that holds the words? A short passage, cut where most of them stand, with each marked."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from portal.searching.words import Term, Word, words_of

ROOM: Final = 230
BEFORE: Final = 60


class Part(NamedTuple):
    """A bit of text; marked when it is one of the words."""

    text: str
    is_hit: bool


class Hit(NamedTuple):
    """A word that was asked for, where it stands."""

    word: Word
    term: Term


def hits_in(text: str, terms: Sequence[Term]) -> list[Hit]:
    """Where the words stand, inflected as they are."""
    found = ((word, next((t for t in terms if t.is_in(word)), None)) for word in words_of(text))
    return [Hit(word, term) for word, term in found if term is not None]


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
    best = max(hits, key=lambda hit: (_variety(hits, hit.word.start), -hit.word.start), default=None)
    first = best.word if best else Word(0, 0, "")
    start = max(0, min(first.start - BEFORE, len(text) - ROOM))
    if start:
        start = text.find(" ", start, first.start) + 1 or first.start
    end = start + ROOM
    if end < len(text):
        end = max(text.rfind(" ", start, end), first.end)
    return start, end if start < end <= start + ROOM else start + ROOM


def _variety(hits: Sequence[Hit], start: int) -> tuple[int, int]:
    near = [hit.term.stem for hit in hits if start <= hit.word.start < start + ROOM - BEFORE]
    return len(set(near)), len(near)


def _parts(text: str, hits: Sequence[Hit], start: int, end: int) -> Iterator[Part]:
    at = start
    for word in (hit.word for hit in hits if start <= hit.word.start and hit.word.end <= end):
        if word.start > at:
            yield Part(text[at : word.start], is_hit=False)
        yield Part(text[word.start : word.end], is_hit=True)
        at = word.end
    if at < end:
        yield Part(text[at:end], is_hit=False)
