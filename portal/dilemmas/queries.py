"""Which cards are there?"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased, joinedload

from portal.db import db
from portal.dilemmas.models import Consent, Dilemma
from portal.enrolments.models import TAKES_A_SEAT, Enrolment
from portal.own_cases.models import HANDED_IN, OwnCase
from portal.own_cases.shield import shown_to_staff
from portal.people.models import Person

WHOLE = joinedload(Dilemma.own_case).joinedload(OwnCase.author)


def deck_of(person: Person, cohort_id: UUID) -> Sequence[Dilemma]:
    """The cards somebody may play on a cohort or ask about: their own, and those of its cases that they may review."""
    author = aliased(Person)
    found = db.session.scalars(
        select(Dilemma)
        .outerjoin(Dilemma.own_case)
        .outerjoin(author, author.id == OwnCase.author_id)
        .outerjoin(OwnCase.enrolment)
        .where(
            or_(
                and_(Dilemma.own_case_id.is_(None), Dilemma.made_by_id == person.id),
                and_(
                    OwnCase.cohort_id == cohort_id,
                    OwnCase.status.in_(HANDED_IN),
                    Enrolment.status.in_(TAKES_A_SEAT),
                    shown_to_staff(person, author),
                ),
            )
        )
        .options(WHOLE)
    )
    return sorted(found, key=lambda card: (card.own_case_id is None, card.title, card.id))


def cards_of_case(own_case_id: UUID, *, for_author: bool) -> Sequence[Dilemma]:
    """What was made of a case; its author sees it from when they are asked."""
    wanted = select(Dilemma).where(Dilemma.own_case_id == own_case_id).order_by(Dilemma.created_at, Dilemma.id)
    if for_author:
        wanted = wanted.where(Dilemma.consent != Consent.DRAFT)
    return db.session.scalars(wanted).all()
