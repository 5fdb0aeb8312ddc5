"""Is the demonstration world alive on whatever day it is built: before, between, after, waiting and without a date?"""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal import clock
from portal.courses.cohort_models import Cohort, DayKind
from portal.db import db
from portal.demo.build import build_demo
from portal.enrolments.models import Delegation, Enrolment, EnrolmentStatus
from portal.retention.due import MANY, own_cases_going, submissions_going

pytestmark = pytest.mark.once
DAYS = {
    "an ordinary day": date(2026, 11, 22),
    "new year's eve": date(2026, 12, 31),
    "new year's day": date(2027, 1, 1),
    "the clocks go forward": date(2027, 3, 28),
    "the yearly event is near": date(2027, 9, 20),
    "the clocks go back": date(2027, 10, 31),
    "a leap day": date(2028, 2, 29),
}


@pytest.fixture(params=DAYS.values(), ids=DAYS.keys())
def today(request: pytest.FixtureRequest, isolated: Flask) -> date:
    """The world, built in the morning of that day."""
    day: date = request.param
    clock.set_clock(datetime(day.year, day.month, day.day, 7, 30, tzinfo=UTC))
    with isolated.app_context():
        build_demo()
    return day


def cohorts() -> list[Cohort]:
    return list(db.session.scalars(select(Cohort).options(selectinload(Cohort.days), joinedload(Cohort.course))))


def days_of(cohort: Cohort, kind: DayKind) -> list[date]:
    return sorted(clock.to_local(day.starts_at).date() for day in cohort.days if day.kind is kind)


def test_there_is_a_cohort_at_every_stage_many_people_and_nothing_out_of_time(isolated: Flask, today: date) -> None:
    with isolated.app_context():
        everything = cohorts()
        taught = {c: days for c in everything if (days := days_of(c, DayKind.TEACHING))}
        assert today + timedelta(days=2) in {days[0] for days in taught.values()}
        assert any(days[-1] < today < max(days_of(c, DayKind.FOLLOW_UP), default=today) for c, days in taught.items())
        assert [c for c in everything if not c.days]
        enrolments = list(db.session.scalars(select(Enrolment).options(joinedload(Enrolment.person))))
        seated = Counter(e.cohort_id for e in enrolments if e.takes_a_seat)
        assert any(c.completed_at and c.completed_at <= clock.now() and seated[c.id] for c in everything)
        assert {e.status for e in enrolments} >= {EnrolmentStatus.WAITLISTED, EnrolmentStatus.COMPLETED}
        assert sum(24 <= count <= 35 for count in seated.values()) >= 3
        assert len({e.person.municipality_code for e in enrolments} - {None}) == 98
        assert [e for e in enrolments if e.enrolled_at > clock.now()] == []
        assert [c for c in everything if c.completed_at and c.completed_at > clock.now()] == []
        years = sorted(days[0].year for c, days in taught.items() if c.course.title == "Fælleskommunalt politikerdøgn")
        assert years == list(range(2022, years[-1] + 1))
        assert max(d for c, days in taught.items() if c.name == str(years[-1]) for d in days) > today
        coming = [day for c in everything if not c.completed_at for day in c.days]
        assert [day for day in coming if day.venue_id is None] == []
        assert [
            day for day in coming if clock.to_local(day.starts_at).date() != clock.to_local(day.ends_at).date()
        ] == []
        boards = Counter(db.session.scalars(select(Delegation.cohort_id)))
        for cohort in (c for c in everything if c.capacity_boards):
            assert 5 <= boards[cohort.id] < cohort.capacity_boards <= 10


def test_nothing_goes_for_a_fortnight_nor_does_anybody_hear_that_it_will(isolated: Flask, today: date) -> None:
    """The last letter but one about a case that goes is sent a fortnight before."""
    at = clock.now() + timedelta(days=28)
    with isolated.app_context():
        going = [*own_cases_going(), *submissions_going()]
        assert len(going) > 10
        assert [one for one in going if one.at <= at] == []
        assert list(db.session.scalars(MANY["dilemma_game"][1](at))) == []
