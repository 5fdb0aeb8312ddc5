"""Where is a person signed in, and how does it end there? What has ended never comes back: rows are only updated."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, select, update

from portal import clock
from portal.config import SessionLimits
from portal.db import db
from portal.journal.actions import record
from portal.people.limits import is_over
from portal.people.models import Ended, Person, SignInSession


def live_sessions(person: Person, limits: SessionLimits) -> list[SignInSession]:
    """The sessions of a person that still open the portal, the one seen last first."""
    begun_since = SignInSession.created_at >= clock.now() - limits.absolute  # what nobody ends stays as a row
    not_ended = select(SignInSession).where(
        SignInSession.person_id == person.id, SignInSession.ended_at.is_(None), begun_since
    )
    order = (SignInSession.seen_at.desc(), SignInSession.created_at.desc(), SignInSession.id)
    return [row for row in db.session.scalars(not_ended.order_by(*order)) if not is_over(row, limits)]


def end_session(row: SignInSession, *, by: Person) -> None:
    """End one. Pressed twice it is one act."""
    for ended in _ended(SignInSession.id == row.id):
        record("session.ended", by_id=by.id, subject_id=ended.id, owner_id=row.person_id)


def end_sessions(person: Person, limits: SessionLimits, *, by: Person, but: UUID | None = None) -> None:
    """End every session of a person, but perhaps one. Those past a limit end too, lest a milder role revive them."""
    for ended in _ended(SignInSession.person_id == person.id, SignInSession.id.is_distinct_from(but)):
        if not is_over(ended, limits):
            record("session.ended", by_id=by.id, subject_id=ended.id, owner_id=person.id)


def _ended(*which: ColumnElement[bool]) -> Sequence[SignInSession]:
    living = update(SignInSession).where(SignInSession.ended_at.is_(None), *which)
    ending = living.values(ended_at=clock.now(), ended_by=Ended.ELSEWHERE)
    return db.session.scalars(ending.returning(SignInSession)).all()
