"""Which dilemma cards and games are looked at in the demonstration world? Made when the pages are looked at."""

from typing import NamedTuple
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.dilemmas.models import Consent, Dilemma
from portal.own_cases.models import HandedInCase, OwnCase
from portal.people.models import Person
from portal.preparing.models import Theme
from portal.room.models import DilemmaGame, GameVote, Phase


def card_of(app: Flask, by: Person, own_case: OwnCase | None) -> UUID:
    """A card of a case that waits for its author, or of one's own; in words of the world itself."""
    wanted = select(Dilemma.id).where(Dilemma.own_case_id == own_case.id if own_case else Dilemma.own_case_id.is_(None))
    with app.app_context():
        found = db.session.scalars(wanted.limit(1)).one_or_none()
        if found is None:
            text = db.session.scalars(select(HandedInCase).limit(1)).one()
            made = Dilemma(
                made_by_id=by.id,
                own_case_id=own_case.id if own_case else None,
                consent=Consent.ASKED if own_case else None,
                title=text.title,
                situation=text.situation,
                option_1=text.title,
                option_2=text.title,
            )
            db.session.add(made)
            db.session.commit()
            found = made.id
        return found


class Played(NamedTuple):
    """Where a game was played, and whose card it was."""

    cohort_id: UUID
    author: str


def played_in(app: Flask) -> Played:
    """The demonstration's own game that is over, with a card of a case."""
    wanted = (
        select(OwnCase.cohort_id, Person.name)
        .join(Dilemma, Dilemma.own_case_id == OwnCase.id)
        .join(DilemmaGame, DilemmaGame.dilemma_id == Dilemma.id)
        .join(Person, Person.id == OwnCase.author_id)
        .where(DilemmaGame.phase == Phase.ENDED)
    )
    with app.app_context():
        return Played(*db.session.execute(wanted).one())


def game_of(app: Flask, by: Person, cohort_id: UUID, phase: Phase) -> UUID:
    """A game that has come so far, with six who moved."""
    with app.app_context():
        found = db.session.scalars(select(DilemmaGame.id).where(DilemmaGame.form_key == phase.value)).one_or_none()
        if found is not None:
            return found
        game = DilemmaGame(
            cohort_id=cohort_id,
            duty="neutral",
            options=3,
            started_by_id=by.id,
            phase=phase,
            blind_key=bytes(32),
            form_key=phase.value,
        )
        db.session.add(game)
        db.session.flush()
        reason = db.session.scalars(select(HandedInCase).limit(1)).one().title[:140]  # words of the world itself
        for n in range(6):
            for round_ in (1, 2):
                kept = {"reason": reason, "is_chosen": True} if n == round_ == 1 else {}
                db.session.add(GameVote(game_id=game.id, round=round_, voter=str(n), option=round_, **kept))
        db.session.commit()
        return game.id


def theme_of(app: Flask, cohort_id: UUID) -> UUID:
    """A theme of the cohort; in words of the world itself."""
    with app.app_context():
        found = db.session.scalars(select(Theme.id).where(Theme.cohort_id == cohort_id).limit(1)).one_or_none()
        if found is None:
            name = db.session.get_one(Cohort, cohort_id).name
            made = Theme(cohort_id=cohort_id, name=name, folded=name.casefold())
            db.session.add(made)
            db.session.commit()
            found = made.id
        return found
