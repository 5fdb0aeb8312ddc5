"""Does the worker beside the pages finish what it has begun, and does neither go on without the other?"""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.db import db
from portal.letters.models import Letter
from tests.commands.test_serve import serving
from tests.commands.test_supervisor import watched
from tests.journeys.running import MASTER_KEY, SECRET, rows_of
from tests.services.process import wait_until
from tests.services.smtp_sink import running_smtp

BESIDE = """
from pathlib import Path
from threading import Event
from portal.worker_thread import beside
from portal.processes import ENDING, hear_orders_once
"""
LIVES = """
watch, lives, done = os.getpid(), Path({lives!r}), Event()
def work(stop):
    lives.write_text(lives.read_text() + "x")
    say("life " + str(len(lives.read_text())))
    if len(lives.read_text()) == 2:
        os.kill(watch, signal.SIGTERM)
        stop.wait()
        time.sleep(0.2)
        say("finished")
    done.set()
    {end}
def serve():
    told = Event()
    hear_orders_once()
    signal.signal(signal.SIGTERM, lambda *_: told.set())
    with beside(work, ENDING):
        told.wait()
        if not done.wait(5):
            say("not told before the pages had ended")
def load(roles, fork):
    fork("web+worker", serve)
lives.write_text("")
sys.exit(supervisor.Watch(load, ["web+worker"]).keep())
"""


def test_it_is_told_when_the_pages_end_and_finishes_what_it_has_begun() -> None:
    program = """
def work(stop):
    stop.wait()
    time.sleep(0.2)
    say("finished")
with beside(work, Event()):
    say("pages")
say("gone")
"""
    assert watched(BESIDE + program) == (0, ["pages", "finished", "gone"])


@pytest.mark.parametrize("end", ["return", "raise SystemExit", "raise MemoryError"])
def test_when_it_ends_by_itself_both_are_begun_again(end: str, tmp_path: Path) -> None:
    program = BESIDE + LIVES.format(lives=str(tmp_path / "lives"), end=end)
    assert watched(program) == (0, ["life 1", "life 2", "finished"])


@pytest.mark.once
def test_a_letter_in_hand_is_sent_and_noted_when_the_portal_is_told_to_end(
    environ: dict[str, str], make_migrated: Callable[[], str], tmp_path: Path
) -> None:
    database = make_migrated()
    with running_smtp() as sink:
        sink.hang()
        ours = {"PORTAL_DATABASE_URL": database, "PORTAL_SMTP_URL": sink.url}
        keys = {"PORTAL_SECRET_KEY": SECRET, "PORTAL_MASTER_KEY": MASTER_KEY}
        with serving(environ | ours | keys, tmp_path) as server, rows_of(database) as rows, rows.app_context():
            written = {"kind": "x", "to_name": "Åse", "to_email": "aase@eksempel.dk", "subject": "Hej", "body": "Hej\n"}
            db.session.add(letter := Letter(**written, message_id="<1@x>"))
            db.session.commit()
            wait_until(lambda: _is_taken(letter), server.child, "the letter to be taken in hand")
            os.kill(server.child.process.pid, signal.SIGTERM)
            wait_until(lambda: not _answers(server.get), server.child, "the pages to end")
            sink.start()
            server.child.process.wait(30)
            db.session.refresh(letter)
            assert letter.sent_at is not None
            db.session.rollback()
        assert [m["Message-ID"] for m in sink.messages] == ["<1@x>"]


def _is_taken(letter: Letter) -> bool:
    db.session.refresh(letter)
    leased_until = letter.leased_until
    db.session.rollback()  # else nobody else writes to SQLite
    return leased_until is not None


def _answers(get: Callable[[str], tuple[int, str]]) -> bool:
    try:
        return get("/livez")[0] == 200
    except OSError:
        return False
