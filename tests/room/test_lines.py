"""Are phones and wall told on their lines what happens, by whichever process, and are there lines for no more than may be?"""

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple
from uuid import uuid4

import psutil
import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.exc import OperationalError

from portal import clock
from portal.config import Config
from portal.db import db
from portal.enrolments.models import Enrolment
from portal.people.models import Person, SignInSession
from portal.people.under_way import ASK_EVERY, NoLongerAllowed
from portal.room.lines import LONGEST, Heard, Lines, Standing, Told
from portal.room.models import Phase
from tests.cast import Cast
from tests.commands.test_serve import Server, serving
from tests.reader import Reader
from tests.room.playing import Played, players
from tests.services.process import environment_without, wait_until

MOST = 4


@pytest.fixture(autouse=True)
def stopped_clock() -> Iterator[None]:
    """Time goes on: the portal is another process. A test may hurry it here."""
    yield
    clock.set_clock(None)


@pytest.fixture
def stage(own_app: Flask) -> Cast:
    return Cast(own_app)


@pytest.fixture
def game(own_app: Flask, stage: Cast) -> Played:
    return Played(stage, Reader(own_app))


@contextmanager
def on_the_air(app: Flask, folder: Path, **settings: str) -> Iterator["Air"]:
    """The portal on the same database, in processes of its own: what the test does here, somebody else does to it."""
    config: Config = app.extensions["portal"]
    ours = {
        "PORTAL_DATABASE_URL": config.database_url,
        "PORTAL_STORAGE_URL": config.storage_url,
        "PORTAL_SECRET_KEY": config.secret_key,
        "PORTAL_MASTER_KEY": config.master_key,
        "PORTAL_WEB_THREADS": str(2 * MOST),
    }
    with serving(environment_without("PORTAL_", **ours, **settings), folder) as server, ExitStack() as stack:
        yield Air(server, stack)


class Air(NamedTuple):
    """A portal on the air, and what is asked of it."""

    server: Server
    stack: ExitStack

    def ask(self, who: Reader, address: str, method: str = "GET") -> "Line":
        """A request of somebody's, on a connection of its own."""
        line = self.stack.enter_context(closing(HTTPConnection("127.0.0.1", self.server.port, timeout=60)))
        line.request(method, address, headers={"Cookie": who.cookie_header})
        return Line(line, self.stack.enter_context(line.getresponse()))


class Line(NamedTuple):
    """What is answered, as long as it goes on."""

    line: HTTPConnection
    answer: HTTPResponse

    def hear(self) -> tuple[str, int | None]:
        """The next event: the mark, and how many have voted."""
        while not (said := self.answer.readline()).startswith(b"data: "):
            assert said, "the line has ended"
        told = json.loads(said.removeprefix(b"data: "))
        return told["mark"], told["voted"]

    def hear_else(self, told: tuple[str, int | None]) -> tuple[str, int | None]:
        """The next that is another."""
        while (now := self.hear()) == told:
            pass
        return now

    def hang_up(self) -> None:
        """The browser is gone."""
        self.answer.close()
        self.line.close()


def test_phones_and_wall_are_told_what_another_process_does_until_the_portal_stops(
    game: Played, stage: Cast, own_app: Flask, tmp_path: Path
) -> None:
    crowd = players(stage, 3)
    with on_the_air(own_app, tmp_path) as air:
        phones = [air.ask(one, f"{game.phone}/tilstand/linje") for one in crowd]
        wall = air.ask(game.host, f"{game.phone}/stand/linje")
        kind = {name.lower(): value for name, value in wall.answer.getheaders()}
        assert (kind["content-type"].split(";")[0], kind["cache-control"]) == ("text/event-stream", "no-store")
        assert (kind["x-accel-buffering"], wall.answer.readline()) == ("no", b"retry: 2000\n")
        assert [one.hear() for one in phones] == [("waiting..0", None)] * 3
        assert wall.hear() == ("1.waiting..0", 0)
        game.command("next")
        assert [one.hear_else(("waiting..0", None)) for one in phones] == [("first..0", None)] * 3
        assert wall.hear_else(("1.waiting..0", 0)) == ("2.first..0", 0)
        game.vote(crowd[0], 1)
        assert wall.hear_else(("2.first..0", 0)) == ("2.first..0", 1)
        family = air.server.family()
        os.kill(air.server.child.process.pid, signal.SIGTERM)
        for one in (*phones, wall):
            one.answer.read()  # raises when it was torn: then nobody had told it to end
        _gone, alive = psutil.wait_procs(family, 60)
        assert alive == []


def test_half_of_the_threads_are_lines_and_who_gets_none_asks(
    game: Played, stage: Cast, own_app: Flask, tmp_path: Path
) -> None:
    (one,) = players(stage, 1)
    address = f"{game.phone}/tilstand"
    with on_the_air(own_app, tmp_path, PORTAL_WEB_PROCESSES="1") as air:

        def line(method: str = "GET") -> Line:
            return air.ask(one, f"{address}/linje", method)

        assert [line("HEAD").answer.status for _n in range(2 * MOST)] == [200] * 2 * MOST  # they hold nothing
        lines = [line() for _n in range(MOST)]
        assert [each.hear() for each in lines] == [("waiting..0", None)] * MOST
        refused = line().answer
        assert (refused.status, refused.getheader("Retry-After")) == (503, "60")
        asked = air.ask(one, address).answer
        assert (asked.status, json.loads(asked.read())) == (200, {"mark": "waiting..0", "voted": None})
        lines[0].hang_up()
        wait_until(lambda: line().answer.status == 200, air.server.child, "noticing that one is gone")


@pytest.mark.once
@pytest.mark.parametrize("how", ["disabled", "left", "signed out", "nothing"])
def test_a_line_is_cut_off_when_the_right_is_lost(game: Played, stage: Cast, own_app: Flask, how: str) -> None:
    (one,) = players(stage, 1)
    own_app.extensions["room_lines"] = Lines(1, LONGEST)
    mine = {
        "disabled": update(Person).where(Person.name == "Deltager Nummer 0").values(disabled_at=clock.now()),
        "left": delete(Enrolment),
        "signed out": update(SignInSession).values(ended_at=clock.now()),
    }
    said = one.client.get(f"{game.phone}/tilstand/linje").iter_encoded()
    assert [next(said), next(said)] == [b"retry: 2000\n\n", b'data: {"mark": "waiting..0", "voted": null}\n\n']
    game.until(Phase.FIRST)
    with own_app.app_context():
        if how in mine:
            db.session.execute(mine[how])
            db.session.commit()
    clock.set_clock(clock.now() + ASK_EVERY)
    if how in mine:
        with pytest.raises(NoLongerAllowed):
            next(said)
    else:
        assert next(said) == b'data: {"mark": "first..0", "voted": null}\n\n'
    said.close()  # type: ignore[attr-defined]


@pytest.mark.once
def test_a_line_ends_by_itself_and_who_opens_one_is_here_as_who_asks(game: Played, stage: Cast, own_app: Flask) -> None:
    (one,) = players(stage, 1)

    def seen() -> list[object]:
        with own_app.app_context():
            return list(db.session.scalars(select(SignInSession.seen_at).order_by(SignInSession.created_at)))

    before = seen()
    clock.set_clock(clock.now() + timedelta(minutes=2))
    page = one.get(f"{game.phone}/tilstand/linje")
    assert page.source == 'retry: 2000\n\ndata: {"mark": "waiting..0", "voted": null}\n\n'
    on_the_line = seen()
    assert on_the_line != before
    clock.set_clock(clock.now() + timedelta(minutes=2))
    one.get(f"{game.phone}/tilstand", headers={"Accept": "application/json"})
    assert seen() != on_the_line


@pytest.mark.once
def test_a_game_that_is_gone_ends_its_lines_and_a_database_that_is_away_does_not() -> None:
    away = iter([OperationalError("SELECT", {}, Exception("locked"))])
    heard: list[bytes] = []
    is_heard = Event()

    def ask() -> Standing | None:
        for error in away:
            raise error
        return None if is_heard.is_set() else Standing(Told("b"), Told("wall"))

    lines = Lines(1)
    for said in lines.line(uuid4(), Told("a"), lambda standing: standing.phone, ask):
        heard.append(said)
        if said == Told("b").event():
            is_heard.set()
    assert heard == [b"retry: 2000\n\n", *(Told(mark).event() for mark in "ab")]
    assert not lines.is_full


def phone_at(mark: str) -> Standing:
    return Standing(Told(mark), Told("wall"))


def on_phone(standing: Standing) -> Told:
    return standing.phone


@pytest.mark.once
def test_who_comes_is_told_nothing_from_before_they_came() -> None:
    heard, long = Heard(), 60
    heard.tell(phone_at("waiting"))
    since = heard.join()
    assert heard.after(Told("first"), on_phone, 0, since) == Told("first"), "what the page read itself is newer"
    heard.tell(phone_at("first"))
    assert heard.after(Told("first"), on_phone, 0, since) == Told("first")
    heard.tell(phone_at("second"))
    assert heard.after(Told("first"), on_phone, long, since) == Told("second")


@pytest.mark.once
def test_who_has_come_hears_the_same_again_when_it_is_news_to_them() -> None:
    """Nothing has changed since the game was asked before they came, but what they know is older."""
    heard, longer, told = Heard(), 3600, list[Told | None]()
    heard.tell(phone_at("second"))
    since = heard.join()
    line = Thread(target=lambda: told.append(heard.after(Told("first"), on_phone, longer, since)), daemon=True)
    line.start()
    while line.is_alive() and not heard._news._waiters:  # type: ignore[attr-defined]
        time.sleep(0.001)
    heard.tell(phone_at("second"))
    line.join(30)
    assert told == [Told("second")]


@pytest.mark.once
def test_a_game_for_which_no_thread_could_begin_is_tried_anew() -> None:
    lines, game_id = Lines(1), uuid4()

    def line() -> Iterator[bytes]:
        return lines.line(game_id, Told("a"), on_phone, lambda: phone_at("b"))

    threading.stack_size(1 << 50)  # more than any machine has
    try:
        with pytest.raises(RuntimeError):
            next(line())
    finally:
        threading.stack_size(0)
    said = line()
    assert [next(said) for _word in range(3)] == [b"retry: 2000\n\n", *(Told(mark).event() for mark in "ab")]
    said.close()  # type: ignore[attr-defined]
    assert not lines.is_full
