"""What does a version say, page by page? Read from the text that was made of its file, its Markdown or its address."""

import json
import logging
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final, NamedTuple

from portal.materials.models import DocumentVersion
from portal.searching.words import clean
from portal.storage.current import store
from portal.storage.models import FileRendition
from portal.storage.store import FileMissing

LONGEST_PIECE: Final = 4_000
MOST_PIECES: Final = 20_000
MOST_BYTES: Final = 64_000_000
_MARKDOWN: Final = re.compile(
    r"^[ \t]*(?:#{1,6}|>|[-*+]|\d+[.)]|[-=*_]{3,}|```\w*)[ \t]*|[*_`~]{1,3}|!?\[|\]\([^)\s]*\)", re.MULTILINE
)
_ADDRESS_SIGNS: Final = re.compile(r"^\w+://|[/?&=#%+.:_-]+")
_log = logging.getLogger("portal.searching")


class Piece(NamedTuple):
    """A page, or a piece of a long one. `page` counts from 1, None where there are no pages."""

    page: int | None
    text: str


def pieces_of(version: DocumentVersion, rendition: FileRendition | None) -> list[Piece]:
    """What a version says, in reading order. What cannot be read says nothing. Raises StoreDown."""
    found = _of_pages(_read(rendition)) if rendition is not None else _of_text(version.text, version.address)
    return list(islice(found, MOST_PIECES))


def _read(rendition: FileRendition) -> Any:
    if rendition.size > MOST_BYTES:
        return None
    try:
        return json.loads(b"".join(store().read(rendition.key)))
    except (FileMissing, ValueError, RecursionError) as trouble:
        _log.warning("the text %s cannot be read: %s", rendition.id, type(trouble).__name__)
        return None


def _of_pages(read: Any) -> Iterator[Piece]:
    pages = read.get("pages") if isinstance(read, dict) else None
    for number, page in enumerate(pages if isinstance(pages, list) else [], 1):
        blocks = page.get("blocks") if isinstance(page, dict) else None
        for text in _cut("\n".join(_said(blocks if isinstance(blocks, list) else []))):
            yield Piece(number, text)


def _said(blocks: list[Any]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, list) and len(block) > 1 and isinstance(block[1], str):
            yield block[1]


def _of_text(markdown: str, address: str) -> Iterator[Piece]:
    for text in _cut(_MARKDOWN.sub(" ", markdown)):
        yield Piece(None, text)
    for text in _cut(_ADDRESS_SIGNS.sub(" ", address)):
        yield Piece(None, text)


def _cut(text: str) -> Iterator[str]:
    """Pieces that a row has room for, cut between words."""
    rest = clean(text)
    while len(rest) > LONGEST_PIECE:
        end = rest.rfind(" ", LONGEST_PIECE // 2, LONGEST_PIECE)
        end = end if end > 0 else LONGEST_PIECE
        yield rest[:end]
        rest = rest[end:].lstrip()
    if rest:
        yield rest
