"""What do we tell somebody whose file cannot be taken? What happened, and what to do instead."""

from datetime import timedelta
from typing import Any, Final

from portal.storage.reasons import Reason
from portal.storage.shapes import ending_of
from portal.text import _l

# How long a rejected file's bytes are kept, in case it was a false alarm; what may harm somebody goes sooner.
REJECTED_KEPT: Final = timedelta(days=7)
HARMFUL_KEPT: Final = timedelta(days=1)
HARMFUL: Final = frozenset({Reason.CPR.value, Reason.INFECTED.value})

_SENTENCES: Final[dict[Reason, Any]] = {
    Reason.MISMATCH: _l(
        "Indholdet i “%(name)s” passer ikke til navnet. "
        "Åbn filen i det program, den er lavet i, gem den, og vælg den igen."
    ),
    Reason.ACTIVE: _l(
        "Filen indeholder makroer eller andet, der kan køre. Gem den uden, eller som PDF, og vælg den igen."
    ),
    Reason.OLD_OR_LOCKED: _l(
        "Filen er låst med en adgangskode eller gemt i et ældre format. "
        "Gem den som %(ending)s uden adgangskode, og vælg den igen."
    ),
    Reason.LOCKED: _l(
        "“%(name)s” er låst med en adgangskode eller beskyttet mod ændringer. Gem den uden, og vælg den igen."
    ),
    Reason.FETCHES: _l("Filen henter en skabelon eller et objekt fra nettet. Gem den som PDF, og vælg den igen."),
    Reason.EMBEDDED: _l(
        "Inde i “%(name)s” ligger en anden fil, som kan køre. Tag den ud, eller gem som PDF, og vælg filen igen."
    ),
    Reason.ENTITIES: _l(
        "“%(name)s” er bygget på en måde, som kontorprogrammer ikke bruger. "
        "Åbn den i Word eller LibreOffice, gem den som PDF, og vælg den igen."
    ),
    Reason.ACTIVE_PDF: _l(
        "“%(name)s” indeholder noget, der kan køre, når den bliver åbnet. Udskriv den til en ny PDF, og vælg den."
    ),
    Reason.TOO_MANY_PAGES: _l("“%(name)s” har flere end 2.000 sider. Del den op, og vælg delene."),
    Reason.TOO_MANY_PIXELS: _l(
        "Billedet “%(name)s” har flere end 50 millioner billedpunkter. Gør det mindre, og vælg det igen."
    ),
    Reason.TOO_HEAVY: _l(
        "“%(name)s” kræver mere plads eller tid at åbne, end vi har. Del den op, eller gem den som PDF, og vælg den igen."
    ),
    Reason.UNREADABLE: _l(
        "“%(name)s” kan ikke læses. Måske er den ikke gemt helt. "
        "Åbn den i det program, den er lavet i, gem den igen, og vælg den."
    ),
    Reason.IN_ZIP_NAME: _l("I zip-filen ligger “%(detail)s”, som vi ikke kan tage imod. Fjern den, og pak filen igen."),
    Reason.PLACE_IN_ZIP: _l(
        "I “%(name)s” ligger billeder, der fortæller, hvor de er taget. "
        "Pak den ud, og læg billederne op hver for sig, så fjerner vi stedet."
    ),
    Reason.IN_ZIP: _l(
        "En af filerne i “%(name)s” kan vi ikke tage imod. Læg filerne op en for en, så siger vi hvilken."
    ),
    Reason.INFECTED: _l(
        "Viruskontrollen har fundet noget i “%(name)s”. Lad være med at åbne den, og spørg jeres it-afdeling."
    ),
    Reason.NOT_SCANNABLE: _l("“%(name)s” er for stor til viruskontrollen. Del den op, og vælg delene."),
    Reason.CPR: _l(
        "I “%(name)s” står noget, der ligner et cpr-nummer. Ingen andre får filen at se. Fjern nummeret, og vælg filen igen."
    ),
    Reason.DAMAGED: _l("“%(name)s” er gået i stykker hos os. Det beklager vi. Vælg den igen."),
}

# The same of a file inside a zip, when it is known which.
_INSIDE: Final[dict[Reason, Any]] = {
    Reason.CPR: _l(
        "I “%(detail)s” i “%(name)s” står noget, der ligner et cpr-nummer. Ingen andre får filen at se. "
        "Fjern nummeret, pak filen igen, og vælg den."
    ),
}


def sentence_of(reason: str, *, name: str, detail: str = "") -> str:
    """The sentence for a reason, also for one that a later version knew and this does not."""
    known = Reason(reason) if reason in set(Reason) else Reason.UNREADABLE
    sentence = _INSIDE.get(known, _SENTENCES[known]) if detail else _SENTENCES[known]
    return str(sentence) % {"name": name, "detail": detail, "ending": ending_of(name)}
