"""What does a coordinator see: every cohort at a glance with what it lacks, and who has come how far on one?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import defer, joinedload

from portal import clock
from portal.assignments.models import Assignment, Submission, SubmissionStatus
from portal.coordination.lacks import Lack, lacks_of
from portal.courses.cohort_models import AgendaItem, Cohort, CohortStaff, CourseDay, StaffRole
from portal.courses.dates import CohortDates, dates_of
from portal.courses.reach import is_coordinated_by
from portal.db import db
from portal.enrolments.models import Enrolment
from portal.enrolments.queries import participants_of, seats_of
from portal.enrolments.seats import Seats
from portal.materials.current import ManagedMaterial
from portal.materials.models import Material
from portal.materials.queries import managed_materials
from portal.own_cases.models import HANDED_IN, OwnCase
from portal.people.models import Person


@dataclass(frozen=True)
class Glance:
    """A cohort in one line: when, how full, and what it lacks."""

    cohort: Cohort
    dates: CohortDates | None
    seats: Seats
    lacks: Sequence[Lack]

    @property
    def is_past(self) -> bool:
        """Whether everything is over."""
        return self.cohort.completed_at is not None or (self.dates is not None and self.dates.is_past)

    @property
    def order(self) -> tuple[float, str]:
        """By date; what has none comes last."""
        begins = self.dates.starts_at.timestamp() if self.dates else float("inf")
        return begins, self.cohort.name


def glances_of(person: Person) -> list[Glance]:
    """The cohorts a person coordinates, by date, in three queries."""
    has_agenda = exists().where(AgendaItem.day_id == CourseDay.id, CourseDay.cohort_id == Cohort.id).correlate(Cohort)
    teaches = CohortStaff.role == StaffRole.INSTRUCTOR
    has_instructor = exists().where(CohortStaff.cohort_id == Cohort.id, teaches).correlate(Cohort)
    has_material = exists().where(Material.cohort_id == Cohort.id).correlate(Cohort)
    found = db.session.execute(
        select(Cohort, has_agenda, has_instructor, has_material)
        .where(is_coordinated_by(person, Cohort.id))
        .options(joinedload(Cohort.course), joinedload(Cohort.days).joinedload(CourseDay.venue))
    )
    rows = found.unique().all()
    seats = seats_of([cohort for cohort, *_flags in rows])
    glances = [
        Glance(cohort, dates_of(cohort.days), seats[cohort.id], lacks_of(cohort, *flags)) for cohort, *flags in rows
    ]
    return sorted(glances, key=lambda glance: glance.order)


class Reading(NamedTuple):
    """How many have read something they were invited to read. Who has is for nobody to see."""

    title: str
    read: int


@dataclass(frozen=True)
class Progress:
    """How far the participants of a cohort are. Sets hold persons' ids."""

    participants: Sequence[Enrolment]
    with_case: set[UUID]
    expects_cases: bool
    assignments: Sequence[Assignment]
    answered: dict[UUID, set[UUID]]
    reading: Sequence[Reading]

    @property
    def signed_in(self) -> int:
        """How many have been in the portal since they were enrolled."""
        return sum(map(self.has_signed_in, self.participants))

    def has_signed_in(self, enrolment: Enrolment) -> bool:
        """Whether somebody has since they were enrolled; an earlier course says nothing of this one.

        Who was signed in at that moment counts from the next time, half a day later at most.
        """
        last = enrolment.person.signed_in_at
        return last is not None and last >= enrolment.enrolled_at

    @property
    def cases(self) -> int:
        """How many cases have been handed in."""
        return sum(e.person_id in self.with_case for e in self.participants)

    def answers(self, assignment: Assignment) -> int:
        """How many have handed in to an assignment."""
        return sum(e.person_id in self.answered[assignment.id] for e in self.participants)


def progress_of(cohort: Cohort) -> Progress:
    """How far the participants of a cohort are, in five queries however many they are."""
    cases = select(OwnCase.author_id).where(OwnCase.cohort_id == cohort.id, OwnCase.status.in_(HANDED_IN))
    with_case = set(db.session.scalars(cases))
    assignments = _assignments(cohort)
    return Progress(
        participants=participants_of(cohort),
        with_case=with_case,
        expects_cases=cohort.own_case_deadline is not None or bool(with_case),
        assignments=assignments,
        answered=_answered(assignments),
        reading=[Reading(m.material.title, m.read) for m in managed_materials(cohort) if _is_invited(m)],
    )


def _assignments(cohort: Cohort) -> list[Assignment]:
    """Those the participants have seen."""
    statement = select(Assignment).where(Assignment.cohort_id == cohort.id, Assignment.opens_at <= clock.now())
    return list(db.session.scalars(statement.order_by(Assignment.deadline).options(defer(Assignment.text))))


def _answered(assignments: Sequence[Assignment]) -> dict[UUID, set[UUID]]:
    """Who has handed in to each."""
    answered: dict[UUID, set[UUID]] = {assignment.id: set() for assignment in assignments}
    rows = db.session.execute(
        select(Submission.assignment_id, Submission.author_id).where(
            Submission.assignment_id.in_(answered), Submission.status != SubmissionStatus.DRAFT
        )
    )
    for assignment_id, author_id in rows:
        answered[assignment_id].add(author_id)
    return answered


def _is_invited(managed: ManagedMaterial) -> bool:
    released: datetime | None = managed.material.released_at
    return managed.material.is_preparation and released is not None and released <= clock.now()
