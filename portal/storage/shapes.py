"""How is each kind of file built? Without the words for people, so that the limited child loads none of them."""

from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final, NamedTuple

LONGEST_ENDING: Final = 12


class Shape(StrEnum):
    """How the content of a kind is built."""

    PDF = "pdf"
    OFFICE = "office"
    OPEN_DOCUMENT = "open_document"
    TEXT = "text"
    PNG = "png"
    JPEG = "jpeg"
    HEIC = "heic"
    BOXES = "boxes"
    MP3 = "mp3"
    ZIP = "zip"


class Built(NamedTuple):
    """How one kind is built. `mark` is what the content has to name: a content type, or the brands of a film."""

    ending: str
    media_type: str
    shape: Shape
    mark: tuple[str, ...] = ()


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_OPEN: Final = "application/vnd.oasis.opendocument"
_WORD, _SHEET = f"{_OFFICE}.wordprocessingml.document", f"{_OFFICE}.spreadsheetml.sheet"
_SLIDES: Final = f"{_OFFICE}.presentationml.presentation"
_FILM: Final = ("isom", "iso2", "iso3", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "dash", "M4V ", "MSNV", "mmp4")

BUILT: Final = {
    built.ending: built
    for built in (
        Built(".pdf", "application/pdf", Shape.PDF),
        Built(".docx", _WORD, Shape.OFFICE, (f"{_WORD}.main+xml",)),
        Built(".xlsx", _SHEET, Shape.OFFICE, (f"{_SHEET}.main+xml",)),
        Built(".pptx", _SLIDES, Shape.OFFICE, (f"{_SLIDES}.main+xml",)),
        Built(".odt", f"{_OPEN}.text", Shape.OPEN_DOCUMENT, (f"{_OPEN}.text",)),
        Built(".ods", f"{_OPEN}.spreadsheet", Shape.OPEN_DOCUMENT, (f"{_OPEN}.spreadsheet",)),
        Built(".odp", f"{_OPEN}.presentation", Shape.OPEN_DOCUMENT, (f"{_OPEN}.presentation",)),
        Built(".txt", "text/plain", Shape.TEXT),
        Built(".md", "text/markdown", Shape.TEXT),
        Built(".png", "image/png", Shape.PNG),
        Built(".jpg", "image/jpeg", Shape.JPEG),
        Built(".jpeg", "image/jpeg", Shape.JPEG),
        Built(".heic", "image/heic", Shape.HEIC, ("heic", "heix", "heim", "heis", "hevc", "mif1", "msf1")),
        Built(".mp4", "video/mp4", Shape.BOXES, _FILM),
        Built(".mov", "video/quicktime", Shape.BOXES, ("qt  ",)),
        Built(".mp3", "audio/mpeg", Shape.MP3),
        Built(".m4a", "audio/mp4", Shape.BOXES, ("M4A ", "M4B ", "mp42", "isom")),
        Built(".zip", "application/zip", Shape.ZIP),
    )
}


def ending_of(name: str) -> str:
    """`.pdf` for “Notat.PDF”; empty when there is none."""
    ending = PurePosixPath(name).suffix.lower()
    return ending if 1 < len(ending) <= LONGEST_ENDING else ""


def built_of(name: str) -> Built | None:
    """How a file of this name is built, None when the portal takes no such files."""
    return BUILT.get(ending_of(name))
