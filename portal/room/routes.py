"""Where is a dilemma game started and led, and where is it played? Where it is remembered stands in `wall_routes`."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from flask import Response, current_app, jsonify, make_response, request, url_for

from portal import access
from portal.answers import see_other
from portal.courses.cohort_models import Cohort
from portal.dilemmas.cards import duty_card
from portal.dilemmas.duties import DUTIES
from portal.dilemmas.queries import deck_of
from portal.door import Answer
from portal.forms import ids_of, number_of
from portal.incoming import wants_json
from portal.people.models import Person
from portal.people.session import begin, render
from portal.room import actions, queries, views
from portal.room.forms import CodeForm, CommandForm, ReasonsForm, StartForm, VoteForm, no_such_game
from portal.room.joining import picture_of
from portal.room.lines import Lines, Part, Standing, Told
from portal.room.models import DilemmaGame, Phase
from portal.room.wall_routes import pages
from portal.text import portal_address

__all__ = ["pages"]
CONFLICT = 409
BUSY = 503


# Who leads


@pages.page("/hold/<uuid:cohort_id>/dilemmaspil", access=access.may_teach, methods=["GET", "POST"])
def overview(person: Person, cohort: Cohort) -> Answer:
    """Start a game, go back to one that goes on, see those that are over."""
    dilemmas, duties = deck_of(person, cohort.id), {duty: duty_card(duty) for duty in DUTIES}
    form = StartForm(person=person)
    form.offer(dilemmas, duties)
    if form.came_in():
        with form.refusals():
            dilemma, duty = form.chosen(dilemmas)
            game = actions.start_game(
                cohort,
                by=person,
                form_key=form.form_key.data or "",
                dilemma=dilemma,
                duty=duty,
                has_roles=bool(form.has_roles.data),
                talk_minutes=form.minutes(),
            )
            return see_other(url_for("room.host", dilemma_game_id=game.id))
    games = [(game, views.card_in(game)) for game in queries.games_of(cohort.id)]
    return render("room/overview.html", form=form, cohort=cohort, games=games), form.status


def _dark() -> str | None:
    return "1" if request.args.get("moerk") else None


@pages.page("/spil/<uuid:dilemma_game_id>/styr", access=access.may_host_game, methods=["GET", "POST"])
def host(person: Person, dilemma_game: DilemmaGame) -> Answer:
    """The wall, and what leads the game on. A host who was overtaken gets the present state and a sentence."""
    form = CommandForm(person=person)
    if not form.came_in():
        return _wall(dilemma_game)
    try:
        actions.lead_on(dilemma_game, by=person, version=number_of(form.version.data), command=str(form.command.data))
    except actions.Overtaken as overtaken:
        return _wall(dilemma_game, overtaken.sentence), CONFLICT
    return see_other(url_for("room.host", dilemma_game_id=dilemma_game.id, moerk=_dark()))


def _wall(game: DilemmaGame, sentence: str = "") -> str:
    form = CommandForm(formdata=None)
    is_shown = game.phase in {Phase.SHOWN, Phase.ENDED}
    address = portal_address("room.join", kode=game.code) if game.code else ""
    return render(
        "room/wall.html",
        game=game,
        card=views.card_in(game),
        form=form,
        mark=views.wall_mark_of(game),
        voted=queries.counted(game.id, views.shown_round(game)),
        left=views.seconds_left(game),
        picture=picture_of(address) if game.phase is Phase.WAITING else "",
        join_address=portal_address("room.join").partition("://")[2],
        result=queries.result_of(game) if is_shown else None,
        reasons=queries.reasons_of(game.id) if is_shown else [],
        reasons_form=ReasonsForm(formdata=None),
        sentence=sentence,
        is_dark=bool(_dark()),
        told=request.args.get("gemt"),
    )


@pages.page("/spil/<uuid:dilemma_game_id>/stand", access=access.may_host_game)
def standing(person: Person, dilemma_game: DilemmaGame) -> Answer:  # noqa: ARG001 - the door judged
    """What the wall asks several times a second when it has no line: is there something else to show, and how many have voted?"""
    return _unless_known(views.told_on_wall(dilemma_game))


@pages.page("/spil/<uuid:dilemma_game_id>/stand/linje", access=access.may_host_game)
def wall_line(person: Person, dilemma_game: DilemmaGame) -> Answer:  # noqa: ARG001 - the door judged
    """The same, told to the wall as it happens."""
    return _line(dilemma_game, views.told_on_wall(dilemma_game), lambda standing: standing.wall)


def _unless_known(told: Told) -> Response:
    tag = told.mark if told.voted is None else f"{told.mark}.{told.voted}"
    if request.headers.get("If-None-Match") == f'"{tag}"':
        response = Response(status=304)
    else:
        response = make_response(jsonify(told._asdict()))
    response.headers["ETag"] = f'"{tag}"'
    return response


def _line(game: DilemmaGame, first: Told, part: Part) -> Response:
    """An answer that goes on; who gets none asks."""
    lines: Lines = current_app.extensions["room_lines"]
    if lines.is_full:
        return Response(status=BUSY, headers={"Retry-After": "60"})
    events = lines.line(game.id, first, part, _reading(game.id))
    return Response(events, mimetype="text/event-stream", headers={"X-Accel-Buffering": "no"})


def _reading(game_id: UUID) -> Callable[[], Standing | None]:
    """How a game is read when the request is long over."""
    app = cast("Any", current_app)._get_current_object()  # noqa: SLF001 - what stands behind a proxy is had in no other way

    def ask() -> Standing | None:
        with app.app_context():
            begin(writes=False)
            return views.standing_of(game_id)

    return ask


@pages.page("/spil/<uuid:dilemma_game_id>/begrundelser", access=access.may_host_game, methods=["POST"])
def reasons(person: Person, dilemma_game: DilemmaGame) -> Answer:
    """Choose what the cohort keeps of what was said."""
    form = ReasonsForm(person=person)
    if form.came_in():
        ticked, had = set(ids_of(request.form.getlist("reason_ids"))), set(ids_of((form.had.data or "").split()))
        actions.choose_reasons(dilemma_game, by=person, keep=ticked - had, drop=had - ticked)
    return see_other(url_for("room.host", dilemma_game_id=dilemma_game.id, gemt=1, moerk=_dark()))


# Who plays


@pages.page("/spil", access=access.signed_in)
def join(person: Person) -> Answer:
    """Find the game by six letters, by the picture on the wall, or in the list of those that go on."""
    form = CodeForm(request.args)
    game = queries.game_by_code(form.code()) if form.code() else None
    if game is not None and access.may_play(person, game):
        return see_other(url_for("room.play", dilemma_game_id=game.id))
    if game is not None and access.may_host_game(person, game):
        return see_other(url_for("room.host", dilemma_game_id=game.id))
    if request.args.get("kode"):
        form.kode.errors = [no_such_game()]
    mine = {one.cohort_id for one in person.enrolments if one.takes_a_seat}
    return render("room/join.html", form=form, games=queries.open_games(mine) if mine else [])


@pages.page("/spil/<uuid:dilemma_game_id>", access=access.may_play, methods=["GET", "POST"])
def play(person: Person, dilemma_game: DilemmaGame) -> Answer:
    """The game on a phone: the card, and a vote when one is open. The same vote again is the same vote."""
    form = VoteForm(person=person)
    if form.came_in():
        try:
            with form.refusals():
                _vote(form, person, dilemma_game)
                return jsonify(voted=True) if wants_json() else _to_game(dilemma_game)
        finally:
            form.round.data = str(dilemma_game.round or 0)
    if wants_json() and request.method == "POST":
        sentences = [sentence for _field, sentence in form.problems()]
        return jsonify(message=" ".join(sentences)), form.status
    return _phone(form, person, dilemma_game), form.status


def _to_game(game: DilemmaGame) -> Response:
    return see_other(url_for("room.play", dilemma_game_id=game.id))


def _vote(form: VoteForm, person: Person, game: DilemmaGame) -> None:
    actions.vote(
        game,
        by=person,
        given=actions.Given(form.of_round(), form.number(), form.reason.data or ""),
        secret=views.secret(),
    )


def _phone(form: VoteForm, person: Person, game: DilemmaGame) -> str:
    hand = views.hand_of(game, person)
    form.round.data = str(game.round or 0)
    return render(
        "room/phone.html",
        game=game,
        hand=hand,
        form=form,
        helps=form.offer(hand.card),
        mark=views.mark_of(game),
        left=views.seconds_left(game),
        result=queries.result_of(game) if game.phase in {Phase.SHOWN, Phase.ENDED} else None,
    )


@pages.page("/spil/<uuid:dilemma_game_id>/tilstand", access=access.may_play)
def state(person: Person, dilemma_game: DilemmaGame) -> Answer:  # noqa: ARG001 - the door judged
    """What a phone asks every other second when it has no line: is there something else to show?"""
    return _unless_known(views.told_on_phone(dilemma_game))


@pages.page("/spil/<uuid:dilemma_game_id>/tilstand/linje", access=access.may_play)
def phone_line(person: Person, dilemma_game: DilemmaGame) -> Answer:  # noqa: ARG001 - the door judged
    """The same, told to the phone as it happens."""
    return _line(dilemma_game, views.told_on_phone(dilemma_game), lambda standing: standing.phone)
