"""When a whole cohort hands in at once in the last minute, and again after it, does everything of everybody arrive?"""

import hashlib
import random
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Barrier

import requests
from sqlalchemy import func, select

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.letters.models import Letter
from portal.own_cases.models import HandedInCase, OwnCase, OwnCaseAttachment
from portal.people.models import Person
from portal.people.session_cookie import NAME
from portal.receipts.models import Receipt
from portal.storage.models import FileState, StoredFile
from tests.journeys.browsing import cookie_of
from tests.journeys.case_form import CASE
from tests.journeys.running import Running
from tests.journeys.stage import Stage

EVERYBODY = 35
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
SAYS_LATE = "Efter fristen"  # of what has come; that a later one would be late stands on every receipt by then


@dataclass
class Author:
    """Somebody with a browser without script, and what they mean to hand in."""

    person: Person
    line: requests.Session
    form: str

    def word(self, turn: int) -> str:
        """The title of what is handed in the first or the second time."""
        return f"Case {turn} fra {self.person.name}"

    def file(self) -> bytes:
        """A note of this person's alone, of some size; plain text, which the worker judges without an office."""
        return (
            f"Bilag fra {self.person.name}: æøå\n".encode()
            + random.Random(self.person.name).randbytes(100_000).hex().encode()
        )

    def fields(self, turn: int) -> dict[str, str]:
        """The form as it comes, filled in."""
        page = self.line.get(self.form, timeout=120)
        assert page.status_code == 200
        held = dict(HIDDEN.findall(page.text))
        pressed = {"visibility": "instructors", "is_anonymised": "y", "intent": "submit"}
        return {**held, **CASE, **pressed, "title": self.word(turn)}


def everybody(stage: Stage, portal: Running) -> list[Author]:
    """The cohort, signed in."""
    found = []
    for number in range(EVERYBODY):
        person = stage.participant(f"Deltager {number}", home=stage.aaby)
        line = requests.Session()
        line.cookies.set(NAME, cookie_of(portal, person))
        found.append(Author(person, line, f"{portal.address}/hold/{stage.cohort.id}/case"))
    return found


def hand_in_together(authors: list[Author], turn: int, just_before: Callable[[], None]) -> list[requests.Response]:
    """Everybody presses in the same instant."""
    ready = Barrier(len(authors), action=just_before)

    def one(author: Author) -> requests.Response:
        fields, sent = author.fields(turn), {"files": ("Bilag.txt", author.file())} if turn == 1 else {}
        ready.wait(300)
        return author.line.post(author.form, data=fields, files=sent, allow_redirects=False, timeout=300)

    with ThreadPoolExecutor(len(authors)) as pool:
        return list(pool.map(one, authors))


def set_deadline(stage: Stage, at: datetime) -> None:
    with stage.app.app_context():
        db.session.get_one(Cohort, stage.cohort.id).own_case_deadline = at
        db.session.commit()


def arrived(stage: Stage, author: Author) -> tuple[str, set[str], list[Receipt]]:
    """The title readers have, the checksums of the files they have, and the receipts."""
    with stage.app.app_context():
        own_case = db.session.scalars(select(OwnCase).where(OwnCase.author_id == author.person.id)).one()
        [current] = db.session.scalars(
            select(HandedInCase).where(HandedInCase.own_case_id == own_case.id, HandedInCase.is_current)
        )
        beside = (OwnCaseAttachment.own_case_id == own_case.id, OwnCaseAttachment.is_handed_in)
        sums = select(func.coalesce(StoredFile.received_sha256, StoredFile.sha256)).join(
            OwnCaseAttachment, OwnCaseAttachment.file_id == StoredFile.id
        )
        receipts = select(Receipt).where(Receipt.person_id == author.person.id).order_by(Receipt.number)
        return current.title, set(db.session.scalars(sums.where(*beside))), list(db.session.scalars(receipts))


def checksums(author: Author) -> set[str]:
    return {hashlib.sha256(author.file()).hexdigest()}


def came_after(receipt: Receipt, deadline: datetime) -> bool:
    """The second of the deadline is still in time."""
    return receipt.at.replace(microsecond=0) > deadline


def letters(stage: Stage, authors: list[Author]) -> int:
    """How many letters say that a case has come."""
    whose = [author.person.id for author in authors]
    wanted = select(func.count()).where(Letter.kind == "own_case_received", Letter.person_id.in_(whose))
    with stage.app.app_context():
        return db.session.scalar(wanted) or 0


def wait_until_all_is_judged(stage: Stage) -> None:
    """The worker is everybody's: who comes next would wait behind 35 files."""
    waiting = select(func.count()).where(StoredFile.state.in_([FileState.RECEIVED, FileState.CHECKING]))
    end = time.monotonic() + 120
    while True:
        with stage.app.app_context():
            if db.session.scalar(waiting) == 0:
                return
        assert time.monotonic() < end, "files still wait to be judged"
        time.sleep(0.2)


def test_35_people_hand_in_with_a_file_in_the_last_minute_and_again_after_it(stage: Stage, portal: Running) -> None:
    authors = everybody(stage, portal)
    deadline = clock.now() + timedelta(minutes=30)

    def begin_the_last_minute() -> None:
        nonlocal deadline
        deadline = clock.now().replace(microsecond=0) + timedelta(minutes=1)
        set_deadline(stage, deadline)

    answers = hand_in_together(authors, 1, begin_the_last_minute)
    assert {answer.status_code for answer in answers} == {303}, [a.text[:500] for a in answers if a.status_code != 303]
    for author in authors:
        title, sums, receipts = arrived(stage, author)
        assert (title, sums, len(receipts)) == (author.word(1), checksums(author), 1)
        assert receipts[0].is_late is came_after(receipts[0], deadline)
    assert letters(stage, authors) == EVERYBODY

    passed = clock.now() - timedelta(seconds=1)
    answers = hand_in_together(authors, 2, lambda: set_deadline(stage, passed))
    assert {answer.status_code for answer in answers} == {303}, [a.text[:500] for a in answers if a.status_code != 303]
    for author, answer in zip(authors, answers, strict=True):
        title, sums, receipts = arrived(stage, author)
        assert (title, sums) == (author.word(2), checksums(author))
        assert [receipt.is_late for receipt in receipts] == [came_after(receipts[0], deadline), True]
        page = author.line.get(f"{portal.address}{answer.headers['Location']}", timeout=120)
        assert (page.status_code, SAYS_LATE in page.text) == (200, True)
    assert letters(stage, authors) == 2 * EVERYBODY
    wait_until_all_is_judged(stage)
