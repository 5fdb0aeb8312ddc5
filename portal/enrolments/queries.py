"""What do we ask about enrolments: who takes part, who waits and where, how many places are left?"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, case, func, inspect, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from portal.courses.cohort_models import Cohort, CohortContact, CohortStaff, CourseDay, DayKind, StaffRole
from portal.courses.models import ContactPurpose
from portal.db import db
from portal.enrolments.models import TAKES_A_SEAT, Delegation, Enrolment, EnrolmentStatus
from portal.enrolments.seats import Seats
from portal.holding import hold
from portal.letters.models import Letter
from portal.people.models import Municipality, Person
from portal.text import danish_order

IN_LINE = (Enrolment.enrolled_at, Enrolment.id)
COUNTED = ("capacity", "capacity_boards", "enrolment_deadline", "completed_at", "version")


class CourseTime(NamedTuple):
    """When the course itself begins and ends; the follow-up day does not count."""

    first: datetime
    last: datetime


def lock(cohort: Cohort) -> None:
    """Let acts on a cohort's places wait for one another, and read its capacity anew behind the lock.

    What was read of the cohort's enrolments before is forgotten: somebody may have changed it while we waited.
    On SQLite a writing transaction holds the one write lock already.
    """
    db.session.flush()
    hold(cohort, COUNTED)
    columns = [column.key for column in inspect(Enrolment).column_attrs]
    for row in list(db.session.identity_map.values()):
        if isinstance(row, Enrolment) and row.cohort_id == cohort.id:
            db.session.expire(row, columns)


def may_get(letter: Letter) -> bool:
    """Whether a letter may still reach its receiver: nobody who was shut out, nor one about a cohort left since."""
    if letter.person_id is None:
        return True
    receiver = select(Person.id).where(Person.id == letter.person_id, Person.disabled_at.is_(None))
    if letter.cohort_id is not None:
        takes_part = select(Enrolment.id).where(
            Enrolment.person_id == Person.id,
            Enrolment.cohort_id == letter.cohort_id,
            Enrolment.status != EnrolmentStatus.CANCELLED,
        )
        works = select(CohortStaff.id).where(
            CohortStaff.person_id == Person.id, CohortStaff.cohort_id == letter.cohort_id
        )
        receiver = receiver.where(or_(takes_part.exists(), works.exists(), Person.coordinates_all))
    return db.session.scalar(receiver) is not None


def one_of_each_cohort() -> list[Enrolment]:
    """The first who takes part and the first who waits of each cohort: whom one can sign in as in the demonstration."""
    number = func.row_number().over(
        partition_by=(Enrolment.cohort_id, Enrolment.status), order_by=(Person.created_at, Person.name)
    )
    numbered = select(Enrolment.id, number.label("number")).join(Enrolment.person).subquery()
    return list(
        db.session.scalars(
            select(Enrolment)
            .join(numbered, and_(numbered.c.id == Enrolment.id, numbered.c.number == 1))
            .join(Enrolment.person)
            .where(Enrolment.status != EnrolmentStatus.CANCELLED)
            .order_by(Person.created_at, Person.name, Enrolment.id)
            .options(contains_eager(Enrolment.person), joinedload(Enrolment.cohort).joinedload(Cohort.course))
            .limit(12)
        )
    )


def seats_of(cohorts: Sequence[Cohort]) -> dict[UUID, Seats]:
    """How the places of several cohorts stand, by cohort, in one query."""
    found = {c.id: Seats(capacity=c.capacity, capacity_boards=c.capacity_boards) for c in cohorts}
    board = Delegation.municipality_code
    rows = db.session.execute(
        select(Enrolment.cohort_id, Enrolment.status, board, func.count())
        .outerjoin(Enrolment.delegation)
        .where(Enrolment.cohort_id.in_(found), Enrolment.status != EnrolmentStatus.CANCELLED)
        .group_by(Enrolment.cohort_id, Enrolment.status, board)
    )
    for cohort_id, status, code, count in rows:
        places = found[cohort_id]
        if status is EnrolmentStatus.WAITLISTED:
            places.waiting += count
        else:
            places.taken += count
            places.boards |= {code} if code else set()
    return found


def seats(cohort: Cohort) -> Seats:
    """How the places of one cohort stand."""
    return seats_of([cohort])[cohort.id]


def seats_among(cohort: Cohort, everybody: Iterable[Enrolment]) -> Seats:
    """How the places of a cohort stand when these are all, without asking again; the boards have to be loaded."""
    places = Seats(capacity=cohort.capacity, capacity_boards=cohort.capacity_boards)
    for enrolment in everybody:
        if enrolment.takes_a_seat:
            places.take(enrolment.board)
        elif enrolment.status is EnrolmentStatus.WAITLISTED:
            places.waiting += 1
    return places


def course_time(cohort: Cohort) -> CourseTime | None:
    """When the course itself is; None without a date."""
    first, last = db.session.execute(
        select(func.min(CourseDay.starts_at), func.max(CourseDay.ends_at)).where(
            CourseDay.cohort_id == cohort.id, CourseDay.kind == DayKind.TEACHING
        )
    ).one()
    return CourseTime(first, last) if first else None


def participants_of(cohort: Cohort) -> list[Enrolment]:
    """Those with a place, by name as Danes sort, each with person, municipality and board, in one query."""
    return sorted(_with_people(cohort, TAKES_A_SEAT), key=lambda e: danish_order(e.person.name))


def roster(cohort: Cohort) -> list[Enrolment]:
    """Everybody who is or was enrolled, in order of arrival, each with person, municipality and board, in one query."""
    return _with_people(cohort, EnrolmentStatus)


@cache
def _enrolled() -> Select[Enrolment]:
    """Put together once: that takes longer than asking."""
    person = joinedload(Enrolment.person)
    wanted = (Enrolment.cohort_id == bindparam("cohort"), Enrolment.status.in_(bindparam("statuses", expanding=True)))
    return (
        select(Enrolment)
        .where(*wanted)
        .order_by(*IN_LINE)
        .options(person.joinedload(Person.municipality), joinedload(Enrolment.delegation))
    )


def _with_people(cohort: Cohort, statuses: Iterable[EnrolmentStatus]) -> list[Enrolment]:
    return list(db.session.scalars(_enrolled(), {"cohort": cohort.id, "statuses": list(statuses)}))


def waiting_list(cohort: Cohort) -> list[Enrolment]:
    """Those who wait, first in line first, each with person and board."""
    found = db.session.scalars(
        select(Enrolment)
        .where(Enrolment.cohort_id == cohort.id, Enrolment.status == EnrolmentStatus.WAITLISTED)
        .order_by(*IN_LINE)
        .options(joinedload(Enrolment.person), joinedload(Enrolment.delegation))
    )
    return list(found)


def waitlist_position(enrolment: Enrolment) -> int | None:
    """Which number in line somebody is, from 1; None when not waiting."""
    if enrolment.status is not EnrolmentStatus.WAITLISTED:
        return None
    ahead = select(func.count()).where(
        Enrolment.cohort_id == enrolment.cohort_id,
        Enrolment.status == EnrolmentStatus.WAITLISTED,
        or_(
            Enrolment.enrolled_at < enrolment.enrolled_at,
            and_(Enrolment.enrolled_at == enrolment.enrolled_at, Enrolment.id < enrolment.id),
        ),
    )
    return 1 + (db.session.scalar(ahead) or 0)


def enrolments_by_email(cohort: Cohort, emails: Collection[str]) -> dict[str, Enrolment]:
    """Those of the canonical addresses that are or were enrolled on a cohort, with the person."""
    found = db.session.scalars(
        select(Enrolment)
        .join(Enrolment.person)
        .where(Enrolment.cohort_id == cohort.id, Person.email.in_(list(emails)))
        .options(joinedload(Enrolment.person))
    )
    return {e.person.email: e for e in found}


def coordinators_of(cohort: Cohort) -> set[UUID]:
    """Who is chosen to coordinate a cohort."""
    chosen = (CohortStaff.cohort_id == cohort.id, CohortStaff.role == StaffRole.COORDINATOR)
    return set(db.session.scalars(select(CohortStaff.person_id).where(*chosen)))


def is_enrolled(person: Person, cohort: Cohort) -> bool:
    """Whether somebody takes part in a cohort, has done so, or waits."""
    places = (Enrolment.cohort_id == cohort.id, Enrolment.person_id == person.id)
    stands = select(Enrolment.id).where(*places, Enrolment.status != EnrolmentStatus.CANCELLED)
    return db.session.scalar(stands) is not None


def enrolment_by_form_key(form_key: str) -> Enrolment | None:
    """What an earlier press of the same form did."""
    statement = select(Enrolment).where(Enrolment.form_key == form_key).options(joinedload(Enrolment.person))
    return db.session.scalars(statement).one_or_none()


def newest_arrival(cohort: Cohort) -> datetime | None:
    """When the last one arrived."""
    return db.session.scalar(select(func.max(Enrolment.enrolled_at)).where(Enrolment.cohort_id == cohort.id))


def boards_of(cohort: Cohort) -> dict[str, Delegation]:
    """The executive boards of a cohort, by municipality code."""
    found = db.session.scalars(select(Delegation).where(Delegation.cohort_id == cohort.id))
    return {board.municipality_code: board for board in found}


def board_of(enrolment: Enrolment) -> str | None:
    """The municipality code of the board somebody comes with."""
    return db.session.scalar(select(Delegation.municipality_code).where(Delegation.id == enrolment.delegation_id))


def contact_of(cohort: Cohort) -> CohortContact | None:
    """Whom a participant asks about a place: the first contact for practical questions, else the first there is."""
    practical = case((CohortContact.purpose == ContactPurpose.PRACTICAL, 0), else_=1)
    statement = select(CohortContact).where(CohortContact.cohort_id == cohort.id)
    return db.session.scalars(statement.order_by(practical, CohortContact.position).limit(1)).first()


def known_codes(codes: Collection[str]) -> set[str]:
    """Those of the codes that are a municipality's."""
    return set(db.session.scalars(select(Municipality.code).where(Municipality.code.in_(list(codes)))))
