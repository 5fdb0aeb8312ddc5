"""Who is signed in in this browser? The only file that knows flask-login, which asks once for each request."""

from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from flask import Flask, Request, g, has_request_context, render_template, request
from flask import session as cookie
from flask_login import LoginManager, UserMixin, current_user

from portal import clock
from portal.config import Config
from portal.db import AWAY, db
from portal.journal.actions import record
from portal.people import session_cookie
from portal.people.browsers import browser_of
from portal.people.form_tokens import seed_for
from portal.people.known_browsers import init_known, remember
from portal.people.limits import has_stepped_up, why_over
from portal.people.models import Ended, Person, SignInSession
from portal.people.session_rows import begin_row, end_row, note_seen, person_still_in, renew_row, session_of
from portal.settings import settings
from portal.text import LOCALES

TOUCH_EVERY: Final = timedelta(minutes=1)
_logins = LoginManager()


class Visitor(UserMixin):  # type: ignore[misc]  # flask-login carries no types
    """Who is signed in: the row behind the cookie, the secret that found it, and when they were seen before."""

    def __init__(self, row: SignInSession, secret: str, seen_at: datetime) -> None:
        self.row = row
        self.secret = secret
        self.seen_at = seen_at

    def get_id(self) -> str:
        """The session, not the person: it ends, and another one of theirs begins."""
        return str(self.row.id)


class TurnedAway(NamedTuple):
    """A session that is over, and what ended it."""

    row: SignInSession
    why: Ended | None


def begin(*, writes: bool) -> None:
    """Take the request's one connection, in a transaction but for reading on PostgreSQL; writing locks SQLite at once."""
    db.session.connection(execution_options={"portal_writes": writes})


@_logins.request_loader  # type: ignore[untyped-decorator]
def _look_up(_request: Request) -> Visitor | None:
    secret = session_cookie.held_secret()
    row = session_of(secret) if secret else None
    if row is None:
        return None
    why = why_over(row, settings())
    if why is not None or row.ended_at is not None:
        g.turned_away = TurnedAway(row, why)
        return None
    return Visitor(row, secret, row.seen_at)


def _visitor() -> Visitor | None:
    if not (has_request_context() and current_user.is_authenticated):
        return None
    visitor: Visitor = current_user._get_current_object()  # noqa: SLF001 - what stands behind a proxy is had in no other way
    return visitor


def _take_for(visitor: Visitor | None) -> None:
    """Who asks, from here on. flask-login's own way would write them into the browser's cookie too."""
    g._login_user = visitor or _logins.anonymous_user()  # noqa: SLF001 - where flask-login keeps whom it has found


def current_person() -> Person | None:
    """The person signed in in this browser, with enrolments, staff roles and municipality loaded."""
    visitor = _visitor()
    return visitor.row.person if visitor else None


def person_anew() -> Person | None:
    """The same as they stand now, read once more in place; nobody when their session is over meanwhile."""
    session_id = current_session_id()
    return person_still_in(session_id, settings()) if session_id else None


def current_session_id() -> UUID | None:
    """Which of the person's sessions this browser's is."""
    visitor = _visitor()
    return visitor.row.id if visitor else None


def current_level() -> str:
    """By which ways the person signed in here; empty when nobody is."""
    visitor = _visitor()
    return visitor.row.level if visitor else ""


def expired_person() -> Person | None:
    """Whose session in this browser ran out; nobody's when they ended it themselves."""
    gone: TurnedAway | None = g.get("turned_away")
    return gone.row.person if gone and gone.why in {Ended.LIMIT, Ended.ROLE} else None


def forget_loaded() -> None:
    """Read the person again when next asked: after a rollback the rows in hand are stale."""
    g.pop("_login_user", None)
    session_cookie.give_nothing()


def ask_nobody() -> None:
    """Take the visitor for a stranger from here on: the database, which knows better, is away."""
    _take_for(None)


def sign_in(person: Person, *, level: str = "letter", is_stepped_up: bool = True) -> None:
    """Start a new session in this browser; whatever the browser held before is forgotten, and its session over.

    `level` names the ways that proved the person, joined by “+”. Who skipped a step has not stepped up.
    """
    _end_this()
    language = cookie.get("language")
    cookie.clear()
    cookie["language"] = language or person.locale
    cookie["csrf_token"] = seed_for(person.id)
    cookie.permanent = True
    secret = session_cookie.new_secret()
    browser = browser_of(request.headers.get("User-Agent", ""))
    row = begin_row(person.id, secret, level=level, browser=browser, is_stepped_up=is_stepped_up)
    person.signed_in_at = clock.now()
    remember(person.id)
    session_cookie.give(secret)
    _take_for(Visitor(row, secret, row.seen_at))


def is_stepped_up() -> bool:
    """Whether the person proved within five minutes that it is still them."""
    visitor = _visitor()
    return visitor is not None and has_stepped_up(visitor.row)


def step_up(*, level: str = "") -> None:
    """The person has just proved it once more: the session goes on under a new secret, and the old one is dead."""
    visitor = _visitor()
    secret = session_cookie.new_secret()
    if visitor is None or not renew_row(visitor.row, old=visitor.secret, new=secret, level=level or visitor.row.level):
        return
    person_id = visitor.row.person_id
    record("step_up.done", by_id=person_id, subject_id=visitor.row.id, owner_id=person_id)
    session_cookie.give(secret)
    _take_for(Visitor(visitor.row, secret, visitor.seen_at))


def show_held(path: str, *, why: str = "signed_out") -> None:
    """Let the form at this address come back filled with what was sent in vain, because of that."""
    cookie["held"], cookie["held_why"] = path, why


def sign_out() -> None:
    """End this browser's session for good: a copied cookie is dead too. The page after it speaks the same language."""
    visitor = _visitor()
    if visitor is not None:
        record("sign_out.done", by_id=visitor.row.person_id, subject_id=visitor.row.id, owner_id=visitor.row.person_id)
    spoken = language()
    _end_this()
    session_cookie.give("")
    _take_for(None)
    cookie.clear()
    if spoken != "da":
        cookie["language"] = spoken


def _end_this() -> None:
    visitor = _visitor()
    if visitor is not None:
        end_row(visitor.row.id, Ended.SIGNED_OUT)


def touch() -> None:
    """Note that the person is here, at most once a minute, after the page's own transaction."""
    visitor = g.get("_login_user")  # who was not asked for is not looked up now
    if not isinstance(visitor, Visitor) or clock.now() - visitor.seen_at < TOUCH_EVERY:
        return
    try:
        note_seen(visitor.row.id)
        db.session.commit()
    except AWAY:  # what the page did is done, and is said to be done
        db.session.rollback()


def end_refused() -> None:
    """Write down that a session is over for which somebody was turned away: no milder limit revives it."""
    gone: TurnedAway | None = g.get("turned_away")
    if gone is None or gone.why is None or gone.row.ended_at is not None:
        return
    db.session.commit()  # whatever was read is read
    try:
        end_row(gone.row.id, gone.why)
        db.session.commit()
    except AWAY:  # it is over all the same
        db.session.rollback()


def language() -> str:
    """Which language this reader wants: the person's own, else the browser's choice in this session, else Danish."""
    if not has_request_context():
        return "da"
    person = current_person()
    if person is not None:
        return person.locale
    chosen = cookie.get("language", "da")
    return chosen if chosen in LOCALES else "da"


def render(template: str, **values: Any) -> str:
    """A page. Every template gets the person, or None."""
    return render_template(template, person=current_person(), **values)


def init_session(app: Flask, config: Config) -> None:
    """Give and take the cookies of who is signed in, and of which browser this is."""
    _logins.init_app(app)
    _logins.session_protection = None
    session_cookie.init_cookie(app, config)
    init_known(app, config)
