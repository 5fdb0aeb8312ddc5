"""What do participants see, from when, and what is remembered of their reading?"""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.db import db
from portal.materials.current import Reading, preparation_among
from portal.materials.models import ReadingProgress
from portal.materials.queries import managed_materials, materials_of, preparation
from tests.cast import Cast
from tests.materials.shelf import material
from tests.reader import Reader


def progress(reader: Reader) -> list[tuple[int, bool]]:
    with reader.app.app_context():
        found = db.session.scalars(select(ReadingProgress))
        return [(row.version_number, row.read_at is not None) for row in found]


def test_a_participant_sees_nothing_before_the_moment_and_everything_from_it(reader: Reader, cast: Cast) -> None:
    moment = clock.now() + timedelta(days=3)
    one = material(cast, "Slides", released_at=moment)
    reader.sign_in(cast.author)
    pages = [f"/materiale/{one.id}", f"/materiale/{one.id}/hent"]
    clock.set_clock(moment - timedelta(seconds=1))
    reader.sign_in(cast.classmate)
    assert [reader.get(page).status for page in pages] == [404, 404]
    assert reader.post(f"/materiale/{one.id}/laest").status == 404
    clock.set_clock(moment)
    assert [reader.get(page).status for page in pages] == [200, 302]
    assert progress(reader) == [(1, False)]


@pytest.mark.parametrize("who", ["stranger", "removed", "waiting", "other_instructor", "administrator"])
def test_nobody_from_outside_the_cohort_gets_near_a_material(reader: Reader, cast: Cast, who: str) -> None:
    one = material(cast)
    reader.sign_in(getattr(cast, who))
    addresses = [f"/materiale/{one.id}{page}" for page in ("", "/hent", "/ret", "/ny-udgave", "/slet")]
    assert {reader.get(address).status for address in addresses} == {404}
    assert reader.get(f"/hold/{cast.cohort.id}/materialer").status == 404


def test_participants_and_coordinators_read_but_do_not_change(reader: Reader, cast: Cast) -> None:
    one = material(cast)
    for somebody in (cast.author, cast.coordinator):
        reader.sign_in(somebody)
        assert reader.get(f"/materiale/{one.id}").status == 200
        changing = [f"/materiale/{one.id}/{page}" for page in ("ret", "ny-udgave", "slet", "flyt", "vis")]
        assert {reader.post(address).status for address in changing} == {404}


def test_opening_leads_to_the_file_and_is_remembered_once(reader: Reader, cast: Cast) -> None:
    one = material(cast)
    reader.sign_in(cast.author)
    assert "Ikke åbnet" in reader.get(f"/materiale/{one.id}").text
    first, again = reader.get(f"/materiale/{one.id}/hent"), reader.get(f"/materiale/{one.id}/hent?gem=1")
    assert (first.status, again.status) == (302, 302)
    shown, saved = reader.client.get(first.location), reader.client.get(again.location)
    assert shown.headers["Content-Disposition"].startswith("inline;")
    assert saved.headers["Content-Disposition"].startswith("attachment;")
    assert shown.data[:5] == b"%PDF-"
    assert progress(reader) == [(1, False)]
    assert "Åbnet" in reader.get(f"/materiale/{one.id}").text


def test_a_look_without_opening_and_the_staffs_own_reading_leave_no_trace(reader: Reader, cast: Cast) -> None:
    one = material(cast)
    reader.sign_in(cast.author)
    assert reader.client.head(f"/materiale/{one.id}/hent").status_code == 302
    reader.sign_in(cast.instructor)
    assert reader.get(f"/materiale/{one.id}/hent").status == 302
    assert reader.post(f"/materiale/{one.id}/laest").status == 404
    assert progress(reader) == []


def test_a_mark_as_read_can_be_taken_back(reader: Reader, cast: Cast) -> None:
    one = material(cast)
    reader.sign_in(cast.author)
    address = f"/materiale/{one.id}"
    marked = reader.post(f"{address}/laest", {"laest": "ja"})
    assert marked.location == f"{address}?laest=ja"
    page = reader.get(marked.location)
    assert "Markeret som læst" in page.source
    assert progress(reader) == [(1, True)]
    reader.post(f"{address}/laest", {"laest": "nej"})
    assert progress(reader) == [(1, False)]
    assert "Jeg har læst den" in reader.get(address).text


def test_a_film_is_seen_rather_than_read(reader: Reader, cast: Cast) -> None:
    one = material(cast, "Velkommen", name="velkommen.mp4")
    reader.sign_in(cast.author)
    assert "Jeg har set den" in reader.get(f"/materiale/{one.id}").text


def test_a_cohorts_materials_come_with_the_readers_progress_in_one_query(cast: Cast, inside: object) -> None:
    soon = clock.now() + timedelta(days=5)
    kodeks = material(cast, "Kodeks", is_preparation=True)
    material(cast, "Tre spørgsmål", is_preparation=True, name="spoergsmaal.docx")
    material(cast, "Slides", released_at=soon)
    material(cast, "Noter til os selv", released_at=None)
    material(cast, "For de andre", cohort=cast.other_cohort)
    db.session.add(
        ReadingProgress(material_id=kodeks.id, person_id=cast.author.id, opened_at=clock.now(), read_at=clock.now())
    )
    db.session.flush()
    found = materials_of(cast.cohort, person=cast.author)
    assert [(m.material.title, m.is_open, m.reading) for m in found] == [
        ("Kodeks", True, Reading.READ),
        ("Tre spørgsmål", True, Reading.UNREAD),
        ("Slides", False, Reading.UNREAD),
    ]
    mine = preparation_among(found)
    assert (mine.done, mine.total, mine.next and mine.next.material.title) == (1, 2, "Tre spørgsmål")
    both = preparation(cast.author, [cast.cohort.id, cast.other_cohort.id])
    assert {key: (p.done, p.total) for key, p in both.items()} == {cast.cohort.id: (1, 2), cast.other_cohort.id: (0, 0)}


def test_totals_count_participants_and_nobody_else(cast: Cast, inside: object) -> None:
    one = material(cast)
    for person, is_read in (
        (cast.author, True),
        (cast.classmate, False),
        (cast.removed, True),
        (cast.instructor, True),
    ):
        db.session.add(
            ReadingProgress(
                material_id=one.id,
                person_id=person.id,
                opened_at=clock.now(),
                read_at=clock.now() if is_read else None,
            )
        )
    db.session.flush()
    assert [(m.opened, m.read) for m in managed_materials(cast.cohort)] == [(2, 1)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_instructors_list_costs_the_same_however_long(reader: Reader, cast: Cast, count: int) -> None:
    for number in range(count):
        material(cast, f"Materiale nummer {number}")
    reader.sign_in(cast.instructor)
    page = reader.get(f"/hold/{cast.cohort.id}/materialer")
    assert len([a for a in page.all("a") if a.get("class") == "file__name"]) == count
    assert len(reader.queries) == 5


def test_a_materials_page_costs_four_queries(reader: Reader, cast: Cast) -> None:
    one = material(cast)
    reader.sign_in(cast.author)
    reader.get(f"/materiale/{one.id}")
    assert len(reader.queries) == 4
