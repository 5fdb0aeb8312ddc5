"""What stands on a card as the room sees it, whether somebody wrote it or it came with the portal?"""

from typing import NamedTuple

from portal.dilemmas.duties import DUTIES
from portal.dilemmas.models import Dilemma

LETTERS = "ABCD"


class Card(NamedTuple):
    """The words. Without a situation it is out of play: then only the letters of its options are left."""

    title: str
    situation: str
    options: list[str]
    by: str = ""
    is_in_play: bool = True

    @property
    def lettered(self) -> list[tuple[str, str]]:
        """Each option with the letter people say aloud."""
        return list(zip(LETTERS, self.options, strict=False))


def card_of(dilemma: Dilemma | None, duty: str | None = None, *, options: int = 0) -> Card:
    """The card as it may be shown now; without its words when it is out of play, with as many `options` as there were."""
    if dilemma is not None and dilemma.is_in_play:
        name = dilemma.own_case.author.name if dilemma.is_named and dilemma.own_case is not None else ""
        return Card(dilemma.title, dilemma.situation, dilemma.options, name)
    if duty is not None and duty in DUTIES:
        return duty_card(duty)
    return Card("", "", [""] * options, is_in_play=False)


def duty_card(duty: str) -> Card:
    """One of the seven, in the reader's language."""
    title, situation, options = DUTIES[duty]
    return Card(str(title), str(situation), [str(option) for option in options])
