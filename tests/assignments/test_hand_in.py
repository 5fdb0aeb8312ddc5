"""Is an answer handed in once, with proof, and rewritten until the deadline?"""

import hashlib
import json
from datetime import timedelta

import pytest

from portal import clock
from portal.assignments.models import Assignment, Feedback, SubmissionStatus
from tests.assignments.acting import receipts, save, send
from tests.assignments.scene import (
    HANDED_IN,
    acts,
    add_attachment,
    letters,
    make_answer,
    make_task,
    stored_answer,
    stored_files,
    upload,
)
from tests.cast import Cast
from tests.reader import Reader


@pytest.fixture
def task(cast: Cast) -> Assignment:
    return make_task(cast)


def test_an_answer_is_handed_in_with_number_time_and_checksum(reader: Reader, cast: Cast, task: Assignment) -> None:
    reader.sign_in(cast.author)
    page = send(reader, task, HANDED_IN)
    assert (page.status, page.location) == (303, f"/opgave/{task.id}#kvittering")
    answer = stored_answer(reader.app, task, cast.author)
    assert answer is not None
    assert (answer.status, answer.submitted_text, answer.is_late) == (SubmissionStatus.SUBMITTED, HANDED_IN, False)
    [receipt] = receipts(reader)
    received = {"fields": {"text": HANDED_IN}, "files": []}
    counted = json.dumps(received, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert receipt.sha256 == hashlib.sha256(counted).hexdigest()
    assert (receipt.subject_id, receipt.number, receipt.at) == (answer.id, 1, clock.now())
    shown = reader.get(page.location)
    for words in ("Din aflevering er modtaget", "Nummer 1", "Mandag den 2. november 2026 kl. 9.30", receipt.sha256):
        assert words in shown.text
    assert letters(reader.app) == [("submission_received", cast.author.email)]
    assert acts(reader.app, "submission.submitted") == [("submission.submitted", cast.author.id)]


def test_the_same_form_sent_twice_is_one_hand_in(reader: Reader, cast: Cast, task: Assignment) -> None:
    reader.sign_in(cast.author)
    for _press in range(2):
        page = send(reader, task, HANDED_IN, form_key="nøgle", files=[upload("Referat.pdf")])
        assert page.status == 303
    assert len(receipts(reader)) == 1
    assert len(letters(reader.app)) == 1
    answer = stored_answer(reader.app, task, cast.author)
    assert answer is not None
    assert stored_files(reader.app, answer) == [("Referat.pdf", True, True)]


def test_a_second_press_after_the_deadline_is_still_the_first_hand_in(
    reader: Reader, cast: Cast, task: Assignment
) -> None:
    reader.sign_in(cast.author)
    send(reader, task, HANDED_IN, form_key="nøgle")
    clock.set_clock(task.deadline + timedelta(seconds=1))
    assert send(reader.sign_in(cast.author), task, HANDED_IN, form_key="nøgle").status == 303
    assert len(receipts(reader)) == 1


def test_a_used_form_with_another_text_is_not_the_same_act(reader: Reader, cast: Cast, task: Assignment) -> None:
    reader.sign_in(cast.author)
    send(reader, task, HANDED_IN, form_key="nøgle")
    page = send(reader, task, "Noget andet", version="1", form_key="nøgle")
    assert page.status == 422
    assert "du har afleveret en anden tekst fra samme side" in page.text
    assert send(reader, task, "Noget andet", version="2", form_key=page.field("form_key")).status == 303
    assert [receipt.number for receipt in receipts(reader)] == [1, 2]


def test_nothing_cannot_be_handed_in_but_a_file_alone_can(reader: Reader, cast: Cast, task: Assignment) -> None:
    reader.sign_in(cast.author)
    page = send(reader, task, "  \n ")
    assert (page.status, page.errors) == (422, ["Skriv noget, eller vedhæft en fil, før du afleverer."])
    assert receipts(reader) == []
    assert send(reader, task, "", files=[upload("Svar på dansk.docx", "docx")]).status == 303
    assert "Svar på dansk.docx" in reader.get(f"/opgave/{task.id}").text


def test_an_answer_is_rewritten_until_the_deadline(reader: Reader, cast: Cast, task: Assignment) -> None:
    reader.sign_in(cast.author)
    send(reader, task, HANDED_IN)
    clock.set_clock(task.deadline)
    reader.sign_in(cast.author)
    assert save(reader, task, "Rettet", 1).status == 200
    assert "Kladden er ændret, siden du afleverede." in reader.get(f"/opgave/{task.id}").text
    answer = stored_answer(reader.app, task, cast.author)
    assert answer is not None
    assert (answer.text, answer.submitted_text) == ("Rettet", HANDED_IN)
    assert send(reader, task, "Rettet", version="2").status == 303
    assert [(one.number, one.is_late) for one in receipts(reader)] == [(1, False), (2, False)]
    page = reader.get(f"/opgave/{task.id}")
    assert "Kladden er ændret" not in page.text
    assert "Nummer 2" in page.text


def test_a_rewritten_answer_waits_for_an_answer_again(reader: Reader, cast: Cast, task: Assignment) -> None:
    given = make_answer(cast, task, cast.author, status=SubmissionStatus.REVIEWED)
    cast.add(Feedback(submission_id=given.id, author_id=cast.instructor.id, text="Godt", form_key="svar"))
    reader.sign_in(cast.author)
    assert "Har fået svar" in reader.get(f"/opgave/{task.id}").text
    send(reader, task, "Bedre nu", version="1")
    page = reader.get(f"/opgave/{task.id}")
    assert "Godt" in page.text
    assert "Har fået svar" not in page.text
    answer = stored_answer(reader.app, task, cast.author)
    assert answer is not None
    assert answer.status is SubmissionStatus.SUBMITTED


def test_a_first_answer_after_the_deadline_is_taken_and_marked(reader: Reader, cast: Cast, task: Assignment) -> None:
    clock.set_clock(task.deadline + timedelta(seconds=1))
    reader.sign_in(cast.author)
    assert "Mangler, du kan stadig nå det" in reader.get(f"/opgave/{task.id}").text
    assert send(reader, task, HANDED_IN).status == 303
    answer = stored_answer(reader.app, task, cast.author)
    assert answer is not None
    assert answer.is_late
    assert [one.is_late for one in receipts(reader)] == [True]
    assert "Efter fristen" in reader.get(f"/opgave/{task.id}").text


def test_a_deadline_that_passed_while_writing_loses_neither_text(reader: Reader, cast: Cast, task: Assignment) -> None:
    make_answer(cast, task, cast.author)
    clock.set_clock(task.deadline + timedelta(seconds=1))
    page = send(reader.sign_in(cast.author), task, "Min rettelse på Ærø", version="1")
    assert page.status == 422
    assert "Fristen udløb 5. nov kl. 9.30, så det, du allerede har afleveret, gælder." in page.text
    assert "Jeg ringede til Søren først." in page.text
    assert "Min rettelse på Ærø" in page.text
    answer = stored_answer(reader.app, task, cast.author)
    assert answer is not None
    assert (answer.text, answer.submitted_text) == ("Min rettelse på Ærø", HANDED_IN)
    assert receipts(reader) == []
    again = reader.get(f"/opgave/{task.id}")
    assert "Min rettelse på Ærø" in again.text
    assert "textarea" not in [e.tag for e in again.all("main")[0].iter()]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_questions_however_much_there_is(
    reader: Reader, cast: Cast, task: Assignment, count: int
) -> None:
    answer = make_answer(cast, task, cast.author)
    for number in range(count):
        add_attachment(reader.app, answer, cast.author, f"Ark {number}.pdf", is_handed_in=True)
    reader.sign_in(cast.author)
    assert reader.get(f"/opgave/{task.id}").status == 200
    assert len(reader.queries) == 7
