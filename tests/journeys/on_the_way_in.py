"""How far has somebody come who is not signed in yet? The pages on the way in want to know."""

from datetime import timedelta
from typing import Final
from uuid import uuid4

from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.credentials.models import ProvedBy, SignInAttempt
from portal.db import db
from portal.invitations.models import Invitation
from portal.people.models import Person
from tests.journeys.speaking import held_by_speaker

PROVED: Final = {
    "credentials.password": ProvedBy.NOTHING,
    "credentials.second_step": ProvedBy.PASSWORD,
    "credentials.choose": ProvedBy.TOLD_CODE,
    "credentials.choose_app": ProvedBy.TOLD_CODE,
}


def held_on_the_way_in(app: Flask, person: Person, endpoint: str) -> dict[str, str]:
    """What the cookie of somebody holds who has come as far as this page."""
    if endpoint == "invitations.show":
        return {"invitation": _invited(app, person)}
    if endpoint.startswith("speakers."):
        return held_by_speaker(app, person, endpoint)
    if endpoint not in PROVED:
        return {"code_id": str(uuid4()), "code_email": "aase@eksempel.dk"}
    with app.app_context():
        row = SignInAttempt(
            person_id=person.id,
            email=person.email,
            proved_by=PROVED[endpoint],
            has_password=endpoint == "credentials.choose_app",
            expires_at=clock.now() + timedelta(minutes=10),
        )
        db.session.add(row)
        db.session.commit()
        return {"attempt": str(row.id)}


def _invited(app: Flask, person: Person) -> str:
    with app.app_context():
        row = Invitation(
            person_id=person.id,
            cohort_id=db.session.scalars(select(Cohort.id).limit(1)).one(),
            token_hash=uuid4().hex,
            expires_at=clock.now() + timedelta(days=1),
        )
        db.session.add(row)
        db.session.commit()
        return str(row.id)
