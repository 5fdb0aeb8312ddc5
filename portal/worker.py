"""What does the portal do when nobody is looking? One due row at a time, over and over, until it is told to stop."""

import gc
import logging
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Final

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from portal import logs, schema
from portal.checking.judging import check_due_files
from portal.config import Config
from portal.journal import made_up
from portal.journal.sealing import Sealer
from portal.ledger import Ledger
from portal.letters.delivery import send_due_letters
from portal.letters.relay import RelayDown, relay_from
from portal.materials.versions import tell_of_due_versions
from portal.preparing.reminding import may_get
from portal.processes import give_room_back
from portal.retention.running import run as run_retention
from portal.sealing import state
from portal.searching.indexing import index_due_materials, tidy
from portal.storage.sealing_plain import seal_plain_files
from portal.storage.store import StoreDown
from portal.storage.sweeping import sweep_files
from portal.typesetting.packs import make_due_packs

MINUTE: Final = 60.0
LONGEST_PAUSE: Final = 5 * MINUTE
_log = logging.getLogger("portal.worker")


def run(app: Flask, *, once: bool = False) -> bool:
    """In a process of its own: until a signal says stop, or only what is due now; whether that went well."""
    logs.init_logs(app.extensions["portal"])
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    return work(app, stop, once=once)


def work(app: Flask, stop: Event, *, once: bool = False) -> bool:
    """In any thread: until `stop` is set, or only what is due now; whether that went well."""
    if hindrance := _hindrance(app):
        _log.error("the worker leaves: %s", hindrance)
        return False
    worker = Worker(app, app.extensions["portal"], stop)
    if once:
        return worker.work_once()
    worker.work()
    return True


def _hindrance(app: Flask) -> str:
    """Why nothing here may be touched: it may hold what was erased, made-up people, or what another master key sealed.

    Empty when all is well; a database that does not answer may answer later.
    """
    try:
        with app.app_context():
            if schema.is_being_restored():
                return schema.RESTORING
            return made_up.refusal(app.extensions["portal"]) or ("" if state.opens_everything() else state.MISSING)
    except SQLAlchemyError:
        return ""


@dataclass
class Job:
    """Something to do every so many seconds; after trouble the pauses grow to five minutes."""

    name: str
    do: Callable[[], str]
    every: float
    due: float = 0.0
    troubles: int = 0

    def pause(self) -> float:
        """Seconds until the next turn."""
        return self.every if not self.troubles else min(max(self.every, 5.0) * 2**self.troubles, LONGEST_PAUSE)


class Worker:
    """The jobs and their turns. State is in the database: a worker may be killed at any moment, and run many times at once."""

    def __init__(self, app: Flask, config: Config, stop: Event) -> None:
        self._app = app
        self._stop = stop
        relay, sealer = relay_from(config.smtp_url), sealer_from(config)

        def letters() -> str:
            done = send_due_letters(relay, sender=config.mail_from, is_stopped=stop.is_set, may_get=may_get)
            return f"{done.sent} sent, {done.failed} to be tried again" if any(done) else ""

        def files() -> str:
            done = check_due_files(config.clamd, is_stopped=stop.is_set)
            return f"{done} files judged" if done else ""

        def sweep() -> str:
            swept = sweep_files()
            return f"{swept.files} files and {swept.strays} strays removed" if swept.files or swept.strays else ""

        def packs() -> str:
            done = make_due_packs(is_stopped=stop.is_set)
            return f"{done} case packs made" if done else ""

        def sealing() -> str:
            done = seal_plain_files()
            return f"{done} older files sealed" if done else ""

        def words() -> str:
            done = index_due_materials(is_stopped=stop.is_set)
            return f"{done} materials brought into the search" if done else ""

        def journal() -> str:
            done = sealer.seal_new()
            return f"{done} entries sealed" if done else ""

        def retention() -> str:
            return run_retention(Ledger(config.ledger_file), sealer).in_words

        self.jobs = [
            Job("letters", letters, 2.0),
            Job("files", files, 1.0),
            Job("case packs", packs, 1.0),
            Job("new versions", _new_versions, 5.0),
            Job("journal", journal, 20.0),
            Job("sweep", sweep, 60 * MINUTE),
            Job("sealing", sealing, MINUTE),
            Job("search", words, 5.0),
            Job("search tidied", _tidied, 60 * MINUTE),
            Job("retention", retention, 60 * MINUTE),
        ]

    def work(self) -> None:
        """Take turns until stopped; what is begun is finished first."""
        _log.info("the worker is here")
        while not self._stop.is_set():
            for job in self.jobs:
                if job.due <= time.monotonic() and not self._stop.is_set():
                    self._take_turn(job)
            self._stop.wait(max(0.0, min(job.due for job in self.jobs) - time.monotonic()))
        _log.info("the worker leaves")

    def work_once(self) -> bool:
        """Do what is due now; whether all of it went well."""
        went_well = [self._take_turn(job) for job in self.jobs]
        return all(went_well)

    def _take_turn(self, job: Job) -> bool:
        try:
            with self._app.app_context():
                done = job.do()
        except (RelayDown, StoreDown, SQLAlchemyError) as trouble:
            _log.warning("%s has to wait: %s", job.name, type(trouble).__name__)
        except Exception:  # noqa: BLE001 - one job's fault must not end the others
            _log.exception("%s failed", job.name)
        else:
            if done:
                _log.info("%s: %s", job.name, done)
                gc.collect()
                give_room_back()
            job.troubles = 0
            job.due = time.monotonic() + job.pause()
            return True
        job.troubles += 1
        job.due = time.monotonic() + job.pause()
        return False


def sealer_from(config: Config) -> Sealer:
    """Who seals this portal's journal."""
    return Sealer(config.sealing_key, config.head_file)


def _new_versions() -> str:
    """Readers are told of a new version once its file has been judged."""
    posted = tell_of_due_versions()
    return f"{posted} readers told" if posted else ""


def _tidied() -> str:
    """No word of a document that was deleted may lie about in the index."""
    tidy()
    return ""
