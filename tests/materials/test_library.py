"""Does an instructor find everything they have shared, and use it on another cohort without sending it again?"""

from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.courses.cohort_models import CohortStaff, StaffRole
from portal.db import db
from portal.materials.actions import delete_material
from portal.materials.models import Document, DocumentVersion, Material
from portal.people.models import Person
from portal.storage.models import FileState, StoredFile
from tests.cast import Cast
from tests.materials.shelf import material, sent_file, written
from tests.reader import Page, Reader

LIBRARY = "/undervisning/bibliotek"


@pytest.fixture
def kodeks(reader: Reader, cast: Cast) -> Material:
    """A material of the instructor's, who teaches the next cohort too."""
    one = material(cast, "Kodeks for god betjening")
    cast.add(CohortStaff(person_id=cast.instructor.id, cohort_id=cast.other_cohort.id, role=StaffRole.INSTRUCTOR))
    reader.sign_in(cast.instructor)
    return one


def titles(page: Page) -> list[str]:
    return ["".join(a.itertext()) for a in page.all("a") if a.get("class") == "file__name"]


def documents(reader: Reader) -> int:
    with reader.app.app_context():
        return db.session.scalar(select(func.count()).select_from(Document)) or 0


def on(reader: Reader, cohort_id: UUID) -> Material:
    with reader.app.app_context():
        return db.session.scalars(select(Material).where(Material.cohort_id == cohort_id)).one()


def use(reader: Reader, one: Material, cast: Cast) -> Page:
    return reader.post(f"/materiale/{one.id}/brug", {"cohort": str(cast.other_cohort.id)})


def replace(reader: Reader, cast: Cast, one: Material, *, seen: int = 1) -> int:
    fields = {"seen": str(seen), "file_ids": str(sent_file(cast, cast.instructor, "Ny.pdf")), "weight": "minor"}
    return reader.post(f"/materiale/{one.id}/ny-udgave", fields).status


def numbers(reader: Reader, one: Material) -> list[int]:
    with reader.app.app_context():
        document = select(Material.document_id).where(Material.id == one.id).scalar_subquery()
        found = select(DocumentVersion.number).where(DocumentVersion.document_id == document)
        return list(db.session.scalars(found.order_by(DocumentVersion.number)))


def test_the_library_holds_what_ones_cohorts_share_and_nothing_else(
    reader: Reader, cast: Cast, kodeks: Material
) -> None:
    written(cast, "Årets dilemmaer")
    third = cast.make_cohort("Hold 9")
    material(cast, "Andres noter", cohort=third)
    page = reader.get(LIBRARY)
    assert titles(page) == ["Kodeks for god betjening", "Årets dilemmaer"]
    assert len(reader.queries) == 3
    assert titles(reader.get(f"{LIBRARY}?titel=%C3%85RETS")) == ["Årets dilemmaer"]
    assert "Ingen titler har “budget”." in reader.get(f"{LIBRARY}?titel=budget").text
    assert titles(reader.sign_in(cast.author).get(LIBRARY)) == []
    assert titles(reader.sign_in(cast.coordinator).get(LIBRARY)) == []


def test_the_same_document_stands_on_another_cohort_without_another_upload(
    reader: Reader, cast: Cast, kodeks: Material
) -> None:
    page = use(reader, kodeks, cast)
    there = on(reader, cast.other_cohort.id)
    assert page.location == f"/hold/{cast.other_cohort.id}/materialer?sket=brugt#m-{there.id}"
    assert (there.title, there.released_at, there.document_id) == (kodeks.title, None, kodeks.document_id)
    assert "På 2 hold" in reader.get(f"/hold/{cast.other_cohort.id}/materialer").text
    assert use(reader, kodeks, cast).location == page.location
    assert "Alle dine hold har det allerede." in reader.get(f"/materiale/{kodeks.id}/brug").text
    assert documents(reader) == 1


def test_it_is_chosen_from_the_library_for_the_cohort_one_came_from(
    reader: Reader, cast: Cast, kodeks: Material
) -> None:
    desk = f"/hold/{cast.other_cohort.id}/materialer"
    link = next(a for a in reader.get(desk).links if a.startswith(LIBRARY))
    page = reader.get(link)
    assert "Brug på Hold 4" in page.text
    assert page.field("cohort") == str(cast.other_cohort.id)
    use(reader, kodeks, cast)
    assert "Er på holdet" in reader.get(link).text


def test_a_new_file_reaches_every_cohort_that_shows_it(reader: Reader, cast: Cast, kodeks: Material) -> None:
    use(reader, kodeks, cast)
    form = reader.get(f"/materiale/{kodeks.id}/ny-udgave")
    assert "Det samme står på 2 hold, og en ny udgave kommer på dem alle" in form.text
    assert replace(reader, cast, kodeks) == 303
    assert numbers(reader, on(reader, cast.other_cohort.id)) == [1, 2]


def test_changed_only_here_it_is_the_cohorts_own(reader: Reader, cast: Cast, kodeks: Material) -> None:
    use(reader, kodeks, cast)
    there = on(reader, cast.other_cohort.id)
    assert reader.post(f"/materiale/{there.id}/kun-her").location == f"/materiale/{there.id}/ny-udgave"
    assert replace(reader, cast, there) == 303
    assert (numbers(reader, kodeks), numbers(reader, there)) == ([1], [1, 2])
    assert documents(reader) == 2
    reader.post(f"/materiale/{there.id}/kun-her")
    assert documents(reader) == 2


def test_a_file_goes_when_no_version_points_at_it_any_more(reader: Reader, cast: Cast, kodeks: Material) -> None:
    use(reader, kodeks, cast)
    there = on(reader, cast.other_cohort.id)
    reader.post(f"/materiale/{there.id}/kun-her")

    def gone() -> set[bool]:
        with reader.app.app_context():
            return {file.state is FileState.ABORTED for file in db.session.scalars(select(StoredFile))}

    reader.post(f"/materiale/{kodeks.id}/slet")
    assert gone() == {False}
    reader.post(f"/materiale/{there.id}/slet")
    assert gone() == {True}
    assert documents(reader) == 0


def test_deleting_it_on_one_cohort_leaves_it_on_the_other(reader: Reader, cast: Cast, kodeks: Material) -> None:
    use(reader, kodeks, cast)
    assert "De andre hold, der bruger det, beholder det." in reader.get(f"/materiale/{kodeks.id}/slet").text
    reader.post(f"/materiale/{kodeks.id}/slet")
    assert numbers(reader, on(reader, cast.other_cohort.id)) == [1]


def test_nobody_changes_what_a_cohort_shows_that_they_do_not_teach(
    reader: Reader, cast: Cast, kodeks: Material
) -> None:
    use(reader, kodeks, cast)
    there = on(reader, cast.other_cohort.id)
    reader.sign_in(cast.other_instructor)
    form = reader.get(f"/materiale/{there.id}/ny-udgave")
    assert "Din ændring gælder kun dette hold." in form.text
    fields = {"seen": "1", "file_ids": str(sent_file(cast, cast.other_instructor, "Min.pdf")), "weight": "minor"}
    assert reader.post(f"/materiale/{there.id}/ny-udgave", fields).status == 303
    assert (numbers(reader, kodeks), numbers(reader, there)) == ([1], [1, 2])


@pytest.mark.parametrize("cohort", ["", "ingen", "00000000-0000-0000-0000-000000000000"])
def test_a_cohort_one_does_not_teach_is_refused(reader: Reader, kodeks: Material, cohort: str) -> None:
    page = reader.post(f"/materiale/{kodeks.id}/brug", {"cohort": cohort})
    assert (page.status, page.errors) == (422, ["Vælg et hold, du underviser på."])


def test_another_instructors_cohort_is_refused_too(reader: Reader, cast: Cast, kodeks: Material) -> None:
    third = cast.make_cohort("Hold 9")
    assert reader.post(f"/materiale/{kodeks.id}/brug", {"cohort": str(third.id)}).status == 422
    reader.sign_in(cast.other_instructor)
    assert reader.post(f"/materiale/{kodeks.id}/brug", {"cohort": str(cast.other_cohort.id)}).status == 404


def test_what_became_the_cohorts_own_meanwhile_goes_with_its_material(
    reader: Reader, cast: Cast, kodeks: Material
) -> None:
    use(reader, kodeks, cast)
    with cast.app.app_context():
        stale = db.session.get_one(Material, kodeks.id)
        db.session.commit()
        with Session(db.engine) as other, other.begin():
            elsewhere = other.get_one(Material, kodeks.id)
            elsewhere.document = Document(versions=[DocumentVersion(number=1, text="Nu vores egen.")])
        delete_material(stale, by=db.session.get_one(Person, cast.instructor.id))
        db.session.commit()
        assert list(db.session.scalars(select(Document.id))) == [on(reader, cast.other_cohort.id).document_id]
