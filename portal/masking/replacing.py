"""How does a text read when what was found is replaced: whole words, the genitive kept, a capital letter where one belongs?"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from portal.masking.names import verb_follows
from portal.masking.spans import begins_sentence
from portal.masking.wording import genitive

# Given names that are also a word nobody can do without: alone they are names only before a verb.
_PRONOUNS: Final = frozenset({"Hans"})
# What stands for words that nothing else is said to stand for.
LEFT_OUT: Final = "(udeladt)"


@dataclass(frozen=True)
class Mask:
    """What an author has decided of one person, place or number: to replace its forms, or to leave them."""

    forms: tuple[str, ...]
    instead: str
    kind: str
    taken: bool = True

    def covers(self, form: str) -> bool:
        """Whether this was decided for it too."""
        return form in self.forms


@dataclass(frozen=True)
class Piece:
    """A stretch of a masked text. `was` is what was replaced there, and nothing for the author's own words."""

    text: str
    was: str = ""


def pieces(text: str, masks: Iterable[Mask]) -> Iterator[Piece]:
    """The masked text in its parts, for a page that shows which words are new."""
    by_form = {form: mask for mask in masks if mask.taken for form in mask.forms if form.strip()}
    at = 0
    for found in _pattern(by_form).finditer(text) if by_form else ():
        form, ending = " ".join(found[1].split()), found[2]
        if (
            form in _PRONOUNS
            and not ending
            and begins_sentence(text, found.start())
            and not verb_follows(text, found.end())
        ):
            continue
        mask = by_form[form]
        yield Piece(text[at : found.start()])
        yield Piece(_said(text, found.start(), mask.instead, has_ending=bool(ending)), found[0])
        at = found.end()
    yield Piece(text[at:])


def masked(text: str, masks: Iterable[Mask]) -> str:
    """The text as others see it."""
    return "".join(piece.text for piece in pieces(text, masks))


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """Any of the forms as a whole word, the longest first, with the s of a genitive."""
    words = "|".join(
        re.escape(form).replace(r"\ ", r"\s+") for form in sorted(forms, key=lambda form: (-len(form), form))
    )
    return re.compile(rf"(?<!\w)({words})(s(?!\w)|['’]s?(?!\w)|(?!\w))")


def _said(text: str, at: int, instead: str, *, has_ending: bool) -> str:
    words = genitive(instead) if has_ending else instead
    return words[:1].upper() + words[1:] if begins_sentence(text, at) else words
