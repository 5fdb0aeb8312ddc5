"""Where static files and the pages about the portal itself are reached."""

from datetime import timedelta
from functools import cache, partial
from math import ceil
from mimetypes import guess_type

from flask import Flask, Response, abort, current_app, jsonify, request, send_from_directory, url_for
from markupsafe import Markup

from portal import access, clock
from portal.answers import see_other
from portal.checking import scanner
from portal.checking.office_program import office_program
from portal.checking.queries import standing
from portal.door import Answer, Pages
from portal.pages.health import State, readiness
from portal.pages.security_contact import contact_text
from portal.pages.static_files import FOLDER, PACKED, YEAR, version_of
from portal.people import queries
from portal.people.devices import end_sessions
from portal.people.forms import EndSessionsForm
from portal.people.limits import limits_of
from portal.people.models import Person
from portal.people.session import render
from portal.people.throttle import alarms_of_a_day
from portal.settings import settings

pages = Pages("pages", __name__)


def init_static(app: Flask) -> None:
    """Let templates ask for a static file's address: it holds the folder's hash and may be cached for a year."""
    version = version_of(FOLDER)
    app.config["STATIC_VERSION"] = version

    folder = app.url_map.bind("").build("pages.static_file", {"version": version, "path": ""})
    app.jinja_env.globals["static_url"] = lambda path: folder + path
    app.jinja_env.globals["drawn_icon"] = partial(_icon, folder)


@cache
def _icon(folder: str, name: str) -> Markup:
    """Drawn once: a page shows it twenty times."""
    return Markup('<svg class="icon" aria-hidden="true"><use href="{}icons.svg#{}"/></svg>').format(folder, name)


@pages.page("/static/<string:version>/<path:path>", access=access.open_file, database=False)
def static_file(version: str, path: str) -> Answer:
    """A stylesheet, script, icon or font; a large script in gzip, where it is kept so and the browser takes it."""
    is_current = version == current_app.config["STATIC_VERSION"]
    is_packed = f"{path}.gz" in PACKED and request.accept_encodings.quality("gzip") > 0
    name, max_age = f"{path}.gz" if is_packed else path, YEAR if is_current else 0
    response: Response = send_from_directory(FOLDER, name, mimetype=guess_type(path)[0], max_age=max_age)
    response.cache_control.immutable = is_current
    if is_packed:
        response.content_encoding = "gzip"
    if f"{path}.gz" in PACKED:
        response.vary.add("Accept-Encoding")
    return response


@pages.page("/hjaelp", access=access.anyone)
def help_page() -> Answer:
    """How to get on, and whom to ask."""
    return render("pages/help_page.html")


@pages.page("/hjaelp/materiale", access=access.anyone)
def sharing_help() -> Answer:
    """How those who teach share files, pages and links."""
    return render("pages/sharing_help.html")


@pages.page("/privatliv", access=access.anyone)
def privacy() -> Answer:
    """What the portal keeps, for how long, and its five cookies."""
    return render("pages/privacy.html", hours=ceil(settings().longest_session / timedelta(hours=1)))


@pages.page("/din-case", access=access.anyone)
def case_care() -> Answer:
    """Who can read a case, and what the portal does so that nobody else can."""
    return render("pages/case_care.html")


@pages.page("/tilgaengelighed", access=access.anyone)
def accessibility() -> Answer:
    """What the portal does for everybody to be able to use it, and what is not good enough yet."""
    return render("pages/accessibility.html", statement=settings().accessibility_url)


@pages.page("/was", access=access.anyone)
def accessibility_statement() -> Answer:
    """The address where public bodies' statements are looked for."""
    return see_other(settings().accessibility_url or url_for("pages.accessibility"))


@pages.page("/.well-known/security.txt", access=access.anyone, database=False)
def security_contact() -> Answer:
    """Whom to tell of a hole, as RFC 9116 wants it; absent when the provider has named nobody."""
    if not settings().security_contact:
        abort(404)
    answer = Response(contact_text(settings(), clock.now()))
    answer.mimetype = "text/plain"
    return answer


@pages.page("/drift", access=access.may_administer, methods=["GET", "POST"], step_up={"POST"})
def operation(person: Person) -> Answer:
    """How the files stand: whether they are scanned, and what waits. Here somebody is signed out everywhere."""
    clamd = settings().clamd
    form = EndSessionsForm(person=person)
    if form.came_in():
        with form.refusals():
            other = queries.known_person(form.email.data or "")
            end_sessions(other, limits_of(other, settings()), by=person)
            return see_other(url_for("pages.operation", afsluttet=1))
    page = render(
        "pages/operation.html",
        is_set=bool(clamd),
        answers=bool(clamd) and scanner.answers(clamd),
        converts=office_program() is not None,
        files=standing(),
        form=form,
        alarms=alarms_of_a_day(),
        ended=request.args.get("afsluttet"),
    )
    return page, form.status


@pages.page("/livez", access=access.anyone, database=False)
def livez() -> Answer:
    """Whether this process answers at all; asks nothing else."""
    return jsonify({"state": State.OK})


@pages.page("/readyz", access=access.anyone, database=False)
def readyz() -> Answer:
    """Each dependency by name; 503 when one is down that nothing works without."""
    reports = readiness()
    states = {report.state for report in reports.values()}
    worst = next((s for s in (State.DOWN, State.DEGRADED) if s in states), State.OK)
    dependencies = {name: {"state": r.state, "says": r.says} for name, r in sorted(reports.items())}
    answer = jsonify({"state": worst, "dependencies": dependencies})
    answer.status_code = 503 if worst is State.DOWN else 200
    return answer
