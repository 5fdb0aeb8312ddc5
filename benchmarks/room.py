"""200 phones in one game: how soon is a vote on the wall, a host's press on the phones, and what becomes of all else?

python -m benchmarks.room [sqlite|postgresql] [PHONES]     prints JSON; `python -m benchmarks room` both databases
"""

import http.client
import json
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Flask
from sqlalchemy import func, select, update

from benchmarks import servers
from benchmarks.machine import busy
from benchmarks.servers import Server
from benchmarks.world import Visitor, signed_in
from portal import clock
from portal.app import create_app
from portal.config import Config
from portal.courses.cohort_models import Cohort, CohortStaff, StaffRole
from portal.courses.models import Course, CourseFormat
from portal.db import db
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.migrating import bring_up_to_date
from portal.people.models import Person
from portal.room.models import DilemmaGame, GameVote, Phase
from tests.services.postgres import create_database, running_postgres
from tests.services.process import LOOPBACK, end_on_signals

PHONES, SPAN, PHONE_EVERY = 200, 10.0, 2.0
KEY = "kun til målinger, aldrig andet, " * 2 + "slut"


class Line:
    """One browser's line, with its cookie."""

    def __init__(self, server: Server, visitor: Visitor) -> None:
        self._line = http.client.HTTPConnection(LOOPBACK, server.port, timeout=60)
        self._cookie, self._tag, self.token = visitor.cookie, "", ""

    def get(self, path: str, *, polls: bool = False) -> tuple[int, bytes]:
        """Status and body; a poll tells what it knows already."""
        known = {"If-None-Match": self._tag, "Accept": "application/json"} if polls else {}
        self._line.request("GET", path, headers={"Cookie": self._cookie, **known})
        answer = self._line.getresponse()
        self._tag = (answer.getheader("ETag") or "") if polls else self._tag
        return answer.status, answer.read()

    def vote(self, path: str, token: str) -> int:
        """The status of a vote."""
        body = urlencode({"csrf_token": token, "round": "1", "option": "1", "reason": "Fordi det er ærligt."})
        headers = {"Cookie": self._cookie, "Accept": "application/json"}
        self._line.request("POST", path, body, headers | {"Content-Type": "application/x-www-form-urlencoded"})
        answer = self._line.getresponse()
        answer.read()
        return answer.status


def fill(app: Flask, phones: int) -> tuple[UUID, list[UUID], UUID]:
    """A game whose first vote is open; who plays it, and who leads it."""
    with app.app_context():
        people = [Person(name=f"Åse {n}", email=f"maaling{n}@eksempel.dk") for n in range(phones + 1)]
        course = Course(title="Måling", format=CourseFormat.COURSE)
        db.session.add_all([*people, course])
        db.session.flush()
        cohort = Cohort(course_id=course.id, name="Hold 1")
        db.session.add(cohort)
        db.session.flush()
        host = people.pop()
        seat = {"cohort_id": cohort.id, "status": EnrolmentStatus.CONFIRMED, "confirmed_at": clock.now()}
        db.session.add_all(Enrolment(person_id=one.id, **seat) for one in people)
        db.session.add(CohortStaff(person_id=host.id, cohort_id=cohort.id, role=StaffRole.INSTRUCTOR))
        about = {"cohort_id": cohort.id, "duty": "neutral", "options": 3, "started_by_id": host.id}
        game = DilemmaGame(**about, phase=Phase.FIRST, blind_key=bytes(32), form_key="måling", code="ABCDEF")
        db.session.add(game)
        db.session.commit()
        return game.id, [one.id for one in people], host.id


@dataclass
class Told:
    """What came on the line on which somebody is told the game; nothing when they got none, and ask."""

    has_line: bool = False
    events: list[tuple[float, dict[str, Any]]] = field(default_factory=list)
    broke: bool = False

    def listen(self, server: Server, visitor: Visitor, path: str, stop: threading.Event) -> None:
        """Until the game is over; the portal says something every five seconds."""
        line = http.client.HTTPConnection(LOOPBACK, server.port, timeout=60)
        line.request("GET", path, headers={"Cookie": visitor.cookie, "Accept": "text/event-stream"})
        answer = line.getresponse()
        self.has_line = answer.status == http.HTTPStatus.OK
        while self.has_line and not stop.is_set():
            said = answer.readline()
            if said.startswith(b"data: "):
                self.events.append((time.monotonic(), json.loads(said[6:])))
            elif not said:
                self.broke, self.has_line = bool(self.events), False  # one that never spoke was one too many
        line.close()


@dataclass
class Phone:
    """Votes at its moment: when the vote was sent, when it was acknowledged, and its status."""

    line: Line
    told: Told
    at: float
    sent: float = 0.0
    acknowledged: float = 0.0
    status: int = 0

    def play(self, path: str, token: str, stop: threading.Event) -> "Phone":
        """Asks every other second, unless it is told."""
        while not stop.is_set():
            if not self.told.has_line:
                self.line.get(f"{path}/tilstand", polls=True)
            if not self.sent and time.monotonic() >= self.at:
                self.sent = time.monotonic()
                self.status = self.line.vote(path, token)
                self.acknowledged = time.monotonic()
            pause = PHONE_EVERY * (0.75 + random.random() / 2)
            stop.wait(pause if self.sent else min(pause, max(0.0, self.at - time.monotonic())))
        return self


def _reader(server: Server, visitor: Visitor, stop: threading.Event) -> list[float]:
    """Milliseconds of the front page, asked ten times a second by somebody else."""
    line, spent = Line(server, visitor), []
    while not stop.wait(0.1):
        begun = time.monotonic()
        line.get("/")
        spent.append((time.monotonic() - begun) * 1000)
    return spent


def _close(app: Flask, game_id: UUID) -> float:
    """The host closes the vote; when."""
    with app.app_context():
        db.session.execute(update(DilemmaGame).where(DilemmaGame.id == game_id).values(phase=Phase.TALK))
        db.session.commit()
    return time.monotonic()


def play(server: Server, app: Flask, phones: int) -> dict[str, Any]:
    """All phones listen, or poll when there is no line for them; each votes once within ten seconds."""
    game_id, people, host_id = fill(app, phones)
    visitors = [signed_in(app, one, "") for one in people]
    host, path, stop = signed_in(app, host_id, ""), f"/spil/{game_id}", threading.Event()
    tokens = [_token(server, one, path) for one in visitors]
    spent = server.processor_seconds()
    start, wall = time.monotonic() + 2 * PHONE_EVERY, Told()
    plays = [Phone(Line(server, one), Told(), start + random.random() * SPAN) for one in visitors]
    with ThreadPoolExecutor(2 * phones + 2) as pool:
        listening = [pool.submit(wall.listen, server, host, f"{path}/stand/linje", stop)]
        reading = pool.submit(_reader, server, host, stop)
        for phone, one in zip(plays, visitors, strict=True):
            listening.append(pool.submit(phone.told.listen, server, one, f"{path}/tilstand/linje", stop))
        playing = [pool.submit(phone.play, path, token, stop) for phone, token in zip(plays, tokens, strict=True)]
        time.sleep(2 * PHONE_EVERY + SPAN + 3)
        memory, on_lines = server.memory(), sum(phone.told.has_line for phone in plays)
        spent = server.processor_seconds() - spent
        closed = _close(app, game_id)
        time.sleep(3)
        stop.set()
        votes, pages = sorted((one.result() for one in playing), key=lambda phone: phone.acknowledged), reading.result()
        broke = wall.broke + sum(phone.told.broke for phone in plays)
        for one in listening:
            one.result()
    seen = [(at, int(told["voted"])) for at, told in wall.events]
    waits = sorted(
        next((at for at, n in seen if n >= k), float("inf")) - phone.sent for k, phone in enumerate(votes, 1)
    )
    with app.app_context():
        kept = db.session.scalar(select(func.count()).select_from(GameVote)) or 0
    told = sorted(
        next((at for at, one in phone.told.events if one["mark"].startswith("talk")), float("inf")) - closed
        for phone in plays
        if phone.told.has_line
    )
    took = sorted(phone.acknowledged - phone.sent for phone in votes)
    late, pages = phones * 95 // 100, sorted(pages)
    return {
        "phones, on a line, lines that broke": [phones, on_lines, broke],
        "vote to wall, s: middle and p95": [round(waits[phones // 2], 2), round(waits[late], 2)],
        "vote acknowledged, s: middle and p95": [round(took[phones // 2], 2), round(took[late], 2)],
        "host to phones on a line, s: middle and p95": [
            round(told[len(told) // 2], 2),
            round(told[len(told) * 95 // 100], 2),
        ],
        "votes kept, lost, refused": [kept, phones - kept, sum(phone.status != 200 for phone in votes)],
        "other pages, ms: middle and p95": [round(pages[len(pages) // 2]), round(pages[len(pages) * 95 // 100])],
        "processor of the portal, s": round(spent, 1),
        "processes that wanted a core": busy(),
        "memory MB, shared once": memory["shared once"],
    }


def _token(server: Server, visitor: Visitor, path: str) -> str:
    _status, page = Line(server, visitor).get(path)
    return page.decode().split('name="csrf_token" value="')[1].split('"')[0]


@contextmanager
def _database(kind: str, folder: str) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder}/portal.sqlite"
        return
    with running_postgres() as cluster:
        yield create_database(cluster, "maaling")


def measure(kind: str = "sqlite", phones: int = PHONES) -> dict[str, Any]:
    """One database."""
    with tempfile.TemporaryDirectory() as folder, _database(kind, folder) as url:
        environment = {
            "PORTAL_DATABASE_URL": url,
            "PORTAL_STORAGE_URL": f"file:{folder}/files",
            "PORTAL_SECRET_KEY": KEY,
        }
        app = create_app(Config(database_url=url, storage_url=f"file:{folder}/files", secret_key=KEY))
        bring_up_to_date(app)
        with servers.portal(environment) as server:
            found = play(server, app, phones)
        with app.app_context():
            db.engine.dispose()
        return found


def main() -> None:
    end_on_signals()
    kind, phones = [*sys.argv[1:], "sqlite"][0], int([*sys.argv[1:], "", ""][1] or PHONES)
    print(json.dumps({kind: measure(kind, phones)}, indent=2))


if __name__ == "__main__":
    main()
