"""What has been built so far? Rows by the keys that the content uses, so that one part finds the other's."""

from dataclasses import dataclass, field
from datetime import date, datetime

from portal import clock
from portal.assignments.models import Assignment
from portal.courses.cohort_models import Cohort, Venue
from portal.courses.models import Course
from portal.demo.content.calendar import moment_of
from portal.demo.content.cohorts import COHORTS
from portal.demo.content.shapes import CohortPlan, Moment
from portal.own_cases.models import OwnCase
from portal.people.models import Person

PLANS: dict[str, CohortPlan] = {plan.key: plan for plan in COHORTS}


@dataclass
class World:
    """The demonstration world under construction, seen from `today`."""

    today: date = field(default_factory=clock.today)
    municipality_codes: dict[str, str] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    courses: dict[str, Course] = field(default_factory=dict)
    venues: dict[str, Venue] = field(default_factory=dict)
    cohorts: dict[str, Cohort] = field(default_factory=dict)
    assignments: dict[str, Assignment] = field(default_factory=dict)
    own_cases: dict[str, OwnCase] = field(default_factory=dict)

    def instant(self, moment: Moment, plan: CohortPlan) -> datetime:
        """When a moment of a cohort falls."""
        return moment_of(moment, plan, today=self.today)

    def past(self, moment: Moment, plan: CohortPlan) -> datetime:
        """The same for what has happened: never later than now."""
        return min(self.instant(moment, plan), clock.now())
