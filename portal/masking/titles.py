"""Which job titles of a text point to one person, and what is a role that anybody may have?"""

import re
from collections.abc import Iterator
from typing import Final

from portal.masking.lists import common_titles
from portal.masking.spans import Kind, Span

_FIELD: Final = re.compile(
    r"(?<![\w-])((?:[\wæøå]+-,? )*(?:[\wæøå]+- (?:og|samt) )?)([\wæøå]+?)-?(direktør|chef)(en)?(?=s?\b)", re.IGNORECASE
)
_ADJECTIVE: Final = re.compile(
    r"\b(?:tekniske?|sociale?|\w+sociale?|juridiske?|økonomiske?|digitale?|pædagogiske?|kulturelle?) (direktør|chef)(en)?(?=s?\b)",
    re.IGNORECASE,
)
_COMMITTEE: Final = r"(?:[\wæøåÆØÅ]+-,? )*(?:[\wæøåÆØÅ]+- og )?[\wæøåÆØÅ]{2,}?(?:udvalget|rådet|nævnet|brugerne|foreningen|forvaltningen)"
_CHAIR: Final = re.compile(rf"\b(?:næst)?(formand|forkvinde)(en)? for {_COMMITTEE}\b", re.IGNORECASE)
_CHAIR_OF: Final = re.compile(
    r"(?<![\w-])(?:[\wæøå]+- og )?[\wæøå]{2,}(?:udvalgets|rådets|nævnets) (?:næst)?(formand|forkvinde)\b", re.IGNORECASE
)
_OVER: Final = re.compile(
    r"\b([Dd]irektør|[Cc]hef|[Ll]eder)(en)? for [A-ZÆØÅ][\wæøå]+(?:(?:, | & | og )[A-ZÆØÅ][\wæøå]+)*"
)

_ROLE_ENDS: Final = (
    "borgmester|rådmand|direktør|chef|leder|formand|forkvinde|konsulent|medarbejder|sekretær|jurist|advokat|læge"
    "|sygeplejerske|pædagog|lærer|rådgiver|visitator|koordinator|inspektør|ingeniør|planlægger|fuldmægtig|praktikant"
    "|psykolog|revisor|controller|byrådsmedlem|udvalgsmedlem|sagsbehandler|repræsentant|partner|assistent|ordfører"
    "|arkitekt|økonom|journalist|kasserer|politiker|terapeut|vejleder|specialist"
)
_ROLE: Final = re.compile(
    rf"(?<![\w-])(?:(?:\w+-,? )*\w+- (?:og|samt) )?((?:\d\. )?\w*?(?:{_ROLE_ENDS}))(en|et|n)?(, | )$", re.IGNORECASE
)
_MINE: Final = re.compile(
    r"(?:\b(?:min|mit|mine|din|dit|dine|vores|vor|hans|hendes|deres|en|et|den|det|ny|nye|ung|unge|egen|som|er|blev|af|\w+s|\w+ige?|\w+ske?))\s$",
    re.IGNORECASE,
)


def titles_in(text: str) -> list[Span]:
    """Titles with a field of their own. The name of each is what everybody may be called: “direktøren”, “chef”."""
    found: list[Span] = []
    for one in (*_chairs(text), *_of_a_field(text)):
        if not any(one.meets(other) for other in found):
            found.append(one)
    return found


def _chairs(text: str) -> Iterator[Span]:
    for pattern in (_CHAIR, _CHAIR_OF):
        for found in pattern.finditer(text):
            is_definite = pattern is _CHAIR_OF or found[2]
            word = "udvalgsforkvinde" if found[1].lower() == "forkvinde" else "udvalgsformand"
            yield _span(found, word + ("en" if is_definite and word.endswith("d") else "n" if is_definite else ""))


def _of_a_field(text: str) -> Iterator[Span]:
    for found in _OVER.finditer(text):
        yield _span(found, found[1].lower() + (found[2] or ""))
    for found in _ADJECTIVE.finditer(text):
        yield _span(found, found[1].lower() + (found[2] or ""))
    for found in _FIELD.finditer(text):
        if found[1] or found[2].lower() not in common_titles():
            yield _span(found, found[3].lower() + (found[4] or ""))


def _span(found: re.Match[str], name: str) -> Span:
    return Span(found.start(), found.end(), Kind.TITLE, name)


def role_before(text: str, at: int) -> tuple[int, str]:
    """Where the role just before a name begins, and what it is, definite: “borgmester Jens Holm” gives “borgmesteren”.

    “Lederen, Flemming Bugge,” is one too; “min kollega Tobias” is none, as the words stay good without the name.
    """
    found = _ROLE.search(text, max(0, at - 60), at)
    if found is None or _MINE.search(text, max(0, found.start() - 20), found.start()):
        return at, ""
    if found[3] == ", " and not found[2]:
        return at, ""
    role = found[1].lower()
    field = _FIELD.fullmatch(role)
    if field and field[2] not in common_titles():
        role = field[3]
    return found.start(), definite(role)


def definite(role: str) -> str:
    """The role with its article: “borgmesteren”."""
    if role.endswith("medlem"):
        return f"{role}met"
    return f"{role}n" if role.endswith("e") else f"{role}en"
