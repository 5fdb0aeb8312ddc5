"""Where a browser asks for, makes and shows passkeys. Scripts speak with these pages; everything has a way without."""

from typing import Any

from flask import Response, jsonify, request, url_for

from portal import access
from portal.answers import see_other
from portal.credentials.attempts import current_attempt, setup_of
from portal.credentials.models import Passkey
from portal.credentials.passkey_actions import (
    MINUTES,
    add_passkey,
    ask_for_passkey,
    begin_passkey,
    person_of_passkey,
    remove_passkey,
    rename_passkey,
    site_of,
)
from portal.credentials.queries import person_with_roles
from portal.credentials.routes.arriving import enter, go_on
from portal.credentials.routes.keeping import keep_a_way
from portal.credentials.routes.pages import pages, wanted_page
from portal.credentials.routes.setup import set_up
from portal.db import db
from portal.door import Answer
from portal.errors import Refused
from portal.forms import one_line
from portal.journal.actions import record
from portal.people.browsers import browser_in_words, browser_of
from portal.people.models import Person
from portal.people.policy import Way
from portal.settings import settings
from portal.text import _

NAME_LENGTH = 80


def _cookie_name() -> str:
    return "__Host-portal-passkey" if settings().is_secure else "portal-passkey"


def asked(options: dict[str, Any], secret: str) -> Response:
    """The question, and a cookie of its own: the one that everything shares may be on its way elsewhere."""
    answer = jsonify(options)
    answer.set_cookie(
        _cookie_name(), secret, max_age=MINUTES * 60, secure=settings().is_secure, httponly=True, samesite="Lax"
    )
    return answer


def sent_answer() -> tuple[str, Any]:
    """The browser's secret and what its passkey said."""
    sent = request.get_json(silent=True)
    secret = request.cookies.get(_cookie_name(), "")
    if not isinstance(sent, dict) or not isinstance(sent.get("answer"), dict) or not secret:
        raise Refused(_("Der gik for lang tid. Prøv igen."))
    return secret, sent["answer"]


def leads_to(address: str) -> Response:
    """Where the script goes on; the browser's secret has done its work."""
    answer = jsonify(location=address)
    answer.delete_cookie(_cookie_name(), secure=settings().is_secure, httponly=True, samesite="Lax")
    return answer


def _name() -> str:
    return browser_in_words(browser_of(request.headers.get("User-Agent", "")))


@pages.page("/log-ind/adgangsnoegle/begynd", access=access.anyone, methods=["POST"])
def begin_sign_in() -> Answer:
    """Something to sign for whichever passkey the browser has."""
    return asked(*ask_for_passkey(site_of(settings())))


@pages.page("/log-ind/adgangsnoegle", access=access.anyone, methods=["POST"])
def sign_in_with_passkey() -> Answer:
    """Signed: in."""
    secret, signed = sent_answer()
    person = person_with_roles(Person.id == person_of_passkey(secret, signed, site_of(settings())))
    if person is None:
        record("sign_in.failed", by_id=None, result="refused")
        db.session.commit()  # that the challenge is used up stays
        raise Refused(_("Adgangsnøglen passer ikke til en konto her. Log ind på en anden måde."))
    enter(person, frozenset({Way.PASSKEY}))
    return leads_to(go_on(person, wanted_page()).headers["Location"])


@pages.page("/log-ind/vaelg/adgangsnoegle/begynd", access=access.anyone, methods=["POST"])
def choose_passkey_begin() -> Answer:
    """What a browser needs to make the passkey with which somebody is signed in for the first time."""
    person = setup_of(current_attempt())
    if person is None:
        raise Refused(_("Der gik for lang tid. Begynd forfra."))
    return asked(*begin_passkey(person, site_of(settings())))


@pages.page("/log-ind/vaelg/adgangsnoegle", access=access.anyone, methods=["POST"])
def choose_passkey() -> Answer:
    """Made: in."""
    attempt = current_attempt()
    person = setup_of(attempt)
    if attempt is None or person is None:
        raise Refused(_("Der gik for lang tid. Begynd forfra."))
    secret, made = sent_answer()
    add_passkey(person, secret, made, name=_name(), site=site_of(settings()))
    set_up(person, attempt, frozenset({Way.PASSKEY}))
    return leads_to(go_on(person, wanted_page()).headers["Location"])


@pages.page("/profil/sikkerhed/adgangsnoegle/begynd", access=access.signed_in, methods=["POST"], step_up=True)
def new_passkey_begin(person: Person) -> Answer:
    """What a browser needs to make one more passkey."""
    return asked(*begin_passkey(person, site_of(settings())))


@pages.page("/profil/sikkerhed/adgangsnoegle", access=access.signed_in, methods=["POST"], step_up=True)
def new_passkey(person: Person) -> Answer:
    """One more passkey."""
    secret, made = sent_answer()
    add_passkey(person, secret, made, name=_name(), site=site_of(settings()))
    return leads_to(url_for("credentials.security", gemt="noegle"))


@pages.page(
    "/profil/sikkerhed/adgangsnoegle/<uuid:passkey_id>", access=access.may_keep_passkey, methods=["POST"], step_up=True
)
def change_passkey(person: Person, passkey: Passkey) -> Answer:
    """Call a passkey something else, or remove it."""
    if request.form.get("act") == "remove":
        keep_a_way(person, passkeys=1)
        remove_passkey(passkey, owner=person)
        return see_other(url_for("credentials.security", gemt="noegle-vaek"))
    rename_passkey(passkey, one_line(request.form.get("name"))[:NAME_LENGTH])
    return see_other(url_for("credentials.security", gemt="navn"))
