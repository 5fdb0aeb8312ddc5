"""What does the front page ask? A fixed number of questions, however many cohorts and people there are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import aliased, contains_eager, defer, joinedload, raiseload, selectinload

from portal import clock
from portal.access import may_consult
from portal.announcements.models import Announcement
from portal.assignments.models import Assignment, Submission
from portal.courses.cohort_models import Cohort, CohortContact, CourseDay, DayKind
from portal.db import db
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.materials.models import Material, ReadingProgress
from portal.own_cases.models import HANDED_IN, OwnCase, Visibility
from portal.people.models import Person
from portal.sealing.columns import sealed_columns
from portal.sparring.models import PeerConsultation

NEWS = 3


@dataclass
class Facts:
    """All that one person's way through one cohort is computed from.

    `to_consult` counts the cases of the group the person may give advice to, `consulted` those of them that have got it.
    """

    enrolment: Enrolment
    cohort: Cohort
    waiting_before: int = 0
    own_case: OwnCase | None = None
    to_consult: int = 0
    consulted: int = 0
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
    _add_cases(facts, person, seated)
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


PEERS: Final = aliased(OwnCase)


@cache
def _cases() -> Select[UUID, OwnCase | None, OwnCase | None, UUID | None]:
    """On each cohort one's own case, beside it the group's others with all that the rule asks, shut, and what one has given."""
    mine, theirs = aliased(Enrolment), aliased(Enrolment)
    own = and_(OwnCase.cohort_id == mine.cohort_id, OwnCase.author_id == mine.person_id)
    in_group = and_(theirs.cohort_id == mine.cohort_id, theirs.case_group == mine.case_group, theirs.id != mine.id)
    shared = and_(
        *(PEERS.cohort_id == theirs.cohort_id, PEERS.author_id == theirs.person_id),
        *(PEERS.status.in_(HANDED_IN), PEERS.visibility != Visibility.INSTRUCTORS),
    )
    given = and_(PeerConsultation.own_case_id == PEERS.id, PeerConsultation.giver_id == mine.person_id)
    return (
        select(mine.cohort_id, OwnCase, PEERS, PeerConsultation.id)
        .select_from(mine)
        .outerjoin(OwnCase, own)
        .outerjoin(theirs, in_group)
        .outerjoin(PEERS, shared)
        .outerjoin(PeerConsultation, given)
        .where(mine.person_id == bindparam("person"), mine.cohort_id.in_(bindparam("cohorts", expanding=True)))
        .options(
            *(defer(getattr(PEERS, name), raiseload=True) for name in sealed_columns(OwnCase)),
            raiseload(PEERS.seal),
            contains_eager(PEERS.enrolment.of_type(theirs)),
            joinedload(PEERS.author).load_only(Person.municipality_code),
            joinedload(PEERS.lifts),
        )
    )


def _add_cases(facts: dict[UUID, Facts], person: Person, seated: Sequence[UUID]) -> None:
    rows = db.session.execute(_cases(), {"person": person.id, "cohorts": seated}).unique()
    for cohort_id, own_case, peers, given in rows:
        found = facts[cohort_id]
        found.own_case = own_case
        if peers is not None and may_consult(person, peers):
            found.to_consult += 1
            found.consulted += given is not None


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
