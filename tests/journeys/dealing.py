"""Which dilemma cards are looked at in the demonstration world? Made when the pages are looked at."""

from uuid import UUID

from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.dilemmas.models import Consent, Dilemma
from portal.own_cases.models import HandedInCase, OwnCase
from portal.people.models import Person


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
