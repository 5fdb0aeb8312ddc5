"""Does who coordinates a cohort stay out of its cases, in whatever order they come, are enrolled and go?"""

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.courses.cohort_models import Cohort, CohortStaff, StaffRole
from portal.db import db
from portal.enrolments import actions
from portal.enrolments.actions import Newcomer
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.loaders import LOADERS
from portal.people.models import Person
from portal.roles.actions import choose_staff, let_go
from tests.cast import Cast
from tests.enrolments.test_races import Act, at_once
from tests.own_cases.work import handed_in_by, known, known_cohort
from tests.reader import Reader

NEVER_BOTH = "Deltagere kan læse hinandens cases, og det kan koordinatorer ikke, så ingen kan være begge dele."


def page_of(cast: Cast, room: str) -> str:
    return f"/hold/{cast.cohort.id}/{room}"


def enrols(reader: Reader, cast: Cast, person: Person) -> list[str]:
    """What is said of it, or nothing."""
    fields = {"name": person.name, "email": person.email, "form_key": person.email}
    return reader.post(page_of(cast, "tilmeldinger/ny"), fields).errors


def chooses(reader: Reader, cast: Cast, person: Person) -> list[str]:
    fields = {"role": "coordinator", "email": person.email, "person_id": ""}
    return reader.post(page_of(cast, "undervisere"), fields).errors


def lets_go(reader: Reader, cast: Cast, person: Person) -> str:
    with cast.app.app_context():
        row = db.session.scalars(select(CohortStaff.id).where(CohortStaff.person_id == person.id)).one()
    return reader.post(page_of(cast, "undervisere"), {"remove": str(row)}).source


def complete(cast: Cast) -> None:
    with cast.app.app_context():
        db.session.get_one(Cohort, cast.cohort.id).completed_at = clock.now()
        db.session.commit()


def test_who_enrols_themselves_and_goes_reads_no_case(reader: Reader, cast: Cast) -> None:
    case = handed_in_by(reader, cast, cast.author, visibility="cohort")
    reader.sign_in(cast.coordinator)
    [sentence] = enrols(reader, cast, cast.coordinator)
    assert sentence == f"Fatima Karlsen koordinerer holdet. {NEVER_BOTH}"
    assert chooses(reader, cast, cast.person("Gry Aas")) == []
    lets_go(reader, cast, cast.coordinator)
    reader.sign_in(cast.coordinator)
    assert [reader.get(address).status for address in (case, page_of(cast, "cases"))] == [404, 404]


def test_who_reaches_every_cohort_does_not_enrol_themselves(reader: Reader, cast: Cast) -> None:
    assert enrols(reader.sign_in(cast.chief), cast, cast.chief)[0].startswith("Gerda Højlund koordinerer holdet.")


def test_nor_does_one_coordinator_enrol_another(reader: Reader, cast: Cast) -> None:
    gry = cast.staff("Gry Aas", cast.cohort, StaffRole.COORDINATOR)
    assert enrols(reader.sign_in(cast.coordinator), cast, gry) == [f"Gry Aas koordinerer holdet. {NEVER_BOTH}"]


@pytest.mark.parametrize("status", [EnrolmentStatus.CANCELLED, EnrolmentStatus.WAITLISTED])
def test_nor_is_a_place_from_before_taken_up_again(reader: Reader, cast: Cast, status: EnrolmentStatus) -> None:
    place = cast.enrol(cast.coordinator, cast.cohort, status)
    answer = reader.sign_in(cast.coordinator).post(f"/tilmelding/{place.id}/bekraeft")
    assert "Fatima Karlsen koordinerer holdet." in answer.text
    with cast.app.app_context():
        assert db.session.get_one(Enrolment, place.id).status is status


@pytest.mark.parametrize("who", ["author", "waiting"])
def test_nobody_on_the_cohort_comes_to_coordinate_it(reader: Reader, cast: Cast, who: str) -> None:
    person = getattr(cast, who)
    reader.sign_in(cast.coordinator)
    assert chooses(reader, cast, person) == [f"{person.name} er tilmeldt holdet. {NEVER_BOTH}"]
    assert chooses(reader, cast, cast.removed) == []


@pytest.mark.parametrize("status", [EnrolmentStatus.CONFIRMED, EnrolmentStatus.COMPLETED])
def test_who_is_both_from_before_gives_up_the_place_before_they_go(
    reader: Reader, cast: Cast, status: EnrolmentStatus
) -> None:
    place = cast.enrol(cast.coordinator, cast.cohort, status)
    reader.sign_in(cast.coordinator)
    other = cast.enrol(cast.person("Maja Bruun"), cast.cohort, EnrolmentStatus.COMPLETED)
    complete(cast)
    links = reader.get(page_of(cast, "tilmeldinger")).links
    assert [f"/tilmelding/{one.id}/afmeld" in links for one in (place, other)] == [True, False]
    assert "pladsen kan ikke afmeldes" in reader.post(f"/tilmelding/{other.id}/afmeld").text
    assert chooses(reader, cast, cast.person("Gry Aas")) == []
    assert "Fatima Karlsen er også tilmeldt holdet. Meld pladsen fra først" in lets_go(reader, cast, cast.coordinator)
    assert reader.post(f"/tilmelding/{place.id}/afmeld").status == 303
    lets_go(reader, cast, cast.coordinator)
    with cast.app.app_context():
        assert db.session.query(CohortStaff).filter_by(person_id=cast.coordinator.id).count() == 0


# At the same moment, each on a connection of its own


@pytest.fixture
def stage(own_app: Flask) -> Cast:
    return Cast(own_app)


def enrolling(cast: Cast, person: Person, *, by: Person) -> Act:
    newcomer = Newcomer(name=person.name, email=person.email)
    return lambda: actions.enrol(known_cohort(cast.cohort), by=known(by), newcomer=newcomer, form_key="k").is_known


def choosing(cast: Cast, person: Person) -> Act:
    def chooses() -> str:
        by = known(cast.coordinator)
        choose_staff(known_cohort(cast.cohort), known(person), by=by, role=StaffRole.COORDINATOR)
        return "chosen"

    return chooses


def going(cast: Cast, person: Person, *, by: Person) -> Act:
    def goes() -> str:
        row = db.session.scalars(select(CohortStaff).where(CohortStaff.person_id == person.id)).one()
        let_go(LOADERS[type(cast.cohort)](cast.cohort.id), row, by=known(by))
        return "gone"

    return goes


def standing(cast: Cast, person: Person) -> tuple[int, int]:
    with cast.app.app_context():
        return (
            db.session.query(Enrolment).filter_by(person_id=person.id).count(),
            db.session.query(CohortStaff).filter_by(person_id=person.id).count(),
        )


def test_who_is_enrolled_and_chosen_at_once_becomes_one_of_both(stage: Cast) -> None:
    for number in range(5):
        person = stage.person(f"Åse {number}")
        results = at_once(stage.app, enrolling(stage, person, by=stage.coordinator), choosing(stage, person))
        assert sorted(standing(stage, person)) == [0, 1], results


def test_who_enrols_themselves_while_they_go_gets_no_place(stage: Cast) -> None:
    for number in range(5):
        person = stage.staff(f"Åge {number}", stage.cohort, StaffRole.COORDINATOR, is_coordinator=True)
        results = at_once(stage.app, enrolling(stage, person, by=person), going(stage, person, by=stage.coordinator))
        assert (standing(stage, person), results[1]) == ((0, 0), "gone"), results


def test_of_two_coordinators_who_go_at_once_one_stays(stage: Cast) -> None:
    first, second = stage.coordinator, stage.staff("Gry Aas", stage.cohort, StaffRole.COORDINATOR)
    results = at_once(stage.app, going(stage, first, by=first), going(stage, second, by=second))
    assert sorted(str(one)[:11] for one in results) == ["Et hold har", "gone"]
