"""Does a text hold what looks like a cpr number? Such a text is not kept: it is about somebody who is not here."""

import re
from typing import Final

_DAY: Final = r"(?:(?:0[1-9]|[12][0-9])(?:0[1-9]|1[0-2])|30(?:0[13-9]|1[0-2])|31(?:0[13578]|1[02]))[0-9]{2}"
# Day, month, two digits of a year, then four digits, with a space, a dash or a full stop between.
_PARTED: Final = re.compile(rf"(?<![0-9])(?<![0-9][-/.]){_DAY}(?: | ?[-.–‐‑] ?)[0-9]{{4}}(?![0-9])(?![-/][0-9])")
_WHOLE: Final = re.compile(rf"(?<![0-9])(?<![0-9][-/. ]){_DAY}[0-9]{{4}}(?![0-9])(?![-/][0-9])")
# What ten digits are called that are something else.
_OTHER: Final = re.compile(
    r"(?<![^\W_])(?:(?:konto|reg|faktura|ordre|journal|sags?|bilag|kunde|p|ean|cvr|se)[.-]?\s?-?n(?:ummer|r)"
    r"|konto|faktura|ordre|journal|sag|bilag|tlf|telefon|mobil|ean|cvr)[.:]*\s*\Z",
    re.IGNORECASE,
)
_BEFORE: Final = 24


def looks_like_cpr(text: str) -> bool:
    """Whether a number of ten digits in it begins with a date; the last digits are not checked, as many are issued without.

    Ten digits in a row are none when what stands before says so: “kontonr. 0101901234”, “1234 0101901234”.
    """
    if _PARTED.search(text) is not None:
        return True
    return any(
        not _OTHER.search(text, max(0, found.start() - _BEFORE), found.start()) for found in _WHOLE.finditer(text)
    )
