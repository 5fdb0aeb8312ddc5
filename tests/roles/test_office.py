"""Do administrators say who coordinates which cohorts, and does that reach count everywhere at once?"""

from datetime import timedelta

import pytest
from flask.ctx import AppContext
from sqlalchemy import select

from portal import access, clock
from portal.courses import staff_actions
from portal.courses.cohort_models import StaffRole
from portal.courses.reach import taught_by
from portal.db import db
from portal.enrolments.queries import may_get
from portal.errors import Refused
from portal.journal.models import Entry
from portal.letters.actions import post
from portal.people.models import Person
from portal.roles import office
from portal.roles.office import OfficeRole
from tests.cast import Cast
from tests.own_cases.work import known
from tests.reader import Reader

NEW = {"email": "gerda@eksempel.dk", "name": "Gerda Ærø"}


def acts(cast: Cast) -> list[tuple[str, str | None]]:
    with cast.app.app_context():
        found = select(Entry).where(Entry.by_id == cast.administrator.id).order_by(Entry.at, Entry.id)
        return [(e.act, e.role) for e in db.session.scalars(found)]


def change(reader: Reader, person: Person, act: str) -> int:
    return reader.post("/adgang/kontor", {"person_id": str(person.id), "act": act}).status


@pytest.mark.parametrize(
    ("role", "flags"),
    [
        ("coordinator", (True, False, False)),
        ("coordinator_of_all", (True, True, False)),
        ("administrator", (False, False, True)),
    ],
)
def test_an_administrator_gives_a_role_in_the_office(
    reader: Reader, cast: Cast, role: str, flags: tuple[bool, bool, bool]
) -> None:
    reader.sign_in(cast.administrator)
    assert [i.get("value") for i in reader.get("/adgang/giv").all("input") if i.get("name") == "role"] == [*OfficeRole]
    for _time in range(2):
        assert reader.post("/adgang/giv", {**NEW, "role": role}).location == "/adgang?givet=1"
    assert "Gerda Ærø" in reader.get("/adgang").text
    with cast.app.app_context():
        made = db.session.scalars(select(Person).where(Person.email == NEW["email"])).one()
        assert (made.is_coordinator, made.coordinates_all, made.is_administrator) == flags
    assert len([act for act, _role in acts(cast) if act != "person.created"]) == 1, "twice is once"
    assert {role for _act, role in acts(cast)} == {"administrator"}


def test_a_coordinator_gives_no_role_in_the_office(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.coordinator)
    for role in OfficeRole:
        page = reader.post("/adgang/giv", {**NEW, "role": role.value, "municipality_code": "630", "cohort_id": ""})
        assert (page.status, page.errors) == (422, ["Vælg en rolle på listen."])
    assert change(reader, cast.chief, "own") == 404
    assert "Gerda Højlund" in reader.get("/adgang").text, "who reaches all cohorts is seen by who runs one"
    assert "/adgang/kontor" not in reader.get("/adgang").source


def test_the_reach_is_widened_and_narrowed_and_counts_from_the_next_page_on(reader: Reader, cast: Cast) -> None:
    theirs = f"/hold/{cast.other_cohort.id}/tilmeldinger"
    coordinator = Reader(cast.app).sign_in(cast.coordinator)
    assert coordinator.get(theirs).status == 404
    reader.sign_in(cast.administrator)
    for act, status in (("all", 200), ("own", 404)):
        assert change(reader, cast.coordinator, act) == 303
        assert coordinator.get(theirs).location.startswith("/log-ind"), "another reach ends the session"
        clock.set_clock(clock.now() + timedelta(seconds=1))
        again = Reader(cast.app).sign_in(cast.coordinator)
        assert again.get(theirs).status == status
        assert (f"/hold/{cast.other_cohort.id}" in again.get("/koordinering").links) is (status == 200)
        coordinator = again
    assert sorted(act for act, _role in acts(cast)) == ["coordinator.reaches_all", "coordinator.reaches_own"]


def test_who_coordinates_all_is_at_home_on_every_cohort_and_reads_no_case(reader: Reader, cast: Cast) -> None:
    _all = (cast.author, cast.stranger)
    reader.sign_in(cast.chief)
    overview = reader.get("/koordinering")
    assert {f"/hold/{cast.cohort.id}", f"/hold/{cast.other_cohort.id}"} <= set(overview.links)
    assert len(reader.queries) <= 8
    for closed in (f"/undervisning/{cast.cohort.id}", f"/hold/{cast.cohort.id}/cases", "/min-kommune"):
        assert reader.get(closed).status == 404


def test_who_teaches_never_reaches_all_nor_administers_and_the_other_way_round(inside: AppContext, cast: Cast) -> None:
    by, instructor, chief = known(cast.administrator), known(cast.instructor), known(cast.chief)
    for role in (OfficeRole.COORDINATOR_OF_ALL, OfficeRole.ADMINISTRATOR):
        with pytest.raises(Refused, match="Ingrid Solbjerg er underviser på et hold"):
            office.give_office_role(role, by=by, email=instructor.email, name="")
    coordinator = known(cast.coordinator)
    for person in (chief, by):
        with pytest.raises(Refused, match="er administrator eller koordinator for alle hold"):
            staff_actions.add_staff(db.session.merge(cast.cohort), person, by=coordinator, role=StaffRole.INSTRUCTOR)


def test_of_two_roles_at_once_the_one_that_reads_no_case_counts(inside: AppContext, cast: Cast) -> None:
    """Two administrators at the same moment could make both; the rules then open no case."""
    both = known(cast.instructor)
    assert access.may_teach(both, cast.cohort)
    both.is_coordinator = both.coordinates_all = True
    assert (access.may_teach(both, cast.cohort), taught_by(both)) == (False, set())
    assert access.may_run_cohort(both, cast.other_cohort)


def test_nobody_changes_their_own_role(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.administrator)
    for act in ("all", "administrator"):
        assert change(reader, cast.administrator, act) == 409
    page = reader.post("/adgang/giv", {"email": cast.administrator.email, "name": "", "role": "coordinator_of_all"})
    assert page.errors == ["Du kan ikke ændre din egen rolle. Bed en anden administrator om det."]
    assert acts(cast) == []


def test_a_role_in_the_office_is_taken_back_but_no_cohort_is_left_alone(reader: Reader, cast: Cast) -> None:
    cast.add(other := Person(name="Åge Ny", email="aage@eksempel.dk", is_administrator=True))
    reader.sign_in(cast.administrator)
    assert change(reader, cast.coordinator, "coordinator") == 409, "the last of a cohort"
    assert change(reader, cast.chief, "coordinator") == 303
    assert change(reader, other, "administrator") == 303
    assert change(reader, other, "administrator") == 409, "is nobody in the office now"
    assert Reader(cast.app).sign_in(cast.chief).get("/koordinering").status == 404
    assert sorted(act for act, _role in acts(cast)) == ["administrator.removed", "coordinator.removed"]


def test_a_letter_about_any_cohort_reaches_who_coordinates_all(inside: AppContext, cast: Cast) -> None:
    for person, reaches in ((cast.chief, True), (cast.coordinator, True), (cast.other_coordinator, False)):
        letter = post("no_password", to=known(person), cohort_id=cast.cohort.id, address="x")
        db.session.flush()
        assert may_get(letter) is reaches
