"""Where people sign in with an account elsewhere, and see and change which accounts open theirs."""

import logging
import secrets
from datetime import timedelta
from typing import Final

from flask import abort, request, url_for
from flask import session as cookie

from portal import access, clock
from portal.answers import see_other
from portal.credentials.attempts import current_attempt, setup_of
from portal.credentials.models import SignInAttempt
from portal.credentials.queries import COUNT_IDENTITIES
from portal.credentials.routes.arriving import enter, go_on
from portal.credentials.routes.keeping import keep_a_way
from portal.credentials.routes.setup import set_up
from portal.db import db
from portal.door import Answer, Pages
from portal.people.models import Person
from portal.people.policy import Way
from portal.people.session import begin as begin_work
from portal.people.session import current_person, render
from portal.people.too_late import is_local_path
from portal.single_sign_on import actions, queries
from portal.single_sign_on.asking import subject_behind, way_there
from portal.single_sign_on.models import ExternalIdentity, SignOnAttempt
from portal.single_sign_on.problems import NotProven, ProviderDown
from portal.single_sign_on.providers import Provider, provider_of_domain, provider_of_issuer, providers
from portal.text import portal_address

pages = Pages("single_sign_on", __name__)
LINKING: Final = timedelta(minutes=5)
LONGEST_WANTED: Final = 2000
COUNT_IDENTITIES.append(queries.count_identities)
_log = logging.getLogger("portal.single_sign_on")


def _provider(domain: str) -> Provider:
    return provider_of_domain(domain) or abort(404)


def _wanted() -> str:
    wanted = request.args.get("naeste", "")[:LONGEST_WANTED]
    return wanted if is_local_path(wanted) else "/"


def _invited() -> tuple[SignInAttempt | None, Person | None]:
    """Who was proved by an invitation in this browser, and has not chosen a way in yet."""
    setup = current_attempt()
    return setup, setup_of(setup)


def _linking(provider: Provider) -> Person | None:
    """For whom an account is to be linked: who was invited, or has just asked with a form, and not by a link from somewhere."""
    person = current_person()
    if person is None:
        return _invited()[1]
    asked = cookie.get("linking", [])
    is_asked = asked[:2] == [str(person.id), provider.issuer] and clock.now().timestamp() < asked[2]
    return person if is_asked else None


@pages.page("/log-ind/med/<domain>", access=access.anyone_from)
def offer(domain: str) -> Answer:
    """Sign in with the account of a municipality, or another way."""
    provider = _provider(domain)
    email = cookie.get("sign_on_email", "")
    is_invited = current_person() is None and _invited()[1] is not None
    values = {"linking": _linking(provider) is not None, "invited": is_invited, "email": email}
    return render("single_sign_on/offer.html", provider=provider, domain=domain, wanted=_wanted(), **values)


@pages.page("/log-ind/med/<domain>/videre", access=access.anyone_from, writes=True)
def go(domain: str) -> Answer:
    """Go there. Nothing is changed but that this browser may come back once."""
    provider = _provider(domain)
    linking = _linking(provider)
    browser = cookie.setdefault("sign_on", secrets.token_urlsafe(32))
    gone = actions.set_out(provider, browser=browser, wanted=_wanted(), linking=linking)
    db.session.commit()  # nobody waits for the database while the issuer is asked
    try:
        address = way_there(provider, redirect_uri=portal_address("single_sign_on.back"), **gone._asdict())
    except ProviderDown:
        return _stopped("down", provider, 503)
    return see_other(address)


@pages.page("/log-ind/retur", access=access.anyone, writes=True)
def back() -> Answer:
    """Come back from an issuer. What was sent with proves who it is, once, in the browser that was sent there."""
    attempt = actions.come_back(request.args.get("state", ""), browser=cookie.get("sign_on", ""))
    provider = provider_of_issuer(attempt.issuer) if attempt else None
    db.session.commit()  # it is used up whatever comes of it, and nobody waits for the database
    if attempt is None or provider is None or request.args.get("iss", provider.issuer) != provider.issuer:
        return _stopped("strange", None, 400)
    if "code" not in request.args:
        return _stopped("stopped", provider, 400)
    try:
        subject = subject_behind(
            provider,
            request.args["code"],
            redirect_uri=portal_address("single_sign_on.back"),
            nonce=attempt.nonce,
            verifier=attempt.verifier,
        )
    except ProviderDown as problem:
        _log.warning("the issuer of %s does not answer: %s", provider.name, problem)
        return _stopped("down", provider, 503)
    except NotProven as problem:
        _log.warning("what %s sent proves nobody: %s", provider.name, problem)
        begin_work(writes=True)
        actions.note_refusal()
        return _stopped("stopped", provider, 400)
    begin_work(writes=True)
    return _let_in(attempt, provider, subject)


def _let_in(attempt: SignOnAttempt, provider: Provider, subject: str) -> Answer:
    if attempt.linking_id is not None:
        return _link(attempt, provider, subject)
    person = actions.person_signed_on(provider, subject)
    if person is None:
        return render("single_sign_on/unknown.html", provider=provider), 403
    enter(person, frozenset({Way.SINGLE_SIGN_ON}))
    return go_on(person, attempt.wanted)


def _link(attempt: SignOnAttempt, provider: Provider, subject: str) -> Answer:
    """Link for whoever asked, who is still here: signed in, or on the way in by an invitation and now in with it."""
    setup, invited = _invited()
    person = current_person() or invited
    cookie.pop("linking", None)
    if person is None or person.id != attempt.linking_id:
        return _stopped("strange", None, 400)
    actions.link(person, provider=provider, subject=subject)
    if setup is None or person is not invited:
        return see_other(url_for("single_sign_on.accounts", forbundet=1))
    set_up(person, setup, frozenset({Way.SINGLE_SIGN_ON}))
    return go_on(person, attempt.wanted)


def _stopped(why: str, provider: Provider | None, status: int) -> Answer:
    domain = provider.domains[0] if provider else ""
    email = cookie.get("sign_on_email", "")
    return render("single_sign_on/stopped.html", why=why, provider=provider, domain=domain, email=email), status


@pages.page("/profil/konti", access=access.signed_in)
def accounts(person: Person) -> Answer:
    """Which accounts elsewhere open yours."""
    identities = queries.identities_of(person)
    taken = {one.issuer for one in identities}
    names = {one.issuer: one.name for one in providers()}
    return render(
        "single_sign_on/accounts.html",
        identities=identities,
        names=names,
        free=[one for one in providers() if one.issuer not in taken],
        said=next((word for word in ("forbundet", "fjernet") if word in request.args), ""),
    )


@pages.page("/profil/konti/<domain>/forbind", access=access.may_link_account, methods=["POST"], step_up=("POST",))
def begin_linking(person: Person, domain: str) -> Answer:
    """Ask to link an account elsewhere; the next page leads there."""
    provider = _provider(domain)
    cookie["linking"] = [str(person.id), provider.issuer, (clock.now() + LINKING).timestamp()]
    return see_other(url_for("single_sign_on.offer", domain=domain))


@pages.page(
    "/profil/konti/<uuid:external_identity_id>/fjern",
    access=access.may_unlink_account,
    methods=["POST"],
    step_up=("POST",),
)
def unlink(person: Person, external_identity: ExternalIdentity) -> Answer:
    """Let go of an account elsewhere, unless it is the last way in that suffices."""
    keep_a_way(person, identities=1)
    provider = provider_of_issuer(external_identity.issuer)
    actions.unlink(external_identity, by=person, name=provider.name if provider else external_identity.issuer)
    return see_other(url_for("single_sign_on.accounts", fjernet=1))
