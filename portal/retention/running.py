"""What does a run of retention do? Exactly what is due, each thing in a transaction of its own; it may be stopped and run again."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, select, update

from portal import clock
from portal.assignments.models import Submission
from portal.db import db
from portal.enrolments.models import Enrolment
from portal.journal.closing import drop_days, droppable
from portal.journal.sealing import Sealer
from portal.ledger import Kind, Ledger
from portal.own_cases.models import OwnCase
from portal.people.models import Person
from portal.retention import proving
from portal.retention.due import MANY, Due, accounts_going, own_cases_going, submissions_going
from portal.retention.erasing import erase_person, hold_with_all
from portal.retention.letters import farewell
from portal.retention.notices import notices_due, send_notice
from portal.retention.reapplying import apply, sweep_at_once, wipe_traces
from portal.retention.works import erase_work, goes_with
from portal.storage.models import StoredFile
from portal.storage.queries import rejected_files
from portal.storage.store import StoreDown
from portal.storage.sweeping import empty_rejected

AT_ONCE: Final = 500
WORKS: Final = {
    Kind.OWN_CASE: (own_cases_going, OwnCase),
    Kind.SUBMISSION: (submissions_going, Submission),
}


class Outcome(dict[str, int]):
    """How many of each kind: what is due, or what went."""

    @property
    def in_words(self) -> str:
        """Those that are any, in one line."""
        return ", ".join(f"{count} {name}" for name, count in self.items() if count)


def _past(going: list[Due], at: datetime) -> list[UUID]:
    return [due.thing for due in going if due.at <= at]


def what_is_due() -> dict[str, list[str]]:
    """What a run would do now: by kind the ids, for the journal the number of entries."""
    at = clock.now()
    due: dict[str, list[Any]] = {"notice": [one.own_case_id for one in notices_due(at)]}
    due |= {kind: _past(going(), at) for kind, (going, _row) in WORKS.items()}
    due["account"] = _past(accounts_going(), at)
    due["rejected_file"] = list(db.session.scalars(rejected_files(at).with_only_columns(StoredFile.id)))
    due |= {name: list(db.session.scalars(which(at))) for name, (_row, which) in MANY.items()}
    return {str(kind): [str(thing) for thing in things] for kind, things in due.items()}


def journal_due() -> int:
    """How many entries of the journal would go now."""
    return droppable(clock.now())


def run(ledger: Ledger, sealer: Sealer) -> Outcome:
    """Do what is due. Commits after each thing; a store that is down leaves the files to the worker's sweep."""
    at = clock.now()
    again = apply(ledger)
    done = Outcome(
        again=again.persons + again.own_cases + again.submissions,
        unreadable=again.unreadable,
        notice=sum(send_notice(notice) for notice in notices_due(at)),
    )
    for kind, (going, _row) in WORKS.items():
        done[kind] = sum(erase_due_work(kind, thing, at, ledger) for thing in _past(going(), at))
    done["account"] = sum(erase_due_account(thing, at, ledger) for thing in _past(accounts_going(), at))
    done["rejected_file"] = _empty_rejected(at)
    done |= {name: drop_many(name, at) for name in MANY}
    done["journal"] = drop_days(sealer, at)
    if any(done.values()):
        wipe_traces()
    db.session.commit()
    return done


def erase_due_work(kind: Kind, thing: UUID, at: datetime, ledger: Ledger) -> bool:
    """Erase one work, if it still is due. Judged again with the row in hand: the author may just have chosen to keep it."""
    going, row = WORKS[kind]
    db.session.execute(select(row.id).where(row.id == thing).with_for_update())
    if not _past(going(row.id == thing), at):
        db.session.rollback()
        return False
    proof, gone = proving.proof_of(kind, thing), goes_with(kind, thing)
    files = erase_work(kind, thing, by_id=None, ledger=None)
    proving.send_proof(proof)
    db.session.flush()
    ledger.add_all(gone)
    db.session.commit()
    db.session.expunge_all()
    sweep_at_once(files or [])
    return True


def erase_due_account(person_id: UUID, at: datetime, ledger: Ledger) -> bool:
    """Judged again with the person in hand: they may just have signed in, or got a place."""
    person = hold_with_all(person_id).person
    if person is None or not _past(accounts_going(Person.id == person_id), at):
        db.session.rollback()
        return False
    erased = erase_person(person_id, by_id=None, ledger=ledger)
    farewell(person)
    db.session.commit()
    db.session.expunge_all()
    sweep_at_once(erased.files if erased else [])
    return True


def _empty_rejected(at: datetime) -> int:
    """While the store is down they wait for the next run."""
    try:
        return empty_rejected(at)
    except StoreDown:
        db.session.rollback()
        return 0


def drop_many(name: str, at: datetime) -> int:
    """Drop what is due of one kind; how many. Commits after every five hundred."""
    row, which = MANY[name]
    done = 0
    while ids := _held(row, which, at):
        chosen = row.id.in_(ids)
        db.session.execute(
            update(row).where(chosen).values(remark="") if row is Enrolment else delete(row).where(chosen)
        )
        db.session.commit()
        done += len(ids)
    db.session.commit()
    return done


def _held(row: Any, which: Any, at: datetime) -> list[UUID]:
    """Some that are due, asked again with the rows in hand; those that somebody else has in hand wait for the next run."""
    held = db.session.scalars(which(at).limit(AT_ONCE).with_for_update(of=row, skip_locked=True)).all()
    return list(db.session.scalars(which(at).where(row.id.in_(held)))) if held else []
