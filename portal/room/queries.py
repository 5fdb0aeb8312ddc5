"""What do we ask about games?"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.dilemmas.models import Dilemma
from portal.enrolments.models import Enrolment
from portal.own_cases.models import OwnCase
from portal.own_cases.perspectives import Perspective
from portal.room.models import FIRST, SECOND, DilemmaGame, GameBallot, GameVote, Phase

FEWEST: Final = 5  # fewer could be told apart
Votes = Counter[tuple[int, int, Perspective | None]]  # people by round, option and role
Pairs = dict[tuple[int, int], int]  # people by option before and after
WHOLE = joinedload(DilemmaGame.dilemma).joinedload(Dilemma.own_case).joinedload(OwnCase.author)


def open_games(cohort_ids: Iterable[UUID]) -> Sequence[DilemmaGame]:
    """The games that go on now on any of these cohorts, the newest first."""
    return db.session.scalars(
        select(DilemmaGame)
        .where(DilemmaGame.cohort_id.in_(list(cohort_ids)), DilemmaGame.phase != Phase.ENDED)
        .options(WHOLE, joinedload(DilemmaGame.cohort).joinedload(Cohort.course))
        .order_by(DilemmaGame.created_at.desc(), DilemmaGame.id)
    ).all()


def games_of(cohort_id: UUID) -> Sequence[DilemmaGame]:
    """All games of a cohort with their cards, the newest first."""
    return db.session.scalars(
        select(DilemmaGame)
        .where(DilemmaGame.cohort_id == cohort_id)
        .options(WHOLE)
        .order_by(DilemmaGame.created_at.desc(), DilemmaGame.id)
    ).all()


def game_by_code(code: str) -> DilemmaGame | None:
    """The game that goes on under six letters."""
    return db.session.scalars(select(DilemmaGame).where(DilemmaGame.code == code)).one_or_none()


def game_with_card(game_id: UUID) -> DilemmaGame | None:
    """A game with what decides which card is shown."""
    card = joinedload(DilemmaGame.dilemma).joinedload(Dilemma.own_case)
    return db.session.get(DilemmaGame, game_id, options=[card])


def has_voted(game: DilemmaGame, person_id: UUID, round_: int) -> bool:
    """Whether somebody's vote is in."""
    return db.session.get(GameBallot, (game.id, round_, person_id)) is not None


def counted(game_id: UUID, round_: int) -> int:
    """How many votes a round has."""
    of_round = (GameVote.game_id == game_id, GameVote.round == round_)
    return db.session.scalar(select(func.count()).select_from(GameVote).where(*of_round)) or 0


def seated_at_start(game: DilemmaGame) -> Sequence[UUID]:
    """Who had a place when the game began; the same for as long as it goes on, whoever comes and goes meanwhile."""
    return db.session.scalars(
        select(Enrolment.person_id).where(
            Enrolment.cohort_id == game.cohort_id,
            Enrolment.confirmed_at <= game.created_at,
            or_(Enrolment.cancelled_at.is_(None), Enrolment.cancelled_at > game.created_at),
        )
    ).all()


class Bar(NamedTuple):
    """An option before and after the talk, in votes and in per cent of the round's."""

    option: int
    before: int
    after: int
    before_share: int
    after_share: int


class Move(NamedTuple):
    """So many went from one option to another."""

    people: int
    before: int
    after: int


class RoleBars(NamedTuple):
    """How those with one role voted."""

    role: Perspective
    bars: list[Bar]


class Result(NamedTuple):
    """What came of a game. `moved` is None when too few voted twice to say it; `moves` leaves out the small ones."""

    bars: list[Bar]
    before: int
    after: int
    moved: int | None
    moves: list[Move]
    by_role: list[RoleBars]


def result_of(game: DilemmaGame) -> Result:
    """Count a game, in two queries however many voted."""
    return results_of([game])[game.id]


def results_of(games: Collection[DilemmaGame]) -> dict[UUID, Result]:
    """Count games, in two queries however many they are."""
    ids = [game.id for game in games]
    votes, pairs = _votes(ids), _pairs(ids)
    return {game.id: _result(game, votes[game.id], pairs[game.id]) for game in games}


def _votes(game_ids: Sequence[UUID]) -> defaultdict[UUID, Votes]:
    rows = db.session.execute(
        select(GameVote.game_id, GameVote.round, GameVote.option, GameVote.role, func.count())
        .where(GameVote.game_id.in_(game_ids))
        .group_by(GameVote.game_id, GameVote.round, GameVote.option, GameVote.role)
    )
    votes: defaultdict[UUID, Votes] = defaultdict(Counter)
    for game_id, round_, option, role, people in rows:
        votes[game_id][round_, option, role] += people
    return votes


def _result(game: DilemmaGame, votes: Votes, pairs: Pairs) -> Result:
    all_of = {round_: sum(n for (r, _o, _w), n in votes.items() if r == round_) for round_ in (FIRST, SECOND)}
    twice = sum(pairs.values())
    moved = sum(people for (before, after), people in pairs.items() if before != after)
    return Result(
        bars=_bars(game, votes, None),
        before=all_of[FIRST],
        after=all_of[SECOND],
        moved=moved if twice >= FEWEST else None,
        moves=sorted(
            (Move(n, before, after) for (before, after), n in pairs.items() if before != after and n >= FEWEST),
            key=lambda move: (-move.people, move.before, move.after),
        ),
        by_role=_by_role(game, votes),
    )


def _pairs(game_ids: Sequence[UUID]) -> defaultdict[UUID, Pairs]:
    first, second = aliased(GameVote), aliased(GameVote)
    rows = db.session.execute(
        select(first.game_id, first.option, second.option, func.count())
        .join(second, (second.game_id == first.game_id) & (second.voter == first.voter) & (second.round == SECOND))
        .where(first.game_id.in_(game_ids), first.round == FIRST)
        .group_by(first.game_id, first.option, second.option)
    )
    pairs: defaultdict[UUID, Pairs] = defaultdict(dict)
    for game_id, before, after, people in rows:
        pairs[game_id][before, after] = people
    return pairs


def _bars(game: DilemmaGame, votes: Votes, role: Perspective | None) -> list[Bar]:
    def people(round_: int, option: int | None = None) -> int:
        return sum(
            n
            for (r, o, who), n in votes.items()
            if r == round_ and (option is None or o == option) and (role is None or who is role)
        )

    whole = {round_: max(1, people(round_)) for round_ in (FIRST, SECOND)}
    bars = []
    for option in range(1, game.options + 1):
        before, after = people(FIRST, option), people(SECOND, option)
        bars.append(Bar(option, before, after, round(100 * before / whole[FIRST]), round(100 * after / whole[SECOND])))
    return bars


def _by_role(game: DilemmaGame, votes: Votes) -> list[RoleBars]:
    """Of roles that enough people had, in every round there was."""
    found = []
    for role in Perspective if game.has_roles else ():
        bars = _bars(game, votes, role)
        each = [sum(bar.before for bar in bars), sum(bar.after for bar in bars)]
        if min(each) >= FEWEST or (each[1] == 0 and each[0] >= FEWEST):
            found.append(RoleBars(role, bars))
    return found


def reasons_of(game_id: UUID) -> Sequence[GameVote]:
    """What people gave as their reasons, by option, in an order that tells nothing."""
    return db.session.scalars(_reasons().where(GameVote.game_id == game_id)).all()


def chosen_reasons(games: Iterable[DilemmaGame]) -> dict[UUID, list[GameVote]]:
    """Those that were chosen, by game, in the same order. One query."""
    found: defaultdict[UUID, list[GameVote]] = defaultdict(list)
    chosen = _reasons().where(GameVote.game_id.in_([game.id for game in games]), GameVote.is_chosen)
    for vote in db.session.scalars(chosen):
        found[vote.game_id].append(vote)
    return found


def _reasons() -> Select[GameVote]:
    return select(GameVote).where(GameVote.reason != "").order_by(GameVote.option, GameVote.id)
