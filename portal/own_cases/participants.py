"""Who takes part in a cohort, and which of their cases are there for one who opens its page?"""

from functools import cache
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Boolean, ColumnElement, Integer, Select, and_, bindparam, false, func, or_, select
from sqlalchemy.orm import aliased, lazyload, load_only

from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.enrolments.models import TAKES_A_SEAT, Enrolment
from portal.own_cases.circle import Eyes, shown_to
from portal.own_cases.models import HANDED_IN, OwnCase
from portal.own_cases.shield import shown_to_staff_from
from portal.people.models import Municipality, Person, initials_of
from portal.text import danish_order


class Onlooker(NamedTuple):
    """Who opens a cohort's page: what the rules about cases ask of them, as parameters of the query below."""

    reader: UUID
    home: str
    teaches: bool
    is_peer: bool
    is_elected: bool
    case_group: int | None
    is_joint: bool


class Participant(NamedTuple):
    """Somebody with a place: what the others see of them, and whether the one who asks may read, and advise, their case.

    `own_case` is there for its author alone.
    """

    name: str
    title: str
    workplace: str  # a municipality or an organisation; may be empty
    delegation_id: UUID | None
    is_shared: bool
    is_to_consult: bool
    own_case: OwnCase | None

    @property
    def initials(self) -> str:
        """What stands in the circle beside the name."""
        return initials_of(self.name)


def participants_with_cases(cohort: Cohort, *, onlooker: Onlooker) -> list[Participant]:
    """Those with a place, by name as Danes sort; one query. Of the own case its state is loaded, and no words."""
    rows = db.session.execute(_beside(), {"cohort": cohort.id} | onlooker._asdict())
    return sorted(map(Participant._make, rows), key=lambda row: danish_order(row.name))


EYES: Final = Eyes(
    reader=bindparam("reader"),
    home=bindparam("home"),
    is_elected=bindparam("is_elected", type_=Boolean()),
    case_group=bindparam("case_group", type_=Integer()),
    is_joint=bindparam("is_joint", type_=Boolean()),
)


AS_PEER: Final = and_(bindparam("is_peer", type_=Boolean()), shown_to(EYES, Person, Enrolment))
AS_TEACHER: Final = and_(bindparam("teaches", type_=Boolean()), shown_to_staff_from(EYES.home, EYES.reader, Person))


def _is_at(case: type[OwnCase]) -> ColumnElement[bool]:
    """The case of the participant in the same row."""
    return and_(case.cohort_id == Enrolment.cohort_id, case.author_id == Enrolment.person_id)


@cache
def _beside() -> Select[str, str, str, UUID | None, bool, bool, OwnCase]:
    """Put together once: that takes longer than asking."""
    mine = aliased(OwnCase)
    state = (mine.cohort_id, mine.author_id, mine.status, mine.visibility, mine.saved_at)
    is_shared = OwnCase.author_id != EYES.reader, OwnCase.status.in_(HANDED_IN), or_(AS_PEER, AS_TEACHER)
    is_to_consult = and_(Enrolment.case_group == EYES.case_group, AS_PEER)
    return (
        select(
            Person.name, Person.title, func.coalesce(Municipality.name, Person.organisation), Enrolment.delegation_id
        )
        .add_columns(OwnCase.id.is_not(None), func.coalesce(is_to_consult, false()), mine)
        .select_from(Enrolment)
        .join(Enrolment.person)
        .outerjoin(Person.municipality)
        .outerjoin(OwnCase, and_(_is_at(OwnCase), *is_shared))
        .outerjoin(mine, and_(_is_at(mine), mine.author_id == EYES.reader))
        .where(Enrolment.cohort_id == bindparam("cohort"), Enrolment.status.in_(TAKES_A_SEAT))
        .options(load_only(*state, raiseload=True), lazyload(mine.seal))  # nothing is opened here
    )
