"""What do we write to people about their place?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal import clock
from portal.courses.cohort_models import Cohort, CohortContact
from portal.enrolments import queries
from portal.enrolments.models import Enrolment
from portal.enrolments.queries import CourseTime
from portal.invitations.actions import invite
from portal.letters.actions import post
from portal.people.models import Person
from portal.text import portal_address


@dataclass(frozen=True)
class Facts:
    """What every letter about a place on a cohort may tell."""

    course: str
    time: CourseTime | None
    binding_after: datetime | None  # None: a place may be given up at any time
    is_binding: bool
    contact: CohortContact | None
    cohort_id: UUID


def facts_of(cohort: Cohort) -> Facts:
    """Gathered once for all letters of an act. `cohort.course` has to be loaded."""
    binding_after = cohort.enrolment_deadline if cohort.course.binding_after_deadline else None
    return Facts(
        course=cohort.course.title,
        time=queries.course_time(cohort),
        binding_after=binding_after,
        is_binding=binding_after is not None and binding_after <= clock.now(),
        contact=queries.contact_of(cohort),
        cohort_id=cohort.id,
    )


def invitation(enrolment: Enrolment, person: Person, facts: Facts) -> None:
    """A new participant's first letter: what it is, and what to do. Its link leads, and signs nobody in."""
    post("invitation", to=person, cohort_id=facts.cohort_id, facts=facts, address=_link(enrolment, person, facts))


def _link(enrolment: Enrolment, person: Person, facts: Facts) -> str:
    """A new link; the one before it is dead. The place keeps when somebody was last invited to it."""
    enrolment.invited_at = clock.now()
    return portal_address("invitations.arrive", token=invite(person, facts.cohort_id))


def waitlisted(person: Person, facts: Facts, *, position: int) -> None:
    """The cohort is full: which number in line, and what happens when somebody cannot come."""
    post("waitlisted", to=person, cohort_id=facts.cohort_id, facts=facts, position=position)


def place_confirmed(enrolment: Enrolment, facts: Facts) -> None:
    """Somebody who waited has got a place."""
    person = enrolment.person
    post("place_confirmed", to=person, cohort_id=facts.cohort_id, facts=facts, address=_link(enrolment, person, facts))


def place_cancelled(person: Person, facts: Facts) -> None:
    """The place, or the place in line, is given up."""
    post("place_cancelled", to=person, facts=facts)
