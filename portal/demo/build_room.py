"""Which dilemma cards are there in the demonstration world, and what came of the game that was played?"""

import secrets
from datetime import timedelta

from portal.db import db
from portal.demo.content.cases import OWN_CASES
from portal.demo.content.dilemmas import DILEMMAS
from portal.demo.content.shapes.room import DilemmaPlan, GamePlan
from portal.demo.world import PLANS, World
from portal.dilemmas.models import OPTIONS, Consent, Dilemma
from portal.room.models import FIRST, SECOND, DilemmaGame, GameVote, Phase

COHORT_OF = {plan.key: plan.cohort for plan in OWN_CASES}


def _dilemma(world: World, plan: DilemmaPlan) -> Dilemma:
    cohort = PLANS[COHORT_OF[plan.own_case]]
    dilemma = Dilemma(
        made_by_id=world.people[plan.made_by].id,
        own_case_id=world.own_cases[plan.own_case].id,
        title=plan.title,
        situation=plan.situation,
        consent=Consent.GIVEN,
        is_named=plan.is_named,
        created_at=world.past(plan.asked, cohort),
        answered_at=world.past(plan.answered, cohort),
        **dict(zip(OPTIONS, (*plan.options, "", ""), strict=False)),
    )
    db.session.add(dilemma)
    db.session.flush()
    return dilemma


def _game(world: World, dilemma: Dilemma, plan: DilemmaPlan, played: GamePlan) -> None:
    cohort = COHORT_OF[plan.own_case]
    at = world.past(played.at, PLANS[cohort])
    game = DilemmaGame(
        cohort_id=world.cohorts[cohort].id,
        dilemma_id=dilemma.id,
        options=len(plan.options),
        started_by_id=world.people[plan.made_by].id,
        phase=Phase.ENDED,
        form_key=f"demo-{dilemma.id}",
        created_at=at,
        ended_at=at + timedelta(minutes=25),
    )
    db.session.add(game)
    db.session.flush()
    reasons = dict(played.reasons)
    for before, after, people in played.votes:
        for _person in range(people):
            voter, reason = secrets.token_hex(32), reasons.pop(before, "")
            vote = {"game_id": game.id, "voter": voter}
            db.session.add(GameVote(**vote, round=FIRST, option=before, reason=reason, is_chosen=bool(reason)))
            db.session.add(GameVote(**vote, round=SECOND, option=after))


def add_room(world: World) -> None:
    """The cards of cases, and the games that are over, as they are remembered: counts and chosen reasons."""
    for plan in DILEMMAS:
        dilemma = _dilemma(world, plan)
        if plan.game is not None:
            _game(world, dilemma, plan, plan.game)
    db.session.flush()
