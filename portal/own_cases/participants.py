"""Which case stands beside each participant of a cohort?"""

from functools import cache
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, or_, select
from sqlalchemy.orm import contains_eager, lazyload, load_only

from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.enrolments.models import TAKES_A_SEAT, Enrolment
from portal.own_cases.models import HANDED_IN, OwnCase, OwnCaseLift, Visibility
from portal.people.models import Municipality, Person, initials_of
from portal.text import danish_order


class Participant(NamedTuple):
    """Somebody with a place, and what they have handed in: who may know of it is for the rules to say."""

    name: str
    title: str
    municipality: str | None
    delegation_id: UUID | None
    own_case: OwnCase | None

    @property
    def initials(self) -> str:
        """What stands in the circle beside the name."""
        return initials_of(self.name)


def participants_with_cases(cohort: Cohort, *, reader: Person) -> list[Participant]:
    """Those with a place, by name as Danes sort, each with what the others see and the case; one query.

    A draft, and a case for the instructors alone, are there for their author only. Of a case and its place their state is
    loaded, and no words.
    """
    rows = db.session.execute(_beside(), {"cohort": cohort.id, "reader": reader.id}).unique()
    return sorted((Participant._make(row) for row in rows), key=lambda row: danish_order(row.name))


@cache
def _beside() -> Select[str, str, str | None, UUID | None, OwnCase]:
    """Put together once: that takes longer than asking."""
    theirs = and_(
        OwnCase.cohort_id == Enrolment.cohort_id,
        OwnCase.author_id == Enrolment.person_id,
        or_(
            and_(OwnCase.status.in_(HANDED_IN), OwnCase.visibility != Visibility.INSTRUCTORS),
            OwnCase.author_id == bindparam("reader"),
        ),
    )
    place = (Enrolment.status, Enrolment.case_group, Enrolment.is_elected)
    state = (
        OwnCase.cohort_id,
        OwnCase.author_id,
        OwnCase.status,
        OwnCase.visibility,
        OwnCase.spans_wall,
        OwnCase.saved_at,
    )
    mine = and_(OwnCaseLift.own_case_id == OwnCase.id, OwnCaseLift.person_id == bindparam("reader"))
    return (
        select(Person.name, Person.title, Municipality.name, Enrolment.delegation_id, OwnCase)
        .select_from(Enrolment)
        .join(Enrolment.person)
        .outerjoin(Person.municipality)
        .outerjoin(OwnCase, theirs)
        .outerjoin(OwnCaseLift, mine)
        .where(Enrolment.cohort_id == bindparam("cohort"), Enrolment.status.in_(TAKES_A_SEAT))
        .options(
            load_only(*state, raiseload=True),
            lazyload(OwnCase.seal),  # nothing is opened here
            contains_eager(OwnCase.enrolment).load_only(*place, raiseload=True),
            contains_eager(OwnCase.author).load_only(Person.municipality_code, raiseload=True),
            contains_eager(OwnCase.lifts).load_only(OwnCaseLift.person_id, raiseload=True),  # the reader's own
        )
    )
