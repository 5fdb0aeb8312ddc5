"""Do files come and go beside an answer, with script and without?"""

import io

import pytest
from sqlalchemy import func, select

from portal.assignments.models import Assignment, SubmissionStatus
from portal.db import db
from portal.storage.local import LocalStore
from portal.storage.models import FileKey, FileState, StoredFile
from portal.storage.store import StoreDown
from tests.assignments.acting import receipts, send, send_raw
from tests.assignments.scene import (
    DRAFTED,
    HANDED_IN,
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
from tests.storage.samples import sample


@pytest.fixture
def task(cast: Cast) -> Assignment:
    return make_task(cast)


def test_the_draft_is_kept_with_its_files_without_being_handed_in(reader: Reader, cast: Cast, task: Assignment) -> None:
    reader.sign_in(cast.author)
    page = send(reader, task, DRAFTED, intent="save", files=[upload("Bilag.pdf")])
    assert page.location == "/"
    answer = stored_answer(reader.app, task, cast.author)
    assert answer is not None
    assert (answer.text, answer.status, answer.submitted_text) == (DRAFTED, SubmissionStatus.DRAFT, "")
    assert stored_files(reader.app, answer) == [("Bilag.pdf", True, False)]
    assert (receipts(reader), letters(reader.app)) == ([], [])


def test_a_file_that_a_script_sends_stands_beside_the_draft_at_once_and_is_handed_in(
    reader: Reader, cast: Cast, task: Assignment
) -> None:
    reader.sign_in(cast.author)
    sent = send_raw(reader, task, "Møde på Ærø.pdf", sample("pdf"))
    assert sent.status == 201
    assert (sent.json["name"], set(sent.json)) == ("Møde på Ærø.pdf", {"id", "name", "size_text", "remove"})
    assert "Møde på Ærø.pdf" in reader.get(f"/opgave/{task.id}").text
    assert send(reader, task, HANDED_IN, file_ids=[sent.json["id"]]).status == 303
    answer = stored_answer(reader.app, task, cast.author)
    assert answer is not None
    assert stored_files(reader.app, answer) == [("Møde på Ærø.pdf", True, True)]


def test_of_a_file_that_is_sent_twice_one_is_kept_and_the_others_key_is_gone(
    reader: Reader, cast: Cast, task: Assignment
) -> None:
    reader.sign_in(cast.author)
    sent = [send_raw(reader, task, "Møde på Ærø.pdf", sample("pdf")).json["id"] for _time in range(2)]
    assert sent[0] == sent[1]
    with reader.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 2
        assert [str(one) for one in db.session.scalars(select(FileKey.id))] == [sent[0]]


def test_a_file_taken_off_by_a_script_leaves_the_draft(reader: Reader, cast: Cast, task: Assignment) -> None:
    reader.sign_in(cast.author)
    sent = send_raw(reader, task, "Væk.pdf", sample("pdf"))
    other = Reader(reader.app).sign_in(cast.classmate)
    assert other.send(sent.json["remove"], {}).status == 404
    assert reader.send(sent.json["remove"], {}).status == 200
    answer = stored_answer(reader.app, task, cast.author)
    assert answer is not None
    assert stored_files(reader.app, answer) == []


def test_a_button_removes_a_file_and_keeps_what_is_typed(reader: Reader, cast: Cast, task: Assignment) -> None:
    answer = make_answer(cast, task, cast.author, handed_in=False)
    row = add_attachment(reader.app, answer, cast.author, "Væk.pdf")
    reader.sign_in(cast.author)
    send(reader, task, "Tastet videre", intent="", version="1", remove=str(row.file_id))
    answer = stored_answer(reader.app, task, cast.author)  # type: ignore[assignment]
    assert (answer.text, answer.status) == ("Tastet videre", SubmissionStatus.DRAFT)
    assert stored_files(reader.app, answer) == []
    with reader.app.app_context():
        assert db.session.get_one(StoredFile, row.file_id).state is FileState.ABORTED


def test_what_was_handed_in_stays_with_the_instructors_until_it_is_handed_in_again(
    reader: Reader, cast: Cast, task: Assignment
) -> None:
    answer = make_answer(cast, task, cast.author)
    row = add_attachment(reader.app, answer, cast.author, "Første.pdf", is_handed_in=True)
    reader.sign_in(cast.author)
    send(reader, task, HANDED_IN, intent="save", version="1", remove=str(row.file_id), files=[upload("Anden.pdf")])
    assert stored_files(reader.app, answer) == [("Første.pdf", False, True), ("Anden.pdf", True, False)]
    send(reader, task, HANDED_IN, version="1")
    assert stored_files(reader.app, answer) == [("Anden.pdf", True, True)]


def test_a_bad_file_is_said_and_the_text_is_kept_but_not_handed_in(
    reader: Reader, cast: Cast, task: Assignment
) -> None:
    reader.sign_in(cast.author)
    page = send(reader, task, HANDED_IN, files=[(io.BytesIO(b""), "Tom.pdf"), upload("God.pdf")])
    assert (page.status, page.errors) == (
        422,
        ["Filen “Tom.pdf” er tom. Åbn den, se efter, om den er gemt, og vælg den igen."],
    )
    answer = stored_answer(reader.app, task, cast.author)
    assert answer is not None
    assert (answer.text, answer.status) == (HANDED_IN, SubmissionStatus.DRAFT)
    assert stored_files(reader.app, answer) == [("God.pdf", True, False)]


def test_there_is_room_for_so_many_files_and_no_more(reader: Reader, cast: Cast, task: Assignment) -> None:
    most = reader.app.extensions["portal"].attachments_each
    answer = make_answer(cast, task, cast.author, handed_in=False)
    for number in range(most):
        add_attachment(reader.app, answer, cast.author, f"Ark {number}.pdf")
    reader.sign_in(cast.author)
    page = send_raw(reader, task, "En til.pdf", sample("pdf"))
    assert page.json == {"message": f"Der er plads til {most} bilag. Fjern et, før du lægger flere på."}
    assert len(stored_files(reader.app, answer)) == most


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that takes nothing in."""

    def refuse(*_anything: object, **_more: object) -> None:
        raise StoreDown

    for verb in ("put", "keep"):
        monkeypatch.setattr(LocalStore, verb, refuse)


@pytest.mark.usefixtures("away")
def test_with_the_store_away_the_text_is_handed_in_and_the_receipt_says_what_is_lacking(
    reader: Reader, cast: Cast, task: Assignment
) -> None:
    reader.sign_in(cast.author)
    sent = send(reader, task, HANDED_IN, files=[upload("Et.pdf"), upload("To.pdf")])
    assert sent.location == f"/opgave/{task.id}?uden=2#kvittering"
    page = reader.get(f"/opgave/{task.id}?uden=2").text
    assert "Nogle af bilagene kom ikke med." in page
    assert "Vælg filerne igen om lidt, og tryk “Aflever igen” inden fristen." in page
    assert "kom ikke med" not in reader.get(f"/opgave/{task.id}").text


@pytest.mark.usefixtures("away")
def test_with_the_store_away_and_no_text_nothing_is_handed_in_and_both_are_said(
    reader: Reader, cast: Cast, task: Assignment
) -> None:
    reader.sign_in(cast.author)
    page = send(reader, task, "", files=[upload("Et.pdf")])
    assert (page.status, page.errors) == (422, ["Skriv noget, eller vedhæft en fil, før du afleverer."])
    assert "men vi kan ikke tage imod filer lige nu. Vælg filen igen om lidt." in page.text


@pytest.mark.parametrize(("sent", "told"), [("1", "?uden=1"), ("9999", "?uden=99"), ("-3", ""), ("nej", "")])
def test_a_script_says_how_many_files_stay_behind(
    reader: Reader, cast: Cast, task: Assignment, sent: str, told: str
) -> None:
    reader.sign_in(cast.author)
    assert send(reader, task, HANDED_IN, files_behind=sent).location == f"/opgave/{task.id}{told}#kvittering"
