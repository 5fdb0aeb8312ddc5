"""Who is signed in in this browser? The only file that knows flask-login."""

import hashlib
import secrets
from datetime import timedelta
from functools import cache
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from flask import (
    Flask,
    Response,
    current_app,
    g,
    has_request_context,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask import session as cookie
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.orm import joinedload
from werkzeug.exceptions import RequestEntityTooLarge

from portal import clock
from portal.db import AWAY, db
from portal.incoming import Takes, most_bytes
from portal.people.browsers import browser_of
from portal.people.form_tokens import person_of, seed_for
from portal.people.held_forms import hold
from portal.people.limits import is_over, limits_of
from portal.people.models import Person, SignInSession
from portal.text import LOCALES

TOUCH_EVERY: Final = timedelta(minutes=1)
_logins = LoginManager()


class Visitor(UserMixin):  # type: ignore[misc]  # flask-login carries no types
    """What flask-login holds: the row behind the cookie and the secret that found it."""

    def __init__(self, row: SignInSession, secret: str) -> None:
        self.row = row
        self.secret = secret

    def get_id(self) -> str:
        """What goes into the cookie."""
        return self.secret


def hashed(secret: str) -> str:
    """How a session secret is kept: its SHA-256 in hex."""
    return hashlib.sha256(secret.encode()).hexdigest()


def begin(*, writes: bool) -> None:
    """Open the request's one transaction; on SQLite a writing one takes the write lock at once."""
    db.session.connection(execution_options={"portal_writes": writes})


@cache
def _live_session() -> Select[SignInSession]:
    """Put together once: that takes longer than asking, and every page asks."""
    person = joinedload(SignInSession.person)
    return (
        select(SignInSession)
        .where(SignInSession.secret_hash == bindparam("secret_hash"), SignInSession.ended_at.is_(None))
        .options(
            person.joinedload(Person.municipality),
            person.joinedload(Person.enrolments),
            person.joinedload(Person.staff_roles),
        )
    )


@_logins.user_loader  # type: ignore[untyped-decorator]
def _visitor(secret: str) -> Visitor | None:
    """The live session behind a cookie, with all that access rules ask about the person, in one query."""
    row = db.session.scalars(_live_session(), {"secret_hash": hashed(secret)}).unique().one_or_none()
    if row is None or row.person.disabled_at is not None:
        return None
    if is_over(row, limits_of(row.person, current_app.extensions["portal"])):
        g.expired_person = row.person
        return None
    g.seen_at = row.seen_at
    return Visitor(row, secret)


def current_person() -> Person | None:
    """The person signed in in this browser, with enrolments, staff roles and municipality loaded."""
    return current_user.row.person if current_user.is_authenticated else None


def current_session_id() -> UUID | None:
    """Which of the person's sessions this browser's is."""
    return current_user.row.id if current_user.is_authenticated else None


def forget_loaded() -> None:
    """Read the person again when next asked: after a rollback the rows in hand are stale."""
    g.pop("_login_user", None)


def ask_nobody() -> None:
    """Take the visitor for a stranger from here on: the database, which knows better, is away."""
    g._login_user = _logins.anonymous_user()  # noqa: SLF001 - where flask-login keeps whom it has loaded


def sign_in(person: Person) -> None:
    """Start a new session in this browser; whatever the browser held before is forgotten, and its session over."""
    _end_this()
    language = cookie.get("language")
    cookie.clear()
    cookie["language"] = language or person.locale
    cookie["csrf_token"] = seed_for(person.id)
    cookie.permanent = True
    secret = secrets.token_urlsafe(32)
    browser = browser_of(request.headers.get("User-Agent", ""))
    row = SignInSession(person=person, secret_hash=hashed(secret), seen_at=clock.now(), browser=browser)
    db.session.add(row)
    person.signed_in_at = clock.now()
    login_user(Visitor(row, secret))


def show_held(path: str) -> None:
    """Let the form at this address come back filled with what was sent in vain."""
    cookie["held"] = path


def sign_out() -> None:
    """End this browser's session for good: a copied cookie is dead too."""
    _end_this()
    logout_user()
    cookie.clear()


def _end_this() -> None:
    if current_user.is_authenticated:
        current_user.row.ended_at = clock.now()


def touch() -> None:
    """Note that the person is here, at most once a minute, after the page's own transaction."""
    visitor = getattr(g, "_login_user", None)
    if not isinstance(visitor, Visitor) or clock.now() - g.get("seen_at", clock.now()) < TOUCH_EVERY:
        return
    try:
        db.session.execute(
            update(SignInSession)
            .where(SignInSession.secret_hash == hashed(visitor.secret), SignInSession.ended_at.is_(None))
            .values(seen_at=clock.now())
        )
        db.session.commit()
    except AWAY:  # what the page did is done, and is said to be done
        db.session.rollback()


def is_local_path(address: str) -> bool:
    """Whether an address stays on this site: one slash, no host, no control characters, no backslash."""
    if not address.startswith("/") or address.startswith("//") or "\\" in address:
        return False
    if " " in address or not address.isprintable():
        return False
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc


def ask_to_sign_in() -> Response:
    """Nobody is signed in: to the sign-in page and back here after; what was sent is kept for whom it was."""
    if request.is_json or request.accept_mimetypes.best == "application/json":
        response = jsonify({"signed_in": False})
        response.status_code = 401
        return response
    if request.method == "POST":
        hold_form_for(sender())
    here = page_of_this() if request.method == "POST" else request.full_path.rstrip("?")
    return make_response(redirect(url_for("people.sign_in", naeste=None if here == "/" else here), code=303))


def sender() -> UUID | None:
    """For whom the form that came was made; None when nobody was signed in then."""
    db.session.commit()  # nobody waits for the database while the rest of a long form comes in
    expired: Person | None = g.get("expired_person")
    if current_person() is None:  # a long form is taken in from somebody we know only
        request.max_content_length = most_bytes(Takes.FORM if expired is None else Takes.ATTACHMENTS)
    try:
        token = request.form.get("csrf_token", "")
    except RequestEntityTooLarge:
        return None
    return person_of(token) or (expired.id if expired is not None else None)


def hold_form_for(person_id: UUID | None) -> None:
    """Keep what was typed for the person the form was made for, and for nobody else."""
    if person_id is not None and is_page(request.path):
        hold(person_id, request.path, request.form.to_dict(flat=False))
        db.session.commit()
        cookie["form_is_held"] = True  # the sign-in page says so; signing in empties the cookie


def is_page(path: str) -> bool:
    """Whether one can look there, and not only send something."""
    return current_app.url_map.bind("localhost").test(path, "GET")


def page_of_this() -> str:
    """Where to go on after a form that did nothing: its own page, else the one its button stood on, else the front page."""
    ours = f"{request.scheme}://{request.host}/"
    came_from = "/" + (request.referrer or "").removeprefix(ours) if (request.referrer or "").startswith(ours) else "/"
    return next((path for path in (request.path, came_from) if is_local_path(path) and is_page(path)), "/")


def language() -> str:
    """Which language this reader wants: the person's own, else the browser's choice in this session, else Danish."""
    if not has_request_context():
        return "da"
    if current_user.is_authenticated:
        return str(current_user.row.person.locale)
    chosen = cookie.get("language", "da")
    return chosen if chosen in LOCALES else "da"


def render(template: str, **values: Any) -> str:
    """A page. Every template gets the person, or None."""
    return render_template(template, person=current_person(), **values)


def init_session(app: Flask) -> None:
    """Let flask-login keep the cookie, without its remember-me and its messages."""
    _logins.init_app(app)
    _logins.session_protection = None
