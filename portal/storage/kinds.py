"""Which kinds of files does the portal take, and from whom? Judged by the name here, by the content in `structure`."""

from dataclasses import dataclass
from typing import Any, Final

from portal.errors import Refused
from portal.people.cpr import looks_like_cpr
from portal.storage.shapes import BUILT, Built, ending_of
from portal.text import _, _l, listed


@dataclass(frozen=True)
class Kind:
    """One kind of file, with the word for it. Kinds that are no attachments are for those who teach."""

    built: Built
    label: Any  # lazy text, said in the language of the reader
    is_attachment: bool = True

    @property
    def ending(self) -> str:
        """`.pdf`."""
        return self.built.ending

    @property
    def media_type(self) -> str:
        """As the browser is told."""
        return self.built.media_type


_LABELS: Final = {
    ".pdf": _l("PDF"),
    ".docx": _l("Word-dokument"),
    ".xlsx": _l("Excel-ark"),
    ".pptx": _l("PowerPoint"),
    ".odt": _l("OpenDocument-tekst"),
    ".ods": _l("OpenDocument-ark"),
    ".odp": _l("OpenDocument-slides"),
    ".txt": _l("Tekst"),
    ".md": _l("Tekst"),
    ".mp3": _l("Lyd"),
    ".m4a": _l("Lyd"),
    ".mp4": _l("Film"),
    ".mov": _l("Film"),
    ".zip": _l("Zip-fil"),
}
_FOR_TEACHING: Final = {".mp4", ".mov", ".mp3", ".m4a", ".zip"}
BY_ENDING: Final = {
    ending: Kind(built, _LABELS.get(ending, _l("Billede")), is_attachment=ending not in _FOR_TEACHING)
    for ending, built in BUILT.items()
}
MATERIAL_ENDINGS: Final = tuple(BY_ENDING)
ATTACHMENT_ENDINGS: Final = tuple(kind.ending for kind in BY_ENDING.values() if kind.is_attachment)

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
    if looks_like_cpr(name):
        raise Refused(
            _("I filens navn står noget, der ligner et cpr-nummer. Giv filen et andet navn, og vælg den igen."),
            field="files",
        )
    kind = kind_of(name)
    if kind is not None and (kind.is_attachment or not is_confidential):
        return kind
    ending = ending_of(name)
    if ending:
        what = _("Vi kan ikke tage imod filer, der ender på %(ending)s.", ending=ending)
    else:
        what = _("Filen “%(name)s” mangler en endelse som .pdf eller .docx.", name=name)
    raise Refused(f"{what} {_advice(name)}", field="files")
