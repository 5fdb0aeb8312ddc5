"""What can happen to a password: chosen, changed, forgotten. The hashing, which takes long, is done before."""

import hashlib
import secrets
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select, update

from portal import clock
from portal.config import Config
from portal.credentials import letters
from portal.credentials.models import Password, ResetLink, SignInAttempt, TrustedBrowser
from portal.credentials.queries import password_of
from portal.db import db
from portal.holding import take_turns
from portal.journal.actions import record
from portal.letters.models import Letter
from portal.people.devices import end_sessions
from portal.people.limits import limits_of
from portal.people.models import Person

RESET_MINUTES: Final = 30
REST: Final = timedelta(minutes=10)  # shorter than a link lives: whoever asks has one, or gets one


def set_password(
    person: Person, hashed: str, *, config: Config, but: UUID | None = None, within: UUID | None = None
) -> None:
    """Keep a new password. Whoever got in with the old one is out: every session but one, every trusted browser.

    So is whoever was on the way in, but in the attempt `within` which it is chosen.
    """
    _end_begun(person, but=within)
    values = {"hash": hashed, "changed_at": clock.now()}
    changed = db.session.execute(update(Password).where(Password.person_id == person.id).values(**values))
    if changed.rowcount == 0:  # type: ignore[attr-defined]
        db.session.add(Password(person_id=person.id, **values))
    db.session.execute(delete(TrustedBrowser).where(TrustedBrowser.person_id == person.id))
    end_sessions(person, limits_of(person, config), by=person, but=but)
    record("password.changed", by_id=person.id, subject_id=person.id, owner_id=person.id)
    letters.ways_changed(person)


def _end_begun(person: Person, *, but: UUID | None = None) -> None:
    """Nobody goes on who is half way in, by the old password or to a new one, or who holds a link to a new one."""
    take_turns(Person, person.id)
    begun = (SignInAttempt.person_id == person.id, SignInAttempt.id.is_distinct_from(but))
    ended = update(SignInAttempt).where(*begun, SignInAttempt.ended_at.is_(None))
    db.session.execute(ended.values(ended_at=clock.now()))
    unused = update(ResetLink).where(ResetLink.person_id == person.id, ResetLink.used_at.is_(None))
    db.session.execute(unused.values(used_at=clock.now()))


def is_still(person: Person, kept: str | None) -> bool:
    """Whether what was compared is what is kept now: who chooses another meanwhile was first, or waits."""
    take_turns(Person, person.id)
    return db.session.scalar(select(Password.hash).where(Password.person_id == person.id)) == kept


def remove_password(person: Person) -> None:
    """Do without a password."""
    _end_begun(person)
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
    """A link to whoever has forgotten a password, seldom; to nobody for an address nobody has.

    Anybody can ask for anybody: it takes nothing from them, neither the links they have nor the next one.
    """
    if person is None:
        return
    take_turns(Person, person.id)
    has_one = password_of(person) is not None
    if not _is_rested(person, has_one=has_one):
        return
    record("password.forgotten", by_id=None, subject_id=person.id, owner_id=person.id)
    if not has_one:
        letters.no_password(person)
        return
    token = secrets.token_urlsafe(32)
    until = clock.now() + timedelta(minutes=RESET_MINUTES)
    db.session.add(ResetLink(person_id=person.id, token_hash=hashed_token(token), expires_at=until))
    letters.forgotten_password(person, token, minutes=RESET_MINUTES)


def _is_rested(person: Person, *, has_one: bool) -> bool:
    """Whether what answers whoever asks was not just sent: a letter, or a link, which answers as long as it is unused."""
    kind, still = (ResetLink, ResetLink.used_at.is_(None)) if has_one else (Letter, Letter.kind == letters.NO_PASSWORD)
    mine = (kind.person_id == person.id, kind.created_at > clock.now() - REST, still)
    return db.session.scalar(select(kind.id).where(*mine).limit(1)) is None


def person_of_reset(token: str) -> UUID | None:
    """For whom a link still works. Looking does not use it up."""
    living = select(ResetLink.person_id).where(
        ResetLink.token_hash == hashed_token(token), ResetLink.used_at.is_(None), ResetLink.expires_at > clock.now()
    )
    return db.session.scalars(living).one_or_none()


def use_reset(token: str) -> bool:
    """Use a link up; choosing the password ends the person's others. Of several at once one succeeds."""
    person_id = person_of_reset(token)
    if person_id is None:
        return False
    take_turns(Person, person_id)
    used = db.session.execute(
        update(ResetLink)
        .where(
            ResetLink.token_hash == hashed_token(token), ResetLink.used_at.is_(None), ResetLink.expires_at > clock.now()
        )
        .values(used_at=clock.now())
    )
    return bool(used.rowcount == 1)  # type: ignore[attr-defined]
