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
    return _PARTED.search(text) is not None or any(_is_meant(found) for found in _WHOLE.finditer(text))


def where_cpr(text: str) -> list[tuple[int, int]]:
    """Where each of them begins and ends."""
    meant = (found for found in _WHOLE.finditer(text) if _is_meant(found))
    return sorted(found.span() for found in (*_PARTED.finditer(text), *meant))


def without_cpr(text: str, *, instead: str) -> str:
    """The text with other words in the place of each of them, for what is kept though nobody can be told at once."""
    parted = _PARTED.sub(instead, text)
    return _WHOLE.sub(lambda found: instead if _is_meant(found) else found[0], parted)


def _is_meant(found: re.Match[str]) -> bool:
    """Whether ten digits in a row are not called something else by what stands before."""
    return _OTHER.search(found.string, max(0, found.start() - _BEFORE), found.start()) is None
