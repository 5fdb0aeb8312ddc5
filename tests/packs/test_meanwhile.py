"""An author takes a case away while the worker makes a PDF of it: at no moment is it in one that is given away afterwards?"""

import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal import clock
from portal.config import Config
from portal.courses.cohort_models import StaffRole
from portal.db import db
from portal.journal.models import Entry
from portal.own_cases.models import HandedInCase, OwnCase, OwnCaseStatus
from portal.packs.models import CasePack, PackState
from portal.people.models import Person
from tests.cast import Cast
from tests.own_cases.work import WHOLE, handed_in_by
from tests.packs.test_pack import fetched, words_of
from tests.reader import Reader
from tests.services.commands import Commands

MARK, OTHERS = "Rævebjælder ved åen", "Blåbærgrød til mødet"
OTHER_CASES = 20
WHILE_IT_IS_MADE = 4


@dataclass
class Desk:
    """An instructor who wants a PDF, an author who takes one case away, and a worker in a process of its own."""

    cast: Cast
    teacher: Person
    how: str
    work: Callable[[], None]

    def __post_init__(self) -> None:
        self.author, self.reader = Reader(self.cast.app), Reader(self.cast.app)
        self.address = f"/undervisning/{self.cast.cohort.id}/casesamling"
        self.case = handed_in_by(self.author, self.cast, self.cast.author, title=MARK)

    def state(self) -> PackState | None:
        """How far the pack has come."""
        with self.cast.app.app_context():
            return db.session.scalar(select(CasePack.state))

    def give(self) -> None:
        """Let the teacher read the case, whatever was before."""
        self.author.sign_in(self.cast.author)
        if self.how == "hidden":
            done = self.author.post(f"{self.case}/laesere", {"vis": str(self.teacher.id)})
        else:
            form = f"/hold/{self.cast.cohort.id}/case"
            sent = {**WHOLE, "title": MARK, "version": self.author.get(form).field("version")}
            done = self.author.post(form, {**sent, "is_anonymised": "y", "intent": "submit"})
        assert done.status == 303, done.errors

    def take_away(self) -> None:
        """Keep it from the teacher again, or take it back."""
        where, sent = {
            "hidden": ("laesere", {"skjul": str(self.teacher.id)}),
            "withdrawn": ("traek-tilbage", {}),
        }[self.how]
        assert self.author.post(f"{self.case}/{where}", sent).status == 303

    def order(self) -> None:
        """Ask for a PDF, made of the case among others."""
        self.reader.sign_in(self.teacher)
        assert f"Cases, du må læse nu: {OTHER_CASES + 1}" in self.reader.get(self.address).text
        assert self.reader.post(self.address).status == 303

    def where(self) -> str:
        """Where the PDF is fetched that is ready."""
        return next(link for link in self.reader.get(self.address).links if link.endswith("/hent"))

    def gets(self) -> str:
        """What comes of fetching it: the PDF without the case, or that there is a new one to wait for."""
        where = self.where()
        answer = self.reader.get(where)
        if answer.status == 200:
            self.finds_no_word(where)
            return "without it"
        assert (answer.status, answer.location) == (303, f"{self.address}?aendret=1")
        page = self.reader.get(answer.location)
        assert "Der er sket noget med casene" in page.text
        assert "PDF’en bliver lavet." in page.text
        self.work()
        self.finds_no_word(self.where())
        return "made anew"

    def finds_no_word(self, where: str) -> None:
        """Nothing of the case, and all of the others."""
        pages = " ".join(words_of(fetched(self.reader, where)))
        assert (MARK in pages, pages.count(OTHERS)) == (False, 2 * OTHER_CASES)

    @contextmanager
    def making(self) -> Iterator[None]:
        """A worker is at it; by the end it is done."""
        with ThreadPoolExecutor(1) as pool:
            done = pool.submit(self.work)
            while self.state() is PackState.WAITING and not done.done():
                time.sleep(0.005)
            yield
            done.result()

    def seconds_it_takes(self) -> float:
        """How long a pack is being made here."""
        with self.making():
            begun = time.monotonic()
            while self.state() is PackState.MAKING:
                time.sleep(0.005)
            return time.monotonic() - begun

    def taken_while_made(self, after: float) -> tuple[bool, str]:
        """Let the case go so long after the worker has begun; whether it was still at it, and what came of it."""
        with self.making():
            time.sleep(after)
            self.take_away()
            was_making = self.state() is PackState.MAKING
            assert self.reader.get(self.address).status == 200
        return was_making, self.gets()


@pytest.fixture
def work(own_app: Flask, commands: Commands, tmp_path: Path) -> Callable[[], None]:
    """Let a worker do what is due, in a process of its own."""
    config: Config = own_app.extensions["portal"]
    environment = {
        "PORTAL_DATABASE_URL": config.database_url,
        "PORTAL_STORAGE_URL": config.storage_url,
        "PORTAL_SECRET_KEY": config.secret_key,
        "PORTAL_MASTER_KEY": config.master_key,
        "PORTAL_ERASURE_LEDGER": config.erasure_ledger,
    }

    commands.do("init-storage", environment=environment)

    def once() -> None:
        ended = commands.run("worker", "--once", environment=environment, folder=tmp_path)
        assert ended.returncode == 0, ended.stderr

    return once


@pytest.fixture(params=["withdrawn", "hidden"])
def desk(own_app: Flask, work: Callable[[], None], request: pytest.FixtureRequest) -> Desk:
    """As many cases as a cohort has; the clock goes, for the worker's goes too."""
    clock.set_clock(None)
    cast = Cast(own_app)
    how: str = request.param
    home = cast.fjordby if how == "hidden" else cast.aaby
    teacher = cast.staff("Åge Anden", cast.cohort, StaffRole.INSTRUCTOR, home=home)
    text = "\n\n".join(["Løftet blev givet uden for mødet, og ingen skrev det ned. " * 20] * 4)
    words = {**WHOLE, "title": OTHERS, "situation": text, "dilemma": text}
    for number in range(OTHER_CASES):
        person = cast.participant(f"Deltager {number}", home=cast._municipality("101"))
        given = OwnCase(cohort_id=cast.cohort.id, author_id=person.id, status=OwnCaseStatus.SUBMITTED, **words)
        cast.add(HandedInCase(own_case_id=cast.add(given).id, submitted_at=clock.now(), **words))
    return Desk(cast, teacher, how, work)


def test_at_no_moment_is_a_case_given_away_in_a_pdf_after_its_author_took_it_away(desk: Desk) -> None:
    if desk.how == "hidden":
        desk.give()
    desk.order()
    whole = desk.seconds_it_takes()
    assert MARK in " ".join(words_of(fetched(desk.reader, desk.where()))), "else there is nothing to take away"
    desk.take_away()
    assert desk.gets() == "made anew", "taken away when it was there"

    desk.give()
    desk.order()
    desk.take_away()
    desk.work()
    assert desk.gets() == "without it", "taken away before it was begun"

    met: list[tuple[bool, str]] = []
    while len(met) < WHILE_IT_IS_MADE or (True, "made anew") not in met:
        assert len(met) < 5 * WHILE_IT_IS_MADE, met
        desk.give()
        desk.order()
        met.append(desk.taken_while_made(random.uniform(0, whole) if met else 0))
    with desk.cast.app.app_context():
        wanted = select(func.count()).select_from(Entry).where(Entry.act == "own_case.taken")
        assert db.session.scalar(wanted.where(Entry.owner_id == desk.cast.author.id)) == 1
