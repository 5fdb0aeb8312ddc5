"""Whose word counts for which colleague? The office's for everybody, a cohort's coordinator's for those who work there."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from portal.courses.cohort_models import StaffRole
from portal.courses.reach import works_for
from portal.people.models import Person
from portal.people.policy import Standing, standing_of
from portal.vouching.models import Vouch

OF_STAFF: Final = 2


def is_in_office(person: Person) -> bool:
    """Whether the office itself has given somebody a role."""
    return person.is_coordinator or person.is_administrator


def speaks_for(by: Person, person: Person) -> bool:
    """Whether somebody's word counts for a colleague. Whoever is in the office is helped by the office alone."""
    if by.disabled_at is not None:
        return False
    if is_in_office(by) or is_in_office(person):
        return is_in_office(by)
    return any(works_for(by, one.cohort_id, StaffRole.COORDINATOR) for one in person.staff_roles)


def runs_one(by: Person, seats: Collection[UUID]) -> bool:
    """Whether somebody's word counts for a participant with a seat on these cohorts."""
    return by.disabled_at is None and any(works_for(by, cohort_id, StaffRole.COORDINATOR) for cohort_id in seats)


def is_enough(given: Collection[Vouch], person: Person, *, seats: Collection[UUID]) -> bool:
    """Whether these words, of people who may still give them, suffice for who the person is by now.

    `seats`: the cohorts on which the person has a seat now.
    """
    if standing_of(person) is Standing.PARTICIPANT:
        return any(runs_one(one.by, seats) for one in given)
    return len({one.by_id for one in given if one.is_for_staff and speaks_for(one.by, person)}) >= OF_STAFF
