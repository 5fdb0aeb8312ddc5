"""Do the roles that coordinators give open what they should, and nothing more?"""

import pytest
from flask.ctx import AppContext
from sqlalchemy import func, select

from portal import clock
from portal.courses.cohort_models import CohortStaff, StaffRole
from portal.db import db
from portal.errors import Refused
from portal.journal.models import Entry
from portal.letters.models import Letter
from portal.people.models import Person
from portal.roles import actions, queries, reviewing
from portal.roles.models import AccessReview, GrantedRole, RoleGrant
from tests.cast import Cast
from tests.own_cases.work import known
from tests.reader import Reader

NEW = {"role": "municipal_contact", "email": "Åge@Fjordby.eksempel.dk", "name": "Åge Sø", "municipality_code": "630"}


def count(kind: type) -> int:
    return db.session.scalar(select(func.count()).select_from(kind)) or 0


def test_a_coordinator_makes_somebody_the_contact_of_a_municipality(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.coordinator)
    answer = reader.post("/adgang/giv", {**NEW, "cohort_id": ""})
    assert (answer.status, answer.location) == (303, "/adgang?givet=1")
    page = reader.get(answer.location)
    assert "Åge Sø" in page.text
    with cast.app.app_context():
        person = db.session.scalars(select(Person).where(Person.email == "åge@fjordby.eksempel.dk")).one()
        entry = db.session.scalars(select(Entry).where(Entry.act == "municipal_contact.added")).one()
        assert (entry.by_id, entry.owner_id, entry.role) == (cast.coordinator.id, person.id, "coordinator")
        letter = db.session.scalars(select(Letter).where(Letter.kind == "role_invitation")).one()
        assert (letter.person_id, letter.subject) == (person.id, "Du har fået adgang til MitKomponent")
        assert "Du kan ikke se cases." in letter.body


@pytest.mark.once
@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"municipality_code": ""}, "Vælg den kommune, rollen gælder for."),
        ({"role": "board_secretary", "cohort_id": ""}, "Vælg det hold, direktionen deltager på."),
        ({"email": "åge"}, "“åge” ligner ikke en e-mailadresse. Skriv den som navn@kommune.dk."),
        ({"name": ""}, "Vi kender ikke adressen. Skriv også navnet, så opretter vi personen."),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    reader: Reader, cast: Cast, changed: dict[str, str], sentence: str
) -> None:
    reader.sign_in(cast.coordinator)
    page = reader.post("/adgang/giv", {**NEW, "cohort_id": "", **changed})
    assert (page.status, page.errors) == (422, [sentence])
    with cast.app.app_context():
        assert (count(RoleGrant), count(Letter)) == (0, 0)


def test_a_role_given_twice_is_one_role_and_one_letter(inside: AppContext, cast: Cast) -> None:
    for _time in range(2):
        for role, cohort in ((GrantedRole.BOARD_SECRETARY, cast.cohort), (GrantedRole.MUNICIPAL_CONTACT, None)):
            actions.give_role(
                role,
                by=known(cast.coordinator),
                email=cast.author.email,
                name="",
                municipality_code="630",
                cohort=db.session.merge(cohort) if cohort else None,
            )
    assert (count(RoleGrant), count(Letter)) == (2, 2)


def test_a_boards_secretary_sees_programme_and_materials_and_no_case(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.secretary)
    assert reader.get("/").location == "/min-kommune"
    page = reader.get("/min-kommune")
    assert f"/hold/{cast.cohort.id}" in page.links
    cohort = reader.get(f"/hold/{cast.cohort.id}")
    assert cohort.status == 200
    assert "Hvor går grænsen?" in cohort.text
    assert [link for link in cohort.links if "case" in link or "opgave" in link] == []
    for closed in (f"/hold/{cast.cohort.id}/case", f"/hold/{cast.cohort.id}/cases", f"/hold/{cast.other_cohort.id}"):
        assert reader.get(closed).status == 404


def test_a_contact_sees_the_places_of_their_own_municipality_only(reader: Reader, cast: Cast) -> None:
    _all = (cast.author, cast.colleague, cast.classmate, cast.stranger, cast.removed, cast.waiting)
    reader.sign_in(cast.contact)
    page = reader.get("/min-kommune")
    for name, is_shown in (
        ("Maja Bruun", True),
        ("Nanna Friis Holt", True),
        ("Otto Lykkegård", False),
        ("Bo Kjær", False),
    ):
        assert (name in page.text) is is_shown
    assert "har plads2venter0meldt fra0" in page.text
    assert len(reader.queries) <= 5
    assert reader.get(f"/hold/{cast.cohort.id}").status == 404


def test_a_role_that_is_taken_back_opens_nothing_from_the_next_page_on(reader: Reader, cast: Cast) -> None:
    with cast.app.app_context():
        grant = select(RoleGrant.id).where(RoleGrant.person_id == cast.secretary.id)
        grant_id = db.session.scalars(grant).one()
    helper = Reader(cast.app).sign_in(cast.secretary)
    assert helper.get(f"/hold/{cast.cohort.id}").status == 200
    reader.sign_in(cast.coordinator)
    assert reader.post(f"/adgang/{grant_id}/fjern").location == "/adgang?fjernet=1"
    assert [helper.get(path).status for path in (f"/hold/{cast.cohort.id}", "/min-kommune")] == [404, 404]
    assert reader.post(f"/adgang/{grant_id}/fjern").status == 404


def test_a_review_keeps_each_answer_and_takes_away_what_is_not_to_stay(reader: Reader, cast: Cast) -> None:
    _all = (cast.instructor, cast.secretary, cast.contact)
    reader.sign_in(cast.coordinator)
    assert "Adgangen er ikke gennemgået endnu." in reader.get("/adgang").text
    page = reader.get("/adgang/gennemgang")
    rows = sorted({i.get("name") or "" for i in page.all("input") if (i.get("name") or "").startswith("svar-")})
    assert len(rows) == 4
    half = reader.post("/adgang/gennemgang", {rows[0]: "keep", "note": "Ingrid underviser igen."})
    assert (half.status, half.field("note")) == (422, "Ingrid underviser igen.")
    assert half.field(rows[0]) == "keep"
    with cast.app.app_context():
        gone = db.session.scalars(select(RoleGrant.id).where(RoleGrant.person_id == cast.secretary.id)).one()
    answers = {row: "remove" if row == f"svar-board_secretary-{gone}" else "keep" for row in rows}
    assert reader.post("/adgang/gennemgang", {**answers, "note": "Tove er holdt op."}).status == 303
    after = reader.get("/adgang").text
    assert "mandag den 2. november 2026: 3 beholdt, 1 fjernet Tove er holdt op." in after
    assert "Den næste er mandag den 1. februar 2027." in after
    with cast.app.app_context():
        acts = db.session.scalars(select(Entry.act).where(Entry.by_id == cast.coordinator.id)).all()
        assert sorted(acts) == ["access.reviewed", "board_secretary.removed"]
        assert db.session.scalars(select(RoleGrant.person_id)).all() == [cast.contact.id]


def test_a_review_that_would_leave_a_cohort_without_a_coordinator_keeps_nothing(inside: AppContext, cast: Cast) -> None:
    coordinator = known(cast.coordinator)
    holders = queries.holders_for(coordinator)
    with pytest.raises(Refused, match="Et hold har altid en koordinator"), db.session.begin_nested():
        reviewing.review(holders, {holders[0].key: False}, by=coordinator, note="")
    assert (count(AccessReview), count(CohortStaff)) == (0, 1)


def test_the_next_review_is_due_after_three_months(inside: AppContext, cast: Cast) -> None:
    coordinator = known(cast.coordinator)
    assert reviewing.is_due(queries.reviews_by(coordinator))
    holders = queries.holders_for(coordinator)
    reviewing.review(holders, {one.key: True for one in holders}, by=coordinator, note="")
    made = queries.reviews_by(coordinator)
    assert not reviewing.is_due(made)
    clock.set_clock(clock.now() + reviewing.EVERY)
    assert reviewing.is_due(made)
    assert [(line.role, line.is_kept) for line in made[0].lines] == [(StaffRole.COORDINATOR.value, True)]
