"""From whom is a case kept, though its circle would let them read? People of the author's own municipality, and the other side.

The other side: officials for somebody elected, and the other way round. The author may lift both for one person.
"""

from typing import Final
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, or_, select
from sqlalchemy.orm import aliased

from portal.courses.cohort_models import Cohort
from portal.enrolments.models import Enrolment
from portal.own_cases.models import OwnCase, OwnCaseLift
from portal.people.models import Person

NOWHERE: Final = "-"  # no municipality's code: whoever has none works with nobody


def home_of(person: Person) -> str:
    """The code of the municipality somebody works in, for a comparison that nobody without one stands."""
    return person.municipality_code or NOWHERE


def is_lifted_for(own_case: OwnCase, person: Person) -> bool:
    """Whether the author has said that this one may; `lifts` has to be loaded."""
    return any(lift.person_id == person.id for lift in own_case.lifts)


def is_colleague(own_case: OwnCase, person: Person) -> bool:
    """Whether somebody works where the author does: colleague, chief or politician."""
    return own_case.author.municipality_code == home_of(person)


def is_across(own_case: OwnCase, seat: Enrolment) -> bool:
    """Whether somebody with this seat is on the other side, and neither author nor a joint session has opened the way."""
    return seat.is_elected is not own_case.enrolment.is_elected and not is_open_across(own_case, own_case.cohort)


def is_open_across(own_case: OwnCase | None, cohort: Cohort) -> bool:
    """Whether the author, or a joint session of the cohort, has opened the way to the other side."""
    return cohort.is_joint or (own_case is not None and own_case.spans_wall)


def hides_from_staff(own_case: OwnCase, person: Person) -> bool:
    """Whether an instructor must not see the case: the wall is no matter of theirs, their workplace is."""
    return is_colleague(own_case, person) and not is_lifted_for(own_case, person)


def hides_from_peer(own_case: OwnCase, person: Person, seat: Enrolment) -> bool:
    """Whether a participant must not see the case, whatever its circle."""
    is_kept = is_colleague(own_case, person) or is_across(own_case, seat)
    return is_kept and not is_lifted_for(own_case, person)


def keeps(*, is_colleague: bool, is_across: bool = False, is_lifted: bool) -> bool:
    """The same of somebody who is known by columns alone."""
    return (is_colleague or is_across) and not is_lifted


# The same as conditions of a query


def lifted_for(person_id: UUID | BindParameter[UUID]) -> ColumnElement[bool]:
    """`is_lifted_for`."""
    lift = aliased(OwnCaseLift)
    return select(lift.id).where(lift.own_case_id == OwnCase.id, lift.person_id == person_id).exists()


def shown_to_staff(person: Person, author: type[Person]) -> ColumnElement[bool]:
    """The opposite of `hides_from_staff`; `author` is the case's, joined."""
    return shown_to_staff_from(home_of(person), person.id, author)


def shown_to_staff_from(
    home: str | BindParameter[str], person_id: UUID | BindParameter[UUID], author: type[Person]
) -> ColumnElement[bool]:
    """The same for a query that is put together once and told later who asks."""
    return or_(author.municipality_code.is_distinct_from(home), lifted_for(person_id))
