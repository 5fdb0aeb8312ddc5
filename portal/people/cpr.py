"""Does a text hold what looks like a cpr number? Such a text is not kept: it is about somebody who is not here."""

import re
from typing import Final

# Day, month, two digits of a year, then four digits; together or with a space, a dash or a full stop between.
_CPR: Final = re.compile(r"(?<![0-9])(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])[0-9]{2} ?[-.–‐‑]? ?[0-9]{4}(?![0-9])")


def looks_like_cpr(text: str) -> bool:
    """Whether a ten-digit number in it begins with a date; the last digits are not checked, as many are issued without."""
    return _CPR.search(text) is not None
