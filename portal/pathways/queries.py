"""What does the front page ask? A fixed number of questions, however many cohorts and people there are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from portal import clock
from portal.announcements.models import Announcement
from portal.assignments.models import Assignment, Submission
from portal.courses.cohort_models import Cohort, CohortContact, CourseDay, DayKind
from portal.db import db
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.materials.models import Material, ReadingProgress
from portal.own_cases.models import OwnCase
from portal.people.models import Person

NEWS = 3


@dataclass
class Facts:
    """All that one person's way through one cohort is computed from."""

    enrolment: Enrolment
    cohort: Cohort
    waiting_before: int = 0
    own_case: OwnCase | None = None
    readings: list[tuple[Material, ReadingProgress | None]] = field(default_factory=list)
    assignments: list[tuple[Assignment, Submission | None]] = field(default_factory=list)

    @property
    def teaching(self) -> list[CourseDay]:
        """The days of the course itself, in order."""
        return [day for day in self.cohort.days if day.kind is DayKind.TEACHING]

    @property
    def follow_up(self) -> list[CourseDay]:
        """The days one comes back, in order."""
        return [day for day in self.cohort.days if day.kind is DayKind.FOLLOW_UP]


def facts_of(person: Person) -> list[Facts]:
    """The facts of every cohort a person is on or waits for, those that are cancelled left out."""
    enrolments = [e for e in person.enrolments if e.status is not EnrolmentStatus.CANCELLED]
    known = _cohorts(enrolments)
    facts = {e.cohort_id: Facts(e, known[e.cohort_id][0], known[e.cohort_id][1]) for e in enrolments}
    seated = [e.cohort_id for e in enrolments if e.takes_a_seat]
    _add_own_cases(facts, person, seated)
    _add_readings(facts, person, seated)
    _add_assignments(facts, person, seated)
    return list(facts.values())


@cache
def _cohorts_with_turn() -> Select[Cohort, int]:
    """The cohorts of `enrolments`, each with how many stood in line before. As the others here, put together once."""
    mine, before = aliased(Enrolment), aliased(Enrolment)
    waiting = (
        select(func.count())
        .select_from(before)
        .where(
            before.cohort_id == Cohort.id,
            before.status == EnrolmentStatus.WAITLISTED,
            before.enrolled_at < mine.enrolled_at,
        )
        .correlate(Cohort, mine)
        .scalar_subquery()
    )
    return (
        select(Cohort, waiting)
        .join(mine, mine.cohort_id == Cohort.id)
        .where(mine.id.in_(bindparam("enrolments", expanding=True)))
        .options(joinedload(Cohort.course), selectinload(Cohort.days).joinedload(CourseDay.venue))
    )


def _cohorts(enrolments: Sequence[Enrolment]) -> dict[UUID, tuple[Cohort, int]]:
    rows = db.session.execute(_cohorts_with_turn(), {"enrolments": [e.id for e in enrolments]})
    return {cohort.id: (cohort, count) for cohort, count in rows}


@cache
def _own_cases() -> Select[OwnCase]:
    mine = (OwnCase.author_id == bindparam("person"), OwnCase.cohort_id.in_(bindparam("cohorts", expanding=True)))
    return select(OwnCase).where(*mine).options(joinedload(OwnCase.handed_in))


def _add_own_cases(facts: dict[UUID, Facts], person: Person, seated: Sequence[UUID]) -> None:
    for own_case in db.session.scalars(_own_cases(), {"person": person.id, "cohorts": seated}):
        facts[own_case.cohort_id].own_case = own_case


@cache
def _readings() -> Select[Material, ReadingProgress]:
    mine = and_(ReadingProgress.material_id == Material.id, ReadingProgress.person_id == bindparam("person"))
    return (
        select(Material, ReadingProgress)
        .outerjoin(ReadingProgress, mine)
        .where(
            Material.cohort_id.in_(bindparam("cohorts", expanding=True)),
            Material.is_preparation,
            Material.released_at <= bindparam("now"),
        )
        .order_by(Material.position)
    )


def _add_readings(facts: dict[UUID, Facts], person: Person, seated: Sequence[UUID]) -> None:
    rows = db.session.execute(_readings(), {"person": person.id, "cohorts": seated, "now": clock.now()})
    for material, progress in rows:
        facts[material.cohort_id].readings.append((material, progress))


@cache
def _assignments() -> Select[Assignment, Submission]:
    mine = and_(Submission.assignment_id == Assignment.id, Submission.author_id == bindparam("person"))
    return (
        select(Assignment, Submission)
        .outerjoin(Submission, mine)
        .where(
            Assignment.cohort_id.in_(bindparam("cohorts", expanding=True)),
            Assignment.opens_at.is_not(None),
        )
        .order_by(Assignment.deadline)
    )


def _add_assignments(facts: dict[UUID, Facts], person: Person, seated: Sequence[UUID]) -> None:
    for assignment, submission in db.session.execute(_assignments(), {"person": person.id, "cohorts": seated}):
        facts[assignment.cohort_id].assignments.append((assignment, submission))


@cache
def _news() -> Select[Announcement]:
    of_cohort = select(Announcement).where(Announcement.cohort_id == bindparam("cohort"))
    return of_cohort.options(joinedload(Announcement.author)).order_by(Announcement.created_at.desc()).limit(NEWS)


def news_of(cohort: Cohort) -> list[Announcement]:
    """The newest announcements of a cohort, newest first, with their authors."""
    return list(db.session.scalars(_news(), {"cohort": cohort.id}))


@cache
def _contacts() -> Select[CohortContact]:
    of_cohort = select(CohortContact).where(CohortContact.cohort_id == bindparam("cohort"))
    return of_cohort.order_by(CohortContact.position)


def contacts_of(cohort: Cohort) -> list[CohortContact]:
    """Whom to ask about a cohort, in order."""
    return list(db.session.scalars(_contacts(), {"cohort": cohort.id}))
