"""Can the portal do its work now? Each thing it depends on by name; only what nothing works without makes it unready."""

import time
from datetime import timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from sqlalchemy.exc import SQLAlchemyError

from portal import schema
from portal.checking import scanner
from portal.checking.office_program import office_program
from portal.db import db
from portal.journal import made_up
from portal.letters.queries import backlog
from portal.people import session, throttle
from portal.sealing import state
from portal.settings import settings
from portal.storage.current import store
from portal.storage.store import StorageError

PATIENCE: Final = timedelta(minutes=5)
STORE_ASKED_EVERY: Final = 5.0


class State(StrEnum):
    """How a dependency is: fine, with something to look at, or not there."""

    OK = "ok"
    DEGRADED = "degraded"
    DOWN = "down"


class Report(NamedTuple):
    """One dependency's state and, when it is not fine, a sentence for the person who runs the service."""

    state: State
    says: str = ""


class _Remembered:
    """The store's last answer: probes of several balancers must not become load on the store."""

    def __init__(self) -> None:
        self.until = 0.0
        self.report = Report(State.OK)


_store = _Remembered()


def _migrations() -> Report:
    if schema.is_current():
        return Report(State.OK)
    return Report(State.DOWN, "The tables are of another version. Run `portal migrate`.")


def _world() -> Report:
    config = settings()
    return Report(State.DOWN, said) if (said := made_up.refusal(config)) else Report(State.OK)


def _sealing() -> Report:
    return Report(State.DOWN, said) if (said := state.refusal()) else Report(State.OK)


def _storage() -> Report:
    if time.monotonic() >= _store.until:
        try:
            store().check()
            _store.report = Report(State.OK)
        except StorageError:
            _store.report = Report(State.DEGRADED, "The store does not answer. Texts are kept, files have to wait.")
        _store.until = time.monotonic() + STORE_ASKED_EVERY
    return _store.report


def _mail() -> Report:
    config = settings()
    if not config.smtp_url:
        says = "No relay is set: letters are kept and can be read at /breve." if config.is_demo else "No relay is set."
        return Report(State.OK if config.is_demo else State.DEGRADED, says)
    late, given_up = backlog(PATIENCE)
    if late or given_up:
        return Report(State.DEGRADED, f"{late} letters are late, {given_up} were given up.")
    return Report(State.OK)


def _scanner() -> Report:
    config = settings()
    if not config.clamd:
        return Report(
            State.OK if config.is_demo else State.DEGRADED, "No scanner is set: files are not scanned for viruses."
        )
    if scanner.answers(config.clamd):
        return Report(State.OK)
    return Report(State.DEGRADED, "The scanner does not answer. Files that come have to wait.")


def _office() -> Report:
    if office_program() is not None:
        return Report(State.OK)
    return Report(State.OK, "LibreOffice is not installed: Office files can be downloaded, not read in the portal.")


def _sign_in() -> Report:
    if throttle.alarm_in_force() is None:
        return Report(State.OK)
    return Report(State.DEGRADED, "Somebody tries many accounts: browsers nobody signed in from before have to wait.")


def readiness() -> dict[str, Report]:
    """Every dependency by name. The database is asked on one connection, which is given back before the store is asked."""
    unknown = Report(State.DEGRADED, "Unknown without the database.")
    reports = {
        "database": Report(State.OK),
        "migrations": unknown,
        "world": unknown,
        "sealing": unknown,
        "mail": unknown,
        "sign_in": unknown,
    }
    try:
        session.begin(writes=False)
        reports["migrations"] = _migrations()
        if reports["migrations"].state is State.OK:
            reports["world"] = _world()
            reports["sealing"] = _sealing()
            reports["mail"] = _mail()
            reports["sign_in"] = _sign_in()
    except SQLAlchemyError:
        reports["database"] = Report(State.DOWN, "The database does not answer.")
    db.session.rollback()
    return {**reports, "storage": _storage(), "scanner": _scanner(), "office": _office()}
