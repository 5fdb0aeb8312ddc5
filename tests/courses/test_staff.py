"""Can a coordinator choose who teaches and coordinates, by hand too, without anybody getting both roles?"""

import pytest

from portal.courses.cohort_models import CohortStaff, StaffRole
from portal.db import db
from portal.people.models import Person
from tests.cast import Cast
from tests.courses.reading import missing, opened
from tests.reader import Reader


def address(cast: Cast) -> str:
    return f"/hold/{cast.cohort.id}/undervisere"


def roles(reader: Reader, cast: Cast) -> set[tuple[str, str]]:
    with reader.app.app_context():
        rows = db.session.query(CohortStaff, Person).join(Person).filter(CohortStaff.cohort_id == cast.cohort.id)
        return {(person.name, staff.role.value) for staff, person in rows}


def test_somebody_known_is_chosen_and_let_go(reader: Reader, cast: Cast) -> None:
    jonas = cast.other_instructor
    fields = opened(reader, cast, address(cast)) | {"role": "instructor", "person_id": str(jonas.id)}
    page = reader.get(reader.post(address(cast), fields).location)
    assert roles(reader, cast) == {("Fatima Karlsen", "coordinator"), ("Jonas Thorup Dahl", "instructor")}
    assert "Fjern Jonas Thorup Dahl" in page.text
    gone = next(i.get("value", "") for i in page.all("input") if i.get("name") == "remove")
    reader.post(address(cast), {"remove": gone})
    assert roles(reader, cast) == {("Fatima Karlsen", "coordinator")}


def test_somebody_new_comes_by_address_and_name(reader: Reader, cast: Cast) -> None:
    fields = opened(reader, cast, address(cast)) | {"role": "instructor", "email": "Ny@Eksempel.dk"}
    page = reader.post(address(cast), fields)
    assert page.errors == ["Vi kender ikke adressen. Skriv også navnet, så opretter vi personen."]
    reader.post(address(cast), {**fields, "name": "Ærke Ny"})
    assert ("Ærke Ny", "instructor") in roles(reader, cast)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Vælg en på listen, eller skriv en e-mailadresse."),
        ({"person_id": "8b0f9c8e-1111-4222-8333-444455556666"}, "Vælg en på listen, eller skriv en e-mailadresse."),
        ({"email": "åse@"}, "“åse@” ligner ikke en e-mailadresse. Skriv den som navn@kommune.dk."),
        ({"role": "chef", "email": "ny@eksempel.dk"}, "Vælg underviser eller koordinator."),
    ],
)
def test_slips_are_said_at_the_field(reader: Reader, cast: Cast, fields: dict[str, str], sentence: str) -> None:
    page = reader.post(address(cast), {**opened(reader, cast, address(cast)), **fields})
    assert (page.status, page.errors) == (422, [sentence])
    assert roles(reader, cast) == {("Fatima Karlsen", "coordinator")}


def test_the_last_coordinator_cannot_be_let_go_by_hand(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.coordinator)
    with reader.app.app_context():
        mine = db.session.query(CohortStaff).filter_by(person_id=cast.coordinator.id).one()
    page = reader.post(address(cast), {"remove": str(mine.id)})
    assert page.status == 422
    assert not missing(page, "Et hold har altid en koordinator. Tilføj en anden, før du fjerner den sidste.")


def test_who_leaves_a_cohort_lands_on_the_course(reader: Reader, cast: Cast) -> None:
    cast.add(CohortStaff(cohort_id=cast.cohort.id, person_id=cast.other_coordinator.id, role=StaffRole.COORDINATOR))
    reader.sign_in(cast.coordinator)
    with reader.app.app_context():
        mine = db.session.query(CohortStaff).filter_by(person_id=cast.coordinator.id).one()
    page = reader.post(address(cast), {"remove": str(mine.id)})
    assert page.location == f"/kursus/{cast.course.id}"
    assert reader.get(page.location).status == 200
