"""Which neutral words can stand in the place of a find, so that two of a kind can be told apart?"""

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Final

from portal.masking.lists import islands, municipality, municipality_sizes, wide
from portal.masking.spans import Kind, Span

_OF_KIND: Final = {
    Kind.ADDRESS: "en adresse",
    Kind.PHONE: "et telefonnummer",
    Kind.CASE_NUMBER: "et sagsnummer",
    Kind.CPR: "et cpr-nummer",
    Kind.EMAIL: "en mailadresse",
}
# In the order they are looked for; the first that fits is taken.
_OF_PLACE: Final = (
    (r"kommune", "en kommune"),
    (r"region", "en region"),
    (r"efterskole", "en efterskole"),
    (r"gymnasium", "et gymnasium"),
    (r"skole", "en skole"),
    (r"børneha|børnehus|vuggestue|dagtilbud", "en daginstitution"),
    (r"plejecent|plejehjem", "et plejecenter"),
    (r"botilbud|bosted|opholdssted", "et botilbud"),
    (r"jobcent", "et jobcenter"),
    (r"værested", "et værested"),
    (r"sygehus|hospital", "et sygehus"),
    (r"sundheds(?:center|hus)", "et sundhedscenter"),
    (r"hotel|\bkro\b", "et hotel"),
    (r"havn", "en havn"),
    (r"kirke", "en kirke"),
    (r"bibliotek", "et bibliotek"),
    (r"museum|museet", "et museum"),
    (r"afdeling", "en afdeling"),
    (r"borgerservice", "en borgerservice"),
    (r"avis|tidende|folkeblad|dagblad|venstreblad|kysten|posten", "en avis"),
    (r"broen\b", "en bro"),
    (r"center|centret|hjemmet|gården|huset|parken|hallen|haven|bakken|lunden|engen", "et sted"),
)
_ORDER: Final = ("anden", "tredje", "fjerde", "femte", "sjette", "syvende", "ottende", "niende", "tiende")


def first_words(span: Span) -> str:
    """What could stand there if nothing else of the kind did. Empty for a person with no role: such get a letter."""
    if span.kind in _OF_KIND:
        return "en dato" if span.kind is Kind.CPR and re.search(r"[./ ]\d{2,4}$", span.name) else _OF_KIND[span.kind]
    if span.kind is Kind.MUNICIPALITY:
        size = municipality_sizes().get(municipality(_short(span.name)) or "", "")
        return f"en {size} kommune" if size else "en kommune"
    if span.kind is Kind.PLACE:
        return span.role or _words_of_place(span.name)
    return span.role if span.kind is Kind.PERSON else span.name


def _short(name: str) -> str:
    return re.sub(r"\s[Kk]ommunes?$", "", name)


def _words_of_place(name: str) -> str:
    if "-" in name and name.rpartition("-")[2][:1].islower():
        return name.rpartition("-")[2]
    if name in wide():
        return "en egn"
    if name in islands():
        return "en ø"
    for pattern, words in _OF_PLACE:
        if re.search(pattern, name, re.IGNORECASE):
            return words
    return "en by"


def told_apart(first: str, used: Iterable[str]) -> str:
    """The words, or the next that nobody else has: “en by”, “en anden by”; “lederen”, “den anden leder”; “person A”."""
    taken = set(used)
    choices = _letters() if not first else _ordered(first)
    return next(words for words in choices if words not in taken)


def _letters() -> Iterator[str]:
    for number in count():
        more, letter = divmod(number, 26)
        yield f"person {chr(65 + letter)}{more + 1 if more else ''}"


def _ordered(first: str) -> Iterator[str]:
    yield first
    article, _, noun = first.partition(" ")
    if not noun or article not in {"en", "et"}:
        article, noun = "den", _without_article(first)
    for order in _ORDER:
        yield f"{article} {'andet' if order == 'anden' and article == 'et' else order} {noun}"
    for number in count(len(_ORDER) + 2):
        yield f"{first} nummer {number}"


def _without_article(role: str) -> str:
    """“lederen” is “leder”, “visitatoren” is “visitator”, “sygeplejersken” is “sygeplejerske”."""
    if role.endswith("medlemmet"):
        return role.removesuffix("met")
    return role[:-1] if role.endswith(("rsken", "lægen", "kvinden")) else role.removesuffix("en")


def genitive(words: str) -> str:
    """The words with the s of the genitive as Danish writes it: “lederens”, “person A's”, “et hus'”."""
    if words.endswith(("s", "x", "z", "S", "X", "Z")):
        return f"{words}'"
    return f"{words}'s" if words[-1:].isupper() or words[-1:].isdigit() else f"{words}s"
