"""What must not come back with a backup? Whoever had signed out since, and what had been used since."""

from sqlalchemy import delete, update

from portal import clock
from portal.db import db
from portal.letters.models import Letter
from portal.people.models import SignInCode, SignInSession
from portal.retention.outside import Ledger


def end_sign_ins() -> int:
    """End every session and every code on its way; how many sessions. The caller commits.

    A browser that was signed out after the backup was made would be signed in again, and a used code would count again.
    """
    ended = db.session.execute(
        update(SignInSession)
        .where(SignInSession.ended_at.is_(None))
        .values(ended_at=clock.now())
        .returning(SignInSession.id)
    ).all()
    db.session.execute(delete(SignInCode))
    db.session.execute(delete(Letter).where(Letter.kind == "sign_in_code", Letter.sent_at.is_(None)))
    return len(ended)


def add_what_is_missing(ledger: Ledger, other: Ledger) -> None:
    """Let what stands in the other ledger stand in this one too."""
    known = set(ledger.read().erased)
    for kind, thing in other.read().erased:
        if (kind, thing) not in known:
            ledger.add(kind, thing)
