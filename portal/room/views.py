"""What do wall and phone show of a game now, and by which mark do they see that it is something else than before?"""

from typing import NamedTuple
from uuid import UUID

from flask import current_app

from portal import clock
from portal.dilemmas.cards import Card, card_of
from portal.own_cases.perspectives import PROMPTS, Perspective
from portal.people.models import Person
from portal.room import blinding, queries
from portal.room.lines import Standing, Told
from portal.room.models import SECOND, DilemmaGame, Phase


def secret() -> str:
    """What only the portal knows; goes into every voter's name."""
    return str(current_app.config["SECRET_KEY"])


def card_in(game: DilemmaGame) -> Card:
    """The game's card as it may be shown now."""
    return card_of(game.dilemma, game.duty, options=game.options)


def mark_of(game: DilemmaGame) -> str:
    """Changes when a phone has something else to show: another phase, other words, a card taken back, more time."""
    card = f"{game.dilemma.version}{'' if game.dilemma.is_in_play else '-'}" if game.dilemma is not None else ""
    until = int(game.talk_until.timestamp()) if game.talk_until is not None else 0
    return f"{game.phase.value}.{card}.{until}"


def wall_mark_of(game: DilemmaGame) -> str:
    """The same for the wall, which shows every command of a host."""
    return f"{game.version}.{mark_of(game)}"


def told_on_phone(game: DilemmaGame) -> Told:
    """What a phone is told of the game when it asks, or on its line."""
    return Told(mark_of(game))


def told_on_wall(game: DilemmaGame) -> Told:
    """The same for the wall, with how many have voted."""
    return Told(wall_mark_of(game), queries.counted(game.id, shown_round(game)))


def standing_of(game_id: UUID) -> Standing | None:
    """Both, read anew; None when there is no such game any more."""
    game = queries.game_with_card(game_id)
    return None if game is None else Standing(told_on_phone(game), told_on_wall(game))


def seconds_left(game: DilemmaGame) -> int:
    """Of the talk at the tables."""
    return 0 if game.talk_until is None else max(0, int((game.talk_until - clock.now()).total_seconds()))


def shown_round(game: DilemmaGame) -> int:
    """Whose votes are counted on the wall: the open round's, else the latest there was."""
    return game.round or (1 if game.phase in {Phase.WAITING, Phase.TALK} else SECOND)


def role_of(game: DilemmaGame, person: Person) -> Perspective | None:
    """The role a participant was dealt; none when no roles were."""
    if not game.has_roles:
        return None
    return blinding.role_of(game, person.id, queries.seated_at_start(game), secret())


class Hand(NamedTuple):
    """What one participant holds: the card, their role, and whether their vote in the open round is in."""

    card: Card
    role: Perspective | None
    has_voted: bool

    @property
    def prompt(self) -> str:
        """What to look for in that role."""
        return str(PROMPTS[self.role]) if self.role else ""


def hand_of(game: DilemmaGame, person: Person) -> Hand:
    """A participant's view of the game."""
    round_ = game.round
    return Hand(
        card_in(game),
        role_of(game, person),
        round_ is not None and queries.has_voted(game, person.id, round_),
    )
