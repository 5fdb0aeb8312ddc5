"""How is a session kept? Begun once, then only updated: what has ended, or was deleted, never comes back."""

from datetime import timedelta
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.orm import joinedload, selectinload

from portal import clock
from portal.config import Config
from portal.db import db
from portal.people.limits import roles_of, why_over
from portal.people.models import Ended, Person, SignInSession
from portal.people.session_cookie import hashed

KEPT_FOR: Final = timedelta(days=30)  # after their end


@cache
def _session() -> Select[SignInSession]:
    """Put together once: that takes longer than asking, and every page asks."""
    return _with_person().where(SignInSession.secret_hash == bindparam("secret_hash"))


def _with_person() -> Select[SignInSession]:
    person = joinedload(SignInSession.person)
    return select(SignInSession).options(
        person.joinedload(Person.municipality),
        person.joinedload(Person.enrolments),
        person.joinedload(Person.staff_roles),
        person.joinedload(Person.role_grants),
    )


def session_of(secret: str) -> SignInSession | None:
    """The session behind a secret, with all that access rules ask about the person, in one query. It may be over."""
    return db.session.scalars(_session(), {"secret_hash": hashed(secret)}).unique().one_or_none()


def person_still_in(session_id: UUID, config: Config) -> Person | None:
    """Whose session it is, unless it was ended or they may not have it any more; who waits for a long answer is not idle."""
    found = _with_person().where(SignInSession.id == session_id, SignInSession.ended_at.is_(None))
    row = db.session.scalars(found.execution_options(populate_existing=True)).unique().one_or_none()
    return row.person if row is not None and why_over(row, config) in {None, Ended.LIMIT} else None


def begin_row(
    person_id: UUID, secret: str, *, level: str, browser: str = "", is_stepped_up: bool = True
) -> SignInSession:
    """A new session of a person, for the roles they have now."""
    with_roles = select(Person).options(selectinload(Person.staff_roles)).where(Person.id == person_id)
    person = db.session.scalars(with_roles).one()
    row = SignInSession(
        person=person,
        secret_hash=hashed(secret),
        seen_at=clock.now(),
        browser=browser,
        level=level,
        roles=roles_of(person),
        stepped_up_at=clock.now() if is_stepped_up else None,
    )
    db.session.add(row)
    return row


def renew_row(row: SignInSession, *, old: str, new: str, level: str) -> bool:
    """Let another secret open the session, with a fresh proof of who it is; whether the old one still did."""
    living = (SignInSession.id == row.id, SignInSession.secret_hash == hashed(old), SignInSession.ended_at.is_(None))
    values = {"secret_hash": hashed(new), "stepped_up_at": clock.now(), "level": level}
    return bool(db.session.execute(update(SignInSession).where(*living).values(values)).rowcount == 1)  # type: ignore[attr-defined]


def end_row(session_id: UUID, why: Ended) -> None:
    """End one, unless it has ended."""
    living = (SignInSession.id == session_id, SignInSession.ended_at.is_(None))
    db.session.execute(update(SignInSession).where(*living).values(ended_at=clock.now(), ended_by=why))


def note_seen(session_id: UUID) -> None:
    """Write down that the person is here."""
    living = (SignInSession.id == session_id, SignInSession.ended_at.is_(None))
    db.session.execute(update(SignInSession).where(*living).values(seen_at=clock.now()))
