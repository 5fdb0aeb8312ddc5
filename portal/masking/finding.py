"""Which finds does a case have in all its texts, and what is proposed for each: the same for the same person?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from portal.masking.lists import also_words, bare, last_names, municipality
from portal.masking.names import names_in, stands_in
from portal.masking.numbers import numbers_in
from portal.masking.spans import Kind, Span, free_of
from portal.masking.titles import titles_in
from portal.masking.wording import first_words, told_apart

_CAPITALS: Final = re.compile(r"(?<![\w-])[A-ZÆØÅ]{2,4}(?![\w-])|(?<![\w-])(?:[A-ZÆØÅ]\.){2,4}")
_KOMMUNE: Final = re.compile(r"\s[Kk]ommunes?$")


@dataclass
class Entity:
    """One person, place or number. `forms` are the ways it is written, `found` is where it stands.

    `first` is what could stand there if nothing else of the kind did, `instead` what is proposed.
    """

    kind: Kind
    first: str
    instead: str
    forms: list[str] = field(default_factory=list)
    found: list[tuple[str, Span]] = field(default_factory=list)


def spans_in(text: str, seen: frozenset[str] = frozenset()) -> list[Span]:
    """Everything in one text that points to somebody, in order."""
    numbers = numbers_in(text)
    titles = free_of(titles_in(text), numbers)
    names = names_in(text, [*numbers, *titles], seen)
    titles = free_of(titles, names)  # the title just before a name goes with the name
    return sorted([*numbers, *titles, *names], key=lambda span: span.start)


def find(texts: Mapping[str, str]) -> list[Entity]:
    """The finds of a case, in the order they come."""
    spans = _in_all(texts)
    people = _People([span for _, span in spans if span.kind is Kind.PERSON])
    groups: dict[tuple[Kind, str], list[tuple[str, Span]]] = {}
    for name, span in spans:
        groups.setdefault((span.kind, people.key(span)), []).append((name, span))
    for name, text in texts.items():
        for span in people.initials_in(text):
            groups[Kind.PERSON, span.name].append((name, span))
    taken: set[str] = set()
    entities = []
    for (kind, _), found in groups.items():
        entity = _entity(kind, found, texts, taken)
        taken.add(entity.instead)
        entities.append(entity)
    return entities


def as_form(words: str) -> str:
    """How a find is kept: on one line."""
    return " ".join(words.split())


def _in_all(texts: Mapping[str, str]) -> list[tuple[str, Span]]:
    """Twice: what is a name in the middle of a sentence is one at its beginning too, in whichever text it stands."""
    first = [span for text in texts.values() for span in spans_in(text)]
    seen = frozenset(
        bare(word) for span in first if span.kind in {Kind.PERSON, Kind.PLACE} for word in span.name.split()
    )
    found = [(name, span) for name, text in texts.items() for span in spans_in(text, seen)]
    people = {part for _, span in found if span.kind is Kind.PERSON for part in span.name.split()}
    return [(name, _as_somebody(span, texts[name]) if span.name in people else span) for name, span in found]


def _as_somebody(span: Span, text: str) -> Span:
    """“Ejby skrev” is Rasmus Ejby, and “i Ejby” is the town."""
    is_there = stands_in(text, span.start) or span.kind not in {Kind.PLACE, Kind.MUNICIPALITY}
    return span if is_there else replace(span, kind=Kind.PERSON, role="")


def _entity(kind: Kind, found: list[tuple[str, Span]], texts: Mapping[str, str], taken: set[str]) -> Entity:
    with_role = next((span for _, span in found if span.role), found[0][1])
    forms = dict.fromkeys(as_form(texts[name][span.start : span.end]) for name, span in found)
    forms |= dict.fromkeys(as_form(span.name) for _, span in found if kind is Kind.PLACE)
    if kind is Kind.PERSON:  # a word taken away from a name must not uncover the rest
        forms |= dict.fromkeys(span.name for _, span in found if len(span.name) > 1)
        parts = [bare(part) for span in (span for _, span in found) for part in span.name.split()]
        forms |= dict.fromkeys(part for part in parts if _says_enough(part))
    first = first_words(with_role)
    return Entity(kind, first, told_apart(first, taken), sorted(forms, key=len, reverse=True), found)


def _says_enough(part: str) -> bool:
    """Whether a part of a name is replaced where it stands alone: “Hans” and “Bo” are words too, and “J” is a letter."""
    return len(part) > 2 and (part not in also_words() or part in last_names())  # noqa: PLR2004


class _People:
    """Who is who in a case: “Mette”, “Krogh” and “M. Krogh” are Mette Krogh when nobody else is."""

    def __init__(self, spans: list[Span]) -> None:
        self.parts: list[tuple[str, ...]] = []
        whole = {tuple(bare(part) for part in re.split(r"\.? ", span.name)): None for span in spans}
        for parts in sorted(whole, key=lambda parts: (len(parts), len("".join(parts))), reverse=True):
            if self._of(parts) is None:
                self.parts.append(parts)

    def _of(self, parts: tuple[str, ...]) -> tuple[str, ...] | None:
        for whole in self.parts:
            if all(any(self._fits(part, one) for one in whole) for part in parts):
                return whole
        return None

    @staticmethod
    def _fits(part: str, one: str) -> bool:
        return part in {one, f"{one}s"} or (len(part) == 1 and one.startswith(part))

    def key(self, span: Span) -> str:
        """What is the same for the same: for people the whole name, for municipalities the official one."""
        if span.kind is Kind.PERSON:
            parts = tuple(bare(part) for part in re.split(r"\.? ", span.name))
            return " ".join(self._of(parts) or parts)
        if span.kind is Kind.MUNICIPALITY:
            short = _KOMMUNE.sub("", span.name)
            return municipality(bare(short)) or municipality(short) or short
        return span.name

    def initials_in(self, text: str) -> list[Span]:
        """Where somebody of the case stands with initials alone."""
        initials = {"".join(part[0] for part in whole): " ".join(whole) for whole in self.parts if len(whole) > 1}
        return [
            Span(found.start(), found.end(), Kind.PERSON, initials[letters])
            for found in _CAPITALS.finditer(text)
            if (letters := found[0].replace(".", "")) in initials
        ]
