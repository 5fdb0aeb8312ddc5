"""How does a cohort end? Everybody who kept the place to the end has completed it."""

from sqlalchemy import select

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.courses.cohort_queries import last_hour_of
from portal.db import db
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.enrolments.queries import lock
from portal.errors import Refused
from portal.figures import at_time
from portal.journal.actions import record
from portal.people.models import Person
from portal.text import _


def complete_cohort(cohort: Cohort, *, by: Person) -> int:
    """Mark the cohort and all who have a place as completed. Gives how many; doing it again adds those who were missing.

    Raises Refused before the last day is over.
    """
    end = last_hour_of(cohort.id)
    if end is None:
        raise Refused(_("Holdet har ingen dage endnu, så det kan ikke afsluttes."))
    if end > clock.now():
        raise Refused(_("Holdet kan afsluttes, når den sidste dag er gået, %(time)s.", time=at_time(end)))
    lock(cohort)
    confirmed = select(Enrolment).where(Enrolment.cohort_id == cohort.id, Enrolment.status == EnrolmentStatus.CONFIRMED)
    done = list(db.session.scalars(confirmed))
    for enrolment in done:
        enrolment.status, enrolment.completed_at = EnrolmentStatus.COMPLETED, clock.now()
        record(
            "enrolment.completed",
            by_id=by.id,
            subject_id=enrolment.id,
            owner_id=enrolment.person_id,
            cohort_id=cohort.id,
        )
    cohort.completed_at = cohort.completed_at or clock.now()
    return len(done)
