"""Who is on the way in, in this browser? A row that the signed cookie names; it opens no page but those that go on with it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from flask import session as cookie
from sqlalchemy import delete, update

from portal import clock
from portal.credentials.models import ProvedBy, SignInAttempt
from portal.credentials.queries import has_of, person_with_roles
from portal.db import db
from portal.people.models import Person
from portal.people.policy import can_sign_in, standing_of

SIGN_IN_FOR: Final = timedelta(minutes=15)
SETUP_FOR: Final = timedelta(minutes=60)
KEPT_FOR: Final = timedelta(days=1)
MOST_TRIES: Final = 5
KEY: Final = "attempt"
LETTER: Final = "second_code_id"  # the code sent to whom the attempt is of
SETUPS: Final = {ProvedBy.INVITATION, ProvedBy.TOLD_CODE, ProvedBy.VOUCHED}

# Whoever begins setups says here what happens when one is done: an invitation is used up. May raise Refused.
WHEN_SET_UP: Final[list[Callable[[Person, SignInAttempt], None]]] = []

# And here what has to hold before anything is kept on the way: it outlasts the setup. May raise Refused.
BEFORE_KEPT: Final[list[Callable[[Person, SignInAttempt], None]]] = []

# And here whether what it began with still counts, asked at each step: what is chosen on the way stays chosen.
MAY_SET_UP: Final[list[Callable[[Person, SignInAttempt], bool]]] = []


def _begin(person: Person | None, email: str, proved_by: ProvedBy, until: datetime, ticket_id: UUID | None) -> None:
    old = delete(SignInAttempt).where(SignInAttempt.expires_at < clock.now() - KEPT_FOR)
    db.session.execute(old)
    row = SignInAttempt(
        person_id=person.id if person else None,
        email=email,
        proved_by=proved_by,
        expires_at=until,
        ticket_id=ticket_id,
    )
    db.session.add(row)
    db.session.flush()
    cookie[KEY] = str(row.id)
    cookie.pop(LETTER, None)


def begin_attempt(email: str) -> None:
    """Somebody has typed an address. Whose it is, is asked when something is to be proved."""
    _begin(None, email, ProvedBy.NOTHING, clock.now() + SIGN_IN_FOR, None)


def begin_after_password(person: Person) -> None:
    """Somebody has chosen a new password by a link: what is left is the second step."""
    _begin(person, person.email, ProvedBy.PASSWORD, clock.now() + SIGN_IN_FOR, None)


def begin_setup(person: Person, *, proved_by: ProvedBy, ticket_id: UUID | None = None) -> None:
    """Let a person who has been proved by something else choose how to sign in, at `credentials.choose`, in this browser.

    It does nothing for an invited person who has a way in already: they sign in with that. `ticket_id` comes back to
    every function in `WHEN_SET_UP`, in the transaction in which the person is signed in.
    """
    _begin(person, person.email, proved_by, clock.now() + SETUP_FOR, ticket_id)


def end_setups(ticket_id: UUID) -> None:
    """Whoever began a setup with the same ticket in another browser does not go on there."""
    began = (SignInAttempt.ticket_id == ticket_id, SignInAttempt.ended_at.is_(None))
    db.session.execute(update(SignInAttempt).where(*began).values(ended_at=clock.now()))


def setup_of(attempt: SignInAttempt | None) -> Person | None:
    """Who may choose a way in now, if the attempt is a setup. An invitation, which came by letter, adds none to others."""
    person = person_of(attempt) if attempt is not None and attempt.proved_by in SETUPS else None
    if attempt is None or person is None or not all(may(person, attempt) for may in MAY_SET_UP):
        return None
    is_in_already = attempt.proved_by is ProvedBy.INVITATION and can_sign_in(standing_of(person), has_of(person))
    return None if is_in_already and not attempt.has_password else person


def current_attempt() -> SignInAttempt | None:
    """The attempt that goes on in this browser."""
    try:
        wanted = UUID(cookie.get(KEY, ""))
    except ValueError:
        return None
    row = db.session.get(SignInAttempt, wanted, populate_existing=True)
    return row if row is not None and row.ended_at is None and row.expires_at > clock.now() else None


def person_of(attempt: SignInAttempt) -> Person | None:
    """Whose attempt it is, once something was proved, with the roles that say what suffices."""
    return person_with_roles(Person.id == attempt.person_id)


def _living(attempt: SignInAttempt) -> tuple[object, ...]:
    return (
        SignInAttempt.id == attempt.id,
        SignInAttempt.ended_at.is_(None),
        SignInAttempt.expires_at > clock.now(),
    )


def count_try(attempt: SignInAttempt) -> bool:
    """Whether there is a try left; it is used up with the question."""
    counted = db.session.execute(
        update(SignInAttempt)
        .where(*_living(attempt), SignInAttempt.tries < MOST_TRIES)  # type: ignore[arg-type]
        .values(tries=SignInAttempt.tries + 1)
    )
    return bool(counted.rowcount == 1)  # type: ignore[attr-defined]


def password_was_right(attempt: SignInAttempt, person: Person) -> None:
    """The first step is done. The second has tries of its own."""
    attempt.person_id, attempt.proved_by, attempt.tries = person.id, ProvedBy.PASSWORD, 0


def end_attempt(attempt: SignInAttempt) -> bool:
    """End it, once: of two that come through at the same time one is signed in."""
    ended = update(SignInAttempt).where(*_living(attempt)).values(ended_at=clock.now())  # type: ignore[arg-type]
    return bool(db.session.execute(ended).rowcount == 1)  # type: ignore[attr-defined]
