"""Which cases of a cohort does one of its participants read? Circle and shield together, as a condition of a query."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, and_, or_

from portal.enrolments.models import Enrolment
from portal.own_cases.models import OwnCase, Visibility
from portal.own_cases.shield import lifted_for
from portal.people.models import Person


class Eyes(NamedTuple):
    """What decides which cases of one cohort a participant may read: values, or their names in a query that is kept.

    `case_group` is always a parameter: a group that is nobody's must not be compared as `IS NULL`.
    """

    reader: UUID | BindParameter[UUID]
    home: str | BindParameter[str]
    is_elected: bool | BindParameter[bool]
    case_group: BindParameter[int | None]
    is_joint: ColumnElement[bool]


def shown_to(eyes: Eyes, author: type[Person], seat: type[Enrolment]) -> ColumnElement[bool]:
    """The opposite of `hides_from_peer`, within the circle that was chosen; the case's author and their seat are joined."""
    to_group = and_(OwnCase.visibility == Visibility.GROUP, seat.case_group == eyes.case_group)
    is_elsewhere = author.municipality_code.is_distinct_from(eyes.home)
    is_open = or_(seat.is_elected == eyes.is_elected, OwnCase.spans_wall, eyes.is_joint)
    return and_(
        or_(OwnCase.visibility == Visibility.COHORT, to_group),
        or_(and_(is_elsewhere, is_open), lifted_for(eyes.reader)),
    )
