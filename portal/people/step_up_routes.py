"""Where does somebody prove once more that it is them, before an act that matters?"""

from typing import Final
from uuid import UUID

from flask import request, url_for
from flask import session as cookie

from portal import access
from portal.answers import see_other
from portal.credentials.forms import SecondStepForm
from portal.credentials.queries import has_of
from portal.credentials.totp_actions import use_recovery_code, use_totp
from portal.door import Answer, Pages
from portal.errors import Refused
from portal.journal.actions import record
from portal.people import actions, known_browsers
from portal.people.forms import CodeForm
from portal.people.held_forms import held
from portal.people.models import Person
from portal.people.policy import Has, Way
from portal.people.session import current_level, is_stepped_up, render, sign_out, step_up
from portal.people.stepping_up import give_back
from portal.people.too_late import is_local_path
from portal.settings import settings
from portal.text import _

HERE: Final = "step_up.confirm"
CODE: Final = "confirm_code_id"
pages = Pages("step_up", __name__)


def _wanted_page() -> str:
    wanted = request.values.get("naeste", "")
    return wanted if is_local_path(wanted) else "/"


@pages.page("/bekraeft", access=access.signed_in, methods=["GET", "POST"])
def confirm(person: Person) -> Answer:
    """Show a passkey, type a code from the app, in the demonstration one from a letter, or sign in once more; then go on."""
    wanted = _wanted_page()
    if is_stepped_up() and "naeste" in request.values:
        return _go_on(person, wanted)
    if request.form.get("step") == "again":
        sign_out()
        return see_other(url_for("people.sign_in", naeste=wanted))
    has = has_of(person)
    way = _way_of(has)
    form = SecondStepForm() if way is Way.TOTP else CodeForm()
    if way is Way.LETTER and request.form.get("step") == "send":
        with form.refusals():
            cookie[CODE] = str(actions.ask_for_code(person.email, is_demo=settings().is_demo).id)
            return see_other(url_for(HERE, naeste=wanted))
    elif way is not None and form.came_in():
        try:
            step_up(level=_proved(person, way, form.code.data or ""))
            return _go_on(person, wanted)
        except Refused as refusal:
            form.code.errors = [refusal.sentence]
    shown = {"form": form, "wanted": wanted, "way": way, "is_sent": CODE in cookie, "has_passkey": has.passkeys > 0}
    return render("people/confirm.html", **shown, is_held=held(person, wanted) is not None), form.status


def _way_of(has: Has) -> Way | None:
    """What can be typed here; None for whoever has nothing but a passkey or signing in once more."""
    if has.totp:
        return Way.TOTP
    return Way.LETTER if settings().is_demo else None


def _proved(person: Person, way: Way, typed: str) -> str:
    """The level of a session in which this code was typed. Raises Refused with a sentence when it is none of theirs."""
    known_browsers.ask_leave(person.email)
    sentence = _by_letter(person, typed) if way is Way.LETTER else _by_app(person, typed)
    known_browsers.note(person.email, is_right=not sentence)
    if sentence:
        raise Refused(sentence)
    return "+".join(sorted({*filter(None, current_level().split("+")), way}))


def _by_letter(person: Person, typed: str) -> str:
    if CODE not in cookie:
        return _("Bed om en kode først.")
    answer = actions.use_code(UUID(cookie[CODE]), typed, email=person.email, signs_in=False)
    return answer if isinstance(answer, str) else ""


def _by_app(person: Person, typed: str) -> str:
    if use_totp(person, typed, key=settings().secret_key) or use_recovery_code(person, typed):
        return ""
    record("step_up.failed", by_id=person.id, result="refused")
    return _("Koden passer ikke. Brug den nyeste i appen, eller en af dine gendannelseskoder.")


def _go_on(person: Person, wanted: str) -> Answer:
    cookie.pop(CODE, None)
    give_back(person, wanted.partition("?")[0])
    return see_other(wanted)
