"""How does a page open? Declared with the rule that opens it; the door loads, judges, answers and commits once."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final, ParamSpec, cast

from flask import Blueprint, Flask, Response, abort, current_app, make_response, request
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import NotFound

from portal.answers import refused
from portal.arguments import Rule, load, load_anew, things, wanted_by
from portal.db import db
from portal.errors import Refused
from portal.incoming import PortalRequest, Takes, comes_as_form, is_still_coming, most_bytes
from portal.people import session, stepping_up, too_late
from portal.people.session_rows import person_still_in
from portal.people.under_way import SignedOut, asked_again, let_be_asked, let_be_asked_here
from portal.text import _

P = ParamSpec("P")
Answer = str | Response | tuple[str, int] | tuple[Response, int]
SAFE: Final = {"GET", "HEAD", "OPTIONS"}
NO_CONTENT: Final = 204
EVERY: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
DOORS: Final[dict[str, Rule]] = {}
STEPS_UP: Final[dict[str, frozenset[str]]] = {}
LEAVE_A_TRACE: Final[set[str]] = set()


class Pages(Blueprint):
    """A feature's pages. There is no other way to register one: what came past the door answers 404."""

    def page(
        self,
        address: str,
        *,
        access: Callable[P, bool],
        methods: Sequence[str] = ("GET",),
        writes: bool = False,
        csrf: bool = True,
        database: bool = True,
        takes: Takes | int = Takes.FORM,
        step_up: bool | Collection[str] = False,
        keeps_first: Callable[P, Answer | None] | None = None,
        gives_back: Sequence[str] = (),
    ) -> Callable[[Callable[P, Answer]], Callable[P, Answer]]:
        """Declare a page and the rule that opens it; both take the same arguments, loaded by the door.

        `writes` marks a GET that leaves a trace. `csrf=False` is for addresses whose signature is the right.
        `database=False` is for what has to answer without one: no transaction is opened for it.
        `takes` is how much may be sent here; a number is bytes.
        `step_up` asks who comes to prove once more who they are, unless they did so within five minutes; for some
        methods only when they are named. `keeps_first` puts away a file that came, which cannot wait as typed text does,
        before they are asked; its answer, if it has one, stands in place of the question.
        `gives_back` names the texts of a form that come back to whoever may not, or no longer, send it.
        """
        wanted, asks_again = wanted_by(access), frozenset(EVERY if step_up is True else step_up or ())

        def declare(view: Callable[P, Answer]) -> Callable[P, Answer]:
            declared = _Page(
                access=access,
                view=view,
                wanted=wanted,
                asks_again=asks_again,
                writes=writes,
                csrf=csrf,
                database=database,
                takes=takes,
                keeps_first=keeps_first,
                gives_back=gives_back,
            )
            declared.enter(f"{self.name}.{view.__name__}")
            self.add_url_rule(address, view.__name__, declared.opened, methods=list(methods))
            return view

        return declare


@dataclass(frozen=True)
class _Page:
    """What was declared of a page; `asks_again` for which methods one proves once more who one is."""

    access: Rule
    view: Callable[..., Answer]
    wanted: dict[str, type]
    asks_again: frozenset[str]
    writes: bool
    csrf: bool
    database: bool
    takes: Takes | int
    keeps_first: Callable[..., Answer | None] | None
    gives_back: Sequence[str]

    def enter(self, endpoint: str) -> None:
        """Let the page be known by its name."""
        if endpoint in DOORS:
            raise ValueError(f"two pages are called {endpoint}")
        DOORS[endpoint] = self.access
        if self.asks_again and self.takes is not Takes.FORM and self.keeps_first is None:
            raise ValueError(f"{endpoint} would lose a file while it asks who somebody is")
        if self.asks_again:
            STEPS_UP[endpoint] = self.asks_again
        if self.writes:
            LEAVE_A_TRACE.add(endpoint)

    def opened(self, **ids: Any) -> Response:
        """The answer to a request."""
        request.max_content_length = most_bytes(self.takes)
        if self.database and is_still_coming() and comes_as_form() and (answer := self._turned_away(ids)):
            return answer
        if self.csrf:
            if _is_from_elsewhere():
                return refused(
                    _("Formularen kom fra et andet sted, så vi har ikke gjort noget. Åbn siden her i portalen."), 400
                )
            current_app.extensions["csrf"].protect()
        if self.database:
            session.begin(writes=self.writes or request.method not in SAFE)
        return too_late.or_given_back(self.gives_back, lambda: self._answer(ids))

    def _answer(self, ids: dict[str, Any]) -> Response:
        return _through(self.access, self._proved(), self.wanted, ids)

    def _proved(self) -> Callable[..., Answer]:
        """The page, or the question who it is: asked of those alone whom the rule lets in."""
        if request.method not in self.asks_again or session.is_stepped_up():
            return self.view
        if (keeps_first := self.keeps_first) is None:
            return stepping_up.ask
        return lambda **things: keeps_first(**things) or stepping_up.ask(**things)

    def _turned_away(self, ids: dict[str, Any]) -> Response | None:
        """What somebody who may not send this is told before the bytes have come. Nothing of the judging is kept."""
        session.begin(writes=False)
        answer = _through(self.access, _come_in, self.wanted, ids)
        db.session.expunge_all()
        session.forget_loaded()
        return None if answer.status_code == NO_CONTENT else answer


def _is_from_elsewhere() -> bool:
    """Whether another site had something sent that would change something here, with a token or without."""
    return request.method not in SAFE and cast("PortalRequest", request).is_from_elsewhere


def _come_in(**_things: object) -> Response:
    return Response(status=NO_CONTENT)


def _through(rule: Rule, view: Callable[..., Answer], wanted: dict[str, type], ids: dict[str, Any]) -> Response:
    arguments = _judged(rule, wanted, ids)
    try:
        if arguments is None:
            return too_late.ask_to_sign_in()
        let_be_asked_here(lambda: _may_here(rule, wanted, ids))
        if "person" in arguments:
            let_be_asked(_may_still(rule, wanted, ids))
        response = make_response(view(**arguments))
        db.session.commit()
        if response.is_streamed and "person" in arguments:
            response.response = asked_again(response.iter_encoded(), _may_still(rule, wanted, ids))
    except SignedOut:
        _undo()
        return too_late.ask_to_sign_in()
    except ObjectDeletedError as gone:  # somebody has removed it meanwhile: its page would say the same
        current_app.logger.warning("gone meanwhile at %s", request.endpoint)
        _undo()
        raise NotFound from gone
    except Refused as refusal:
        _undo()
        return refused(refusal.sentence, refusal.status)
    except (StaleDataError, IntegrityError):
        current_app.logger.warning("two acts at once at %s", request.endpoint)
        _undo()
        return refused(_("Nogen gemte en nyere udgave, mens du skrev. Åbn siden igen, og se den, før du sender."))
    except BaseException:
        _undo()
        raise
    session.touch()
    return response


def _judged(rule: Rule, wanted: dict[str, type], ids: dict[str, Any]) -> dict[str, Any] | None:
    """What the page gets; None when somebody has to sign in first."""
    try:
        arguments = load(wanted, ids)
        if arguments is not None and not rule(**arguments):
            abort(404)
    except BaseException as error:
        if not isinstance(error, NotFound):  # then nothing was written, and its page need not look up anew who asks
            _undo()
        raise
    return arguments


def _undo() -> None:
    db.session.rollback()
    session.forget_loaded()


def _may_still(rule: Rule, wanted: dict[str, type], ids: dict[str, Any]) -> Callable[[], bool | None]:
    """The question whether whoever asked would be let in now, to be asked when the request is long over; None: signed out."""
    app, session_id = cast("Any", current_app)._get_current_object(), session.current_session_id()  # noqa: SLF001 - what stands behind a proxy is had in no other way

    def ask() -> bool | None:
        with app.app_context():
            session.begin(writes=False)
            person = person_still_in(session_id, app.extensions["portal"]) if session_id else None
            try:
                return None if person is None else rule(person=person, **things(wanted, ids))
            except NotFound:
                return False

    return ask


def _may_here(rule: Rule, wanted: dict[str, type], ids: dict[str, Any]) -> bool | None:
    """The same question in the middle of the page, whose things are then as they are now; None: signed out."""
    arguments = load_anew(wanted, ids)
    return None if arguments is None else rule(**arguments)


def guard(app: Flask) -> None:
    """Answer 404 to whatever was registered past the door."""

    @app.before_request
    def closed_by_default() -> None:
        if request.endpoint is not None and request.endpoint not in DOORS:
            abort(404)
