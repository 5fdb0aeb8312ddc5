"""Can an instructor set a task, and change it without losing anything?"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal import clock
from portal.assignments.models import Assignment, AssignmentFile
from portal.db import db
from portal.storage.models import FileState, StoredFile
from tests.assignments.scene import acts, add_task_file, make_task, upload
from tests.cast import Cast
from tests.reader import Page, Reader

FIELDS: dict[str, Any] = {
    "title": " Prøv  det af på Ærø ",
    "text": "Vælg et møde.\n\n- Før\n- Efter",
    "release": "later",
    "opens_on": "2026-12-01",
    "opens_at": "08:00",
    "deadline_on": "2027-01-14",
    "deadline_at": "12:00",
    "form_key": "nøgle-1",
}


def send_new(reader: Reader, cast: Cast, **changes: Any) -> Page:
    reader.sign_in(cast.instructor)
    return reader.post(f"/hold/{cast.cohort.id}/opgave/ny", {**FIELDS, **changes})


def stored(reader: Reader) -> list[Assignment]:
    with reader.app.app_context():
        return list(db.session.scalars(select(Assignment)))


def file_names(reader: Reader, task: Assignment) -> set[str]:
    with reader.app.app_context():
        statement = select(StoredFile.name).join(AssignmentFile, AssignmentFile.file_id == StoredFile.id)
        return set(db.session.scalars(statement.where(AssignmentFile.assignment_id == task.id)))


def test_a_task_is_kept_as_it_was_written(reader: Reader, cast: Cast) -> None:
    page = send_new(reader, cast)
    [task] = stored(reader)
    assert (page.status, page.location) == (303, f"/opgave/{task.id}?gemt=1")
    assert (task.title, task.text) == ("Prøv det af på Ærø", "Vælg et møde.\n\n- Før\n- Efter")
    assert task.opens_at == datetime(2026, 12, 1, 7, 0, tzinfo=UTC)
    assert task.deadline == datetime(2027, 1, 14, 11, 0, tzinfo=UTC)
    assert (task.cohort_id, task.made_by_id) == (cast.cohort.id, cast.instructor.id)
    assert acts(reader.app, "assignment.made") == [("assignment.made", cast.instructor.id)]
    shown = reader.get(page.location)
    assert shown.heading == "Prøv det af på Ærø"
    assert "Åbner tirsdag den 1. december 2026 kl. 8.00" in shown.text


@pytest.mark.parametrize(("release", "opens_at"), [("now", clock.now), ("hidden", lambda: None)])
def test_a_task_opens_now_or_stays_hidden(reader: Reader, cast: Cast, release: str, opens_at: Any) -> None:
    send_new(reader, cast, release=release)
    [task] = stored(reader)
    assert task.opens_at == opens_at()


def test_the_same_form_sent_twice_makes_one_task(reader: Reader, cast: Cast) -> None:
    first, second = send_new(reader, cast), send_new(reader, cast)
    assert first.location == second.location
    assert len(stored(reader)) == 1
    assert send_new(reader, cast, form_key="nøgle-2").location != first.location


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ({"title": "  "}, ["Giv opgaven en titel."]),
        ({"title": "Å" * 201}, ["Teksten er 201 tegn. Der er plads til 200. Kort den lidt."]),
        ({"text": ""}, ["Skriv, hvad deltagerne skal gøre."]),
        ({"deadline_on": ""}, ["Vælg den dag, opgaven skal være afleveret."]),
        ({"deadline_at": ""}, ["Skriv, hvad klokken er, når fristen udløber."]),
        ({"deadline_on": "14-13-2027"}, ["Skriv datoen som dag, måned og år, for eksempel 14.1.2027."]),
        ({"deadline_at": "kl. 12"}, ["Skriv tidspunktet som timer og minutter, for eksempel 12.00."]),
        ({"opens_on": ""}, ["Vælg den dato, hvor deltagerne kan se opgaven."]),
        ({"opens_at": ""}, ["Skriv også klokkeslættet."]),
        (
            {"deadline_on": "2026-12-01", "deadline_at": "07:59"},
            ["Fristen ligger før åbningen 1. dec kl. 8.00. Vælg en senere frist."],
        ),
        (
            {"deadline_on": "2027-03-28", "deadline_at": "02:30"},
            ["Klokken 02.30 findes ikke den dag, fordi uret stilles frem. Vælg et andet tidspunkt."],
        ),
        (
            {"opens_on": "2027-03-28", "opens_at": "02:00", "deadline_on": "2027-05-01"},
            ["Klokken 02.00 findes ikke den dag, fordi uret stilles frem. Vælg et andet tidspunkt."],
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    reader: Reader, cast: Cast, changes: dict[str, str], sentences: list[str]
) -> None:
    page = send_new(reader, cast, **changes)
    assert (page.status, page.errors) == (422, sentences)
    assert stored(reader) == []
    sent = {**FIELDS, **changes, "title": changes.get("title", "Prøv det af på Ærø").strip()}
    shown = ("title", "text", "release", "opens_on", "opens_at", "deadline_on", "deadline_at")
    assert {name: page.field(name).strip() for name in shown} == {name: sent[name].strip() for name in shown}


def test_the_hour_that_comes_twice_in_autumn_is_the_first_of_the_two(reader: Reader, cast: Cast) -> None:
    send_new(reader, cast, deadline_on="2027-10-31", deadline_at="02:30")
    assert stored(reader)[0].deadline == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_files_come_with_the_form_and_stay_when_it_is_refused(reader: Reader, cast: Cast) -> None:
    page = send_new(reader, cast, title="", files=[upload("Møde på Ærø.pdf"), upload("Rollekort.docx", "docx")])
    assert page.errors == ["Giv opgaven en titel."]
    ids = [e.get("value", "") for e in page.all("input") if e.get("name") == "file_ids"]
    assert len(ids) == 2
    send_new(reader, cast, file_ids=ids)
    [task] = stored(reader)
    assert file_names(reader, task) == {"Møde på Ærø.pdf", "Rollekort.docx"}


def test_a_file_that_is_not_what_its_name_says_stops_the_form_and_keeps_the_others(reader: Reader, cast: Cast) -> None:
    page = send_new(reader, cast, files=[upload("Falsk.docx", "pdf"), upload("Ægte.pdf")])
    assert page.status == 422
    assert len(page.errors) == 1
    assert "Falsk.docx" in page.errors[0]
    assert "Ægte.pdf" in page.text
    assert stored(reader) == []


def test_somebody_elses_file_cannot_be_claimed(reader: Reader, cast: Cast) -> None:
    page = send_new(reader, cast, title="", files=[upload("Min.pdf")])
    [stolen] = [e.get("value", "") for e in page.all("input") if e.get("name") == "file_ids"]
    teacher = cast.other_instructor
    reader.sign_in(teacher)
    page = reader.post(f"/hold/{cast.other_cohort.id}/opgave/ny", {**FIELDS, "file_ids": [stolen, "ikke-et-id"]})
    assert page.status == 303
    [task] = stored(reader)
    assert file_names(reader, task) == set()


def edit_fields(task: Assignment, **changes: Any) -> dict[str, Any]:
    known = {"version": str(task.version), "title": "Ny titel", "text": "Nyt", "release": "now"}
    return {**known, "deadline_on": "2026-12-01", "deadline_at": "12:00", **changes}


def test_a_task_is_changed_and_its_files_go_and_come(reader: Reader, cast: Cast) -> None:
    task = make_task(cast)
    row = add_task_file(reader.app, task, cast.instructor, "Gammel.pdf")
    reader.sign_in(cast.instructor)
    page = reader.get(f"/opgave/{task.id}/ret")
    assert (page.field("title"), page.field("release")) == ("Prøv det på et møde", "now")
    assert (page.field("deadline_on"), page.field("deadline_at")) == ("2026-11-05", "09:30")
    fields = edit_fields(task, remove_ids=[str(row.id), "vrøvl"], files=[upload("Ny.pdf")])
    assert reader.post(f"/opgave/{task.id}/ret", fields).location == f"/opgave/{task.id}?gemt=1"
    [changed] = stored(reader)
    assert (changed.title, changed.text, changed.version) == ("Ny titel", "Nyt", 2)
    assert changed.opens_at == task.opens_at
    assert file_names(reader, task) == {"Ny.pdf"}
    with reader.app.app_context():
        assert db.session.get_one(StoredFile, row.file_id).state is FileState.ABORTED


def test_two_instructors_at_once_see_both_versions_and_the_second_decides(reader: Reader, cast: Cast) -> None:
    task = make_task(cast)
    reader.sign_in(cast.instructor)
    reader.post(f"/opgave/{task.id}/ret", edit_fields(task, title="Ingrids æble"))
    page = reader.post(f"/opgave/{task.id}/ret", edit_fields(task, title="Min pære"))
    assert page.status == 422
    assert "Opgaven er rettet et andet sted, mens du skrev." in page.text
    assert "Ingrids æble" in page.text
    assert page.field("title") == "Min pære"
    assert stored(reader)[0].title == "Ingrids æble"
    reader.post(f"/opgave/{task.id}/ret", edit_fields(task, title="Min pære", version=page.field("version")))
    assert stored(reader)[0].title == "Min pære"


def test_a_second_press_on_a_task_is_the_same_act(reader: Reader, cast: Cast) -> None:
    task = make_task(cast)
    reader.sign_in(cast.instructor)
    for _press in range(2):
        page = reader.post(f"/opgave/{task.id}/ret", edit_fields(task, title="Ingrids æble"))
        assert page.location == f"/opgave/{task.id}?gemt=1"
    assert (stored(reader)[0].title, stored(reader)[0].version) == ("Ingrids æble", 2)
    with_file = edit_fields(task, title="Ingrids æble", files=[upload("Ny.pdf")])
    assert reader.post(f"/opgave/{task.id}/ret", with_file).status == 422


def test_a_version_that_is_no_number_is_never_the_stored_one(reader: Reader, cast: Cast) -> None:
    task = make_task(cast)
    reader.sign_in(cast.instructor)
    for version in ("", "-1", "1.0", "9" * 5000, "²"):
        assert reader.post(f"/opgave/{task.id}/ret", edit_fields(task, version=version)).status == 422


def test_staff_see_the_task_and_only_those_who_teach_the_way_to_the_answers(reader: Reader, cast: Cast) -> None:
    task = make_task(cast, opens_at=None)
    reader.sign_in(cast.instructor)
    assert f"/opgave/{task.id}/afleveringer" in reader.get(f"/opgave/{task.id}").links
    reader.sign_in(cast.coordinator)
    page = reader.get(f"/opgave/{task.id}")
    assert "Skjult for deltagerne" in page.text
    assert f"/opgave/{task.id}/afleveringer" not in page.links


def test_others_meet_a_task_as_if_it_were_not_there(reader: Reader, cast: Cast) -> None:
    task, hidden = make_task(cast), make_task(cast, opens_at=clock.now() + timedelta(hours=1))
    who = [cast.stranger, cast.removed, cast.waiting, cast.other_instructor, cast.other_coordinator, cast.administrator]
    for person in who:
        reader.sign_in(person)
        assert [reader.get(f"/opgave/{task.id}").status, reader.get(f"/opgave/{task.id}/ret").status] == [404, 404]
    reader.sign_in(cast.author)
    assert [reader.get(f"/opgave/{one.id}").status for one in (task, hidden)] == [200, 404]
    assert reader.get(f"/opgave/{task.id}/ret").status == 404
    assert reader.get(f"/hold/{cast.cohort.id}/opgave/ny").status == 404
    assert reader.post(f"/hold/{cast.cohort.id}/opgave/ny", FIELDS).status == 404
    reader.sign_in(cast.coordinator)
    assert reader.post(f"/opgave/{task.id}/ret", edit_fields(task)).status == 404


def test_a_file_of_an_open_task_is_for_the_cohort_alone(reader: Reader, cast: Cast) -> None:
    task = make_task(cast)
    row = add_task_file(reader.app, task, cast.instructor, "Rollekort på dansk.pdf")
    reader.sign_in(cast.author)
    page = reader.get(f"/opgave-fil/{row.id}")
    assert page.status == 302
    assert page.response.headers["Cache-Control"] == "no-store"
    reader.sign_in(cast.stranger)
    assert reader.get(f"/opgave-fil/{row.id}").status == 404


@pytest.mark.parametrize("files", [1, 3])
def test_the_pages_of_a_task_ask_the_same_number_of_questions_however_many_files(
    reader: Reader, cast: Cast, files: int
) -> None:
    task = make_task(cast)
    for number in range(files):
        add_task_file(reader.app, task, cast.instructor, f"Ark {number}.pdf")
    reader.sign_in(cast.instructor)
    counts = []
    for address in (f"/opgave/{task.id}", f"/opgave/{task.id}/ret", f"/hold/{cast.cohort.id}/opgave/ny"):
        assert reader.get(address).status == 200
        counts.append(len(reader.queries))
    assert counts == [3, 3, 2]
