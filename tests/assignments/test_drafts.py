"""Does a text survive everything that happens while it is written?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask

from portal import clock
from portal.assignments import answering
from portal.assignments.models import Assignment, SubmissionStatus
from portal.db import db
from portal.errors import Conflict
from tests.assignments.acting import save, send, send_raw
from tests.assignments.scene import (
    DRAFTED,
    letters,
    make_answer,
    make_task,
    stored_answer,
)
from tests.cast import Cast
from tests.reader import Reader
from tests.storage.samples import sample

CPR = "010190-1234"


@pytest.fixture
def task(cast: Cast) -> Assignment:
    return make_task(cast)


def test_a_draft_is_saved_while_it_is_written_and_is_there_on_the_phone(
    reader: Reader, cast: Cast, task: Assignment
) -> None:
    reader.sign_in(cast.author)
    assert reader.get(f"/opgave/{task.id}").field("version") == "0"
    assert save(reader, task, "Åh").json == {"version": 1, "saved_at_text": "kl. 9.30"}
    clock.set_clock(clock.now() + timedelta(minutes=2))
    assert save(reader, task, "Åh, møde\r\nmed Søren", 1).json == {"version": 2, "saved_at_text": "kl. 9.32"}
    phone = Reader(reader.app).sign_in(cast.author).get(f"/opgave/{task.id}")
    assert (phone.field("text").strip(), phone.field("version")) == ("Åh, møde\nmed Søren", "2")
    assert "Gemt kl. 9.32" in phone.text
    assert letters(reader.app) == []


def test_two_tabs_get_both_texts_and_the_same_text_is_no_conflict(reader: Reader, cast: Cast, task: Assignment) -> None:
    reader.sign_in(cast.author)
    save(reader, task, "Første fane")
    page = save(reader, task, "Anden fane", 0)
    assert (page.status, page.json) == (
        409,
        {"version": 1, "value": "Første fane", "values": {"text": "Første fane"}},
    )
    assert save(reader, task, "Første fane", 0).json["version"] == 1
    assert save(reader, task, "Anden fane", 1).json["version"] == 2


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"field": "title", "value": "x", "version": 0},
        {"field": "text", "value": 7, "version": 0},
        {"field": "submitted_text", "value": "x", "version": 0},
    ],
)
def test_what_is_no_draft_is_refused_and_keeps_nothing(
    reader: Reader, cast: Cast, task: Assignment, body: object
) -> None:
    reader.sign_in(cast.author)
    assert reader.send(f"/opgave/{task.id}/gem", body).status == 400
    assert stored_answer(reader.app, task, cast.author) is None


def test_a_cpr_number_and_a_text_that_is_too_long_are_not_kept(reader: Reader, cast: Cast, task: Assignment) -> None:
    reader.sign_in(cast.author)
    page = save(reader, task, f"Borgeren {CPR} ringede")
    assert (page.status, page.json["message"]) == (
        422,
        "Det ligner et cpr-nummer, og dem gemmer vi ikke. Fjern det, så gemmer vi teksten. Den står her stadig.",
    )
    page = save(reader, task, "å" * 20_001)
    assert page.json["message"] == "Teksten er 20001 tegn. Der er plads til 20000. Kort den lidt."
    assert stored_answer(reader.app, task, cast.author) is None


def test_saving_after_the_session_ended_asks_to_sign_in(reader: Reader, cast: Cast, task: Assignment) -> None:
    reader.sign_in(cast.author)
    token = reader.token()
    clock.set_clock(clock.now() + timedelta(minutes=61))
    headers = {"X-CSRFToken": token, "Accept": "application/json"}
    body = {"field": "text", "value": "x", "version": 0}
    assert reader.client.post(f"/opgave/{task.id}/gem", json=body, headers=headers).status_code == 401


def test_a_form_sent_after_the_session_ended_comes_back_to_its_author(
    reader: Reader, cast: Cast, task: Assignment
) -> None:
    reader.sign_in(cast.author)
    token = reader.token()
    clock.set_clock(clock.now() + timedelta(minutes=61))
    fields = {"csrf_token": token, "text": "Ærø før kurset", "version": "0", "intent": "submit"}
    assert reader._read("POST", f"/opgave/{task.id}", data=fields).location == f"/log-ind?naeste=/opgave/{task.id}"
    reader.sign_in(cast.author)
    with reader.client.session_transaction() as cookie:
        cookie["held"] = f"/opgave/{task.id}"
    page = reader.get(f"/opgave/{task.id}")
    assert page.field("text").strip() == "Ærø før kurset"
    assert "Du blev logget ud, inden det blev gemt." in page.text


def test_a_form_from_an_old_tab_shows_both_texts_and_waits_for_a_choice(
    reader: Reader, cast: Cast, task: Assignment
) -> None:
    reader.sign_in(cast.author)
    save(reader, task, "Fra telefonen")
    page = send(reader, task, "Fra kontoret", version="0")
    assert (page.status, page.errors) == (422, ["Vælg, hvilken af de to tekster der skal gælde."])
    assert "Fra telefonen" in page.text
    assert page.field("text").strip() == "Fra kontoret"
    answer = stored_answer(reader.app, task, cast.author)
    assert answer is not None
    assert (answer.text, answer.status) == ("Fra telefonen", SubmissionStatus.DRAFT)
    asked = {"asked": "text", "version": page.field("version")}
    undecided = send(reader, task, "Fra kontoret", **asked)
    assert (undecided.status, undecided.errors) == (422, ["Vælg, hvilken af de to tekster der skal gælde."])
    assert send(reader, task, "Fra kontoret", choose_text="mine", **asked).status == 303
    answer = stored_answer(reader.app, task, cast.author)
    assert answer is not None
    assert answer.submitted_text == "Fra kontoret"


def test_the_stored_text_can_be_chosen_instead(reader: Reader, cast: Cast, task: Assignment) -> None:
    reader.sign_in(cast.author)
    save(reader, task, "Fra telefonen")
    chosen = {"asked": "text", "version": "1", "choose_text": "theirs"}
    assert send(reader, task, "Fra kontoret", **chosen).status == 303
    answer = stored_answer(reader.app, task, cast.author)
    assert answer is not None
    assert answer.submitted_text == "Fra telefonen"


def test_only_the_cohorts_participants_answer_and_only_while_it_is_open(
    reader: Reader, cast: Cast, task: Assignment
) -> None:
    hidden = make_task(cast, opens_at=None)
    for person in (cast.instructor, cast.coordinator, cast.stranger, cast.removed, cast.waiting):
        reader.sign_in(person)
        assert [send(reader, task, "x").status, save(reader, task, "x").status] == [404, 404]
    reader.sign_in(cast.author)
    assert [send(reader, hidden, "x").status, save(reader, hidden, "x").status] == [404, 404]
    assert send_raw(reader, hidden, "x.pdf", sample("pdf")).status == 404


def test_each_answers_for_oneself(reader: Reader, cast: Cast, task: Assignment) -> None:
    make_answer(cast, task, cast.author, handed_in=False)
    reader.sign_in(cast.classmate)
    assert DRAFTED not in reader.get(f"/opgave/{task.id}").text
    send(reader, task, "Ottos svar")
    answer = stored_answer(reader.app, task, cast.author)
    assert answer is not None
    assert (answer.text, answer.status) == (DRAFTED, SubmissionStatus.DRAFT)


def test_two_first_saves_at_once_make_one_answer_and_lose_neither_text(own_app: Flask) -> None:
    cast = Cast(own_app)
    task, author, texts = make_task(cast), cast.author, ["Fra telefonen", "Fra kontoret"]
    gate = Barrier(2)

    def first_save(text: str) -> str:
        with own_app.app_context():
            gate.wait()
            try:
                answering.save_draft(task, by=author, text=text, version=0)
                db.session.commit()
            except Conflict as conflict:
                return conflict.theirs
            return text

    with ThreadPoolExecutor(2) as pool:
        seen = list(pool.map(first_save, texts))
    answer = stored_answer(own_app, task, author)
    assert answer is not None
    assert (answer.text in texts, answer.version) == (True, 1)
    assert seen == [answer.text, answer.text]
