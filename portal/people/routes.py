"""Where people sign in and out, choose a language and keep their profile."""

from uuid import UUID

from flask import jsonify, request, url_for
from flask import session as cookie
from flask_wtf.csrf import generate_csrf

from portal import access
from portal.answers import see_other
from portal.credentials.attempts import begin_attempt
from portal.credentials.routes.arriving import enter, go_on
from portal.door import Answer, Pages
from portal.errors import Refused
from portal.forms import options
from portal.people import actions, known_browsers, queries
from portal.people.browsers import browser_in_words
from portal.people.devices import end_session, end_sessions, live_sessions
from portal.people.forms import CodeForm, EmailForm, ProfileForm
from portal.people.limits import limits_of
from portal.people.models import Person, SignInSession
from portal.people.policy import Way
from portal.people.session import current_person, current_session_id, render
from portal.people.session import sign_out as leave
from portal.people.too_late import is_local_path
from portal.settings import settings
from portal.single_sign_on.offering import offer_for
from portal.text import LOCALES

pages = Pages("people", __name__)


def _wanted_page() -> str:
    wanted = request.values.get("naeste", "")
    return wanted if is_local_path(wanted) else "/"


@pages.page("/log-ind", access=access.anyone, methods=["GET", "POST"])
def sign_in() -> Answer:
    """Say who one is. The next page asks for a password; in the demonstration a code by letter is enough."""
    is_demo = settings().is_demo
    if request.method != "POST" and current_person() is not None:
        return see_other(_wanted_page())
    form = EmailForm()
    if form.came_in():
        with form.refusals():
            email = queries.canonical_email(form.email.data or "")
            if (offer := offer_for(email, _wanted_page())) is not None:  # the domain has a single sign-on
                return offer
            if not is_demo or request.form.get("med") == "adgangskode":
                begin_attempt(email)
                return see_other(url_for("credentials.password", naeste=_wanted_page()))
            code = actions.ask_for_code(email, is_demo=is_demo)
            cookie["code_id"], cookie["code_email"] = str(code.id), code.email
            return see_other(url_for("people.enter_code", naeste=_wanted_page()))
    is_held = "form_is_held" in cookie
    return render("people/sign_in.html", form=form, wanted=_wanted_page(), is_held=is_held), form.status


@pages.page("/log-ind/kode", access=access.anyone, methods=["GET", "POST"])
def enter_code() -> Answer:
    """The demonstration's way in: type the code into the browser that asked for it."""
    if "code_id" not in cookie or not settings().is_demo:
        return see_other(url_for("people.sign_in", naeste=_wanted_page()))
    form = CodeForm()
    if form.came_in():
        answer = _proves(cookie["code_email"], UUID(cookie["code_id"]), form.code.data or "")
        if isinstance(answer, Person):
            enter(answer, frozenset({Way.LETTER}))
            return go_on(answer, _wanted_page())
        form.code.errors = [answer]
    return render("people/enter_code.html", form=form, email=cookie["code_email"], wanted=_wanted_page()), form.status


def _proves(email: str, code_id: UUID, typed: str) -> Person | str:
    """The person whom a code proves, or why it does not; it is not even looked at from whoever has to wait."""
    try:
        known_browsers.ask_leave(email)
    except Refused as refusal:
        return refusal.sentence
    answer = actions.use_code(code_id, typed, email=email)
    known_browsers.note(email, is_right=isinstance(answer, Person))
    return answer


@pages.page("/log-ind/klar", access=access.signed_in)
def signed_in_again(person: Person) -> Answer:
    """Signed in again, over the page that waits or in a window: it hears of it. `som` says whose the page is."""
    whose = request.args.get("som", "") or str(person.id)
    return render("people/signed_in_again.html", is_other=whose != str(person.id), here=request.full_path.rstrip("?"))


@pages.page("/log-ind/token", access=access.signed_in)
def token(person: Person) -> Answer:
    """A fresh form token for a page that was open while somebody signed in again; only for the person it belonged to."""
    return jsonify(person_id=str(person.id), csrf_token=generate_csrf())


@pages.page("/log-ud", access=access.anyone, methods=["POST"])
def sign_out() -> Answer:
    """Leave; the language stays, and that this browser is known, unless one leaves to sign in as whoever a page waits for."""
    leave()
    if _wanted_page().startswith(url_for("people.signed_in_again")):
        return see_other(url_for("people.sign_in", naeste=_wanted_page()))
    answer = see_other(url_for("people.sign_in"))
    # Case text the server has not got waits in the tab; on a shared machine it must not outlast its writer.
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@pages.page("/sprog", access=access.anyone, methods=["POST"])
def choose_language() -> Answer:
    """Read the portal in the other language."""
    chosen = request.form.get("locale", "")
    person = current_person()
    if chosen in LOCALES:
        cookie["language"] = chosen
        if person is not None:
            person.locale = chosen
    return see_other(_wanted_page())


@pages.page("/profil", access=access.signed_in, methods=["GET", "POST"])
def profile(person: Person) -> Answer:
    """What the portal knows of you, and your language."""
    form = ProfileForm(person=person, obj=person)
    form.municipality_code.choices = options([("", "–"), *((m.code, m.name) for m in queries.municipalities())])
    if form.came_in():
        with form.refusals():
            actions.change_profile(
                person,
                by=person,
                name=form.name.data or "",
                title=form.title.data or "",
                phone=form.phone.data or "",
                organisation=form.organisation.data or "",
                municipality_code=form.municipality_code.data or "",
                locale=form.locale.data or "",
            )
            return see_other(url_for("people.profile", gemt=1))
    return render("people/profile.html", form=form, saved=request.args.get("gemt")), form.status


@pages.page("/profil/enheder", access=access.signed_in)
def devices(person: Person) -> Answer:
    """Where you are signed in."""
    sessions = live_sessions(person, limits_of(person, settings()))
    own, ended = current_session_id(), request.args.get("afsluttet")
    return render("people/devices.html", sessions=sessions, own=own, ended=ended, in_words=browser_in_words)


@pages.page("/profil/enheder/<uuid:sign_in_session_id>/afslut", access=access.may_end_session, methods=["POST"])
def end_device(person: Person, sign_in_session: SignInSession) -> Answer:
    """Sign yourself out on one device."""
    end_session(sign_in_session, by=person)
    return see_other(url_for("people.devices", afsluttet="en"))


@pages.page("/profil/enheder/afslut-andre", access=access.signed_in, methods=["POST"])
def end_other_devices(person: Person) -> Answer:
    """Sign yourself out everywhere else."""
    end_sessions(person, limits_of(person, settings()), by=person, but=current_session_id())
    return see_other(url_for("people.devices", afsluttet="andre"))
