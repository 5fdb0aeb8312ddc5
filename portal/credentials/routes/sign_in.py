"""Where somebody signs in with a password and a second step. Half way in opens nothing but the next of these pages."""

from uuid import UUID

from flask import request, url_for
from flask import session as cookie

from portal import access
from portal.answers import see_other
from portal.credentials import passwords
from portal.credentials.attempts import LETTER, count_try, current_attempt, password_was_right, person_of
from portal.credentials.forms import PasswordForm, SecondStepForm
from portal.credentials.models import ProvedBy, SignInAttempt
from portal.credentials.password_actions import is_still
from portal.credentials.queries import has_of, password_of, person_with_roles
from portal.credentials.routes.arriving import enter, go_on
from portal.credentials.routes.pages import pages, wanted_page
from portal.credentials.totp_actions import use_recovery_code, use_totp
from portal.credentials.trust import is_trusted, trust
from portal.db import db
from portal.door import Answer
from portal.errors import Refused
from portal.journal.actions import record
from portal.people import known_browsers
from portal.people.actions import ask_for_code, use_code
from portal.people.models import Person
from portal.people.policy import Way, may_trust_browser, second_steps, standing_of, suffices
from portal.people.session import render
from portal.settings import settings
from portal.text import _


@pages.page("/log-ind/adgangskode", access=access.anyone, methods=["GET", "POST"])
def password() -> Answer:
    """The first step. The same answer, after the same time, whoever has the address."""
    attempt = current_attempt()
    if attempt is None or attempt.proved_by is not ProvedBy.NOTHING:
        return see_other(url_for("people.sign_in", naeste=wanted_page()))
    form = PasswordForm()
    if form.came_in():
        answer = _whose(attempt, form.password.data or "")
        if isinstance(answer, Person):
            return _after_password(attempt, answer)
        form.password.errors = [answer]
    return render("credentials/password.html", form=form, email=attempt.email, wanted=wanted_page()), form.status


def _whose(attempt: SignInAttempt, typed: str) -> Person | str:
    """Whose password it is, or the sentence that says why it is nobody's.

    It is compared outside the transaction: nobody waits at the database meanwhile.
    """
    if (sentence := why_wait(attempt)) is not None:
        return sentence
    person = person_with_roles(Person.email == attempt.email)
    row = password_of(person) if person is not None else None
    kept = row.hash if row is not None else None
    db.session.commit()
    is_right = passwords.HASHING.is_right(kept, passwords.read(typed))
    if is_right and person is not None and is_still(person, kept):
        return person
    known_browsers.note(attempt.email, is_right=False)  # a right one is noted when the second step is right too
    record("sign_in.failed", by_id=person.id if person is not None else None, result="refused")
    return _("Adressen og adgangskoden passer ikke sammen. Se efter, og prøv igen.")


def why_wait(attempt: SignInAttempt) -> str | None:
    """The sentence that says why nothing is compared now: too many tries, here or at the account."""
    try:
        known_browsers.ask_leave(attempt.email)
    except Refused as refusal:
        return refusal.sentence
    return None if count_try(attempt) else _("Der er brugt fem forsøg. Begynd forfra.")


def _after_password(attempt: SignInAttempt, person: Person) -> Answer:
    password_was_right(attempt, person)
    standing = standing_of(person)
    shown = frozenset({Way.PASSWORD, Way.TRUSTED})
    if suffices(standing, shown, is_demo=settings().is_demo) and is_trusted(person):
        enter(person, shown, attempt=attempt)
        return go_on(person, wanted_page())
    if Way.LETTER in second_steps(standing, has_of(person), is_demo=settings().is_demo):
        send_letter(person)
    return see_other(url_for("credentials.second_step", naeste=wanted_page()))


def send_letter(person: Person) -> None:
    """The code for the second step, typed into the browser that has come so far."""
    cookie[LETTER] = str(ask_for_code(person.email, is_demo=settings().is_demo).id)


@pages.page("/log-ind/trin-to", access=access.anyone, methods=["GET", "POST"])
def second_step() -> Answer:
    """The second step: a code from the app or a letter, or a recovery code."""
    attempt = current_attempt()
    person = person_of(attempt) if attempt is not None and attempt.proved_by is ProvedBy.PASSWORD else None
    if attempt is None or person is None:
        return see_other(url_for("people.sign_in", naeste=wanted_page()))
    standing = standing_of(person)
    ways = second_steps(standing, has_of(person), is_demo=settings().is_demo)
    if request.form.get("act") == "send" and Way.LETTER in ways:
        send_letter(person)
        return see_other(url_for("credentials.second_step", naeste=wanted_page(), sendt=1))
    form = SecondStepForm()
    if form.came_in():
        way = _shown(attempt, person, ways, form.code.data or "")
        if isinstance(way, Way):
            enter(person, frozenset({Way.PASSWORD, way}), attempt=attempt)
            answer = go_on(person, wanted_page())
            if form.is_trusted.data and may_trust_browser(standing):
                trust(person, answer)
            return answer
        form.code.errors = [way]
    values = {"ways": ways, "email": attempt.email, "can_trust": may_trust_browser(standing), "wanted": wanted_page()}
    return render("credentials/second_step.html", form=form, sent=request.args.get("sendt"), **values), form.status


def _shown(attempt: SignInAttempt, person: Person, ways: frozenset[Way], typed: str) -> Way | str:
    """What the code was, or the sentence that says why it is none."""
    if (sentence := why_wait(attempt)) is not None:
        return sentence
    way = _compared(person, ways, typed)
    known_browsers.note(attempt.email, is_right=isinstance(way, Way))
    return way


def _by_letter(person: Person, typed: str) -> Way | str:
    if LETTER not in cookie:
        return _("Bed om en kode først.")
    answer = use_code(UUID(cookie[LETTER]), typed, email=person.email)
    return answer if isinstance(answer, str) else Way.LETTER


def _compared(person: Person, ways: frozenset[Way], typed: str) -> Way | str:
    if Way.LETTER in ways:
        return _by_letter(person, typed)
    if Way.TOTP in ways and use_totp(person, typed, key=settings().secret_key):
        return Way.TOTP
    if Way.RECOVERY in ways and use_recovery_code(person, typed):
        return Way.RECOVERY
    record("sign_in.failed", by_id=person.id, result="refused")
    return _("Koden passer ikke. Brug den nyeste i appen, eller en af dine gendannelseskoder.")
