"""Where a passkey proves once more that it is the person who sits there: one press, in place of signing in again."""

from flask import url_for

from portal import access
from portal.credentials.passkey_actions import ask_for_own_passkey, is_passkey_of, site_of
from portal.credentials.routes.pages import pages, wanted_page
from portal.credentials.routes.passkeys import asked, leads_to, sent_answer
from portal.db import db
from portal.door import Answer
from portal.errors import Refused
from portal.journal.actions import record
from portal.people.models import Person
from portal.people.policy import Way
from portal.people.session import current_level, current_session_id, step_up
from portal.people.stepping_up import give_back
from portal.settings import settings
from portal.text import _


@pages.page("/bekraeft/adgangsnoegle/begynd", access=access.signed_in, methods=["POST"])
def confirm_begin(person: Person) -> Answer:
    """Something to sign for one of the person's own passkeys, in this session."""
    return asked(*ask_for_own_passkey(person, site_of(settings()), session_id=current_session_id()))


@pages.page("/bekraeft/adgangsnoegle", access=access.signed_in, methods=["POST"])
def confirm_with_passkey(person: Person) -> Answer:
    """Signed: the session goes on under a new secret, and what was sent comes back."""
    secret, signed = sent_answer()
    if not is_passkey_of(person, secret, signed, site_of(settings()), session_id=current_session_id()):
        record("step_up.failed", by_id=person.id, result="refused")
        db.session.commit()  # that the challenge is used up stays
        raise Refused(_("Det var ikke en af dine adgangsnøgler. Prøv igen, eller vælg en anden måde."))
    step_up(level="+".join(sorted({*filter(None, current_level().split("+")), Way.PASSKEY})))
    wanted = wanted_page()
    give_back(person, wanted.partition("?")[0])
    return leads_to(wanted or url_for("pathways.home"))
