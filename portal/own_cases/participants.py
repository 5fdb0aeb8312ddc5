"""Which case stands beside each participant of a cohort?"""

from functools import cache
from typing import NamedTuple

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.orm import joinedload, load_only
from sqlalchemy.orm.attributes import set_committed_value

from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.enrolments.models import TAKES_A_SEAT, Enrolment
from portal.own_cases.models import OwnCase
from portal.people.models import Person
from portal.people.queries import danish_order


class Participant(NamedTuple):
    """Somebody with a place, and what they have written, drafts too: who may know of it is for the rules to say."""

    enrolment: Enrolment
    own_case: OwnCase | None


def participants_with_cases(cohort: Cohort) -> list[Participant]:
    """Those with a place, by name as Danes sort, each with person, municipality, board and case; one query.

    Of a case its state is loaded, and none of its words.
    """
    rows = [Participant._make(row) for row in db.session.execute(_beside(), {"cohort": cohort.id})]
    for enrolment, own_case in rows:
        if own_case is not None:
            set_committed_value(own_case, "enrolment", enrolment)
    return sorted(rows, key=lambda row: danish_order(row.enrolment.person.name))


@cache
def _beside() -> Select[Enrolment, OwnCase]:
    """Put together once: that takes longer than asking."""
    theirs = and_(OwnCase.cohort_id == Enrolment.cohort_id, OwnCase.author_id == Enrolment.person_id)
    state = (OwnCase.cohort_id, OwnCase.author_id, OwnCase.status, OwnCase.visibility, OwnCase.saved_at)
    return (
        select(Enrolment, OwnCase)
        .outerjoin(OwnCase, theirs)
        .where(Enrolment.cohort_id == bindparam("cohort"), Enrolment.status.in_(TAKES_A_SEAT))
        .options(
            joinedload(Enrolment.person).joinedload(Person.municipality),
            joinedload(Enrolment.delegation),
            load_only(*state, raiseload=True),
        )
    )
