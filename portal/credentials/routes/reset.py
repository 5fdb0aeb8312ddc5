"""Where somebody goes who has forgotten a password. The link leads; it is used up by a person who types the address."""

from uuid import UUID

from flask import session as cookie
from flask import url_for

from portal import access
from portal.answers import leave_token, see_other
from portal.credentials.attempts import begin_after_password
from portal.credentials.forms import ResetForm
from portal.credentials.password_actions import person_of_reset, send_reset, set_password, use_reset
from portal.credentials.queries import has_of, person_with_roles
from portal.credentials.routes.pages import chosen_password, pages
from portal.credentials.routes.sign_in import send_letter
from portal.door import Answer
from portal.errors import Refused
from portal.people.forms import EmailForm
from portal.people.models import Person
from portal.people.policy import Way, second_steps, standing_of
from portal.people.queries import canonical_email
from portal.people.session import render
from portal.settings import settings
from portal.text import _

RESET = "reset"
LONGEST_TOKEN = 100


def _addressee(form: ResetForm, wanted: UUID) -> Person | None:
    """The person whose link it is, if whoever sends the form has typed their address."""
    if not form.came_in():
        return None
    person = _typed(form.email.data or "")
    if person is None or person.id != wanted:
        form.email.errors = [_("Skriv den adresse, mailen kom til.")]
        return None
    return person


def _typed(address: str) -> Person | None:
    try:
        return person_with_roles(Person.email == canonical_email(address))
    except Refused:
        return None


@pages.page("/log-ind/glemt", access=access.anyone, methods=["GET", "POST"])
def forgotten() -> Answer:
    """Ask for a link. The same answer whoever has the address."""
    form = EmailForm()
    if form.came_in():
        with form.refusals():
            email = canonical_email(form.email.data or "")
            send_reset(person_with_roles(Person.email == email))
            return render("credentials/link_sent.html", email=email)
    return render("credentials/forgotten.html", form=form), form.status


@pages.page("/log-ind/nulstil/<token>", access=access.anyone_with_token)
def follow_reset(token: str) -> Answer:
    """The link from the letter: the token goes into the browser and out of the address. Nothing else happens."""
    cookie[RESET] = token[:LONGEST_TOKEN]
    return leave_token(url_for("credentials.new_password"))


@pages.page("/log-ind/ny-adgangskode", access=access.anyone, methods=["GET", "POST"])
def new_password() -> Answer:
    """Choose a new password; the second step is still asked for, and everybody who was in is out."""
    form = ResetForm()
    wanted = person_of_reset(cookie.get(RESET, ""))
    if wanted is None:
        return render("credentials/link_over.html", vouched=False), 410
    person = _addressee(form, wanted)
    hashed = chosen_password(form, person) if person is not None else None
    if person is None or hashed is None:
        return render("credentials/new_password.html", form=form), form.status
    if not use_reset(cookie.pop(RESET, "")):
        raise Refused(_("Linket er brugt. Bed om et nyt."))
    set_password(person, hashed, config=settings())
    begin_after_password(person)
    if Way.LETTER in second_steps(standing_of(person), has_of(person), is_demo=settings().is_demo):
        send_letter(person)
    return see_other(url_for("credentials.second_step"))
