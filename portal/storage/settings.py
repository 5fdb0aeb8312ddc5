"""How do we say whether a store is set up as it should be?"""

from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    """right: it was so. made: it is so now. unknown: this server has no such setting. missing: it is not so."""

    RIGHT = "right"
    MADE = "made"
    UNKNOWN = "unknown"
    MISSING = "missing"


class Setting(NamedTuple):
    """One setting of a store, what became of it, and a few words for whoever runs the portal."""

    name: str
    outcome: Outcome
    words: str
