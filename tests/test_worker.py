"""Does the worker take its turns at what no other test sees it do?"""

from datetime import timedelta
from threading import Event

import pytest
from flask import Flask

from portal import clock
from portal.db import db
from portal.enrolments.models import ImportDraft
from portal.worker import Worker
from tests.cast import Cast


@pytest.fixture
def worker(own_app: Flask) -> Worker:
    return Worker(own_app, own_app.extensions["portal"], Event())


def keep_sheet(app: Flask, name: str) -> None:
    cast = Cast(app)
    cast.add(
        ImportDraft(
            cohort_id=cast.cohort.id,
            person_id=cast.coordinator.id,
            file_name="ark.csv",
            rows=[{"number": "2", "name": name, "email": "åse@eksempel.dk"}],
            unused=[],
        )
    )


def names(app: Flask) -> list[str]:
    with app.app_context():
        return [draft.rows[0]["name"] for draft in db.session.query(ImportDraft)]


def test_a_spreadsheet_that_nobody_went_on_with_is_deleted_after_a_day(own_app: Flask, worker: Worker) -> None:
    keep_sheet(own_app, "Åse Møller")
    clock.set_clock(clock.now() + timedelta(hours=23))
    assert worker.work_once()
    assert names(own_app) == ["Åse Møller"]
    clock.set_clock(clock.now() + timedelta(hours=2))
    assert worker.work_once()
    assert names(own_app) == []


def test_spreadsheets_have_their_turn_every_hour(worker: Worker) -> None:
    assert {job.name: job.every for job in worker.jobs}["spreadsheets"] == 3600
