"""How does what was erased stay erased when an older copy of the database came back?"""

from contextlib import suppress
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import delete, select

from portal.db import db
from portal.dilemmas.models import Dilemma
from portal.ledger import Kind, Ledger
from portal.people.models import HeldForm
from portal.retention.erasing import erase_person
from portal.retention.works import SORTS, erase_work, let_go
from portal.storage.models import FileState, StoredFile
from portal.storage.store import StoreDown
from portal.storage.sweeping import sweep_released

BESIDE: Final[dict[Kind, Any]] = {Kind.DILEMMA: Dilemma, Kind.HELD_FORM: HeldForm}


class Applied(NamedTuple):
    """What had come back and went again, and how many lines of the ledger nobody can read."""

    persons: int
    own_cases: int
    submissions: int
    unreadable: int


def apply(ledger: Ledger) -> Applied:
    """Erase again whatever stands in the ledger, each in a transaction of its own. Twice is once.

    A restore calls it before the portal opens; so does every run of retention, for what an interrupted one had begun.
    """
    written = ledger.read()
    gone = dict.fromkeys(Kind, 0)
    for kind, thing in written.erased:
        gone[kind] += _again(kind, thing)
    if any(gone.values()):
        wipe_traces()
    return Applied(gone[Kind.PERSON], gone[Kind.OWN_CASE], gone[Kind.SUBMISSION], written.unreadable)


def _again(kind: Kind, thing: UUID) -> bool:
    if kind is Kind.PERSON:
        erased = erase_person(thing, by_id=None, ledger=None, is_decided=True)
        files = None if erased is None else erased.files
    elif kind in SORTS:
        files = erase_work(kind, thing, by_id=None, ledger=None)
    else:
        files = _beside(kind, thing)
    db.session.commit()
    sweep_at_once(files or [])
    return files is not None


def _beside(kind: Kind, thing: UUID) -> list[UUID] | None:
    """What went with a work, and came back without it."""
    if kind is not Kind.FILE:
        row = BESIDE[kind]
        done = db.session.execute(delete(row).where(row.id == thing))
        return [] if done.rowcount else None  # type: ignore[attr-defined]
    still = select(StoredFile.id).where(StoredFile.id == thing, StoredFile.state != FileState.ABORTED)
    if db.session.scalar(still) is None:
        return None
    let_go([thing])
    return [thing]


def sweep_at_once(files: list[UUID]) -> None:
    """Remove the bytes now; while the store is down they wait for the worker's sweep."""
    with suppress(StoreDown):
        sweep_released(files)
    db.session.rollback()


def wipe_traces() -> None:
    """Empty SQLite's write-ahead log, where older pages lie until it is written over. Elsewhere there is nothing to do."""
    engine = db.session.connection().engine
    db.session.commit()
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute(
            "PRAGMA busy_timeout = 2000"
        )  # who reads just now is not waited for long: the next run empties it
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA busy_timeout = 30000")
    finally:
        raw.close()
