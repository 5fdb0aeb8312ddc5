"""What is a find: where it stands in a text, of which kind it is, and whom or what it points to."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

CAPITAL: Final = "A-ZÆØÅÄÖÜÉÁÍÓÚÇŞĞ"
WORD: Final = rf"[{CAPITAL}]\w*(?:[-’'][\w]+)*"
_ABBREVIATIONS: Final = re.compile(
    r"(?:\b(?:hr|fr|frk|dr|nr|bl\.a|f\.eks|fx|ca|jf|pkt|stk|kl|tlf|gl|chr|st|skt|ndr|sdr|pr|adv|dir|inkl|vedr|mht)"
    rf"|\b[{CAPITAL}])\.\s$",
    re.IGNORECASE,
)
_BEGINS: Final = re.compile(r"(?:^|[.!?…:]|\n)[”\"’»)\]]*[\s“\"»«–(-]*$|[“\"«»]$|\n\s*[-–•]\s*$")


class Kind(StrEnum):
    """What a find points to."""

    PERSON = "person"
    MUNICIPALITY = "municipality"
    PLACE = "place"
    ADDRESS = "address"
    PHONE = "phone"
    CASE_NUMBER = "case_number"
    CPR = "cpr"
    EMAIL = "email"
    TITLE = "title"


@dataclass(frozen=True)
class Span:
    """Where something stands. `name` is what makes two of them the same; `role` what a person is said to be."""

    start: int
    end: int
    kind: Kind
    name: str
    role: str = ""

    def meets(self, other: "Span") -> bool:
        """Whether they share a letter."""
        return self.start < other.end and other.start < self.end


def begins_sentence(text: str, at: int) -> bool:
    """Whether a capital letter says nothing here, because any word would have one."""
    before = text[max(0, at - 12) : at]
    if at == 0 or _BEGINS.search(before) is None:
        return at == 0
    return _ABBREVIATIONS.search(before) is None


def free_of(found: list[Span], taken: list[Span]) -> list[Span]:
    """Those that stand where nothing else stands."""
    return [one for one in found if not any(one.meets(other) for other in taken)]
