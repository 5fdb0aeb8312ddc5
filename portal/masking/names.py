"""Which capital letters of a text are names of people and places, and which only begin a sentence?"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from portal.masking.houses import ENDS_AS_HOUSE, HOUSE, NAMED
from portal.masking.lists import (
    also_words,
    bare,
    first_names,
    is_listed,
    islands,
    known_to_all,
    last_names,
    municipality,
    ordinary,
    places,
)
from portal.masking.spans import CAPITAL, WORD, Kind, Span, begins_sentence
from portal.masking.titles import role_before

_TOKEN: Final = re.compile(rf"(?<![\w@])(?:{WORD}|[{CAPITAL}](?=\.\s?[{CAPITAL}]))")
# What may stand between two words of one name.
_BETWEEN: Final = re.compile(r" |\. ?| (?:von|van|de|la|der|al|el|bin|af|og|&) (?=[A-ZÆØÅ])")
_ORGANISATION: Final = re.compile(
    r"(?:\b[A-ZÆØÅ][\wæøå]*-,? )(?:[\wæøå]+-,? )*og [\wÆØÅæøå]+|\b[A-ZÆØÅ][\wæøå]*(?:udvalget|udvalg|forvaltningen|forvaltning"
    r"|afdelingen|ministeriet|styrelsen|rådet|nævnet|loven|foreningen|forbundet|partiet|listen|reformen|forliget)s?\b"
)
_PARTS_OF_SURNAMES: Final = (
    "sen|gaard|gård|strup|lund|holm|skov|bjerg|berg|borg|dal|dahl|toft|mann|sson|son|quist|kvist|feldt|ager|bæk|bech|by"
)
_LIKE_SURNAME: Final = re.compile(rf"\w+(?:{_PARTS_OF_SURNAMES})")
_IN: Final = re.compile(
    r"\b(?:i|på|ved|omkring|nær|uden for|syd for|nord for|øst for|vest for|byen|øen|landsbyen)\s$", re.IGNORECASE
)
# The comma after a name between two commas goes with it, unless another clause begins there.
_COMMA: Final = re.compile(r",(?! (?:at|om|som|der|hvor|når|fordi|men|da|mens|hvis|og|så|for)\b)")

_POLITE: Final = frozenset({"I", "De", "Dem", "Deres"})
_KOMMUNES: Final = frozenset({"Kommunes", "kommunes"})


@dataclass(frozen=True)
class _Run:
    """Words with capital letters beside each other, as far as they can be one name."""

    words: tuple[re.Match[str], ...]

    @property
    def start(self) -> int:
        return self.words[0].start()

    @property
    def tokens(self) -> list[str]:
        return [word[0] for word in self.words]


def names_in(text: str, taken: Iterable[Span], seen: frozenset[str]) -> list[Span]:
    """People and places. `seen` are names that stand elsewhere in the case, so that one at the beginning is known."""
    blocked = [(one.start, one.end) for one in taken]
    blocked += [found.span() for found in _ORGANISATION.finditer(text) if not _is_joined_name(found[0])]
    found = []
    for run in _runs(text, blocked):
        kept = _without_beginning(text, run, seen)
        span = _judge(text, kept, seen) if kept else None
        if span is not None:
            found.append(span)
    return found


def _is_joined_name(words: str) -> bool:
    return is_listed(bare(words))


def _runs(text: str, blocked: list[tuple[int, int]]) -> Iterator[_Run]:
    gathered: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        if any(start < token.end() and token.start() < end for start, end in blocked):
            continue
        between = text[gathered[-1].end() : token.start()] if gathered else None
        if between is not None and not _joins(gathered, token, between):
            yield _Run(tuple(gathered))
            gathered = []
        gathered.append(token)
    if gathered:
        yield _Run(tuple(gathered))


def _joins(gathered: list[re.Match[str]], token: re.Match[str], between: str) -> bool:
    """“Jens Holm” and “M. Toft” are one; “Mettes Jens” and “Tim. Han” are two."""
    last = gathered[-1][0]
    if "." in between:
        return len(last) == 1
    if not _BETWEEN.fullmatch(between) or between.strip() in {"og", "&"}:
        return False
    return not (bare(last) != last and bare(last) in first_names() and token[0] in first_names())


def _without_beginning(text: str, run: _Run, seen: frozenset[str]) -> _Run | None:
    """The run without words that have a capital letter only because a sentence begins."""
    words = run.words
    while words and (words[0][0] in _POLITE or (_is_ordinary(words[0][0]) and begins_sentence(text, words[0].start()))):
        words = words[1:]
    if not words:
        return None
    if begins_sentence(text, words[0].start()) and not _is_name_there(text, words, seen):
        words = words[1:]
    return _Run(words) if words else None


def _is_ordinary(word: str) -> bool:
    """“Min”, “Borgmesterens”; “Hans” may be either."""
    return word != "Hans" and not is_listed(word) and (word in ordinary() or word.removesuffix("s") in ordinary())


def _is_name_there(text: str, words: tuple[re.Match[str], ...], seen: frozenset[str]) -> bool:
    word = words[0][0]
    name = bare(word)
    if len(words) > 1:
        return (
            name in first_names()
            or len(word) == 1
            or municipality(name) is not None
            or name in places()
            or HOUSE.fullmatch(word) is not None
            or _starts_unlisted_name(text, words)
        )
    if name in also_words() or word in ordinary():
        follows = verb_follows(text, words[0].end())
        return follows or (word != "Hans" and (name in seen or _PERHAPS_VERB.match(text, words[0].end()) is not None))
    return is_listed(name) or name in seen or ENDS_AS_HOUSE.fullmatch(word) is not None or "-" in word


def _starts_unlisted_name(text: str, words: tuple[re.Match[str], ...]) -> bool:
    """“Gorm Steffensen”, but not “Rådmand Viggo”: what follows is a given name, or the word stands elsewhere in small."""
    following = bare(words[1][0])
    is_word = re.search(rf"(?<!\w){re.escape(words[0][0].lower())}", text) is not None
    role, _ = role_before(text, words[1].start())
    return not is_word and following not in first_names() and role == words[1].start()


_VERB: Final = re.compile(
    r"[’']?,? (?:er|var|har|havde|vil|ville|kan|kunne|skal|skulle|må|måtte|sagde|siger|skrev|skriver|ringede|ringer|kom|kommer"
    r"|gik|går|fik|får|blev|bliver|tog|tager|så|ser|bad|beder|stod|står|sad|sidder|gav|giver|lod|lader|holdt|holder|fandt|finder"
    r"|ved|vidste|tror|troede|synes|syntes|mener|spurgte|spørger|lagde|satte|løb|rejste|svarede|svarer|hed|hedder|og jeg|selv"
    r"|\w{3,}ede|\w{2,}te)\b"
)
_PERHAPS_VERB: Final = re.compile(r",? \w{2,}r\b")


def verb_follows(text: str, at: int) -> bool:
    """Whether what stands there does something, as people do."""
    return _VERB.match(text, at) is not None


def _base(word: str, seen: frozenset[str]) -> str:
    """The last word of a name without the s of the genitive, also of names in no list: “Smedegårdens”, “Zephanias”."""
    if word in _KOMMUNES or word[:-1] in seen or (word.endswith("s") and ENDS_AS_HOUSE.fullmatch(word[:-1])):
        return word.removesuffix("s")
    return bare(word)


def _judge(text: str, run: _Run, seen: frozenset[str]) -> Span | None:
    tokens = run.tokens
    end = run.words[-1].start() + len(_base(tokens[-1], seen))
    words = text[run.start : end]
    if words in known_to_all() or tokens[0] in known_to_all() or all(_is_ordinary(t) for t in tokens):
        return None
    kind = _kind(text, run, words)
    if kind is None:
        return None
    if kind is Kind.PERSON:
        start, role = role_before(text, run.start)
        end += 1 if role and text[start : run.start].endswith(", ") and _COMMA.match(text, end) else 0
        return Span(start, end, kind, words, role)
    named = NAMED.search(text, max(0, run.start - 30), run.start) if kind is Kind.PLACE else None
    return Span(named.start(), end, kind, words, named[1].lower()) if named else Span(run.start, end, kind, words)


def _kind(text: str, run: _Run, words: str) -> Kind | None:
    tokens = [bare(token) for token in run.tokens]
    if tokens[-1].lower() in {"kommune", "kommunes"}:
        return Kind.MUNICIPALITY
    if municipality(words):
        is_island = words in islands() and text[: run.start].endswith("på ")
        return Kind.PLACE if is_island else Kind.MUNICIPALITY
    if _is_house(run.tokens):
        return Kind.PLACE
    if tokens[0] in first_names() and (len(tokens) > 1 or tokens[0] not in places() or not stands_in(text, run.start)):
        return Kind.PERSON
    if words in places() or (tokens[0] in places() and len(tokens) > 1 and tokens[1] not in last_names()):
        return Kind.PLACE
    return _kind_of_unlisted(text, run, tokens)


def stands_in(text: str, at: int) -> bool:
    """Whether the words before say that what follows is a place: “i”, “på”, “ved”."""
    return _IN.search(text, max(0, at - 20), at) is not None


def _is_house(tokens: list[str]) -> bool:
    if len(tokens) > 1 and any(HOUSE.fullmatch(token) for token in (tokens[0], tokens[-1])):
        return True
    return ENDS_AS_HOUSE.fullmatch(tokens[-1]) is not None and tokens[0] not in first_names()


def _kind_of_unlisted(text: str, run: _Run, tokens: list[str]) -> Kind | None:
    word = tokens[0]
    if "-" in word and len(tokens) == 1 and not is_listed(word):
        first, _, rest = word.partition("-")
        if municipality(first) or first in places():
            return Kind.PLACE
        if not rest[:1].isupper():
            return None
    if len(tokens) == 1 and word.isupper():
        return None
    is_surname = any(t in last_names() or _LIKE_SURNAME.fullmatch(t) for t in tokens)
    if stands_in(text, run.start) and not (is_surname and len(tokens) > 1):
        return Kind.PLACE
    return Kind.PERSON
