"""Where somebody who was proved by an invitation or a told code chooses how to sign in, and is signed in with it."""

from flask import request, url_for

from portal import access
from portal.answers import see_other
from portal.credentials.attempts import BEFORE_KEPT, WHEN_SET_UP, begin_setup, current_attempt, setup_of
from portal.credentials.forms import CodeForm, NewPasswordForm, ToldForm
from portal.credentials.models import ProvedBy, SignInAttempt
from portal.credentials.password_actions import set_password
from portal.credentials.queries import totp_of
from portal.credentials.routes.arriving import enter, go_on
from portal.credentials.routes.pages import chosen_password, forget_pending, pages, pending_secret, wanted_page
from portal.credentials.totp_actions import confirm
from portal.credentials.totp_pictures import picture_of, spaced
from portal.door import Answer
from portal.errors import Refused
from portal.holding import take_turns
from portal.people import known_browsers
from portal.people.actions import use_told_code
from portal.people.models import Person
from portal.people.policy import Standing, Way, standing_of
from portal.people.queries import canonical_email
from portal.people.session import render
from portal.settings import settings
from portal.text import _


def _at_the_door() -> Answer:
    return see_other(url_for("people.sign_in", naeste=wanted_page()))


def _may_keep(person: Person, attempt: SignInAttempt) -> None:
    for ask in BEFORE_KEPT:
        ask(person, attempt)


def set_up(person: Person, attempt: SignInAttempt, shown: frozenset[Way]) -> None:
    """The choice is made: what it began with is used up, and the person is in."""
    for act in WHEN_SET_UP:
        act(person, attempt)
    enter(person, shown, attempt=attempt)


@pages.page("/log-ind/engangskode", access=access.anyone, methods=["GET", "POST"])
def told_code() -> Answer:
    """Type a code that the person who runs the portal has told one."""
    form = ToldForm()
    if form.came_in():
        person = _told(form)
        if person is not None:
            begin_setup(person, proved_by=ProvedBy.TOLD_CODE)
            return see_other(url_for("credentials.choose"))
    return render("credentials/told_code.html", form=form), form.status


def _told(form: ToldForm) -> Person | None:
    """Whom address and code prove together; None with a sentence in the form. What counts against guessing is kept."""
    try:
        email = canonical_email(form.email.data or "")
        known_browsers.ask_leave(email)
    except Refused as refusal:
        form[refusal.field or "code"].errors = [refusal.sentence]
        return None
    person = use_told_code(email, form.code.data or "")
    known_browsers.note(email, is_right=person is not None)
    if person is None:
        form.code.errors = [_("Adressen og koden passer ikke sammen, eller koden gælder ikke længere.")]
    return person


@pages.page("/log-ind/vaelg", access=access.anyone, methods=["GET", "POST"])
def choose() -> Answer:
    """Choose a passkey or a password; who reaches more than a course of their own also an app."""
    attempt = current_attempt()
    person = setup_of(attempt)
    if attempt is None or person is None:
        return _at_the_door()
    form = NewPasswordForm()
    needs_app = standing_of(person) > Standing.PARTICIPANT
    keeps = attempt.proved_by is ProvedBy.VOUCHED and attempt.has_password
    if keeps and request.form.get("act") == "keep":
        return _with_password(person, attempt, needs_app=needs_app)
    hashed = chosen_password(form, person)
    if hashed is not None:
        take_turns(Person, person.id)
        if setup_of(current_attempt()) is None:  # ended while it was hashed
            return _at_the_door()
        with form.refusals():
            _may_keep(person, attempt)
            set_password(person, hashed, config=settings(), within=attempt.id)
            attempt.has_password = True
            return _with_password(person, attempt, needs_app=needs_app)
    values = {"whom": person, "needs_app": needs_app, "keeps": keeps, "wanted": wanted_page()}
    return render("credentials/choose.html", form=form, **values), form.status


def _with_password(person: Person, attempt: SignInAttempt, *, needs_app: bool) -> Answer:
    """The password stands; what comes after it is a letter, or for some an app."""
    if needs_app:
        return see_other(url_for("credentials.choose_app", naeste=wanted_page()))
    set_up(person, attempt, frozenset({Way.PASSWORD, Way.LETTER}))
    return go_on(person, wanted_page())


@pages.page("/log-ind/vaelg/app", access=access.anyone, methods=["GET", "POST"])
def choose_app() -> Answer:
    """Set up the app that makes codes; the ten recovery codes are shown once."""
    attempt = current_attempt()
    person = setup_of(attempt)
    if attempt is None or person is None or not attempt.has_password:
        return _at_the_door()
    form, secret = CodeForm(), pending_secret(person)
    if form.came_in():
        with form.refusals():
            _may_keep(person, attempt)
            codes = confirm(person, form.code.data or "", secret=secret, key=settings().secret_key)
            forget_pending()
            done = url_for("credentials.choose_done", naeste=wanted_page())
            return render("credentials/recovery_codes.html", codes=codes, done=done)
    values = {"picture": picture_of(person, secret), "secret": spaced(secret), "back": url_for("credentials.choose")}
    return render("credentials/totp.html", form=form, here=url_for("credentials.choose_app"), **values), form.status


@pages.page("/log-ind/vaelg/faerdig", access=access.anyone, methods=["POST"])
def choose_done() -> Answer:
    """The recovery codes are in a safe place: sign in."""
    attempt = current_attempt()
    person = setup_of(attempt)
    app = totp_of(person) if person is not None else None
    is_new = attempt is not None and app is not None and app.confirmed_at >= attempt.created_at
    if attempt is None or person is None or not (attempt.has_password and is_new):
        return _at_the_door()
    set_up(person, attempt, frozenset({Way.PASSWORD, Way.TOTP}))
    return go_on(person, wanted_page())
