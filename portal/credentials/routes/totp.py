"""Where one sets up the app that makes codes, does without it, and gets new recovery codes."""

from flask import url_for

from portal import access
from portal.answers import see_other
from portal.credentials.forms import CodeForm
from portal.credentials.queries import has_of
from portal.credentials.routes.keeping import keep_a_way
from portal.credentials.routes.pages import forget_pending, pages, pending_secret
from portal.credentials.totp_actions import confirm, make_recovery_codes, remove_totp
from portal.credentials.totp_pictures import picture_of, spaced
from portal.door import Answer
from portal.errors import Refused
from portal.people.models import Person
from portal.people.session import render
from portal.settings import settings
from portal.text import _


@pages.page("/profil/sikkerhed/app", access=access.signed_in, methods=["GET", "POST"], step_up=True)
def app(person: Person) -> Answer:
    """Scan the picture, type the first code; then ten recovery codes, shown once."""
    form, secret = CodeForm(), pending_secret(person)
    if form.came_in():
        with form.refusals():
            codes = confirm(person, form.code.data or "", secret=secret, key=settings().secret_key)
            forget_pending()
            return render("credentials/recovery_codes.html", codes=codes, done="")
    values = {"picture": picture_of(person, secret), "secret": spaced(secret), "back": url_for("credentials.security")}
    return render("credentials/totp.html", form=form, here=url_for("credentials.app"), **values), form.status


@pages.page("/profil/sikkerhed/app/fjern", access=access.signed_in, methods=["POST"], step_up=True)
def remove_app(person: Person) -> Answer:
    """Do without the app."""
    keep_a_way(person, totp=True)
    remove_totp(person)
    return see_other(url_for("credentials.security", gemt="app-vaek"))


@pages.page("/profil/sikkerhed/gendannelseskoder", access=access.signed_in, methods=["POST"], step_up=True)
def recovery_codes(person: Person) -> Answer:
    """Ten new recovery codes, shown once; the older ones are dead."""
    if not has_of(person).totp:
        raise Refused(_("Gendannelseskoder hører til en app med koder. Sæt appen op først."))
    return render("credentials/recovery_codes.html", codes=make_recovery_codes(person), done="")
