"""How does an act answer that shows no page of its own? It leads on, or says in a sentence why it is not done."""

from flask import Response, jsonify, make_response, redirect

from portal.incoming import wants_json
from portal.people import session


def refused(sentence: str, status: int = 409) -> Response:
    """The answer to an act that is not possible now: a sentence, on a page or for the script that asked."""
    if wants_json():
        response = jsonify({"message": sentence})
    else:
        response = make_response(session.render("errors/refused.html", sentence=sentence))
    response.status_code = status
    return response


def see_other(address: str) -> Response:
    """After an act: look there."""
    return make_response(redirect(address, code=303))


def leave_token(address: str) -> Response:
    """On from an address that holds a letter's token, which is sent on to nobody and does not stay on the screen."""
    answer = see_other(address)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
