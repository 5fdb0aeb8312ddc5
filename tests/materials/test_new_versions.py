"""What happens when a file is replaced, once, twice, and by two at once?"""

from threading import Barrier, Thread
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from portal.db import db
from portal.errors import Refused
from portal.letters.models import Letter
from portal.materials.models import DocumentVersion, Material, ReadingProgress
from portal.materials.reading import mark_read, note_opened
from portal.materials.versions import replace_file, tell_of_due_versions
from portal.people.models import Person
from portal.storage.models import FileState, StoredFile
from tests.cast import Cast
from tests.materials.shelf import material, sent_file
from tests.reader import Reader
from tests.storage.judged import let_in, named


@pytest.fixture
def kodeks(reader: Reader, cast: Cast) -> str:
    """A material in its first version, and the instructor, who is about to replace it; the address of the form."""
    one = material(cast, "Kodeks")
    reader.sign_in(cast.instructor)
    return f"/materiale/{one.id}/ny-udgave"


def numbers(app: Flask) -> list[tuple[int, str]]:
    with app.app_context():
        found = db.session.execute(
            select(DocumentVersion.number, DocumentVersion.note).order_by(DocumentVersion.number)
        )
        return [(number, note) for number, note in found]


def test_a_new_file_becomes_the_version_people_get(reader: Reader, cast: Cast, kodeks: str) -> None:
    page = reader.get(kodeks)
    assert "Slip filen her eller" in page.text
    file_id = sent_file(cast, cast.instructor, "Kodeks 2027.pdf")
    fields = {"seen": page.field("seen"), "file_ids": str(file_id), "note": "Ny indledning på side 2"}
    assert reader.post(kodeks, fields).status == 303
    assert numbers(reader.app) == [(1, ""), (2, "Ny indledning på side 2")]
    listed = reader.get(kodeks)
    assert "Udgave 2: Kodeks 2027.pdf" in listed.text
    assert "Udgave 1: kodeks.pdf" in listed.text
    address = kodeks.removesuffix("/ny-udgave")
    older, newest = (reader.get(f"{address}/hent?udgave={n}&gem=1").location for n in (1, 2))
    assert "kodeks.pdf" in older.casefold()
    assert "2027" in newest
    reader.sign_in(cast.author)
    assert "2027" in reader.get(f"{address}/hent?udgave=1").location


def replaced(reader: Reader, cast: Cast, address: str, seen: int = 1, **fields: object) -> None:
    reader.sign_in(cast.instructor)
    file_id = sent_file(cast, cast.instructor, f"Kodeks {seen + 1}.pdf")
    form = {"seen": str(seen), "file_ids": str(file_id), "note": "Ny indledning", **fields}
    assert reader.post(address, form).status == 303


def letters(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        found = db.session.scalars(select(Letter).where(Letter.kind == "material_changed").order_by(Letter.to_name))
        return [(letter.to_name, letter.subject) for letter in found]


def test_those_who_had_read_it_are_told_of_what_they_should_see_and_nobody_else(
    reader: Reader, cast: Cast, kodeks: str
) -> None:
    address = kodeks.removesuffix("/ny-udgave")
    for person in (cast.author, cast.classmate):
        reader.sign_in(person)
        reader.get(f"{address}/hent")
    reader.post(f"{address}/laest", {"laest": "ja"})  # the classmate; the author has only opened it
    with reader.app.app_context():
        for person in (cast.removed, cast.disabled):
            mark_read(db.session.get_one(Material, UUID(address[-36:])), by=person, number=1)
        db.session.commit()
    replaced(reader, cast, kodeks, weight="major")
    assert letters(reader.app) == [("Otto Lykkegård", "Ny udgave af noget, du har læst")]
    reader.sign_in(cast.classmate)
    page = reader.get(address)
    assert "Ny udgave fra 2. november 2026" in page.text
    assert "Ny indledning" in page.text
    assert "Ny udgave" in reader.get(f"/hold/{cast.cohort.id}").text
    reader.get(f"{address}/hent")
    assert "Ny udgave fra" not in reader.get(address).text
    reader.sign_in(cast.author)
    assert "Ny udgave fra" not in reader.get(address).text


@pytest.mark.parametrize("state", [FileState.WAITING, FileState.REJECTED])
def test_who_reads_the_old_one_while_nobody_gets_the_new_one_is_said_to_have_read_the_old(
    reader: Reader, cast: Cast, kodeks: str, state: FileState
) -> None:
    replaced(reader, cast, kodeks, weight="major")
    with reader.app.app_context():
        newest = named("Kodeks 2.pdf")
        newest.state = state
        db.session.commit()
    address = kodeks.removesuffix("/ny-udgave")
    reader.sign_in(cast.author).post(f"{address}/laest", {"laest": "ja"})
    with reader.app.app_context():
        assert db.session.scalars(select(ReadingProgress.version_number)).all() == [1]
        let_in(db.session.get_one(StoredFile, newest.id))
        db.session.commit()
    assert "Ny udgave fra" in reader.get(address).text


def test_a_small_correction_keeps_the_mark_and_tells_nobody(reader: Reader, cast: Cast, kodeks: str) -> None:
    address = kodeks.removesuffix("/ny-udgave")
    reader.sign_in(cast.author).post(f"{address}/laest", {"laest": "ja"})
    replaced(reader, cast, kodeks, weight="minor")
    assert letters(reader.app) == []
    page = reader.sign_in(cast.author).get(address)
    assert "Ny udgave fra" not in page.text
    assert "Markér som ulæst" in page.text


def test_a_small_correction_after_a_large_change_does_not_hide_it(reader: Reader, cast: Cast, kodeks: str) -> None:
    address = kodeks.removesuffix("/ny-udgave")
    reader.sign_in(cast.author).post(f"{address}/laest", {"laest": "ja"})
    replaced(reader, cast, kodeks, 1, weight="major")
    replaced(reader, cast, kodeks, 2, weight="minor")
    assert "Ny udgave fra" in reader.sign_in(cast.author).get(address).text
    assert len(letters(reader.app)) == 1


def test_of_a_file_that_is_still_judged_people_are_told_once_it_is_there(
    reader: Reader, cast: Cast, kodeks: str
) -> None:
    address = kodeks.removesuffix("/ny-udgave")
    reader.sign_in(cast.author).post(f"{address}/laest", {"laest": "ja"})
    replaced(reader, cast, kodeks, weight="minor")
    with reader.app.app_context():
        version = db.session.scalars(select(DocumentVersion).where(DocumentVersion.number == 2)).one()
        file = db.session.get_one(StoredFile, version.file_id)
        version.is_major, file.state = True, FileState.CHECKING
        db.session.commit()
        assert tell_of_due_versions() == 0
    reader.sign_in(cast.author)
    assert "kodeks.pdf" in reader.get(f"{address}/hent").location.casefold()
    assert "Udgave 2" not in reader.get(address).text
    with reader.app.app_context():
        db.session.get_one(StoredFile, file.id).state = FileState.AVAILABLE
        db.session.commit()
        assert [tell_of_due_versions(), tell_of_due_versions()] == [1, 0]
    assert "Ny udgave fra" in reader.get(address).text


def test_an_older_version_can_be_used_again_as_a_new_one(reader: Reader, cast: Cast, kodeks: str) -> None:
    address = kodeks.removesuffix("/ny-udgave")
    replaced(reader, cast, kodeks)
    assert f"{address}/gendan?udgave=1" in reader.get(kodeks).links
    page = reader.get(f"{address}/gendan?udgave=1")
    assert page.heading == "Brug udgave 1 igen?"
    fields = {"seen": page.field("seen"), "note": "Den gamle var bedre", "weight": "minor", "form_key": "x"}
    again = [reader.post(f"{address}/gendan?udgave=1", fields).status for _press in range(2)]
    assert again == [303, 303]
    assert numbers(reader.app) == [(1, ""), (2, "Ny indledning"), (3, "Den gamle var bedre")]
    assert "kodeks.pdf" in reader.get(f"{address}/hent").location.casefold()
    reader.post(f"{address}/slet")
    with reader.app.app_context():
        assert {f.state for f in db.session.scalars(select(StoredFile))} == {FileState.ABORTED}


def test_an_older_version_is_not_brought_back_over_one_that_came_meanwhile(
    reader: Reader, cast: Cast, kodeks: str
) -> None:
    address = kodeks.removesuffix("/ny-udgave")
    replaced(reader, cast, kodeks, 1)
    replaced(reader, cast, kodeks, 2)
    late = reader.post(f"{address}/gendan?udgave=1", {"seen": "2", "note": "Tilbage", "weight": "minor"})
    assert late.status == 422
    assert "Nogen har lagt en nyere udgave op, mens du var her." in late.text
    assert (late.field("seen"), late.field("note")) == ("3", "Tilbage")


def test_the_second_of_two_who_replace_sees_the_first_and_keeps_the_file(
    reader: Reader, cast: Cast, kodeks: str
) -> None:
    first, second = (sent_file(cast, cast.instructor, f"Kodeks {n}.pdf") for n in ("A", "B"))
    reader.post(kodeks, {"seen": "1", "file_ids": str(first), "form_key": "første"})
    late = reader.post(kodeks, {"seen": "1", "file_ids": str(second), "form_key": "anden"})
    assert late.status == 422
    assert "Nogen har lagt en nyere udgave op, mens du var her." in late.text
    assert (late.field("seen"), late.field("file_ids")) == ("2", str(second))
    again = {"seen": late.field("seen"), "file_ids": late.field("file_ids"), "form_key": late.field("form_key")}
    assert reader.post(kodeks, again).status == 303
    assert [number for number, _note in numbers(reader.app)] == [1, 2, 3]


def test_a_second_press_of_the_same_form_is_the_same_version(reader: Reader, cast: Cast, kodeks: str) -> None:
    fields = {"seen": "1", "file_ids": str(sent_file(cast, cast.instructor)), "form_key": "samme"}
    assert [reader.post(kodeks, fields).status for _press in range(2)] == [303, 303]
    assert [number for number, _note in numbers(reader.app)] == [1, 2]


def test_a_form_without_a_file_asks_for_one(reader: Reader, kodeks: str) -> None:
    assert reader.post(kodeks, {"seen": "1"}).errors == ["Vælg den nye fil."]


def test_the_database_itself_holds_one_version_of_each_number(cast: Cast, inside: object) -> None:
    one, file_id = material(cast), sent_file(cast, cast.instructor)
    db.session.add(DocumentVersion(document_id=one.document_id, number=1, file_id=file_id))
    with pytest.raises(IntegrityError):
        db.session.flush()


def both_at_once(app: Flask, acts: list[object]) -> list[str]:
    """Run acts on connections of their own, begun together; what became of each."""
    start, ends = Barrier(len(acts)), []

    def run(act: object) -> None:
        with app.app_context():
            start.wait(10)
            try:
                act()  # type: ignore[operator]
                db.session.commit()
                ends.append("done")
            except Refused as refusal:
                db.session.rollback()
                ends.append(refusal.sentence)

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(ends)


def test_of_two_who_replace_at_the_very_same_time_one_is_told(own_app: Flask) -> None:
    cast = Cast(own_app)
    one = material(cast)
    files = [sent_file(cast, cast.instructor, f"Kodeks {n}.pdf") for n in ("A", "B")]

    def replacing(file_id: object) -> object:
        return lambda: replace_file(
            db.session.get_one(Material, one.id),
            by=db.session.get_one(Person, cast.instructor.id, options=[selectinload(Person.staff_roles)]),
            file_id=file_id,  # type: ignore[arg-type]
            note="",
            is_major=False,
            seen=1,
            form_key=str(file_id),
        )

    ends = both_at_once(own_app, [replacing(file_id) for file_id in files])
    assert (len(ends), ends[1]) == (2, "done")
    assert ends[0].startswith("Nogen har lagt en nyere udgave op")
    assert [number for number, _note in numbers(own_app)] == [1, 2]


def test_a_material_opened_in_two_tabs_at_the_very_same_time_is_remembered_once(own_app: Flask) -> None:
    cast = Cast(own_app)
    one, author = material(cast), cast.author

    def opening() -> None:
        note_opened(db.session.get_one(Material, one.id), by=db.session.get_one(Person, author.id), number=1)

    assert both_at_once(own_app, [opening, opening]) == ["done", "done"]
    with own_app.app_context():
        assert db.session.query(ReadingProgress).count() == 1
