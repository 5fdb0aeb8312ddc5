"""Is where somebody works corrected by their coordinator, and by nobody else?"""

import pytest
from flask.ctx import AppContext

from portal.courses.cohort_models import Cohort, CohortStaff, StaffRole
from portal.db import db
from portal.enrolments import actions
from portal.enrolments.actions import Newcomer
from portal.enrolments.correcting import correct_home
from portal.enrolments.models import Delegation, Enrolment, EnrolmentStatus
from portal.errors import Refused
from portal.journal.models import Entry
from portal.letters.models import Letter
from portal.loaders import LOADERS
from portal.people.models import Person
from tests.cast import Cast
from tests.own_cases.work import known, known_cohort
from tests.reader import Reader


def page_of(cast: Cast) -> str:
    return f"/hold/{cast.cohort.id}/tilmeldinger/kommune"


def home(cast: Cast, person: Person) -> str | None:
    with cast.app.app_context():
        return db.session.get_one(Person, person.id).municipality_code


def corrections(cast: Cast) -> list[tuple[object, ...]]:
    with cast.app.app_context():
        found = db.session.query(Entry).filter_by(act="person.home_corrected")
        return [(e.by_id, e.subject_id, e.owner_id, e.cohort_id) for e in found]


@pytest.mark.parametrize(("chosen", "code"), [("751", "751"), ("-", None)])
@pytest.mark.parametrize("who", ["colleague", "waiting", "instructor"])
def test_a_coordinator_corrects_it_and_the_journal_says_who(
    reader: Reader, cast: Cast, who: str, chosen: str, code: str | None
) -> None:
    person = getattr(cast, who)
    with cast.app.app_context():
        db.session.get_one(Person, person.id).municipality_code = "630"
        db.session.commit()
    reader.sign_in(cast.coordinator)
    assert f"{person.name}, Vejle" in reader.get(page_of(cast)).text
    for _twice in range(2):
        sent = {"person_id": str(person.id), "municipality_code": chosen}
        assert reader.post(page_of(cast), sent).location == f"{page_of(cast)}?gemt=1"
    assert home(cast, person) == code
    assert corrections(cast) == [(cast.coordinator.id, person.id, person.id, cast.cohort.id)]


def on_board(cast: Cast, person: Person, board: Delegation, **values: object) -> None:
    cast.enrol(person, cast.cohort, **{"delegation_id": board.id, **values})


def board_of(cast: Cast, code: str) -> Delegation:
    return cast.add(Delegation(cohort_id=cast.cohort.id, municipality_code=code))


def counts(cast: Cast, most: int | None = None) -> None:
    with cast.app.app_context():
        db.session.get_one(Cohort, cast.cohort.id).capacity_boards = most
        db.session.commit()


def boards(cast: Cast) -> dict[str, list[str]]:
    """Who comes with each board, by municipality."""
    with cast.app.app_context():
        found = {one.municipality_code: one.id for one in db.session.query(Delegation)}
        seated = {
            code: db.session.query(Person.name).join(Enrolment).filter(Enrolment.delegation_id == key)
            for code, key in found.items()
        }
        return {code: sorted(name for (name,) in names) for code, names in seated.items()}


def corrects(cast: Cast, person: Person, code: str | None) -> None:
    with cast.app.app_context():
        correct_home(known(person), known_cohort(cast.cohort), by=known(cast.coordinator), municipality_code=code)
        db.session.commit()


@pytest.mark.parametrize("status", list(EnrolmentStatus))
def test_the_board_follows_the_municipality(cast: Cast, status: EnrolmentStatus) -> None:
    anne, bo, board = cast.person("Anne Aas", home=cast.fjordby), cast.person("Bo Aas"), board_of(cast, "630")
    on_board(cast, anne, board, status=status)
    on_board(cast, bo, board)
    corrects(cast, bo, "751")
    assert boards(cast) == {"630": ["Anne Aas"], "751": ["Bo Aas"]}
    corrects(cast, anne, "751")
    assert boards(cast) == {"751": ["Anne Aas", "Bo Aas"]}
    corrects(cast, anne, None)
    assert boards(cast) == {"751": ["Bo Aas"]}


def test_a_board_there_is_no_room_for_is_refused_but_one_in_place_of_ones_own_is_not(
    reader: Reader, cast: Cast
) -> None:
    anne, bo, board = cast.person("Anne Aas", home=cast.fjordby), cast.person("Bo Aas"), board_of(cast, "630")
    on_board(cast, anne, board)
    counts(cast, 1)
    sent = {"person_id": str(anne.id), "municipality_code": "751"}
    assert reader.sign_in(cast.coordinator).post(page_of(cast), sent).status == 303
    assert boards(cast) == {"751": ["Anne Aas"]}
    with cast.app.app_context():
        board = db.session.query(Delegation).one()
    on_board(cast, bo, board)
    refused = reader.post(page_of(cast), {**sent, "municipality_code": "630"})
    assert (refused.status, refused.errors[0][:66]) == (
        422,
        "På Politisk betjening i praksis, Hold 3 er der ikke plads til en d",
    )
    assert (home(cast, anne), boards(cast)) == ("751", {"751": ["Anne Aas", "Bo Aas"]})


def test_a_board_that_goes_lets_the_next_in_line_in(reader: Reader, cast: Cast) -> None:
    anne, bo, cille = (cast.person(f"{name} Aas", home=cast.fjordby) for name in ("Anne", "Bo", "Cille"))
    gone, stays = board_of(cast, "630"), board_of(cast, "751")
    on_board(cast, anne, gone)
    on_board(cast, bo, stays)
    on_board(cast, cille, board_of(cast, "101"), status=EnrolmentStatus.WAITLISTED)
    counts(cast, 2)
    sent = {"person_id": str(anne.id), "municipality_code": "751"}
    assert reader.sign_in(cast.coordinator).post(page_of(cast), sent).status == 303
    with cast.app.app_context():
        place = db.session.query(Enrolment).filter_by(person_id=cille.id).one()
        assert place.status is EnrolmentStatus.CONFIRMED
        assert db.session.query(Letter).filter_by(person_id=cille.id).count() == 1


def test_a_board_left_behind_from_before_is_mended_by_saying_it_again(reader: Reader, cast: Cast) -> None:
    anne = cast.person("Anne Aas", home=cast.aaby)
    on_board(cast, anne, board_of(cast, "630"))
    reader.sign_in(cast.coordinator).post(page_of(cast), {"person_id": str(anne.id), "municipality_code": "751"})
    assert boards(cast) == {"751": ["Anne Aas"]}
    assert len(corrections(cast)) == 1


@pytest.mark.parametrize("who", ["coordinator", "stranger", "removed"])
def test_neither_oneself_nor_somebody_elsewhere_is_corrected(reader: Reader, cast: Cast, who: str) -> None:
    person = getattr(cast, who)
    before = home(cast, person)
    page = reader.sign_in(cast.coordinator).get(page_of(cast))
    assert person.name not in [option.text for option in page.all("option")]
    refused = reader.post(page_of(cast), {"person_id": str(person.id), "municipality_code": "630"})
    assert (refused.status, refused.errors) == (422, ["Vælg fra listen."])
    assert (home(cast, person), corrections(cast)) == (before, [])


@pytest.mark.parametrize("chosen", ["", "999"])
def test_to_choose_no_municipality_is_not_to_say_that_there_is_none(reader: Reader, cast: Cast, chosen: str) -> None:
    sent = {"person_id": str(cast.author.id), "municipality_code": chosen}
    refused = reader.sign_in(cast.coordinator).post(page_of(cast), sent)
    assert (refused.status, refused.errors) == (422, ["Vælg en kommune fra listen."])
    assert (home(cast, cast.author), corrections(cast)) == ("630", [])


def test_nobody_says_of_themselves_where_they_work_or_on_which_side_they_are(inside: AppContext, cast: Cast) -> None:
    fatima, cohort = cast.coordinator, cast.cohort
    with pytest.raises(Refused, match="Din egen kommune retter du ikke selv"):
        correct_home(fatima, cohort, by=fatima, municipality_code="630")
    place = LOADERS[Enrolment](cast.enrol(fatima, cohort).id)
    with pytest.raises(Refused, match="siger en anden koordinator"):
        actions.change_side(place, by=fatima, is_elected=True)
    assert not place.is_elected


@pytest.mark.parametrize("who", ["instructor", "classmate"])
def test_who_reads_an_authors_cases_does_not_correct_where_the_author_works(
    reader: Reader, cast: Cast, who: str
) -> None:
    person = getattr(cast, who)
    cast.add(CohortStaff(cohort_id=cast.other_cohort.id, person_id=person.id, role=StaffRole.COORDINATOR))
    cast.enrol(cast.author, cast.other_cohort)
    sent = {"person_id": str(cast.author.id), "municipality_code": "751"}
    reader.sign_in(person)
    refused = reader.post(f"/hold/{cast.other_cohort.id}/tilmeldinger/kommune", sent)
    sentence = "Maja Bruun er på et hold, hvor du læser cases. Bed en anden koordinator om at rette kommunen."
    assert (refused.status, refused.errors) == (422, [sentence])
    assert (home(cast, cast.author), corrections(cast)) == ("630", [])


@pytest.mark.parametrize(("given", "is_elected"), [("Byrådsmedlem", True), ("Kontorchef", False), ("", False)])
def test_the_coordinators_title_says_who_is_elected_before_ones_own(
    inside: AppContext, cast: Cast, given: str, is_elected: bool
) -> None:
    person = cast.person("Ægir Sødring", title="Byrådssekretær" if is_elected or not given else "Byrådsmedlem")
    newcomer = Newcomer(name="Ægir Sødring", email=person.email, title=given)
    arrival = actions.enrol(known_cohort(cast.cohort), by=cast.coordinator, newcomer=newcomer, form_key="k")
    assert arrival.enrolment.is_elected is is_elected


def test_staff_who_work_in_a_municipality_begin_shielded(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.coordinator)
    address = f"/hold/{cast.cohort.id}/undervisere"
    sent = {"role": "instructor", "email": "aase@eksempel.dk", "name": "Åse Ærø", "person_id": ""}
    assert reader.post(address, {**sent, "municipality_code": "630"}).location == f"{address}?gemt=1"
    with cast.app.app_context():
        aase = db.session.query(Person).filter_by(email="aase@eksempel.dk").one()
        assert aase.municipality_code == "630"
        db.session.query(CohortStaff).filter_by(person_id=aase.id).delete()
        db.session.commit()
    refused = reader.post(address, {**sent, "municipality_code": "751"})
    assert (refused.status, "Der står en anden kommune i forvejen." in refused.text) == (422, True)
    assert reader.post(address, {**sent, "municipality_code": ""}).location == f"{address}?gemt=1"
    assert home(cast, aase) == "630"
