"""Where does a coordinator speak for somebody who has lost the second step, and where does the letter's link lead?"""

import hmac

from flask import request, url_for
from flask import session as cookie

from portal import access
from portal.answers import leave_token, see_other
from portal.credentials import passwords
from portal.credentials.attempts import MAY_SET_UP, WHEN_SET_UP, begin_setup, current_attempt, end_setups
from portal.credentials.models import ProvedBy, SignInAttempt
from portal.credentials.password_actions import is_still
from portal.credentials.queries import password_of, person_with_roles
from portal.db import db
from portal.door import Answer, Pages
from portal.enrolments.models import Enrolment
from portal.errors import Refused
from portal.journal.actions import record
from portal.people import known_browsers
from portal.people.limits import limits_of
from portal.people.models import Person
from portal.people.queries import canonical_email, known_person
from portal.people.session import render
from portal.settings import settings
from portal.text import _
from portal.vouching import actions, queries, replacing
from portal.vouching.forms import OwnerForm, StaffVouchForm, VouchForm
from portal.vouching.models import Vouch, VouchLink
from portal.vouching.speaking import is_in_office, speaks_for

pages = Pages("vouching", __name__)
KEY = "vouch"
LONGEST_TOKEN = 100


def _replace(person: Person, attempt: SignInAttempt) -> None:
    if attempt.proved_by is ProvedBy.VOUCHED:
        actions.use_link(person, attempt.ticket_id)
        replacing.drop_older(person, since=attempt.created_at, limits=limits_of(person, settings()))


def _still_leads(person: Person, attempt: SignInAttempt) -> bool:
    if attempt.proved_by is not ProvedBy.VOUCHED or attempt.ticket_id is None:
        return attempt.proved_by is not ProvedBy.VOUCHED
    return actions.still_leads(attempt.ticket_id, person)


WHEN_SET_UP.append(_replace)
MAY_SET_UP.append(_still_leads)


@pages.page(
    "/tilmelding/<uuid:enrolment_id>/login-hjaelp", access=access.may_vouch, methods=["GET", "POST"], step_up={"POST"}
)
def vouch(person: Person, enrolment: Enrolment) -> Answer:
    """Speak for a participant of one's cohort: they get a letter, and nothing changes until they use its link."""
    form = VouchForm(person=person)
    whom = enrolment.person
    here = url_for("vouching.vouch", enrolment_id=enrolment.id)
    if form.came_in():
        with form.refusals():
            actions.vouch(whom.id, by=person, reason=form.reason.data or "", cohort_id=enrolment.cohort_id)
            return see_other(f"{here}?sendt=1")
    words = queries.words_for(whom.id)
    values = {"whom": whom, "cohort": enrolment.cohort, "words": words, "said": request.args.get("sendt")}
    return render("vouching/vouch.html", form=form, here=here, **values), form.status


@pages.page("/adgang/login-hjaelp", access=access.may_vouch_for_staff, methods=["GET", "POST"], step_up={"POST"})
def staff(person: Person) -> Answer:
    """Speak for a colleague: two people have to, within a day."""
    form = StaffVouchForm(person=person)
    if form.came_in():
        with form.refusals():
            whom = known_person(form.email.data or "")
            is_sent = actions.vouch(whom.id, by=person, reason=form.reason.data or "")
            return see_other(url_for("vouching.staff", sket="sendt" if is_sent else "venter"))
    words = [one for one in queries.words_for_staff() if speaks_for(person, one.person)]
    return render(
        "vouching/staff.html",
        form=form,
        words=words,
        of_cohorts=not is_in_office(person),
        happened=request.args.get("sket", ""),
    ), form.status


@pages.page("/login-hjaelp/<uuid:vouch_id>/tag-tilbage", access=access.may_take_back_vouch, methods=["POST"])
def take_back(person: Person, vouch: Vouch) -> Answer:
    """One's word no longer counts, and the link that came of it leads nowhere."""
    actions.take_back(vouch, by=person)
    if vouch.is_for_staff:
        return see_other(url_for("vouching.staff", sket="tilbage"))
    enrolment = queries.enrolment_seen_by(person, vouch.person_id)
    if enrolment is None:
        return see_other(url_for("pathways.home"))
    return see_other(url_for("vouching.vouch", enrolment_id=enrolment, tilbage=1))


@pages.page("/log-ind/hjaelp/<token>", access=access.anyone_with_token)
def follow(token: str) -> Answer:
    """The link from the letter: the token goes into the browser and out of the address. Nothing else happens."""
    cookie[KEY] = token[:LONGEST_TOKEN]
    return leave_token(url_for("vouching.arrive"))


@pages.page("/log-ind/hjaelp", access=access.anyone, methods=["GET", "POST"])
def arrive() -> Answer:
    """Say whose address it is, with the password of whoever has one; then set the new second step."""
    link = queries.link(actions.hashed(cookie.get(KEY, "")))
    person = person_with_roles(Person.id == link.person_id) if link is not None else None
    if link is None or person is None or not actions.still_leads(link.id, person):
        return render("credentials/link_over.html", vouched=True), 410
    form = OwnerForm()
    if form.came_in():
        sentence = _why_not(person, form.email.data or "", form.password.data or "")
        if sentence is None:
            return _set_up(person, link)
        form.email.errors = [sentence]
    return render("vouching/arrive.html", form=form), form.status


def _why_not(person: Person, typed: str, password: str) -> str | None:
    """The sentence that says why whoever holds the link is not its owner; None when they are.

    The password is compared outside the transaction: nobody waits at the database meanwhile.
    """
    try:
        email = canonical_email(typed)
        known_browsers.ask_leave(email)
    except Refused as refusal:
        return refusal.sentence
    row = password_of(person)
    kept = row.hash if row is not None else None
    db.session.commit()
    is_theirs = hmac.compare_digest(person.email.encode(), email.encode())
    is_right = passwords.HASHING.is_right(kept, passwords.read(password)) or kept is None
    if is_theirs and is_right and is_still(person, kept):
        return None
    known_browsers.note(email, is_right=False)
    record("vouch.tried", by_id=None, subject_id=person.id, owner_id=person.id, result="refused")
    return _("Adressen og adgangskoden passer ikke sammen. Skriv den adresse, mailen kom til.")


def _set_up(person: Person, link: VouchLink) -> Answer:
    """To where a way in is chosen, in this browser alone: of several that followed the link, the last."""
    end_setups(link.id)
    begin_setup(person, proved_by=ProvedBy.VOUCHED, ticket_id=link.id)
    attempt = current_attempt()
    if attempt is not None:
        attempt.has_password = password_of(person) is not None
        attempt.expires_at = min(attempt.expires_at, link.expires_at)
    return see_other(url_for("credentials.choose"))
