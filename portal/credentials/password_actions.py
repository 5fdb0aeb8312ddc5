"""What can happen to a password: chosen, changed, forgotten. The hashing, which takes long, is done before."""

import hashlib
import secrets
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, select, update

from portal import clock
from portal.config import Config
from portal.credentials import letters
from portal.credentials.models import Password, ResetLink, TrustedBrowser
from portal.credentials.queries import password_of
from portal.db import db
from portal.journal.actions import record
from portal.people.devices import end_sessions
from portal.people.limits import limits_of
from portal.people.models import Person

RESET_MINUTES: Final = 30
RESETS_AN_HOUR: Final = 5


def set_password(person: Person, hashed: str, *, config: Config, but: UUID | None = None) -> None:
    """Keep a new password. Whoever got in with the old one is out: every session but one, every trusted browser."""
    values = {"hash": hashed, "changed_at": clock.now()}
    changed = db.session.execute(update(Password).where(Password.person_id == person.id).values(**values))
    if changed.rowcount == 0:  # type: ignore[attr-defined]
        db.session.add(Password(person_id=person.id, **values))
    db.session.execute(delete(TrustedBrowser).where(TrustedBrowser.person_id == person.id))
    end_sessions(person, limits_of(person, config), by=person, but=but)
    record("password.changed", by_id=person.id, subject_id=person.id, owner_id=person.id)
    letters.ways_changed(person)


def remove_password(person: Person) -> None:
    """Do without a password."""
    gone = db.session.execute(delete(Password).where(Password.person_id == person.id))
    if gone.rowcount == 0:  # type: ignore[attr-defined]
        return
    db.session.execute(delete(TrustedBrowser).where(TrustedBrowser.person_id == person.id))
    record("password.removed", by_id=person.id, subject_id=person.id, owner_id=person.id)
    letters.ways_changed(person)


def hashed_token(token: str) -> str:
    """How a link's token is kept."""
    return hashlib.sha256(f"reset:{token}".encode()).hexdigest()


def send_reset(person: Person | None) -> None:
    """A link to whoever has forgotten a password, which ends the older ones; to nobody for an address nobody has."""
    if person is None or _has_asked_enough(person):
        return
    record("password.forgotten", by_id=None, subject_id=person.id, owner_id=person.id)
    if password_of(person) is None:
        letters.no_password(person)
        return
    older = update(ResetLink).where(ResetLink.person_id == person.id, ResetLink.used_at.is_(None))
    db.session.execute(older.values(used_at=clock.now()))
    token = secrets.token_urlsafe(32)
    until = clock.now() + timedelta(minutes=RESET_MINUTES)
    db.session.add(ResetLink(person_id=person.id, token_hash=hashed_token(token), expires_at=until))
    letters.forgotten_password(person, token, minutes=RESET_MINUTES)


def _has_asked_enough(person: Person) -> bool:
    since = clock.now() - timedelta(hours=1)
    asked = select(func.count()).where(ResetLink.person_id == person.id, ResetLink.created_at > since)
    return (db.session.scalar(asked) or 0) >= RESETS_AN_HOUR


def person_of_reset(token: str) -> UUID | None:
    """For whom a link still works. Looking does not use it up."""
    living = select(ResetLink.person_id).where(
        ResetLink.token_hash == hashed_token(token), ResetLink.used_at.is_(None), ResetLink.expires_at > clock.now()
    )
    return db.session.scalars(living).one_or_none()


def use_reset(token: str) -> bool:
    """Use a link up. Of several at once one succeeds."""
    used = db.session.execute(
        update(ResetLink)
        .where(
            ResetLink.token_hash == hashed_token(token), ResetLink.used_at.is_(None), ResetLink.expires_at > clock.now()
        )
        .values(used_at=clock.now())
    )
    return bool(used.rowcount == 1)  # type: ignore[attr-defined]
