"""Which words are names? The lists beside this file, read when the first text is looked through and kept."""

import csv
from functools import cache
from pathlib import Path
from typing import Final

_DATA: Final = Path(__file__).with_name("data")

_OTHER_SPELLING: Final = {"Århus": "Aarhus", "Ålborg": "Aalborg", "Åbenrå": "Aabenraa"}
# Two towns joined by a hyphen are one municipality; people say one of them alone, and “Mors” is Morsø.
_SAID: Final = {"Vesthimmerland": "Vesthimmerlands", "Nordfyn": "Nordfyns", "Hvide Sande": "Ringkøbing-Skjern"}


def _lines(name: str) -> frozenset[str]:
    return frozenset((_DATA / f"{name}.txt").read_text(encoding="utf-8").split("\n")) - {""}


@cache
def first_names() -> frozenset[str]:
    """Given names that are used in Denmark."""
    return _lines("first_names")


@cache
def last_names() -> frozenset[str]:
    """Family names that are used in Denmark."""
    return _lines("last_names")


@cache
def places() -> frozenset[str]:
    """Towns, islands and parts of the country."""
    return _lines("places")


@cache
def known_to_all() -> frozenset[str]:
    """Parties, authorities and programs: capital letters that point to nobody."""
    return _lines("known_to_all")


@cache
def also_words() -> frozenset[str]:
    """Names that are also words: alone at the beginning of a sentence they are names only when a verb follows."""
    return _lines("also_words")


@cache
def wide() -> frozenset[str]:
    """Parts of the country."""
    return _lines("wide")


@cache
def islands() -> frozenset[str]:
    """Islands that people say they live on."""
    return _lines("islands")


@cache
def common_titles() -> frozenset[str]:
    """What stands before -chef and -direktør in every municipality, or in several places of one."""
    return _lines("common_titles")


@cache
def ordinary() -> frozenset[str]:
    """Words that sentences begin with."""
    return frozenset((_DATA / "ordinary.txt").read_text(encoding="utf-8").split())


@cache
def municipality_sizes() -> dict[str, str]:
    """The 98 municipalities by name, with the word for their size: lille, mellemstor, stor."""
    with (_DATA / "municipality_sizes.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["size"] for row in csv.DictReader(file)}


def municipality(name: str) -> str | None:
    """The municipality that is meant by a name as people spell it."""
    name = _SAID.get(name, _OTHER_SPELLING.get(name, name))
    return name if name in municipality_sizes() else None


def bare(word: str) -> str:
    """A name without the s of the genitive, when what is left is a name and what stands there is none: “Vejles”, “Jens'”."""
    word = word.rstrip("'’")
    if word.endswith(("'s", "’s")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not is_listed(word) and is_listed(word[:-1]) else word


def is_listed(word: str) -> bool:
    """Whether it stands in any of the lists of names."""
    return word in first_names() or word in last_names() or word in places() or municipality(word) is not None
