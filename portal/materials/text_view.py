"""What does a document say, page by page, when one reads it as text? Read from what was made of its tags."""

import json
import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import groupby
from typing import Any, Final, NamedTuple

from portal.materials.rendered import Piece
from portal.storage.current import store

MOST_BYTES: Final = 20_000_000
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
HEADINGS: Final = {"h1": 2, "h2": 3, "h3": 4}
ITEM: Final = "li"
NUMBER: Final = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
BULLET: Final = re.compile(r"[-–•*‣▪●○◦·o\ue000-\uf8ff]\s+(?=\S)")
LABEL: Final = re.compile(r"(?:\(?(?:[^\W\d_]|\d{1,3})[.)]|[ivx]+[.)]|\d+(?:\.\d+)+\.?|§+ ?\d+\.?)\s", re.IGNORECASE)


class Marks(StrEnum):
    """What stands before the items of a list: a point, their number, or what each says itself: “a)”, “2.1”, “§ 3”."""

    POINTS = "points"
    NUMBERS = "numbers"
    OWN = "own"


class Item(NamedTuple):
    """One item; `number` only where a list is numbered."""

    text: str
    marks: Marks
    number: int = 0


class Block(NamedTuple):
    """A heading of a level from 2, a paragraph (level 0), or a list of items, all with the same kind of marks."""

    level: int
    text: str
    items: tuple[Item, ...] = ()

    @property
    def marks(self) -> Marks:
        """What stands before the items."""
        return self.items[0].marks


class TextPage(NamedTuple):
    """One page of the document; `number` from 1."""

    number: int
    blocks: list[Block]


class TextView(NamedTuple):
    """The whole document. `language` is what it says of itself, else Danish."""

    language: str
    pages: list[TextPage]


def text_view(piece: Piece) -> TextView | None:
    """Read it from the store; None when it is not of the form we know. Raises StoreDown and FileMissing."""
    if piece.size > MOST_BYTES:
        return None
    try:
        said = json.loads(b"".join(store().read(piece.key)))
        return _view(said["language"], said["pages"])
    except (ValueError, TypeError, KeyError):
        return None


def _view(language: Any, pages: Any) -> TextView:
    depth, made = 1, []
    for number, page in enumerate(pages, 1):
        blocks = []
        for block in _blocks([(str(kind), str(text).strip()) for kind, text in page["blocks"]]):
            # A level is never left out on the way down: one finds one's way by the headings.
            level = min(block.level, depth + 1)
            depth = level or depth
            blocks.append(block._replace(level=level))
        made.append(TextPage(number, blocks))
    known = isinstance(language, str) and LANGUAGE.fullmatch(language)
    return TextView(language if known else "da", made)


def _blocks(given: list[tuple[str, str]]) -> Iterator[Block]:
    """Items that follow one another are one list, while they are marked alike."""
    for kind, group in groupby((one for one in given if one[1]), key=lambda one: one[0]):
        texts = [text for _kind, text in group]
        if kind == ITEM:
            for _marks, items in groupby(map(_item, texts), key=lambda item: item.marks):
                yield Block(0, "", tuple(items))
        else:
            yield from (Block(HEADINGS.get(kind, 0), text) for text in texts)


def _item(text: str) -> Item:
    """Without its mark, where the page puts one there."""
    if found := NUMBER.match(text):
        return Item(text[found.end() :], Marks.NUMBERS, int(found[1]))
    if LABEL.match(text):
        return Item(text, Marks.OWN)
    return Item(BULLET.sub("", text, count=1) if BULLET.match(text) else text, Marks.POINTS)
