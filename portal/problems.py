"""What does the reader see when something is wrong? A page in plain words with a way on; never the inside of the machine."""

from typing import Final

from flask import Flask, Response, current_app, jsonify, make_response, redirect, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge, SecurityError

from portal.answers import refused
from portal.db import AWAY, db
from portal.figures import size_text
from portal.incoming import wants_json
from portal.people import session, too_late
from portal.text import _, _l

HEADINGS: Final = {
    400: _l("Vi forstod ikke det, der blev sendt"),
    404: _l("Her er ingenting, du kan se"),
    405: _l("Siden kan ikke åbnes på den måde"),
    413: _l("Det, du sendte, er for stort"),
    500: _l("Noget gik galt hos os"),
    503: _l("Portalen er ikke klar lige nu"),
}
SENTENCES: Final = {
    400: _l("Gå tilbage, og prøv igen. Hjælper det ikke, så skriv til din koordinator."),
    404: _l("Enten findes siden ikke, eller også er den ikke delt med dig. Er du logget ind som den rigtige?"),
    405: _l("Åbn siden fra menuen i stedet."),
    413: _l("Vælg en mindre fil, eller del den i to. Teksten, du har gemt, ligger her stadig."),
    500: _l("Det, du har gemt, er der stadig. Prøv igen om lidt, og skriv til din koordinator, hvis det sker igen."),
    503: _l("Prøv igen om et øjeblik. Det, du har gemt, er der stadig."),
}


def _problem(status: int, sentence: str = "", back: str = "") -> Response:
    known = status if status in HEADINGS else (500 if status >= InternalServerError.code else 400)
    if wants_json():
        response = jsonify({"message": str(SENTENCES[known])})
    else:
        try:
            said = {"heading": HEADINGS[known], "sentence": sentence or SENTENCES[known], "back": back}
            page = session.render("errors/problem.html", **said)
        except AWAY as error:
            return _database_away(error)
        response = make_response(page)
    response.status_code = status
    return response


def _database_away(error: Exception) -> Response:
    current_app.logger.error("the database does not answer: %s", getattr(error, "orig", type(error).__name__))
    db.session.rollback()
    session.ask_nobody()
    return _plain_problem(503)


def _stale_form(_error: CSRFError) -> Response:
    """The page was made before somebody signed in or out here: keep what was typed, show the form again."""
    person = session.current_person()
    if person is None:
        return too_late.ask_to_sign_in()
    if wants_json():
        response = jsonify({"signed_in": True, "token": False})
        response.status_code = 401
        return response
    sender = too_late.sender()
    too_late.hold_form_for(sender)
    if sender not in {None, person.id}:
        return refused(
            _(
                "Siden blev åbnet, mens en anden var logget ind her, så vi har ikke gjort noget. "
                "Det, der stod i den, venter på den anden."
            )
        )
    if sender is not None:
        session.show_held(request.path)
    return make_response(redirect(too_late.page_of_this(), code=303))


def init_problems(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.register_error_handler(CSRFError, _stale_form)

    @app.errorhandler(HTTPException)
    def known(error: HTTPException) -> Response | HTTPException:
        if error.code is None or error.code < 400:  # noqa: PLR2004 - redirects are no problem
            return error
        return _problem(error.code)

    @app.errorhandler(SecurityError)
    def other_host(_error: SecurityError) -> Response:
        response = make_response(f"{HEADINGS[400]}.\n")  # no page: without a host of ours there are no addresses
        response.mimetype, response.status_code = "text/plain", 400
        return response

    @app.errorhandler(RequestEntityTooLarge)
    def too_large(_error: RequestEntityTooLarge) -> Response:
        return _problem(413, _too_large(), too_late.page_of_this())

    for kind in AWAY:
        app.register_error_handler(kind, _database_away)

    @app.errorhandler(Exception)
    def unknown(error: Exception) -> Response:
        app.logger.error("unexpected at %s", request.endpoint, exc_info=error)
        return _plain_problem(500)


def _too_large() -> str:
    """Refused by its length alone, before any of it came: what was typed is in the browser and nowhere else."""
    return _(
        "Vi kan tage imod %(size)s på én gang, så intet af det er nået frem, heller ikke teksten. "
        "Gå tilbage i browseren, hvor den stadig står. Vælg færre eller mindre filer, og send igen. "
        "Det, der var gemt før, er der stadig.",
        size=size_text(request.max_content_length or 0),
    )


def _plain_problem(status: int) -> Response:
    """A page that asks the database nothing."""
    if wants_json():
        return _problem(status)
    page = current_app.jinja_env.get_template("errors/plain.html").render(
        heading=HEADINGS[status], sentence=SENTENCES[status]
    )
    response = make_response(page)
    response.status_code = status
    return response
