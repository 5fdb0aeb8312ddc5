"""What if an act needs a fresh proof of who sits there? Keep what was sent, ask for it, and go on where they were."""

from flask import Response, jsonify, make_response, redirect, request, url_for

from portal.incoming import wants_json
from portal.people.held_forms import held, hold
from portal.people.models import Person
from portal.people.session import current_person, show_held
from portal.people.too_late import is_page, page_of_this


def ask(**_things: object) -> Response:
    """To the page that asks, whatever page was wanted. A script is told where that is."""
    person = current_person()
    is_post = request.method == "POST"
    here = page_of_this() if is_post else request.full_path.rstrip("?")
    there = url_for("step_up.confirm", naeste=None if here == "/" else here)
    if wants_json():
        response = jsonify({"signed_in": True, "step_up": there})
        response.status_code = 403
        return response
    if is_post and person is not None and is_page(request.path):
        hold(person.id, request.path, request.form.to_dict(flat=False))
    return make_response(redirect(there, code=303))


def give_back(person: Person, path: str) -> None:
    """Let what was sent to the page come back filled in."""
    if held(person, path) is not None:
        show_held(path, why="step_up")
