"""What makes a PDF hard to read on a phone or aloud, and what would help? Said to those who share it, who may leave it so."""

from typing import Any, Final, NamedTuple

from portal.storage.models import FileState, StoredFile
from portal.text import _l

PDF: Final = "application/pdf"


class Lack(NamedTuple):
    """What is not in the file, in a word; what that means for readers; what to do."""

    what: Any
    meaning: Any
    help: Any


NO_TEXT: Final = Lack(
    _l("tekst"),
    _l(
        "Siderne er billeder. En skærmlæser har intet at læse højt, ingen kan søge i dem, og på en telefon bliver skriften lille."
    ),
    _l(
        "Har du dokumentet, den er lavet af, så gem en PDF derfra. Er den scannet, så kør tekstgenkendelse (OCR), for eksempel i scannerens program."
    ),
)
NO_TAGS: Final = Lack(
    _l("mærker for overskrifter"),
    _l(
        "Filen siger ikke, hvad der er overskrifter og lister, og hvad der læses først. Som tekst på en telefon bliver den til lange afsnit, og med en skærmlæser kan man ikke springe fra overskrift til overskrift."
    ),
    _l(
        "Brug typografierne Overskrift 1 og 2 i Word, vælg Gem som, PDF og Indstillinger, og sæt kryds ved “Dokumentstrukturmærker”. Udskriver man til PDF, kommer mærkerne ikke med."
    ),
)
NO_LANGUAGE: Final = Lack(
    _l("sprog"),
    _l("Filen siger ikke, hvilket sprog den er på. En skærmlæser kan så læse dansk højt med engelsk udtale."),
    _l("Markér hele teksten i Word, vælg Gennemse, Sprog og Angiv korrektursprog, vælg dansk, og gem som PDF igen."),
)


def lacks(file: StoredFile | None) -> list[Lack]:
    """What a PDF that has been judged could do with; nothing for other kinds, whose pages are made here."""
    if file is None or file.media_type != PDF or file.state is not FileState.AVAILABLE or file.has_text is None:
        return []
    if not file.has_text:
        return [NO_TEXT]
    return [*([] if file.is_tagged else [NO_TAGS]), *([] if file.language else [NO_LANGUAGE])]
