"""Does the worker do what is due, leave the rest, outlive trouble and end when told?"""

import logging
from threading import Event, Thread

import pytest
from flask import Flask

from portal.config import Config
from portal.db import db
from portal.letters.models import Letter
from portal.letters.relay import RelayDown
from portal.storage import current
from portal.storage.store import StoreDown
from portal.worker import Job, Worker
from tests.services.smtp_sink import running_smtp


@pytest.fixture
def config(own_app: Flask) -> Config:
    config: Config = own_app.extensions["portal"]
    current.prepare(config)
    return config


def worker(app: Flask, config: Config, stop: Event | None = None, **changes: object) -> Worker:
    return Worker(app, Config(**{**vars(config), **changes}), stop or Event())  # type: ignore[arg-type]


def write(app: Flask, number: int = 0) -> None:
    with app.app_context():
        db.session.add(
            Letter(
                kind="x",
                to_name="Åse",
                to_email="aase@eksempel.dk",
                subject="Hej",
                body="Hej\n",
                message_id=f"<{number}@x>",
            )
        )
        db.session.commit()


def test_once_sends_what_is_due_and_says_it_went_well(own_app: Flask, config: Config) -> None:
    write(own_app)
    with running_smtp() as sink:
        assert worker(own_app, config, smtp_url=sink.url).work_once() is True
        assert [m["Message-ID"] for m in sink.messages] == ["<0@x>"]


def test_mail_down_is_said_and_the_other_jobs_are_done(
    own_app: Flask, config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    write(own_app)
    with running_smtp() as sink:
        sink.stop()
        with caplog.at_level(logging.WARNING):
            assert worker(own_app, config, smtp_url=sink.url).work_once() is False
    assert [r.getMessage() for r in caplog.records] == ["letters has to wait: RelayDown"]


class Away:
    """A store that answers nothing."""

    def __getattr__(self, verb: str) -> object:
        raise StoreDown


def test_the_store_down_is_said(own_app: Flask, config: Config, caplog: pytest.LogCaptureFixture) -> None:
    current.use(Away(), config)  # type: ignore[arg-type]
    with own_app.app_context(), caplog.at_level(logging.WARNING):
        assert worker(own_app, config).work_once() is False
    assert [r.getMessage() for r in caplog.records] == ["sweep has to wait: StoreDown"]


def test_a_fault_in_one_job_ends_neither_the_others_nor_the_worker(
    own_app: Flask, config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    one = worker(own_app, config)
    done = []

    def breaks() -> str:
        raise ZeroDivisionError

    def works() -> str:
        done.append(1)
        return "one thing"

    one.jobs = [Job("first", breaks, 1), Job("second", works, 1)]
    with caplog.at_level(logging.INFO):
        assert one.work_once() is False
    assert done == [1]
    assert [r.getMessage() for r in caplog.records] == ["first failed", "second: one thing"]


def test_pauses_grow_while_there_is_trouble_and_shrink_after(own_app: Flask, config: Config) -> None:
    one, down = worker(own_app, config), [True]

    def works() -> str:
        if down:
            raise RelayDown
        return ""

    job = Job("letters", works, 2.0)
    one.jobs = [job]
    pauses = []
    for _ in range(8):
        one.work_once()
        pauses.append(job.pause())
    assert pauses == [10, 20, 40, 80, 160, 300, 300, 300]
    down.clear()
    assert one.work_once() is True
    assert job.pause() == 2.0


def test_it_ends_when_told_after_the_letter_in_hand(own_app: Flask, config: Config) -> None:
    stop = Event()
    with running_smtp() as sink:
        one = worker(own_app, config, stop, smtp_url=sink.url)
        running = Thread(target=one.work)
        running.start()
        write(own_app, 1)
        sink.wait_for(1)
        stop.set()
        running.join(10)
        assert not running.is_alive()
