"""Does a file hold what looks like a cpr number? Looks where people write, as far as it can be read."""

import html
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from portal.checking.findings import Desk
from portal.checking.part_types import types_of
from portal.checking.plain_text import read_text
from portal.people.cpr import looks_like_cpr
from portal.storage.shapes import Shape

# Where Word, Excel, PowerPoint and OpenDocument keep what people have written: by the usual names, and by their types.
_WRITTEN: Final = re.compile(
    r"(?:word/(?:document|footnotes|endnotes|comments|header\d*|footer\d*)|xl/(?:sharedStrings|comments\d*)"
    r"|xl/worksheets/sheet\d+|ppt/slides/slide\d+|ppt/notesSlides/notesSlide\d+|content)\.xml"
)
_WRITTEN_TYPE: Final = re.compile(
    r"application/vnd\.openxmlformats-officedocument\.(?:"
    r"wordprocessingml\.(?:document\.main|document\.glossary|footnotes|endnotes|comments|header|footer)"
    r"|spreadsheetml\.(?:worksheet|sharedStrings|comments)|presentationml\.(?:slide|notesSlide))\+xml",
    re.IGNORECASE,
)
_DOCUMENTS: Final = {Shape.OFFICE, Shape.OPEN_DOCUMENT}
_LONGEST_PART: Final = 32 << 20
_ENDS: Final = re.compile(r"</(?:w:p|a:p|text:p|text:h|si|is|v)>|<(?:w:tab|w:br|w:cr|text:tab|text:line-break)\b[^>]*>")
_TAG: Final = re.compile(r"<[^>]*>")


def holds_cpr(desk: Desk) -> bool:
    """Whether there is one in the text that was made of the file, or in the parts of a document."""
    return any(looks_like_cpr(words) for words in _words_of(desk))


def packed_holds_cpr(path: Path, shape: Shape) -> bool:
    """The same of an entry of a zip file: texts and documents. PDFs take longer and have their turn later (`parcels`)."""
    words = (read_text(path),) if shape is Shape.TEXT else _words_of_document(path) if shape in _DOCUMENTS else ()
    return any(looks_like_cpr(one) for one in words)


def _words_of(desk: Desk) -> Iterator[str]:
    if desk.text.exists():
        for page in json.loads(desk.text.read_text(encoding="utf-8"))["pages"]:
            yield from (words for _kind, words in page["blocks"])
    elif zipfile.is_zipfile(desk.path):
        yield from _words_of_document(desk.path)


def _words_of_document(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        for name, kind in types_of(archive).items():
            if not (_WRITTEN.fullmatch(name) or _WRITTEN_TYPE.fullmatch(kind)):
                continue
            with archive.open(name) as part:
                yield _plain(part.read(_LONGEST_PART).decode("utf-8", "replace"))


def _plain(part: str) -> str:
    """What a reader sees of a part: a number may be cut into several runs."""
    return html.unescape(_TAG.sub("", _ENDS.sub("\n", part)))


def pdf_holds_cpr(path: Path) -> bool:
    """Whether there is one on a page of a PDF that lies in a zip file, read as it stands."""
    from portal.checking.pdf_pages import plain_pages

    return any(looks_like_cpr(words) for blocks in plain_pages(path) for _kind, words in blocks)
