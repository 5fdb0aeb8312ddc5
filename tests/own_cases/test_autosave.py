"""Does the script that saves while one writes get an answer it can act on, and never a way to overwrite?"""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest

from portal import clock
from portal.db import db
from portal.own_cases.models import OwnCase
from portal.own_cases.queries import attachments_of
from portal.storage.models import FileState, StoredFile
from tests.cast import Cast
from tests.reader import Page, Reader
from tests.storage.samples import sample


@pytest.fixture
def address(reader: Reader, cast: Cast) -> str:
    reader.sign_in(cast.author)
    return f"/hold/{cast.cohort.id}/case"


def save(reader: Reader, address: str, field: str, value: Any, version: Any = 0) -> Page:
    return reader.send(f"{address}/gem", {"field": field, "value": value, "version": version})


def send_file(reader: Reader, address: str, name: str, content: bytes | None = None) -> Page:
    headers = {"X-CSRFToken": reader.token(), "Accept": "application/json", "X-File-Name": quote(name)}
    body = sample(name.rpartition(".")[2]) if content is None else content
    return reader._read("POST", f"{address}/bilag", data=body, content_type="application/octet-stream", headers=headers)


def names_beside(reader: Reader) -> list[str]:
    with reader.app.app_context():
        return [a.file.name for own_case in db.session.query(OwnCase) for a in attachments_of(own_case.id)]


def test_each_field_is_saved_by_itself_and_the_page_has_it_later(reader: Reader, address: str) -> None:
    page = save(reader, address, "title", "Når svaret er løbet ")
    assert (page.status, page.json) == (200, {"version": 1, "saved_at_text": "kl. 9.30"})
    clock.set_clock(clock.now() + timedelta(minutes=3))
    page = save(reader, address, "actors", "Formanden\r\nBorgeren\n", 1)
    assert page.json == {"version": 2, "saved_at_text": "kl. 9.33"}
    assert save(reader, address, "visibility", "cohort", 2).json["version"] == 3
    page = reader.get(address)
    assert page.field("title") == "Når svaret er løbet "
    assert page.field("actors").removeprefix("\n") == "Formanden\nBorgeren\n"
    assert (page.field("visibility"), page.field("version")) == ("cohort", "3")
    assert "1 af 5 felter er udfyldt" in page.text


def test_saving_what_is_stored_already_is_no_conflict_but_tells_what_else_is_new(reader: Reader, address: str) -> None:
    save(reader, address, "title", "Ens")
    save(reader, address, "situation", "Fra telefonen", 1)
    page = save(reader, address, "title", "Ens", 1)  # its answer was lost, and the other device has gone on
    told = page.json["values"]
    assert (page.status, page.json["version"], page.json["saved_at_text"]) == (200, 2, "kl. 9.30")
    assert (told["title"], told["situation"]) == ("Ens", "Fra telefonen")
    assert "values" not in save(reader, address, "title", "Ens", 2).json


def test_an_older_version_gets_all_that_is_stored_and_changes_nothing(reader: Reader, address: str) -> None:
    save(reader, address, "title", "Fra telefonen")
    page = save(reader, address, "title", "Fra computeren", 0)
    assert page.status == 409
    assert page.json == {
        "version": 1,
        "value": "Fra telefonen",
        "values": {
            "title": "Fra telefonen",
            "situation": "",
            "dilemma": "",
            "actors": "",
            "attempts": "",
            "question": "",
            "visibility": "instructors",
        },
    }
    assert reader.get(address).field("title") == "Fra telefonen"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (
            "actors",
            "Borgeren 010190 1234",
            "Det ligner et cpr-nummer. Fjern det, så gemmer vi feltet. Resten af casen er ikke berørt.",
        ),
        ("question", "x" * 20_001, "Teksten er 20001 tegn. Der er plads til 20000. Kort den lidt."),
    ],
)
def test_what_is_not_kept_is_told_in_a_sentence(
    reader: Reader, address: str, field: str, value: str, sentence: str
) -> None:
    page = save(reader, address, field, value)
    assert (page.status, page.json) == (422, {"message": sentence})
    assert reader.get(address).field(field).strip() == ""


def test_sharing_with_a_case_group_one_is_not_in_is_refused(reader: Reader, cast: Cast, address: str) -> None:
    reader.sign_in(cast.colleague)
    page = save(reader, address, "visibility", "group")
    assert (page.status, page.json) == (422, {"message": "Du er ikke i en casegruppe. Vælg en af de andre."})


@pytest.mark.parametrize(
    "body",
    [
        [],
        "tekst",
        None,
        {},
        {"field": "status", "value": "selected", "version": 0},
        {"field": "title", "value": 7, "version": 0},
        {"field": "title", "value": "x", "version": "0"},
        {"field": "visibility", "value": "alle", "version": 0},
        {"field": ["title"], "value": "x", "version": 0},
    ],
)
def test_what_no_script_of_ours_sends_is_answered_with_a_sentence(reader: Reader, address: str, body: Any) -> None:
    page = reader.send(f"{address}/gem", body)
    assert page.status == 400
    assert page.json["message"].startswith("Gå tilbage, og prøv igen.")


def test_after_the_session_ended_the_script_is_told_to_sign_in(reader: Reader, address: str) -> None:
    save(reader, address, "title", "Før")
    token = reader.token()
    clock.set_clock(clock.now() + timedelta(minutes=61))
    headers = {"X-CSRFToken": token, "Accept": "application/json"}
    body = {"field": "title", "value": "Efter", "version": 1}
    page = reader._read("POST", f"{address}/gem", json=body, headers=headers)
    assert (page.status, page.json) == (401, {"signed_in": False})


def test_without_a_token_nothing_is_saved(reader: Reader, address: str) -> None:
    body = {"field": "title", "value": "x", "version": 0}
    page = reader._read("POST", f"{address}/gem", json=body, headers={"Accept": "application/json"})
    assert (page.status, page.json) == (401, {"signed_in": True, "token": False})
    with reader.app.app_context():
        assert db.session.query(OwnCase).count() == 0


def test_a_file_is_kept_the_moment_it_has_arrived(reader: Reader, address: str) -> None:
    page = send_file(reader, address, "Tidslinje æøå\u202e.docx")
    assert page.status == 201
    assert (page.json["name"], page.json["size_text"]) == ("Tidslinje æøå.docx", "492 B")
    page = reader.get(address)
    assert "Tidslinje æøå.docx" in page.text
    assert names_beside(reader) == ["Tidslinje æøå.docx"]


def test_a_file_sent_again_after_a_lost_answer_is_there_once(reader: Reader, address: str) -> None:
    first, again = send_file(reader, address, "Kort.pdf"), send_file(reader, address, "Kort.pdf")
    assert first.json == again.json
    assert names_beside(reader) == ["Kort.pdf"]


def test_the_form_that_names_a_kept_file_does_not_take_it_twice(reader: Reader, address: str) -> None:
    file_id = send_file(reader, address, "Kort.pdf").json["id"]
    page = reader.post(address, {"title": "x", "version": "0", "file_ids": file_id, "intent": "save"})
    assert (page.status, names_beside(reader)) == (303, ["Kort.pdf"])


def test_a_file_taken_off_the_page_goes_with_the_form_or_by_itself(reader: Reader, address: str) -> None:
    first, second = send_file(reader, address, "Kort.pdf").json, send_file(reader, address, "Noter.txt").json
    sent = {"title": "x", "version": "0", "removed_ids": first["id"], "file_ids": [first["id"], second["id"]]}
    assert reader.post(address, sent).status == 303
    assert names_beside(reader) == ["Noter.txt"]
    assert reader.send(second["remove"], {}).json == {}
    assert names_beside(reader) == []
    assert reader.send(second["remove"], {}).status == 404
    with reader.app.app_context():
        assert {f.state for f in db.session.query(StoredFile)} == {FileState.ABORTED}


@pytest.mark.parametrize(
    ("name", "content", "begins"),
    [
        ("virus.exe", b"MZ", "Vi kan ikke tage imod filer, der ender på .exe."),
        ("tom.txt", b"", "Filen “tom.txt” er tom."),
        ("ikke.pdf", b"slet ikke", "Indholdet i “ikke.pdf” passer ikke til navnet."),
    ],
)
def test_a_file_that_is_not_taken_is_told_in_a_sentence(
    reader: Reader, address: str, name: str, content: bytes, begins: str
) -> None:
    page = send_file(reader, address, name, content)
    assert 400 <= page.status < 500
    assert page.json["message"].startswith(begins)
    assert names_beside(reader) == []


def test_the_eleventh_file_is_refused_and_its_bytes_forgotten(reader: Reader, address: str) -> None:
    for number in range(10):
        assert send_file(reader, address, f"bilag {number}.txt").status == 201
    page = send_file(reader, address, "en til.txt")
    assert page.json == {"message": "Der er plads til 10 bilag til en case. Fjern et, før du lægger flere på."}
    assert len(names_beside(reader)) == 10


def test_nobody_else_takes_a_file_out_of_a_draft(reader: Reader, cast: Cast, address: str) -> None:
    remove = send_file(reader, address, "Kort.pdf").json["remove"]
    for who in (cast.classmate, cast.instructor, cast.coordinator, cast.stranger):
        reader.sign_in(who)
        assert reader.send(remove, {}).status == 404
    assert names_beside(reader) == ["Kort.pdf"]
