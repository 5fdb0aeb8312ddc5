"""Where does somebody prove once more that it is them, before an act that matters?"""

from typing import Final
from uuid import UUID

from flask import current_app, request, url_for
from flask import session as cookie

from portal import access
from portal.door import Answer, Pages, see_other
from portal.people import actions
from portal.people.forms import CodeForm
from portal.people.held_forms import held
from portal.people.models import Person
from portal.people.session import is_stepped_up, render, sign_out, step_up
from portal.people.stepping_up import give_back
from portal.people.too_late import is_local_path
from portal.text import _

HERE: Final = "step_up.confirm"
CODE: Final = "confirm_code_id"
pages = Pages("step_up", __name__)


def _wanted_page() -> str:
    wanted = request.values.get("naeste", "")
    return wanted if is_local_path(wanted) else "/"


@pages.page("/bekraeft", access=access.signed_in, methods=["GET", "POST"])
def confirm(person: Person) -> Answer:
    """Type a code, or sign in once more; then go on with what one was doing."""
    wanted = _wanted_page()
    if is_stepped_up() and "naeste" in request.values:
        return _go_on(person, wanted)
    form = CodeForm()
    if request.form.get("step") == "again":
        sign_out()
        return see_other(url_for("people.sign_in", naeste=wanted))
    by_letter = bool(current_app.extensions["portal"].is_demo)
    if by_letter and request.form.get("step") == "send":
        with form.refusals():
            cookie[CODE] = str(actions.ask_for_code(person.email, is_demo=by_letter).id)
            return see_other(url_for(HERE, naeste=wanted))
    elif by_letter and form.came_in():
        if (sentence := _says(person, form)) is None:
            step_up()
            return _go_on(person, wanted)
        form.code.errors = [sentence]
    shown = {"form": form, "wanted": wanted, "by_letter": by_letter, "is_sent": CODE in cookie}
    return render("people/confirm.html", **shown, is_held=held(person, wanted) is not None), form.status


def _says(person: Person, form: CodeForm) -> str | None:
    """Why the code does not do; None when it is this person's."""
    if CODE not in cookie:
        return _("Bed om en kode først.")
    answer = actions.use_code(UUID(cookie[CODE]), form.code.data or "", signs_in=False)
    if isinstance(answer, str):
        return answer
    return None if answer.id == person.id else _("Koden gælder ikke længere. Bed om en ny.")


def _go_on(person: Person, wanted: str) -> Answer:
    cookie.pop(CODE, None)
    give_back(person, wanted.partition("?")[0])
    return see_other(wanted)
