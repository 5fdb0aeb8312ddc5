"""What is on the pages of a PDF? A picture of the first, and the text of all in reading order. Only the child loads this."""

import ctypes
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from portal.checking.findings import PICTURE_HEIGHT, PICTURE_WIDTH, Desk, Findings
from portal.checking.images import save_picture
from portal.checking.plain_text import Block, Text, blocks_of_lines
from portal.checking.written import write_text

TAGS_BUDGET: Final = 7.0
PLAIN_BUDGET: Final = 14.0
LONGEST_PAGE: Final = 200_000
DEEPEST: Final = 60
MOST_ELEMENTS: Final = 20_000
HEADINGS: Final = {"Title": "h1", "H": "h2", "H1": "h1", "H2": "h2", "H3": "h3", "H4": "h3", "H5": "h3", "H6": "h3"}
OWN_BLOCK: Final = HEADINGS | {
    "P": "p",
    "LI": "li",
    "TR": "p",
    "Caption": "p",
    "BlockQuote": "p",
    "Note": "p",
    "TOCI": "p",
}
WORD_APART: Final = 0.1  # of a letter's whole height; a space left out is 0.11 and more, kerning and tracking less
TAGGED_FROM: Final = 0.5  # of a page's letters; LibreOffice tags a sheet's header and footer, and nothing between
LEFT_OUT: Final = {"Artifact", "Figure"}
SPACES: Final = re.compile(r"\s+")
BROKEN_WORD: Final = re.compile("[\u0002\ufffe\u00ad]\\s*")


def draw_first_page(desk: Desk) -> None:
    """The first page, as wide as a card has room for."""
    with pypdfium2.PdfDocument(desk.path) as document:
        page = document[0]
        width, height = page.get_size()
        scale = min(PICTURE_WIDTH / max(width, 1), PICTURE_HEIGHT / max(height, 1))
        image = page.render(scale=scale, may_draw_forms=False).to_pil()
    save_picture(image, desk.picture)


def read_pages(desk: Desk, findings: Findings) -> bool:
    """Write the text of all pages; whether there is any. By the tags while they are quick to read, else as it stands."""
    begun = time.process_time()
    with pypdfium2.PdfDocument(desk.path) as document:
        pages: Text = []
        for number in range(len(document)):
            spent = time.process_time() - begun
            if spent > PLAIN_BUDGET:
                break
            pages.append(_page(document[number], by_tags=bool(findings.is_tagged) and spent < TAGS_BUDGET))
    write_text(desk.text, pages, findings.language)
    return any(c.isalnum() for blocks in pages for _kind, words in blocks for c in words)


def plain_pages(path: Path) -> Iterator[list[Block]]:
    """The text of each page as it stands, without looking at tags."""
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            yield _page(page, by_tags=False)


def _page(page: Any, *, by_tags: bool) -> list[Block]:
    text = page.get_textpage()
    try:
        plain = _clean(text.get_text_range())
        blocks = list(_tagged_blocks(page, text)) if by_tags else []
        tagged = "".join(words for _kind, words in blocks)
        return blocks if TAGGED_FROM * _letters(plain) <= _letters(tagged) else blocks_of_lines(plain.splitlines())
    finally:
        text.close()
        page.close()


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _clean(text: str) -> str:
    return BROKEN_WORD.sub("", text[:LONGEST_PAGE]).replace("\0", "")


def _tagged_blocks(page: Any, text: Any) -> Iterator[Block]:
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return
    try:
        words, found = _words_by_mark(text), _Found()
        for number in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            found.walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, number), "p", 0)
        for kind, marks in found.blocks:
            said = SPACES.sub(" ", _clean(" ".join(words.get(mark, "") for mark in marks))).strip()
            if said:
                yield kind, said
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _words_by_mark(text: Any) -> dict[int, str]:
    """The page's characters by the mark of what they stand in; what PDFium adds between belongs to what went before."""
    marks: dict[int, int] = {}
    words: dict[int, list[str]] = {}
    mark, last = -1, 0
    for index in range(min(pdfium.FPDFText_CountChars(text.raw), LONGEST_PAGE)):
        thing = pdfium.FPDFText_GetTextObject(text.raw, index)
        place = 0
        if thing:
            place = ctypes.cast(thing, ctypes.c_void_p).value or 0
            if place not in marks:
                marks[place] = pdfium.FPDFPageObj_GetMarkedContentID(thing)
            if last not in {0, place} and marks[place] == mark and _is_apart(text, index):
                words[mark].append(" ")
            mark = marks[place]
        last = place
        code = pdfium.FPDFText_GetUnicode(text.raw, index)
        words.setdefault(mark, []).append(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "")  # noqa: PLR2004 - what a character may be
    return {mark: "".join(pieces) for mark, pieces in words.items()}


def _is_apart(text: Any, index: int) -> bool:
    """Whether there is a word's distance before a character: some programs leave the spaces of large letters out."""
    here, before = pdfium.FS_RECTF(), pdfium.FS_RECTF()
    known = pdfium.FPDFText_GetLooseCharBox(text.raw, index, here)
    known = known and pdfium.FPDFText_GetLooseCharBox(text.raw, index - 1, before)
    return bool(known) and here.left - before.right > WORD_APART * (here.top - here.bottom)


class _Found:
    """The blocks of a page in the order of its tags, each with the marks of its words."""

    def __init__(self) -> None:
        self.blocks: list[tuple[str, list[int]]] = []
        self._seen = 0
        self._open: list[int] | None = None

    def walk(self, element: Any, kind: str, depth: int) -> None:
        """Go through an element and what is in it."""
        self._seen += 1
        if not element or depth > DEEPEST or self._seen > MOST_ELEMENTS:
            return
        role = _role(element)
        if role in LEFT_OUT:
            return
        before = self._open
        if role in OWN_BLOCK and not (kind == "li" and OWN_BLOCK[role] == "p" and before is not None):
            kind, self._open = OWN_BLOCK[role], []
            self.blocks.append((kind, self._open))
        for number in range(min(pdfium.FPDF_StructElement_CountChildren(element), MOST_ELEMENTS)):
            mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, number)
            if mark >= 0:
                self._add(kind, mark)
            else:
                self.walk(pdfium.FPDF_StructElement_GetChildAtIndex(element, number), kind, depth + 1)
        self._open = before

    def _add(self, kind: str, mark: int) -> None:
        if self._open is None:
            self.blocks.append((kind, [mark]))
        else:
            self._open.append(mark)


def _role(element: Any) -> str:
    buffer = ctypes.create_string_buffer(128)
    length = pdfium.FPDF_StructElement_GetType(element, buffer, len(buffer))
    return buffer.raw[: max(0, min(length, len(buffer)) - 2)].decode("utf-16-le", "replace")
