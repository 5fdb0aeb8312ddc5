"""Which case stands beside each participant of a cohort?"""

from functools import cache
from typing import NamedTuple

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.orm import load_only
from sqlalchemy.orm.attributes import set_committed_value

from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.enrolments.models import TAKES_A_SEAT, Enrolment
from portal.own_cases.models import OwnCase
from portal.people.models import Municipality, Person, initials_of
from portal.people.queries import danish_order


class Participant(NamedTuple):
    """Somebody with a place, and what they have written, drafts too: who may know of it is for the rules to say."""

    name: str
    title: str
    municipality: str | None
    enrolment: Enrolment
    own_case: OwnCase | None

    @property
    def initials(self) -> str:
        """What stands in the circle beside the name."""
        return initials_of(self.name)


def participants_with_cases(cohort: Cohort) -> list[Participant]:
    """Those with a place, by name as Danes sort, each with what the others see and the case; one query.

    Of place and case their state is loaded, and no words.
    """
    rows = [Participant._make(row) for row in db.session.execute(_beside(), {"cohort": cohort.id})]
    for one in rows:
        if one.own_case is not None:
            set_committed_value(one.own_case, "enrolment", one.enrolment)
    return sorted(rows, key=lambda row: danish_order(row.name))


@cache
def _beside() -> Select[str, str, str | None, Enrolment, OwnCase]:
    """Put together once: that takes longer than asking."""
    theirs = and_(OwnCase.cohort_id == Enrolment.cohort_id, OwnCase.author_id == Enrolment.person_id)
    place = (Enrolment.status, Enrolment.case_group, Enrolment.delegation_id)
    state = (OwnCase.cohort_id, OwnCase.author_id, OwnCase.status, OwnCase.visibility, OwnCase.saved_at)
    return (
        select(Person.name, Person.title, Municipality.name, Enrolment, OwnCase)
        .select_from(Enrolment)
        .join(Enrolment.person)
        .outerjoin(Person.municipality)
        .outerjoin(OwnCase, theirs)
        .where(Enrolment.cohort_id == bindparam("cohort"), Enrolment.status.in_(TAKES_A_SEAT))
        .options(load_only(*place, raiseload=True), load_only(*state, raiseload=True))
    )
