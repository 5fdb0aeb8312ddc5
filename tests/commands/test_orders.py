"""Is the order to end obeyed whenever it comes, also while the server begins?"""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from portal import schema
from portal.db import db
from tests.commands.test_serve import Server, serving, times_here
from tests.commands.test_supervisor import watched
from tests.journeys.running import rows_of
from tests.services.process import pick_port, wait_until

TIMES = 2
ORDERS = """
from threading import Event
from portal.processes import hear_orders_once
from portal.serving import HTTPModes, Interfaces, LogLevels, ServerHere
def order():
    os.kill(os.getpid(), signal.SIGTERM)
"""


def test_it_is_passed_on_once_to_each_who_handles_it_and_no_other_after_it() -> None:
    program = """
def hear(word):
    heard = Event()
    signal.signal(signal.SIGTERM, lambda *_: (say(word), heard.set()))
    return heard
hear_orders_once()
noted = hear("noted")
order()
noted.wait(5)
order()
time.sleep(0.5)
hear("obeyed").wait(5)
time.sleep(0.5)
"""
    assert watched(ORDERS + program) == (0, ["noted", "obeyed"])


BEGINNING = """
def load():
    order()
    server.main_loop_interrupt.wait(5)
    say("noted")
    return lambda *_: []
"""
ABOUT_TO_SERVE = """
from granian.server import mp
def load():
    return lambda *_: []
def make(*words, worker=mp.WSGIWorker):
    before = signal.getsignal(signal.SIGTERM)
    told = Event()
    signal.signal(signal.SIGTERM, lambda *words: (before(*words), told.set()))
    order()
    told.wait(5)
    say("noted")
    return worker(*words)
mp.WSGIWorker = make
"""


@pytest.mark.parametrize("moment", [BEGINNING, ABOUT_TO_SERVE])
def test_the_server_ends_when_the_order_comes_before_it_serves(moment: str) -> None:
    program = f"""
hear_orders_once()
server = ServerHere("x", port={pick_port()}, interface=Interfaces.WSGI, log_level=LogLevels.error)
{moment}
server.serve(target_loader=load, wrap_loader=False)
say("ended")
"""
    assert watched(ORDERS + program) == (0, ["noted", "ended"])


@pytest.mark.once
def test_a_worker_that_may_not_begin_comes_back_when_it_may_and_all_end_with_an_order(
    environ: dict[str, str], make_migrated: Callable[[], str], tmp_path: Path
) -> None:
    database = make_migrated()
    with serving(environ | {"PORTAL_DATABASE_URL": database}, tmp_path) as server:
        wait_until(lambda: times_here(server) == 1, server.child, "the first worker")
        tell(database, f"CREATE TABLE {schema.UNFINISHED} (at integer)")
        first_web(server).kill()
        wait_until(lambda: times_left(server) == TIMES, server.child, "finding the restore again and again")
        assert server.get("/livez")[0] == 200
        tell(database, f"DROP TABLE {schema.UNFINISHED}")
        wait_until(lambda: times_here(server) == 2, server.child, "the worker to come back")
        family = server.family()
        os.kill(server.child.process.pid, signal.SIGTERM)
        _gone, alive = psutil.wait_procs(family, 15)  # half of what the watch gives before it kills
        assert alive == []
        assert times_here(server) == 2


def tell(database: str, words: str) -> None:
    with rows_of(database) as rows, rows.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql(words)


def first_web(server: Server) -> psutil.Process:
    """The one with the worker: it is forked first."""
    children = psutil.Process(server.child.process.pid).children()
    return min(children, key=psutil.Process.create_time)


def times_left(server: Server) -> int:
    return server.child.output.read_text().count("the worker leaves: ")
