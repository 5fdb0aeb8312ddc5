"""What do sixty sign-ins in ten seconds do to everybody else, and does the time of an answer tell whose an address is?"""

import http.client
import re
import statistics
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyotp
from flask import Flask
from sqlalchemy import delete, select

from benchmarks import servers
from benchmarks.servers import Server
from benchmarks.world import signed_in
from portal import clock
from portal.app import create_app
from portal.config import Config
from portal.credentials.models import Password, Totp
from portal.credentials.passwords import HASHING
from portal.credentials.sealing import seal
from portal.db import db
from portal.migrating import bring_up_to_date
from portal.people.models import Person
from portal.people.throttle_models import SignInAlarm, SignInTry
from tests.services.process import LOOPBACK

PEOPLE, SPAN = 60, 10.0
MOST_SIGN_IN_S, MOST_PAGE_MS = 3.0, 500.0
TIMED, BETWEEN = 300, 5  # tries before the counters are emptied: what is timed is the comparison, not the refusal
PASSWORD, WRONG = "ræv på månens bagside", "ræv på månens forside"
KEY = "kun til målinger, aldrig andet, " * 2 + "slut"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Browser:
    """One browser on a network of its own: its line, its cookies, its forms."""

    def __init__(self, server: Server, number: int) -> None:
        self._line = http.client.HTTPConnection(LOOPBACK, server.port, timeout=60)
        self._from = {"X-Forwarded-For": f"10.{number // 250}.{number % 250}.1"}
        self._cookies: dict[str, str] = {}

    def ask(self, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and page."""
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if fields else {}
        body, method = (urlencode(fields), "POST") if fields else (None, "GET")
        self._line.request(method, path, body, {"Cookie": cookies, **kind, **self._from})
        answer = self._line.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self._cookies |= {key: one.value for key, one in SimpleCookie(value).items()}
        return answer.status, answer.read().decode()

    def token(self) -> str:
        """A form token of this browser's."""
        found = TOKEN.search(self.ask("/log-ind")[1])
        assert found
        return found[1]

    def begin(self, email: str) -> str:
        """As far as the password page."""
        token = self.token()
        status, _page = self.ask("/log-ind", {"csrf_token": token, "email": email, "med": "adgangskode"})
        assert status == http.HTTPStatus.SEE_OTHER, status
        return token


def fill(app: Flask) -> list[str]:
    """People with a password and an app; the address of each."""
    bring_up_to_date(app)
    with app.app_context():
        people = [Person(name=f"Åse {n}", email=f"maaling{n}@eksempel.dk") for n in range(PEOPLE + 1)]
        db.session.add_all(people)
        db.session.flush()
        kept = HASHING.hash(PASSWORD)
        for person in people:
            db.session.add(Password(person_id=person.id, hash=kept, changed_at=clock.now()))
            sealed = seal(SECRET, person_id=person.id, key=KEY)
            db.session.add(Totp(person_id=person.id, secret=sealed, confirmed_at=clock.now()))
        db.session.commit()
        return [person.email for person in people]


def _sign_in(server: Server, number: int, email: str, at: float) -> float:
    """Seconds from asking for the page to being in, begun at a moment."""
    time.sleep(max(0.0, at - time.monotonic()))
    begun, browser = time.monotonic(), Browser(server, number)
    token = browser.begin(email)
    browser.ask("/log-ind/adgangskode", {"csrf_token": token, "password": PASSWORD})
    code = pyotp.TOTP(SECRET).now()
    status, page = browser.ask("/log-ind/trin-to", {"csrf_token": token, "code": code})
    assert status == http.HTTPStatus.SEE_OTHER, page
    return time.monotonic() - begun


def _pages(server: Server, cookie: str, stop: threading.Event) -> list[float]:
    """Milliseconds of the front page, asked ten times a second by somebody who is signed in."""
    line, spent = http.client.HTTPConnection(LOOPBACK, server.port, timeout=60), []
    while not stop.wait(0.1):
        begun = time.monotonic()
        line.request("GET", "/", headers={"Cookie": cookie})
        answer = line.getresponse()
        answer.read()
        assert answer.status == http.HTTPStatus.OK
        spent.append((time.monotonic() - begun) * 1000)
    return spent


def rush(server: Server, emails: list[str], cookie: str) -> dict[str, Any]:
    """Sixty sign-ins, begun evenly over ten seconds, while somebody reads."""
    stop, start = threading.Event(), time.monotonic() + 1
    with ThreadPoolExecutor(PEOPLE + 1) as pool:
        reading = pool.submit(_pages, server, cookie, stop)
        coming = [
            pool.submit(_sign_in, server, number, email, start + number * SPAN / PEOPLE)
            for number, email in enumerate(emails[:PEOPLE])
        ]
        try:
            spent = sorted(one.result() for one in coming)
            took = time.monotonic() - start
        finally:
            stop.set()
        pages = sorted(reading.result())
    return {
        "sign-ins": PEOPLE,
        "per second": round(PEOPLE / took, 1),
        "sign-in s, p50 and p95": [round(spent[len(spent) // 2], 2), round(spent[len(spent) * 95 // 100], 2)],
        "page ms, p50 and p95": [round(pages[len(pages) // 2], 1), round(pages[len(pages) * 95 // 100], 1)],
    }


def alike(app: Flask, server: Server, known: str) -> dict[str, Any]:
    """Medians of wrong passwords at an address somebody has, and at one nobody has, in turns."""
    spent: dict[str, list[float]] = {known: [], "ukendt0@eksempel.dk": []}
    for number in range(TIMED):
        if number % BETWEEN == 0:
            with app.app_context():
                db.session.execute(delete(SignInTry))
                db.session.execute(delete(SignInAlarm))
                db.session.commit()
        for email, times in spent.items():
            browser = Browser(server, number)
            token = browser.begin(email)
            begun = time.perf_counter()
            browser.ask("/log-ind/adgangskode", {"csrf_token": token, "password": WRONG})
            times.append((time.perf_counter() - begun) * 1000)
    somebody, nobody = (statistics.median(times) for times in spent.values())
    return {"tries each": TIMED, "median ms, somebody and nobody": [round(somebody, 1), round(nobody, 1)]}


def measure() -> dict[str, Any]:
    """On SQLite, through the portal as `make run` starts it."""
    with tempfile.TemporaryDirectory(prefix="mitkomponent-sign-in-") as name:
        folder = Path(name)
        environment = {
            "PORTAL_DATABASE_URL": f"sqlite:///{folder}/portal.sqlite",
            "PORTAL_STORAGE_URL": f"file:{folder}/files",
            "PORTAL_SECRET_KEY": KEY,
            "PORTAL_TRUSTED_PROXIES": "1",
        }
        app = create_app(Config(database_url=environment["PORTAL_DATABASE_URL"], secret_key=KEY), environ={})
        emails = fill(app)
        with app.app_context():
            reader_id = db.session.scalars(select(Person.id).filter_by(email=emails[-1])).one()
        visitor = signed_in(app, reader_id, emails[-1])
        with servers.portal(environment) as server:
            found = rush(server, emails, visitor.cookie)
            return found | alike(app, server, emails[-1])
