"""What does the front page ask? A fixed number of questions, however many cohorts and people there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import and_, func, select
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


def _cohorts(enrolments: Sequence[Enrolment]) -> dict[UUID, tuple[Cohort, int]]:
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
    rows = db.session.execute(
        select(Cohort, waiting)
        .join(mine, mine.cohort_id == Cohort.id)
        .where(mine.id.in_([e.id for e in enrolments]))
        .options(joinedload(Cohort.course), selectinload(Cohort.days).joinedload(CourseDay.venue))
    )
    return {cohort.id: (cohort, count) for cohort, count in rows}


def _add_own_cases(facts: dict[UUID, Facts], person: Person, seated: Iterable[UUID]) -> None:
    wanted = select(OwnCase).where(OwnCase.author_id == person.id, OwnCase.cohort_id.in_(seated))
    for own_case in db.session.scalars(wanted.options(joinedload(OwnCase.handed_in))):
        facts[own_case.cohort_id].own_case = own_case


def _add_readings(facts: dict[UUID, Facts], person: Person, seated: Iterable[UUID]) -> None:
    mine = and_(ReadingProgress.material_id == Material.id, ReadingProgress.person_id == person.id)
    rows = db.session.execute(
        select(Material, ReadingProgress)
        .outerjoin(ReadingProgress, mine)
        .where(Material.cohort_id.in_(seated), Material.is_preparation, Material.released_at <= clock.now())
        .order_by(Material.position)
    )
    for material, progress in rows:
        facts[material.cohort_id].readings.append((material, progress))


def _add_assignments(facts: dict[UUID, Facts], person: Person, seated: Iterable[UUID]) -> None:
    mine = and_(Submission.assignment_id == Assignment.id, Submission.author_id == person.id)
    rows = db.session.execute(
        select(Assignment, Submission)
        .outerjoin(Submission, mine)
        .where(Assignment.cohort_id.in_(seated), Assignment.opens_at.is_not(None))
        .order_by(Assignment.deadline)
    )
    for assignment, submission in rows:
        facts[assignment.cohort_id].assignments.append((assignment, submission))


def news_of(cohort: Cohort) -> list[Announcement]:
    """The newest announcements of a cohort, newest first, with their authors."""
    wanted = select(Announcement).where(Announcement.cohort_id == cohort.id).options(joinedload(Announcement.author))
    return list(db.session.scalars(wanted.order_by(Announcement.created_at.desc()).limit(NEWS)))


def contacts_of(cohort: Cohort) -> list[CohortContact]:
    """Whom to ask about a cohort, in order."""
    wanted = select(CohortContact).where(CohortContact.cohort_id == cohort.id).order_by(CohortContact.position)
    return list(db.session.scalars(wanted))
