"""What is due to go now, and when does the rest go?"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Select, and_, func, null, or_, select

from portal.assignments.models import Assignment, Submission, SubmissionStatus
from portal.clock import days_after
from portal.courses.cohort_models import AgendaItem, CohortStaff, CourseDay, DayKind
from portal.db import db
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.letters.models import Letter
from portal.own_cases.models import OwnCase, OwnCaseStatus
from portal.people.models import Person
from portal.retention.clocks import (
    CASE_DAYS,
    LETTER_DAYS,
    REMARK_DAYS,
    SPEAKER_DAYS,
    UNSENT_LETTER_DAYS,
    account_goes_at,
    work_goes_at,
)
from portal.retention.erasing import FORMER_ID
from portal.retention.passing import PASSING
from portal.roles.models import RoleGrant
from portal.room.models import DilemmaGame
from portal.speakers.models import Speaker


class Due(NamedTuple):
    """Something with a clock: which, and when it goes."""

    thing: UUID
    at: datetime


def cohort_ends(cohort_ids: Iterable[UUID] | None = None) -> dict[UUID, datetime]:
    """When each cohort is over: its last follow-up day ends, without one its last day. Those without days are left out."""
    last = select(CourseDay.cohort_id, CourseDay.kind, func.max(CourseDay.ends_at))
    last = last.group_by(CourseDay.cohort_id, CourseDay.kind)
    if cohort_ids is not None:
        last = last.where(CourseDay.cohort_id.in_(list(cohort_ids)))
    found: dict[UUID, dict[DayKind, datetime]] = {}
    for cohort_id, kind, at in db.session.execute(last):
        found.setdefault(cohort_id, {})[kind] = at
    return {key: days.get(DayKind.FOLLOW_UP) or days[DayKind.TEACHING] for key, days in found.items()}


def own_cases_going(*which: Any) -> list[Due]:
    """Every own case and when it goes, the soonest first."""
    rows = db.session.execute(
        select(
            OwnCase.id,
            OwnCase.cohort_id,
            OwnCase.status == OwnCaseStatus.DRAFT,
            func.coalesce(OwnCase.saved_at, OwnCase.created_at),
            OwnCase.kept_until,
        ).where(*which)
    )
    return _going(rows)


def submissions_going(*which: Any) -> list[Due]:
    """Every answer to an assignment and when it goes, the soonest first."""
    rows = db.session.execute(
        select(
            Submission.id,
            Assignment.cohort_id,
            Submission.status == SubmissionStatus.DRAFT,
            func.coalesce(Submission.saved_at, Submission.created_at),
            null(),
        )
        .join(Submission.assignment)
        .where(*which)
    )
    return _going(rows)


def _going(rows: Iterable[Any]) -> list[Due]:
    found, ends = list(rows), cohort_ends()
    going = [
        (thing, work_goes_at(ended_at=ends.get(cohort), is_draft=is_draft, written_at=at, kept_until=kept))
        for thing, cohort, is_draft, at, kept in found
    ]
    return sorted((Due(thing, at) for thing, at in going if at is not None), key=lambda due: due.at)


def accounts_going(*which: Any) -> list[Due]:
    """Every account with a clock and when it goes.

    Staff, a municipality's contact and who is invited to speak have none, nor who waits for a cohort that has no days yet.
    """
    staff = or_(
        Person.is_coordinator,
        Person.is_administrator,
        Person.id == FORMER_ID,
        select(CohortStaff.id).where(CohortStaff.person_id == Person.id).exists(),
        select(RoleGrant.id).where(RoleGrant.person_id == Person.id, RoleGrant.cohort_id.is_(None)).exists(),
        select(Speaker.id).where(Speaker.person_id == Person.id).exists(),
    )
    rows = db.session.execute(
        select(Person.id, func.coalesce(Person.signed_in_at, Person.created_at)).where(~staff, *which)
    ).all()
    cohorts, ends = _cohorts_of([person_id for person_id, _at in rows]), cohort_ends()
    kept = dict(
        db.session.execute(select(OwnCase.author_id, func.max(OwnCase.kept_until)).group_by(OwnCase.author_id)).all()
    )
    found = []
    for person_id, seen_at in rows:
        at = _account_at(cohorts.get(person_id, {}), ends, seen_at)
        if at is not None:
            found.append(Due(person_id, max(filter(None, (at, kept.get(person_id))))))
    return sorted(found, key=lambda due: due.at)


def _cohorts_of(person_ids: list[UUID]) -> dict[UUID, dict[UUID | None, bool]]:
    """For each person their cohorts, and whether they are still on them or help there."""
    found: dict[UUID, dict[UUID | None, bool]] = {}
    enrolments = select(Enrolment.person_id, Enrolment.cohort_id, Enrolment.status)
    if len(person_ids) == 1:
        enrolments = enrolments.where(Enrolment.person_id == person_ids[0])
    for person_id, cohort_id, status in db.session.execute(enrolments):
        found.setdefault(person_id, {})[cohort_id] = status is not EnrolmentStatus.CANCELLED
    helps = select(RoleGrant.person_id, RoleGrant.cohort_id).where(RoleGrant.cohort_id.is_not(None))
    for person_id, helped_id in db.session.execute(helps):
        found.setdefault(person_id, {})[helped_id] = True
    return found


def _account_at(cohorts: dict[UUID | None, bool], ends: dict[UUID, datetime], seen_at: datetime) -> datetime | None:
    if any(still and cohort not in ends for cohort, still in cohorts.items()):
        return None
    over = [ends[cohort] for cohort in cohorts if cohort in ends]
    return account_goes_at(max(over) if over else seen_at)


def _letters(at: datetime) -> Select[Any]:
    sent_before, made_before = days_after(at, -LETTER_DAYS), days_after(at, -UNSENT_LETTER_DAYS)
    done = or_(Letter.sent_at <= sent_before, Letter.given_up_at <= sent_before)
    waits = and_(Letter.sent_at.is_(None), Letter.given_up_at.is_(None), Letter.due_at <= made_before)
    return select(Letter.id).where(or_(done, waits))


def _remarks(at: datetime) -> Select[Any]:
    over = [key for key, ended in cohort_ends().items() if days_after(ended, REMARK_DAYS) <= at]
    return select(Enrolment.id).where(Enrolment.remark != "", Enrolment.cohort_id.in_(over))


def _speakers(at: datetime) -> Select[Any]:
    spoke = AgendaItem.starts_at <= days_after(at, -SPEAKER_DAYS)
    return select(Speaker.id).join(Speaker.agenda_item).where(spoke)


def _games(at: datetime) -> Select[UUID]:
    over = [cohort_id for cohort_id, ended in cohort_ends().items() if days_after(ended, CASE_DAYS) <= at]
    return select(DilemmaGame.id).where(DilemmaGame.cohort_id.in_(over))


# What goes by many at a time: its row, and which of them are due.
MANY: Final[dict[str, tuple[Any, Any]]] = {
    "remark": (Enrolment, _remarks),
    "letter": (Letter, _letters),
    **PASSING,
    "speaker": (Speaker, _speakers),
    "dilemma_game": (DilemmaGame, _games),
}
