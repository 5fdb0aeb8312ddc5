"""Does what somebody changes while a run drops the rest stay, when by then it is due no longer?"""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import update

from portal import clock
from portal.courses.cohort_models import CourseDay
from portal.db import db
from portal.enrolments.models import Enrolment
from portal.people.models import HeldForm, Person
from portal.retention.running import drop_many
from tests.cast import Cast
from tests.crossing import Crossing


@pytest.fixture
def stage(crossed_app: Flask) -> Cast:
    return Cast(crossed_app)


def old_form(stage: Cast, person: Person, path: str) -> UUID:
    since = clock.now() - timedelta(days=400)
    return stage.add(HeldForm(person_id=person.id, path=path, fields={}, created_at=since)).id


def test_a_form_that_is_sent_anew_while_old_ones_go_stays(stage: Cast) -> None:
    renewed, left = (old_form(stage, stage.author, path) for path in ("/profil/a", "/profil/b"))

    def renews() -> None:
        db.session.execute(update(HeldForm).where(HeldForm.id == renewed).values(created_at=clock.now()))

    met = Crossing(stage.app, renews, lambda: drop_many("held_form", clock.now()), halt_after=1).meet()
    assert met["second"] == 1
    with stage.app.app_context():
        assert [db.session.get(HeldForm, one) is None for one in (renewed, left)] == [False, True]


def test_a_remark_stays_when_its_cohort_gets_a_later_day_meanwhile(stage: Cast) -> None:
    over = stage.make_cohort("Hold 1", in_days=-200)
    place = stage.enrol(stage.person("Bo"), over, remark="Spiser ikke nødder").id

    def moves() -> None:
        moved = update(CourseDay).where(CourseDay.cohort_id == over.id)
        db.session.execute(moved.values(starts_at=clock.now(), ends_at=clock.now() + timedelta(hours=6)))

    Crossing(stage.app, lambda: drop_many("remark", clock.now()), moves, halt_after=1).meet()
    with stage.app.app_context():
        assert db.session.get_one(Enrolment, place).remark == "Spiser ikke nødder"
