"""When the same person does two things in the same instant, is one case the result, and nothing overwritten?"""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.db import db
from portal.letters.models import Letter
from portal.own_cases.models import HandedInCase, OwnCase, OwnCaseComment
from portal.receipts.models import Receipt
from tests.cast import Cast
from tests.own_cases.work import WHOLE, handed_in_by
from tests.reader import Reader

AT_ONCE = 6


@pytest.fixture
def stage(own_app: Flask) -> Cast:
    return Cast(own_app)


def together(readers: list[Reader], ask: Any) -> list[TestResponse]:
    """Let every reader ask in the same instant; each has its token ready."""
    ready, tokens = Barrier(len(readers)), [reader.token() for reader in readers]

    def one(number: int) -> TestResponse:
        ready.wait()
        answer: TestResponse = ask(readers[number].client, tokens[number], number)
        return answer

    with ThreadPoolExecutor(len(readers)) as pool:
        return list(pool.map(one, range(len(readers))))


def browsers(app: Flask, cast: Cast, who: str = "author") -> list[Reader]:
    return [Reader(app).sign_in(getattr(cast, who)) for _n in range(AT_ONCE)]


def test_one_hand_in_sent_many_times_at_once_is_one(own_app: Flask, stage: Cast) -> None:
    address = f"/hold/{stage.cohort.id}/case"
    sent = {**WHOLE, "version": "0", "is_anonymised": "y", "intent": "submit", "form_key": "en-nøgle"}
    answers = together(
        browsers(own_app, stage),
        lambda client, token, _n: client.post(address, data={**sent, "csrf_token": token}),
    )
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    with own_app.app_context():
        counts = [db.session.query(kind).count() for kind in (OwnCase, HandedInCase, Receipt, Letter)]
    assert counts == [1, 1, 1, 1]


def test_of_many_first_saves_one_wins_and_the_others_are_shown_it(own_app: Flask, stage: Cast) -> None:
    address = f"/hold/{stage.cohort.id}/case/gem"

    def save(client: Any, token: str, number: int) -> TestResponse:
        body = {"field": "title", "value": f"Nummer {number}", "version": 0}
        answer: TestResponse = client.post(address, json=body, headers={"X-CSRFToken": token})
        return answer

    answers = together(browsers(own_app, stage), save)
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * (AT_ONCE - 1)
    with own_app.app_context():
        kept = db.session.query(OwnCase).one()
        assert (kept.version, re.fullmatch(r"Nummer \d", kept.title) is not None) == (1, True)
        assert {a.get_json()["value"] for a in answers if a.status_code == 409} == {kept.title}


def test_a_remark_sent_many_times_at_once_stands_once(own_app: Flask, stage: Cast) -> None:
    case = handed_in_by(Reader(own_app), stage, stage.author)
    sent = {"text": "Hvem lovede hvad?", "form_key": "en-nøgle"}
    answers = together(
        browsers(own_app, stage, "instructor"),
        lambda client, token, _n: client.post(f"{case}/kommentar", data={**sent, "csrf_token": token}),
    )
    assert {answer.status_code for answer in answers} == {303}
    with own_app.app_context():
        assert db.session.query(OwnCaseComment).count() == 1
        assert db.session.query(Letter).filter_by(kind="own_case_commented").count() == 1


def test_an_instructors_mark_and_an_authors_save_do_not_disturb_each_other(own_app: Flask, stage: Cast) -> None:
    case = handed_in_by(Reader(own_app), stage, stage.author)
    author, instructor = Reader(own_app).sign_in(stage.author), Reader(own_app).sign_in(stage.instructor)

    def act(client: Any, token: str, number: int) -> TestResponse:
        headers = {"X-CSRFToken": token, "Accept": "application/json"}
        if number == 0:
            body = {"field": "title", "value": "Under omskrivning", "version": 1}
            saved: TestResponse = client.post(f"/hold/{stage.cohort.id}/case/gem", json=body, headers=headers)
            return saved
        moved: TestResponse = client.post(f"{case}/flyt", data={"state": "selected"}, headers=headers)
        return moved

    assert [answer.status_code for answer in together([author, instructor], act)] == [200, 200]
    with own_app.app_context():
        kept = db.session.query(OwnCase).one()
        assert (kept.title, kept.status.value, kept.version) == ("Under omskrivning", "selected", 2)
