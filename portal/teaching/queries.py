"""What do we ask for those who teach? Their cohorts at a glance."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.courses.cohort_models import Cohort
from portal.courses.dates import CohortDates, dates_of
from portal.courses.reach import taught_by
from portal.db import db
from portal.enrolments.queries import seats_of
from portal.materials.queries import material_counts
from portal.own_cases.cohort_queries import own_case_counts
from portal.people.models import Person


class Glance(NamedTuple):
    """A cohort in one line: when, how many people, how many cases have come, how many materials there are."""

    cohort: Cohort
    dates: CohortDates | None
    participants: int
    cases: int
    materials: int

    @property
    def is_past(self) -> bool:
        """Whether everything is over."""
        return self.dates is not None and self.dates.is_past


def cohorts_taught_by(person: Person) -> list[Glance]:
    """The cohorts a person teaches: those to come by date, then those without one, then the past, the newest first."""
    ids = taught_by(person)
    found = db.session.scalars(
        select(Cohort).where(Cohort.id.in_(ids)).options(joinedload(Cohort.course), joinedload(Cohort.days))
    )
    cohorts = list(found.unique())
    seats, cases, materials = seats_of(cohorts), own_case_counts(ids), material_counts(ids)
    glances = [
        Glance(
            cohort=cohort,
            dates=dates_of(cohort.days),
            participants=seats[cohort.id].taken,
            cases=sum(cases.get(cohort.id, {}).values()),
            materials=materials.get(cohort.id, 0),
        )
        for cohort in cohorts
    ]
    return sorted(glances, key=_by_nearness)


def _by_nearness(glance: Glance) -> tuple[int, float, str]:
    if glance.dates is None:
        return 1, 0, glance.cohort.name
    begins = glance.dates.starts_at.timestamp()
    return (2, -begins, glance.cohort.name) if glance.is_past else (0, begins, glance.cohort.name)
