"""What can happen in a game? A host starts it and leads it on; participants vote once in each round."""

import secrets
from collections.abc import Collection
from datetime import timedelta
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.dilemmas.cards import duty_card
from portal.dilemmas.duties import DUTIES
from portal.dilemmas.models import Dilemma
from portal.errors import Refused
from portal.holding import hold, take_turns
from portal.journal.actions import record
from portal.people.models import Person
from portal.people.written import refuse_cpr
from portal.room.blinding import new_key, role_of, voter_of
from portal.room.models import LONGEST_REASON, PHASES, DilemmaGame, GameBallot, GameVote, Phase
from portal.room.queries import seated_at_start
from portal.sealing.rows import key_of
from portal.text import _

LETTERS: Final = "ABCDEFGHJKLMNPRSTUVWXYZ"  # without I, O and Q, which look like others on a wall
TALK_MINUTES: Final = (3, 5, 8, 10, 15, 20)


class Given(NamedTuple):
    """What somebody votes: in which round, for which option, and why."""

    round: int
    option: int
    reason: str = ""


class Overtaken(Refused):
    """Somebody else led the game on first. Nothing was done."""


def start_game(
    cohort: Cohort,
    *,
    by: Person,
    form_key: str,
    dilemma: Dilemma | None = None,
    duty: str | None = None,
    has_roles: bool = False,
    talk_minutes: int = 8,
) -> DilemmaGame:
    """Begin a game with a card. The same `form_key` is the same act. Raises Refused for a card that is not in play."""
    take_turns(Cohort, cohort.id)
    key = f"{by.id.hex[:24]}{form_key}"[:64]
    made = db.session.scalars(select(DilemmaGame).where(DilemmaGame.form_key == key)).one_or_none()
    if made is not None and made.cohort_id == cohort.id:
        return made
    if dilemma is not None and _is_playable(dilemma, cohort):
        options = len(dilemma.options)
    elif duty in DUTIES:
        options = len(duty_card(str(duty)).options)
    else:
        raise Refused(_("Kortet er ikke i spil. Vælg et andet."), field="card")
    game = DilemmaGame(
        cohort_id=cohort.id,
        dilemma_id=None if dilemma is None else dilemma.id,
        duty=duty if dilemma is None else None,
        options=options,
        started_by_id=by.id,
        code=_free_code(),
        has_roles=has_roles,
        talk_minutes=talk_minutes if talk_minutes in TALK_MINUTES else 8,
        blind_key=new_key(),
        form_key=key,
    )
    db.session.add(game)
    db.session.flush()
    _record(game, "dilemma_game.started", by=by)
    return game


def _is_playable(dilemma: Dilemma, cohort: Cohort) -> bool:
    return dilemma.is_in_play and (dilemma.own_case is None or dilemma.own_case.cohort_id == cohort.id)


def _free_code() -> str:
    while True:
        code = "".join(secrets.choice(LETTERS) for _n in range(6))
        if db.session.scalar(select(DilemmaGame.id).where(DilemmaGame.code == code)) is None:
            return code


def lead_on(game: DilemmaGame, *, by: Person, version: int, command: str) -> None:
    """Go on, go back, cover the wall, give the talk two minutes more, or end the game.

    Raises Overtaken when another host was first, with everything as that one left it.
    """
    changed = _after(game, command)
    if not changed:
        return
    done = db.session.execute(
        update(DilemmaGame)
        .where(DilemmaGame.id == game.id, DilemmaGame.version == version, DilemmaGame.phase != Phase.ENDED)
        .values(version=DilemmaGame.version + 1, **changed)
    )
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise Overtaken(_("En anden førte spillet videre lige før dig. Sådan står det nu."), field="version")
    db.session.refresh(game, ["phase", "version", "is_blank", "talk_until", "code", "ended_at"])
    if game.phase is Phase.ENDED:
        _close(game, by=by)


def _after(game: DilemmaGame, command: str) -> dict[str, object]:
    if game.phase is Phase.ENDED:
        return {}
    at = PHASES.index(game.phase)
    if command == "blank":
        return {"is_blank": not game.is_blank}
    if command == "more" and game.phase is Phase.TALK:
        return {"talk_until": max(game.talk_until or clock.now(), clock.now()) + timedelta(minutes=2)}
    if command == "end":
        to = Phase.ENDED
    elif command == "next" and PHASES[at + 1 : at + 2] not in {(), (Phase.ENDED,)}:
        to = PHASES[at + 1]
    elif command == "back" and at > 0:
        to = PHASES[at - 1]
    else:
        return {}
    talk_until = clock.now() + timedelta(minutes=game.talk_minutes) if to is Phase.TALK else None
    ended = {"code": None, "ended_at": clock.now()} if to is Phase.ENDED else {}
    return {"phase": to, "is_blank": False, "talk_until": talk_until, **ended}


def _close(game: DilemmaGame, *, by: Person) -> None:
    """Who voted, the key that joins votes to people, and the reasons nobody chose: all gone."""
    db.session.execute(update(DilemmaGame).where(DilemmaGame.id == game.id).values(blind_key=None))
    db.session.execute(delete(GameBallot).where(GameBallot.game_id == game.id))
    left = (GameVote.game_id == game.id, ~GameVote.is_chosen, GameVote.reason != "")
    db.session.execute(update(GameVote).where(*left).values(reason=""))
    _record(game, "dilemma_game.closed", by=by)


def vote(game: DilemmaGame, *, by: Person, given: Given, secret: str) -> None:
    """One vote in one round; the same again is the same vote.

    Raises Refused: the round is closed, another vote is in already, no such option, a cpr number in the reason.
    """
    # Shared with all who vote, against the host who closes: either the vote is in before, or it is refused.
    hold(game, ["phase", "blind_key"], is_shared=True)
    if game.round != given.round or game.blind_key is None:
        if not _is_in(game, by, given, secret):
            raise Refused(_("Afstemningen er lukket, så din stemme kom ikke med."), field="option")
        return
    if not 1 <= given.option <= game.options:
        raise Refused(_("Vælg en af handlingerne."), field="option")
    refuse_cpr(given.reason, field="reason")
    try:
        with db.session.begin_nested():
            _cast(game, by, given, secret)
    except IntegrityError:  # the ledger has them in this round already
        if not _is_in(game, by, given, secret):
            raise Refused(_("Din stemme er talt. Den første gælder."), field="option") from None


def _cast(game: DilemmaGame, by: Person, given: Given, secret: str) -> None:
    db.session.execute(insert(GameBallot).values(game_id=game.id, round=given.round, person_id=by.id))
    key_of(game)  # held now, so that sealing the reason asks the database nothing
    db.session.add(
        GameVote(
            game_id=game.id,
            round=given.round,
            voter=voter_of(game, by.id, secret),
            option=given.option,
            reason=given.reason[:LONGEST_REASON],
            role=role_of(game, by.id, seated_at_start(game) if game.has_roles else (), secret),
        )
    )
    db.session.flush()


def _is_in(game: DilemmaGame, by: Person, given: Given, secret: str) -> bool:
    """Whether this very vote is in: a phone that has got no answer sends it again."""
    if game.blind_key is None:
        return False
    voter = voter_of(game, by.id, secret)
    found = select(GameVote.option).where(
        GameVote.game_id == game.id, GameVote.round == given.round, GameVote.voter == voter
    )
    return db.session.scalar(found) == given.option


def choose_reasons(game: DilemmaGame, *, by: Person, keep: Collection[UUID], drop: Collection[UUID]) -> None:
    """Keep these reasons and not those; what is not named stays as it is, for another host may have chosen it.

    What nobody keeps goes when the game ends.
    """
    if game.phase is Phase.ENDED:
        raise Refused(_("Spillet er slut, og de andre begrundelser er slettet."))
    of_game = GameVote.game_id == game.id
    for ids, is_chosen in ((keep, True), (drop, False)):
        db.session.execute(update(GameVote).where(of_game, GameVote.id.in_(ids)).values(is_chosen=is_chosen))
    _record(game, "dilemma_game.reasons_chosen", by=by)


def _record(game: DilemmaGame, act: str, *, by: Person) -> None:
    record(act, by_id=by.id, subject_id=game.id, cohort_id=game.cohort_id)
