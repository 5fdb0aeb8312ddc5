"""Where people sign in with an account elsewhere, and see and change which accounts open theirs."""

import logging
import secrets
from datetime import timedelta
from typing import Final

from flask import abort, request, url_for
from flask import session as cookie

from portal import access, clock
from portal.db import db
from portal.door import Answer, Pages, see_other
from portal.people.held_forms import held, newest_held
from portal.people.models import Person
from portal.people.session import begin as begin_work
from portal.people.session import current_person, render, show_held
from portal.people.session import sign_in as start_session
from portal.people.too_late import is_local_path
from portal.single_sign_on import actions, queries
from portal.single_sign_on.line import ProviderDown, subject_behind, way_there
from portal.single_sign_on.models import ExternalIdentity, SignOnAttempt
from portal.single_sign_on.proof import NotProven
from portal.single_sign_on.providers import Provider, provider_of_domain, provider_of_issuer, providers
from portal.text import portal_address

pages = Pages("single_sign_on", __name__)
LINKING: Final = timedelta(minutes=5)
LONGEST_WANTED: Final = 2000
_log = logging.getLogger("portal.single_sign_on")


def _provider(domain: str) -> Provider:
    return provider_of_domain(domain) or abort(404)


def _wanted() -> str:
    wanted = request.args.get("naeste", "")[:LONGEST_WANTED]
    return wanted if is_local_path(wanted) else "/"


def _linking(person: Person | None, provider: Provider) -> bool:
    """Whether this browser's owner has just asked to link, with a form and not by following a link from somewhere."""
    asked = cookie.get("linking", [])
    if person is None or len(asked) != 3:  # noqa: PLR2004 - who, what and until when
        return False
    return asked[:2] == [str(person.id), provider.issuer] and bool(clock.now().timestamp() < asked[2])


@pages.page("/log-ind/med/<domain>", access=access.anyone_from)
def offer(domain: str) -> Answer:
    """Sign in with the account of a municipality, or another way."""
    provider = _provider(domain)
    email = cookie.get("sign_on_email", "")
    is_linking = _linking(current_person(), provider)
    return render(
        "single_sign_on/offer.html", provider=provider, domain=domain, wanted=_wanted(), email=email, linking=is_linking
    )


@pages.page("/log-ind/med/<domain>/videre", access=access.anyone_from, writes=True)
def go(domain: str) -> Answer:
    """Go there. Nothing is changed but that this browser may come back once."""
    provider = _provider(domain)
    person = current_person()
    linking = person if _linking(person, provider) else None
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
    start_session(person, level="sso")
    path = attempt.wanted if held(person, attempt.wanted) is not None else newest_held(person)
    if path is not None:
        show_held(path)
    return see_other(attempt.wanted)


def _link(attempt: SignOnAttempt, provider: Provider, subject: str) -> Answer:
    person = current_person()
    cookie.pop("linking", None)
    if person is None or person.id != attempt.linking_id:
        return _stopped("strange", None, 400)
    actions.link(person, provider=provider, subject=subject)
    return see_other(url_for("single_sign_on.accounts", forbundet=1))


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
    """Let go of an account elsewhere."""
    provider = provider_of_issuer(external_identity.issuer)
    actions.unlink(external_identity, by=person, name=provider.name if provider else external_identity.issuer)
    return see_other(url_for("single_sign_on.accounts", fjernet=1))
