"""Which kinds of files does the portal take, and from whom? Judged by the name here, by the content in `structure`."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from portal.errors import Refused
from portal.storage.names import ending_of
from portal.text import _, _l, listed


class Shape(StrEnum):
    """How the content of a kind is built."""

    PDF = "pdf"
    OFFICE = "office"
    OPEN_DOCUMENT = "open_document"
    TEXT = "text"
    PNG = "png"
    JPEG = "jpeg"
    BOXES = "boxes"
    MP3 = "mp3"
    ZIP = "zip"


@dataclass(frozen=True)
class Kind:
    """One kind of file. `mark` is what the content has to name: a content type, or the brands of a film."""

    ending: str
    media_type: str
    label: Any  # lazy text, said in the language of the reader
    shape: Shape
    mark: tuple[str, ...] = ()
    is_attachment: bool = True


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_OPEN: Final = "application/vnd.oasis.opendocument"
_WORD, _SHEET = f"{_OFFICE}.wordprocessingml.document", f"{_OFFICE}.spreadsheetml.sheet"
_SLIDES: Final = f"{_OFFICE}.presentationml.presentation"
_FILM: Final = ("isom", "iso2", "iso3", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "dash", "M4V ", "MSNV", "mmp4")

KINDS: Final = (
    Kind(".pdf", "application/pdf", _l("PDF"), Shape.PDF),
    Kind(".docx", _WORD, _l("Word-dokument"), Shape.OFFICE, (f"{_WORD}.main+xml",)),
    Kind(".xlsx", _SHEET, _l("Excel-ark"), Shape.OFFICE, (f"{_SHEET}.main+xml",)),
    Kind(".pptx", _SLIDES, _l("PowerPoint"), Shape.OFFICE, (f"{_SLIDES}.main+xml",)),
    Kind(".odt", f"{_OPEN}.text", _l("OpenDocument-tekst"), Shape.OPEN_DOCUMENT, (f"{_OPEN}.text",)),
    Kind(".ods", f"{_OPEN}.spreadsheet", _l("OpenDocument-ark"), Shape.OPEN_DOCUMENT, (f"{_OPEN}.spreadsheet",)),
    Kind(".odp", f"{_OPEN}.presentation", _l("OpenDocument-slides"), Shape.OPEN_DOCUMENT, (f"{_OPEN}.presentation",)),
    Kind(".txt", "text/plain", _l("Tekst"), Shape.TEXT),
    Kind(".md", "text/markdown", _l("Tekst"), Shape.TEXT),
    Kind(".png", "image/png", _l("Billede"), Shape.PNG),
    Kind(".jpg", "image/jpeg", _l("Billede"), Shape.JPEG),
    Kind(".jpeg", "image/jpeg", _l("Billede"), Shape.JPEG),
    Kind(".heic", "image/heic", _l("Billede"), Shape.BOXES, ("heic", "heix", "heim", "heis", "hevc", "mif1", "msf1")),
    Kind(".mp4", "video/mp4", _l("Film"), Shape.BOXES, _FILM, is_attachment=False),
    Kind(".mov", "video/quicktime", _l("Film"), Shape.BOXES, ("qt  ",), is_attachment=False),
    Kind(".mp3", "audio/mpeg", _l("Lyd"), Shape.MP3, is_attachment=False),
    Kind(".m4a", "audio/mp4", _l("Lyd"), Shape.BOXES, ("M4A ", "M4B ", "mp42", "isom"), is_attachment=False),
    Kind(".zip", "application/zip", _l("Zip-fil"), Shape.ZIP, is_attachment=False),
)
BY_ENDING: Final = {kind.ending: kind for kind in KINDS}
MATERIAL_ENDINGS: Final = tuple(BY_ENDING)
ATTACHMENT_ENDINGS: Final = tuple(kind.ending for kind in KINDS if kind.is_attachment)

_NEWER: Final = {
    ".doc": ".docx",
    ".xls": ".xlsx",
    ".ppt": ".pptx",
    ".docm": ".docx",
    ".xlsm": ".xlsx",
    ".pptm": ".pptx",
}


def kind_of(name: str) -> Kind | None:
    """The kind a name says, None when the portal takes no such files."""
    return BY_ENDING.get(ending_of(name))


def _advice(name: str) -> str:
    ending = ending_of(name)
    if ending in _NEWER:
        return _("Gem filen som PDF eller %(newer)s, og vælg den igen.", newer=_NEWER[ending])
    if ending in {".html", ".htm", ".svg", ".rtf", ".pages", ".key", ".numbers"}:
        return _("Gem filen som PDF, og vælg den igen.")
    taken = [str(BY_ENDING[e].ending) for e in (".pdf", ".docx", ".xlsx", ".pptx", ".txt", ".png", ".jpg")]
    return _("Du kan blandt andet bruge %(endings)s.", endings=listed(taken))


def judge_name(name: str, *, is_confidential: bool) -> Kind:
    """The kind of a cleaned name. Raises Refused, with advice, for what is not taken as attachment or as material."""
    kind = kind_of(name)
    if kind is not None and (kind.is_attachment or not is_confidential):
        return kind
    ending = ending_of(name)
    if ending:
        what = _("Vi kan ikke tage imod filer, der ender på %(ending)s.", ending=ending)
    else:
        what = _("Filen “%(name)s” mangler en endelse som .pdf eller .docx.", name=name)
    raise Refused(f"{what} {_advice(name)}", field="files")
