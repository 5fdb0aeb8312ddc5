"""How does what authors had taken back stay so when an older copy of the database came back? By the ledger, and by asking anew."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete, select, update

from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.dilemmas.models import Consent, Dilemma
from portal.journal.actions import record
from portal.ledger import Kind, Ledger
from portal.own_cases.models import HandedInCase, OwnCase, OwnCaseAttachment, OwnCaseLift, OwnCaseStatus, Visibility


class Closed(NamedTuple):
    """How many cases have no readers any more, and how many have the instructors alone."""

    withdrawn: int
    narrowed: int


def close_again(ledger: Ledger) -> Closed:
    """Take from readers what had been taken from them. The caller commits.

    A circle goes down to the instructors, whatever it was made to and whether it was larger again since: the ledger knows
    neither. What an author says yes to beside the circle is not written down, but asked anew.
    """
    closed = set(ledger.read().closed)
    read = db.session.execute(select(HandedInCase.id, HandedInCase.own_case_id).where(HandedInCase.is_current)).all()
    withdrawn = {case_id for text_id, case_id in read if (Kind.HANDED_IN, text_id) in closed}
    narrowed = {case_id for text_id, case_id in read if (Kind.CIRCLE, text_id) in closed} - withdrawn
    for case_id in withdrawn | narrowed:
        _leave_to_instructors(case_id)
    for case_id in withdrawn:
        _withdraw(case_id)
    _ask_anew()
    return Closed(len(withdrawn), len(narrowed))


def _withdraw(case_id: UUID) -> None:
    _change(case_id, "own_case.withdrawn", status=OwnCaseStatus.WITHDRAWN)
    db.session.execute(update(HandedInCase).where(HandedInCase.own_case_id == case_id).values(is_current=False))
    files = update(OwnCaseAttachment).where(OwnCaseAttachment.own_case_id == case_id)
    db.session.execute(files.values(is_handed_in=False))


def _leave_to_instructors(case_id: UUID) -> None:
    _change(case_id, "own_case.shown_to_instructors", visibility=Visibility.INSTRUCTORS, spans_wall=False)
    db.session.execute(delete(OwnCaseLift).where(OwnCaseLift.own_case_id == case_id))


def _change(case_id: UUID, act: str, **values: object) -> None:
    changed = update(OwnCase).where(OwnCase.id == case_id).values(version=OwnCase.version + 1, **values)
    owner_id, cohort_id = db.session.execute(changed.returning(OwnCase.author_id, OwnCase.cohort_id)).one()
    record(act, by_id=None, subject_id=case_id, owner_id=owner_id, cohort_id=cohort_id)


def _ask_anew() -> None:
    """No case stands on the wall, no card of a case is played, no joint session goes on until somebody says so again."""
    db.session.execute(update(OwnCase).where(OwnCase.is_for_screen).values(is_for_screen=False))
    given = update(Dilemma).where(Dilemma.consent == Consent.GIVEN)
    db.session.execute(given.values(consent=Consent.ASKED, is_named=False))
    db.session.execute(update(Cohort).where(Cohort.joint_until.is_not(None)).values(joint_purpose="", joint_until=None))
