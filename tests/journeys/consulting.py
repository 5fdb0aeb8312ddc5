"""Who of the demonstration world helps whom with a case? Advice is made when the pages are looked at."""

from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import aliased

from portal import clock
from portal.db import db
from portal.enrolments.models import TAKES_A_SEAT, Enrolment
from portal.own_cases.models import HandedInCase, OwnCase
from portal.own_cases.perspectives import Perspective
from portal.people.models import Person
from portal.sparring.models import PeerConsultation


def reader_of(app: Flask, own_case: OwnCase) -> Person:
    """Somebody of the author's case group, from elsewhere and of the same side."""
    theirs, author = aliased(Enrolment), aliased(Person)
    wanted = (
        select(Person)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .join(theirs, theirs.cohort_id == Enrolment.cohort_id)
        .join(author, author.id == theirs.person_id)
        .where(
            author.id == own_case.author_id,
            theirs.cohort_id == own_case.cohort_id,
            Person.id != author.id,
            Person.municipality_code != author.municipality_code,
            Enrolment.case_group == theirs.case_group,
            Enrolment.is_elected == theirs.is_elected,
            Enrolment.status.in_(TAKES_A_SEAT),
        )
    )
    with app.app_context():
        return db.session.scalars(wanted.order_by(Person.name).limit(1)).one()


def given_to(app: Flask, own_case: OwnCase, giver: Person) -> UUID:
    """What they have given to it; in words of the world itself."""
    wanted = select(PeerConsultation.id).where(
        PeerConsultation.own_case_id == own_case.id, PeerConsultation.giver_id == giver.id
    )
    with app.app_context():
        found = db.session.scalars(wanted).one_or_none()
        if found is None:
            text = db.session.scalars(select(HandedInCase).limit(1)).one()
            made = PeerConsultation(
                own_case_id=own_case.id,
                giver_id=giver.id,
                perspective=Perspective.PRESS,
                advice=text.attempts,
                question=text.question,
                concern=text.title,
                saved_at=clock.now(),
            )
            db.session.add(made)
            db.session.commit()
            found = made.id
        return found
