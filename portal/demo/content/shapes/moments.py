"""When does a thing happen, seen from a day that moves?"""

from dataclasses import dataclass
from typing import Literal

Anchor = Literal["today", "start", "follow_up"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A local time in Copenhagen: `days` after (or before) the anchor day, at "HH:MM"."""

    days: int
    at: str
    anchor: Anchor = "today"
