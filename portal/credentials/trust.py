"""Is this a browser in which its owner need not show a second step? A secret in a cookie of its own, its hash in a row."""

import hashlib
import secrets
from datetime import timedelta
from typing import Final
from uuid import UUID

from flask import Response, request
from sqlalchemy import delete, select

from portal import clock
from portal.credentials.models import TrustedBrowser
from portal.db import db
from portal.journal.actions import record
from portal.people.browsers import browser_of
from portal.people.models import Person
from portal.settings import settings

DAYS: Final = 30


def _cookie_name() -> str:
    return "__Host-portal-browser" if settings().is_secure else "portal-browser"


def _hashed(person_id: UUID, secret: str) -> str:
    return hashlib.sha256(f"browser:{person_id}:{secret}".encode()).hexdigest()


def is_trusted(person: Person) -> bool:
    """Whether the person has shown a second step in this browser, asked not to be asked again, and not regretted it."""
    secret = request.cookies.get(_cookie_name(), "")
    mine = select(TrustedBrowser.id).where(
        TrustedBrowser.secret_hash == _hashed(person.id, secret), TrustedBrowser.expires_at > clock.now()
    )
    return bool(secret) and db.session.scalars(mine).one_or_none() is not None


def trust(person: Person, answer: Response) -> None:
    """Do not ask this person for a second step in this browser for 30 days."""
    secret = secrets.token_urlsafe(32)
    hashed = _hashed(person.id, secret)
    over = TrustedBrowser.expires_at <= clock.now()
    db.session.execute(delete(TrustedBrowser).where(TrustedBrowser.person_id == person.id, over))
    browser = browser_of(request.headers.get("User-Agent", ""))
    until = clock.now() + timedelta(days=DAYS)
    db.session.add(TrustedBrowser(person_id=person.id, secret_hash=hashed, browser=browser, expires_at=until))
    record("browser.trusted", by_id=person.id, subject_id=person.id, owner_id=person.id)
    answer.set_cookie(
        _cookie_name(), secret, max_age=timedelta(days=DAYS), secure=settings().is_secure, httponly=True, samesite="Lax"
    )


def distrust(browser: TrustedBrowser, *, owner: Person) -> None:
    """Ask for a second step there again."""
    db.session.delete(browser)
    record("browser.distrusted", by_id=owner.id, subject_id=browser.id, owner_id=owner.id)
