"""What do people send us from the room?"""

from collections.abc import Mapping, Sequence
from typing import Final

from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField

from portal.dilemmas.cards import Card
from portal.dilemmas.models import Dilemma
from portal.forms import AtMost, PortalForm, Required, one_line, options
from portal.room.actions import LETTERS, TALK_MINUTES
from portal.room.models import LONGEST_REASON
from portal.text import _, _l

CODE_LENGTH: Final = 6


class StartForm(PortalForm):
    """Which card is played, and how."""

    card = RadioField(_l("Hvilket kort?"), [Required(_l("Vælg et kort."))], choices=options([]), validate_choice=False)
    talk_minutes = SelectField(
        _l("Minutter til samtale ved bordene"),
        choices=options([(str(minutes), str(minutes)) for minutes in TALK_MINUTES]),
        default="8",
        validate_choice=False,
    )
    has_roles = BooleanField(_l("Del roller ud"))

    def offer(self, dilemmas: Sequence[Dilemma], duties: Mapping[str, Card]) -> None:
        """Let the host choose between the cards that are in play."""
        own = [(str(dilemma.id), dilemma.title) for dilemma in dilemmas if dilemma.is_in_play]
        self.card.choices = options([*own, *((duty, card.title) for duty, card in duties.items())])

    def chosen(self, dilemmas: Sequence[Dilemma]) -> tuple[Dilemma | None, str | None]:
        """The card: somebody's, or one of the seven."""
        dilemma = next((one for one in dilemmas if str(one.id) == self.card.data), None)
        return dilemma, None if dilemma is not None else str(self.card.data)

    def minutes(self) -> int:
        """How long the tables talk."""
        given = str(self.talk_minutes.data)
        return int(given) if given in map(str, TALK_MINUTES) else TALK_MINUTES[2]


class VoteForm(PortalForm):
    """One vote."""

    round = HiddenField(default="0")
    option = RadioField(_l("Hvad gør du?"), choices=options([]), validate_choice=False)
    reason = StringField(_l("Hvorfor? På én linje (valgfrit)"), [AtMost(LONGEST_REASON)], filters=[one_line])

    def offer(self, card: Card) -> dict[str, str]:
        """The options by their letters; a line under each says what it is."""
        self.option.choices = options([(str(n), letter) for n, (letter, _text) in enumerate(card.lettered, 1)])
        return {str(n): text for n, (_letter, text) in enumerate(card.lettered, 1) if text}

    def number(self) -> int:
        """Which option; 0 for none."""
        return _small(self.option.data)

    def of_round(self) -> int:
        """In which round the phone thought it was."""
        return _small(self.round.data)


class CommandForm(PortalForm):
    """A host's command, and which state of the game it was given in."""

    version = HiddenField(default="0")
    command = HiddenField(default="")


class ReasonsForm(PortalForm):
    """Which reasons the cohort keeps. `had` is what the page showed as kept."""

    had = HiddenField()


class CodeForm(PortalForm):
    """Six letters."""

    class Meta(PortalForm.Meta):
        """It only asks, so that a picture on the wall can lead here."""

        csrf = False

    kode = StringField(_l("Seks bogstaver"), filters=[one_line])

    def code(self) -> str:
        """As the wall writes it; empty when it is none."""
        given = "".join((self.kode.data or "").upper().split())
        return given if len(given) == CODE_LENGTH and set(given) <= set(LETTERS) else ""


def _small(value: object) -> int:
    text = str(value or "")
    return int(text) if text in {"1", "2", "3", "4"} else 0


def no_such_game() -> str:
    """What is said to whoever types letters that open nothing for them."""
    return _("Der er ikke et spil i gang med de bogstaver på dine hold. Se efter på storskærmen.")
