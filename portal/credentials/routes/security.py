"""Where one sees how one signs in, and changes it."""

from flask import request, url_for
from flask import session as cookie

from portal import access
from portal.answers import see_other
from portal.credentials import queries
from portal.credentials.forms import NewPasswordForm
from portal.credentials.models import TrustedBrowser
from portal.credentials.password_actions import remove_password, set_password
from portal.credentials.routes.arriving import OFFER
from portal.credentials.routes.keeping import keep_a_way
from portal.credentials.routes.pages import chosen_password, pages
from portal.credentials.trust import distrust
from portal.door import Answer
from portal.holding import take_turns
from portal.people import known_browsers
from portal.people.browsers import browser_in_words
from portal.people.models import Person
from portal.people.policy import Standing, can_sign_in, standing_of
from portal.people.session import current_session_id, render
from portal.people.throttle_models import KnownBrowser
from portal.people.too_late import page_of_this
from portal.people.under_way import judge_here
from portal.settings import settings


@pages.page("/profil/sikkerhed", access=access.signed_in)
def security(person: Person) -> Answer:
    """How you sign in."""
    has = queries.has_of(person)
    return render(
        "credentials/security.html",
        has=has,
        passkeys=queries.passkeys_of(person),
        browsers=queries.trusted_browsers(person),
        known=known_browsers.known_browsers(person),
        is_this=known_browsers.is_this,
        codes_left=queries.recovery_codes_left(person) if has.totp else 0,
        needs_app=standing_of(person) > Standing.PARTICIPANT,
        suffices=can_sign_in(standing_of(person), has),
        in_words=browser_in_words,
        saved=request.args.get("gemt", ""),
    )


@pages.page("/profil/sikkerhed/adgangskode", access=access.signed_in, methods=["GET", "POST"], step_up=True)
def change_password(person: Person) -> Answer:
    """Choose a password, or another one. Everywhere else one is signed out."""
    form = NewPasswordForm()
    own = current_session_id()
    hashed = chosen_password(form, person)
    if hashed is not None:
        take_turns(Person, person.id)
        judge_here()  # who chose another while it was hashed has ended this session
        set_password(person, hashed, config=settings(), but=own)
        return see_other(url_for("credentials.security", gemt="adgangskode"))
    return render("credentials/change_password.html", form=form), form.status


@pages.page("/profil/sikkerhed/adgangskode/fjern", access=access.signed_in, methods=["POST"], step_up=True)
def drop_password(person: Person) -> Answer:
    """Do without a password."""
    keep_a_way(person, password=True)
    remove_password(person)
    return see_other(url_for("credentials.security", gemt="adgangskode-vaek"))


@pages.page("/profil/sikkerhed/browser/<uuid:trusted_browser_id>", access=access.may_distrust, methods=["POST"])
def forget_browser(person: Person, trusted_browser: TrustedBrowser) -> Answer:
    """Be asked for a code there again."""
    distrust(trusted_browser, owner=person)
    return see_other(url_for("credentials.security", gemt="browser"))


@pages.page("/profil/sikkerhed/kendt/<uuid:known_browser_id>", access=access.may_forget_browser, methods=["POST"])
def forget_known(person: Person, known_browser: KnownBrowser) -> Answer:
    """Let a browser be a strange one again."""
    known_browsers.forget(known_browser, owner=person)
    return see_other(url_for("credentials.security", gemt="kendt"))


@pages.page("/profil/sikkerhed/ikke-nu", access=access.signed_in, methods=["POST"])
def not_now(person: Person) -> Answer:  # noqa: ARG001 - the rule asks for the person
    """Do not offer it any more."""
    cookie.pop(OFFER, None)
    return see_other(page_of_this())
