"""What becomes of what is sent too late? Whose session has ended signs in and gets it back; who may no longer, is shown it."""

from collections.abc import Callable, Sequence
from urllib.parse import urlsplit
from uuid import UUID

from flask import Response, current_app, jsonify, make_response, redirect, request, url_for
from flask import session as cookie
from werkzeug.exceptions import NotFound, RequestEntityTooLarge

from portal.db import db
from portal.incoming import Takes, most_bytes, wants_json
from portal.people.form_tokens import person_of
from portal.people.held_forms import hold
from portal.people.session import current_person, end_refused, expired_person, render


def is_local_path(address: str) -> bool:
    """Whether an address stays on this site: one slash, no host, no control characters, no backslash."""
    if not address.startswith("/") or address.startswith("//") or "\\" in address:
        return False
    if " " in address or not address.isprintable():
        return False
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc


def ask_to_sign_in() -> Response:
    """Nobody is signed in: to the sign-in page and back here after; what was sent is kept for whom it was."""
    if wants_json():
        end_refused()
        response = jsonify({"signed_in": False})
        response.status_code = 401
        return response
    if request.method == "POST":
        hold_form_for(sender())
    end_refused()
    here = page_of_this() if request.method == "POST" else request.full_path.rstrip("?")
    return make_response(redirect(url_for("people.sign_in", naeste=None if here == "/" else here), code=303))


def sender() -> UUID | None:
    """For whom the form that came was made; None when nobody was signed in then."""
    db.session.commit()  # nobody waits for the database while the rest of a long form comes in
    is_nobody, expired = current_person() is None, expired_person()
    if is_nobody:  # a long form is taken in from somebody we know only
        request.max_content_length = most_bytes(Takes.FORM if expired is None else Takes.ATTACHMENTS)
    try:
        token = request.form.get("csrf_token", "")
    except RequestEntityTooLarge:
        return None
    return person_of(token) or (expired.id if expired is not None else None)


def hold_form_for(person_id: UUID | None) -> None:
    """Keep what was typed for the person the form was made for, and for nobody else."""
    if person_id is not None and is_page(request.path):
        has_files = any(file.filename for file in request.files.values())
        hold(person_id, request.path, request.form.to_dict(flat=False), has_files=has_files)
        db.session.commit()
        cookie["form_is_held"] = True  # the sign-in page says so; signing in empties the cookie


def is_page(path: str) -> bool:
    """Whether one can look there, and not only send something."""
    return current_app.url_map.bind("localhost").test(path, "GET")


def page_of_this() -> str:
    """Where to go on after a form that did nothing: its own page, else the one its button stood on, else the front page."""
    ours = f"{request.scheme}://{request.host}/"
    came_from = "/" + (request.referrer or "").removeprefix(ours) if (request.referrer or "").startswith(ours) else "/"
    return next((path for path in (request.path, came_from) if is_local_path(path) and is_page(path)), "/")


def or_given_back(names: Sequence[str], answer: Callable[[], Response]) -> Response:
    """The answer, or, where there is nothing (any more), a page with the texts of these names that were sent in vain."""
    try:
        return answer()
    except NotFound:
        texts = [text for name in names if (text := request.form.get(name, "").strip())]
        if not texts:
            raise
        response = make_response(render("errors/given_back.html", texts=texts))
        response.status_code = 404
        return response
