"""Has this person signed in in this browser before? A random cookie that stays says so; it opens nothing, and is listed."""

import re
from datetime import timedelta
from typing import Final
from uuid import UUID

from flask import Flask, Response, current_app, g, request
from sqlalchemy import select, update

from portal import clock
from portal.config import Config
from portal.db import db
from portal.journal.actions import record
from portal.people.browsers import browser_of
from portal.people.models import Person
from portal.people.session_cookie import hashed, new_secret
from portal.people.throttle import account_hash, may_try, network_of, note_try
from portal.people.throttle_models import KnownBrowser
from portal.settings import settings

NAME: Final = "kendt"
LASTS: Final = timedelta(days=365)
SECRET: Final = re.compile(r"[A-Za-z0-9_-]{43}")


def _held() -> str:
    secret = request.cookies.get(current_app.config["KNOWN_COOKIE"], "")
    return secret if SECRET.fullmatch(secret) else ""


def is_known(email: str) -> bool:
    """Whether the person with this address has signed in here within a year; asked alike when nobody has the address."""
    mine = (
        select(KnownBrowser.id)
        .join(Person, Person.id == KnownBrowser.person_id)
        .where(Person.email == email, KnownBrowser.secret_hash == hashed(_held()))
        .where(KnownBrowser.seen_at > clock.now() - LASTS)
    )
    return db.session.scalars(mine).one_or_none() is not None


def remember(person_id: UUID) -> None:
    """The person is signed in here now. A browser that several people use is known to each of them."""
    secret = _held() or new_secret()
    same = (KnownBrowser.person_id == person_id, KnownBrowser.secret_hash == hashed(secret))
    values = {"seen_at": clock.now(), "browser": browser_of(request.headers.get("User-Agent", ""))}
    seen = db.session.execute(update(KnownBrowser).where(*same).values(values))
    if seen.rowcount == 0:  # type: ignore[attr-defined]
        db.session.add(KnownBrowser(person_id=person_id, secret_hash=hashed(secret), **values))
    g.known_secret = secret


def known_browsers(person: Person) -> list[KnownBrowser]:
    """The browsers a person has signed in in within a year, the one used last first."""
    since = clock.now() - LASTS
    mine = select(KnownBrowser).where(KnownBrowser.person_id == person.id, KnownBrowser.seen_at > since)
    return list(db.session.scalars(mine.order_by(KnownBrowser.seen_at.desc(), KnownBrowser.id)))


def is_this(browser: KnownBrowser) -> bool:
    """Whether it is the one that asks."""
    return browser.secret_hash == hashed(_held())


def forget(browser: KnownBrowser, *, owner: Person) -> None:
    """Take the next who signs in there for a stranger, until they are in."""
    db.session.delete(browser)
    record("known_browser.forgotten", by_id=owner.id, subject_id=browser.id, owner_id=owner.id)


def ask_leave(email: str) -> None:
    """Before a code or password for this address is compared. Raises Refused with a sentence when it is too soon."""
    account, network = account_hash(email, settings().secret_key), network_of(request.remote_addr)
    may_try(account, network, is_known=is_known(email))


def note(email: str, *, is_right: bool) -> None:
    """After it was compared."""
    account, network = account_hash(email, settings().secret_key), network_of(request.remote_addr)
    note_try(account, network, is_known=is_known(email), is_right=is_right)


def init_known(app: Flask, config: Config) -> None:
    """Let the browser keep its secret for a year after each signing in."""
    app.config["KNOWN_COOKIE"] = name = f"__Host-{NAME}" if config.is_secure else NAME
    lasts = int(LASTS.total_seconds())

    @app.after_request
    def put(response: Response) -> Response:
        secret: str | None = g.pop("known_secret", None)
        if secret:
            response.set_cookie(
                name, secret, max_age=lasts, path="/", secure=config.is_secure, httponly=True, samesite="Lax"
            )
        return response
