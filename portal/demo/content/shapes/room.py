"""What is played in the room, and what came of it?"""

from dataclasses import dataclass

from portal.demo.content.shapes.moments import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class GamePlan:
    """A finished game. `votes`: how many went from which option to which; `reasons`: those that were kept, by option."""

    at: Moment
    votes: tuple[tuple[int, int, int], ...]
    reasons: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DilemmaPlan:
    """A card of somebody's case, to which its author has said yes."""

    own_case: str
    made_by: str
    title: str
    situation: str
    options: tuple[str, ...]
    asked: Moment
    answered: Moment
    is_named: bool = False
    game: GamePlan | None = None
