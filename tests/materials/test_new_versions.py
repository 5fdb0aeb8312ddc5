"""What happens when a file is replaced, once, twice, and by two at once?"""

import io
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.db import db
from portal.errors import Refused
from portal.materials.actions import replace_file
from portal.materials.models import DocumentVersion, Material, ReadingProgress
from portal.materials.reading import note_opened
from portal.people.models import Person
from tests.cast import Cast
from tests.materials.shelf import material, sent_file
from tests.reader import Reader
from tests.storage.samples import sample


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


def test_a_reader_of_the_older_version_is_told(reader: Reader, cast: Cast, kodeks: str) -> None:
    address = kodeks.removesuffix("/ny-udgave")
    reader.sign_in(cast.author)
    reader.get(f"{address}/hent")
    reader.sign_in(cast.instructor)
    files = [(io.BytesIO(sample("pdf")), "Kodeks 2027.pdf")]
    form = {"seen": "1", "note": "Ny indledning", "files": files}
    assert reader.post(kodeks, form, content_type="multipart/form-data").status == 303
    reader.sign_in(cast.author)
    page = reader.get(address)
    assert "Ny udgave fra 2. november 2026" in page.text
    assert "Ny indledning" in page.text
    reader.get(f"{address}/hent")
    assert "Ny udgave fra" not in reader.get(address).text


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
            by=db.session.get_one(Person, cast.instructor.id),
            file_id=file_id,  # type: ignore[arg-type]
            note="",
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
