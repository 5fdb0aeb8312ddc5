"""How are letters put together from their parts? NFC, at a cost that grows with the length alone.

Composing orders the marks on a letter by insertion: a letter with 100,000 of them takes a processor minutes, and
everybody else waits. No script piles up more than a few; what is past `MOST_MARKS` on one letter is left out
(source: Unicode Standard Annex 15, stream-safe text format).
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Final

MOST_MARKS: Final = 30
# Latin letters and what stands between them: composed already, and no mark among them.
PLAIN: Final = re.compile("[\0-\u02ff\u2010-\u2027\u20ac]*")


def composed(text: str) -> str:
    """The text in NFC."""
    return text if PLAIN.fullmatch(text) else unicodedata.normalize("NFC", "".join(_bearable(text)))


def _bearable(text: str) -> Iterator[str]:
    for is_mark, run in groupby(text, _is_mark):
        letters = "".join(run)
        yield letters[:MOST_MARKS] if is_mark else letters


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter).startswith("M")
