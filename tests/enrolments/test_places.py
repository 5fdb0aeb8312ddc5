"""Are places given in order of arrival, and freed ones to whoever is next, whichever way they were freed?"""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask.ctx import AppContext
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.enrolments import actions, inviting, queries
from portal.enrolments.actions import Arrival, Newcomer
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.errors import Refused
from portal.journal.models import Entry
from portal.letters.models import Letter
from portal.loaders import LOADERS
from portal.people.models import Person
from tests.cast import Cast

CONFIRMED, WAITLISTED, CANCELLED = (
    EnrolmentStatus.CONFIRMED,
    EnrolmentStatus.WAITLISTED,
    EnrolmentStatus.CANCELLED,
)


class Hold:
    """A cohort and what is done to it, told by names."""

    def __init__(self, cast: Cast, **values: object) -> None:
        self.cast = cast
        self.by = cast.coordinator
        cast.make_cohort("Hold 9", **values)  # type: ignore[arg-type]
        self.cohort: Cohort = db.session.scalars(
            select(Cohort).where(Cohort.name == "Hold 9").options(joinedload(Cohort.course))
        ).one()

    def join(self, name: str, **values: object) -> Arrival:
        email = f"{name.lower()}@eksempel.dk"
        newcomer = Newcomer(name=name, email=email, **values)  # type: ignore[arg-type]
        return actions.enrol(self.cohort, by=self.by, newcomer=newcomer, form_key=uuid4().hex)

    def join_all(self, *names: str) -> None:
        for name in names:
            self.join(name)

    def enrolment(self, name: str) -> Enrolment:
        statement = select(Enrolment.id).join(Enrolment.person).where(Person.name == name)
        found = db.session.scalars(statement.where(Enrolment.cohort_id == self.cohort.id)).one()
        loaded: Enrolment = LOADERS[Enrolment](found)
        return loaded

    def cancel(self, name: str) -> list[str]:
        return [e.person.name for e in actions.cancel(self.enrolment(name), by=self.by)]

    def confirm(self, name: str) -> None:
        actions.confirm(self.enrolment(name), by=self.by)

    def having(self, *statuses: EnrolmentStatus) -> list[str]:
        return [e.person.name for e in queries.roster(self.cohort) if e.status in statuses]

    @property
    def seated(self) -> list[str]:
        return self.having(CONFIRMED)

    @property
    def line(self) -> list[str]:
        return self.having(WAITLISTED)


def letters() -> list[tuple[str, str]]:
    db.session.flush()
    return [(row.kind, row.to_name) for row in db.session.scalars(select(Letter).order_by(Letter.to_name, Letter.kind))]


@pytest.fixture
def cast_inside(cast: Cast, inside: AppContext) -> Cast:
    return cast


def test_places_are_given_in_order_of_arrival_and_the_rest_wait(cast_inside: Cast) -> None:
    hold = Hold(cast_inside, capacity=2)
    hold.join_all("Anne", "Bo", "Cille", "Dan")
    assert (hold.seated, hold.line) == (["Anne", "Bo"], ["Cille", "Dan"])
    assert [queries.waitlist_position(hold.enrolment(n)) for n in ("Anne", "Cille", "Dan")] == [None, 1, 2]
    assert letters() == [("invitation", "Anne"), ("invitation", "Bo"), ("waitlisted", "Cille"), ("waitlisted", "Dan")]
    places = queries.seats(hold.cohort)
    assert (places.taken, places.waiting, places.free) == (2, 2, 0)


def test_without_a_capacity_nobody_waits(cast_inside: Cast) -> None:
    hold = Hold(cast_inside)
    hold.join_all("Anne", "Bo", "Cille")
    assert (hold.seated, hold.line) == (["Anne", "Bo", "Cille"], [])


def test_a_cancelled_place_goes_to_the_next_in_line_with_a_letter(cast_inside: Cast) -> None:
    hold = Hold(cast_inside, capacity=1)
    hold.join_all("Anne", "Bo", "Cille")
    assert hold.cancel("Anne") == ["Bo"]
    assert (hold.seated, hold.line) == (["Bo"], ["Cille"])
    assert [pair for pair in letters() if pair[0] in {"place_confirmed", "place_cancelled"}] == [
        ("place_cancelled", "Anne"),
        ("place_confirmed", "Bo"),
    ]
    acts = [e.act for e in db.session.scalars(select(Entry)) if e.cohort_id == hold.cohort.id]
    assert sorted(acts) == ["enrolment.cancelled", "enrolment.confirmed", *["enrolment.made"] * 3]


def test_a_place_keeps_when_somebody_was_last_invited_to_it_however_they_came_to_it(cast_inside: Cast) -> None:
    hold, first = Hold(cast_inside, capacity=1), clock.now()
    hold.join_all("Anne", "Bo")
    assert [hold.enrolment(name).invited_at for name in ("Anne", "Bo")] == [first, None]
    clock.set_clock(first + timedelta(days=1))
    hold.cancel("Anne")
    assert [hold.enrolment(name).invited_at for name in ("Anne", "Bo")] == [first, clock.now()]
    clock.set_clock(first + timedelta(days=2))
    inviting.send_again(hold.enrolment("Bo"), by=hold.by)
    assert hold.enrolment("Bo").invited_at == clock.now()
    clock.set_clock(first + timedelta(days=3))
    hold.confirm("Anne")
    assert hold.enrolment("Anne").invited_at == first, "the line is no invitation"


def test_cancelling_twice_is_once_and_moves_nobody_else(cast_inside: Cast) -> None:
    hold = Hold(cast_inside, capacity=1)
    hold.join_all("Anne", "Bo", "Cille")
    hold.cancel("Anne")
    before = letters()
    assert hold.cancel("Anne") == []
    assert (hold.seated, hold.line, letters()) == (["Bo"], ["Cille"], before)


def test_leaving_the_line_moves_the_others_up_and_gives_nobody_a_place(cast_inside: Cast) -> None:
    hold = Hold(cast_inside, capacity=1)
    hold.join_all("Anne", "Bo", "Cille")
    assert hold.cancel("Bo") == []
    assert (hold.seated, hold.line) == (["Anne"], ["Cille"])
    assert queries.waitlist_position(hold.enrolment("Cille")) == 1


def test_a_higher_capacity_seats_those_who_wait_in_their_order(cast_inside: Cast) -> None:
    hold = Hold(cast_inside, capacity=1)
    hold.join_all("Anne", "Bo", "Cille", "Dan")
    hold.cohort.capacity = 3
    assert [e.person.name for e in actions.fill_free_seats(hold.cohort, by=hold.by)] == ["Bo", "Cille"]
    assert (hold.seated, hold.line) == (["Anne", "Bo", "Cille"], ["Dan"])
    hold.cohort.capacity = None
    assert [e.person.name for e in actions.fill_free_seats(hold.cohort, by=None)] == ["Dan"]


def test_a_place_freed_by_erasing_a_person_goes_to_the_next_before_anybody_new(cast_inside: Cast) -> None:
    hold = Hold(cast_inside, capacity=1)
    hold.join_all("Anne", "Bo")
    db.session.delete(hold.enrolment("Anne"))
    hold.join("Cille")
    assert (hold.seated, hold.line) == (["Bo"], ["Cille"])


def test_a_closed_account_is_passed_over_and_keeps_the_place_in_line(cast_inside: Cast) -> None:
    hold = Hold(cast_inside, capacity=1)
    hold.join_all("Anne", "Bo", "Cille")
    hold.enrolment("Bo").person.disabled_at = clock.now()
    assert hold.cancel("Anne") == ["Cille"]
    assert hold.line == ["Bo"]


def test_a_closed_account_is_not_given_a_place_by_hand_either(cast_inside: Cast) -> None:
    hold = Hold(cast_inside, capacity=1)
    hold.join_all("Anne", "Bo")
    hold.cohort.capacity = 2
    hold.enrolment("Bo").person.disabled_at = clock.now()
    with pytest.raises(Refused, match="hører til en konto, der er lukket"):
        hold.confirm("Bo")
    assert (hold.seated, hold.line) == (["Anne"], ["Bo"])


def test_once_the_course_has_begun_the_coordinator_decides_who_gets_a_place(cast_inside: Cast) -> None:
    hold = Hold(cast_inside, capacity=1)
    hold.join_all("Anne", "Bo", "Cille")
    clock.set_clock(clock.now() + timedelta(days=10, hours=5))
    assert hold.cancel("Anne") == []
    assert (hold.seated, hold.line) == ([], ["Bo", "Cille"])
    hold.confirm("Cille")
    assert (hold.seated, hold.line) == (["Cille"], ["Bo"])
    with pytest.raises(Refused, match="ingen ledig plads"):
        hold.confirm("Bo")


def test_confirming_without_room_is_refused_and_changes_nothing(cast_inside: Cast) -> None:
    hold = Hold(cast_inside, capacity=1)
    hold.join_all("Anne", "Bo")
    with pytest.raises(Refused, match="Der er ingen ledig plads"):
        hold.confirm("Bo")
    assert (hold.seated, hold.line) == (["Anne"], ["Bo"])
    hold.confirm("Anne")
    assert hold.seated == ["Anne"]


def test_somebody_who_was_cancelled_and_comes_again_is_last_in_line(cast_inside: Cast) -> None:
    hold = Hold(cast_inside, capacity=1)
    hold.join_all("Anne", "Bo", "Cille")
    hold.cancel("Anne")
    again = hold.join("Anne")
    assert (again.is_known, again.is_return) == (True, True)
    assert (hold.seated, hold.line) == (["Bo"], ["Cille", "Anne"])
    hold.cancel("Cille")
    hold.confirm("Cille")
    assert hold.line == ["Anne", "Cille"]


def test_a_known_address_is_reused_and_only_its_blanks_are_filled(cast_inside: Cast) -> None:
    hold = Hold(cast_inside)
    known = cast_inside.person("Maja Bruun", title="Kontorchef")
    newcomer = Newcomer(
        name="M. Bruun",
        email=f" {known.email.upper()} ",
        title="Fuldmægtig",
        municipality_code=cast_inside.fjordby.code,
        organisation="Sekretariatet",
    )
    arrival = actions.enrol(hold.cohort, by=hold.by, newcomer=newcomer, form_key="nøgle")
    person = db.session.get_one(Person, known.id)
    assert arrival.is_known
    assert (person.name, person.title, person.municipality_code) == ("Maja Bruun", "Kontorchef", "630")
    assert person.organisation == "Sekretariatet"


def test_pressing_twice_enrols_once(cast_inside: Cast) -> None:
    hold = Hold(cast_inside, capacity=1)
    newcomer = Newcomer(name="Anne", email="anne@eksempel.dk")
    first = actions.enrol(hold.cohort, by=hold.by, newcomer=newcomer, form_key="samme")
    second = actions.enrol(hold.cohort, by=hold.by, newcomer=newcomer, form_key="samme")
    assert first.enrolment.id == second.enrolment.id
    assert letters() == [("invitation", "Anne")]


@pytest.mark.parametrize(
    ("capacity", "sentence"),
    [(2, "Anne er allerede tilmeldt holdet."), (1, "Bo står allerede på venteliste som nummer 1.")],
)
def test_somebody_who_is_there_is_refused_with_a_sentence(cast_inside: Cast, capacity: int, sentence: str) -> None:
    hold = Hold(cast_inside, capacity=capacity)
    hold.join_all("Anne", "Bo")
    clock.set_clock(clock.now() + timedelta(seconds=1))
    with pytest.raises(Refused) as refusal:
        hold.join("Anne" if capacity == 2 else "Bo")
    assert (refusal.value.sentence, refusal.value.field) == (sentence, "email")


def test_after_the_deadline_there_is_room_or_a_place_in_line(cast_inside: Cast) -> None:
    hold = Hold(cast_inside, capacity=1, enrolment_deadline=clock.now())
    hold.join_all("Anne", "Bo")
    assert (hold.seated, hold.line) == (["Anne"], ["Bo"])
    assert "bindende" in db.session.scalars(select(Letter.body).where(Letter.kind == "invitation")).one()
    assert hold.cancel("Anne") == ["Bo"]


@pytest.mark.parametrize("days", [0, 1])
def test_a_course_that_binds_nobody_says_nothing_of_it(cast_inside: Cast, days: int) -> None:
    hold = Hold(cast_inside, enrolment_deadline=clock.now() + timedelta(days=days))
    hold.cohort.course.binding_after_deadline = False
    hold.join("Anne")
    assert "bindende" not in db.session.scalars(select(Letter.body).where(Letter.kind == "invitation")).one()


def test_a_course_without_late_admission_takes_nobody_after_the_deadline(cast_inside: Cast) -> None:
    hold = Hold(cast_inside, enrolment_deadline=clock.now())
    hold.cohort.course.late_admission = False
    with pytest.raises(Refused, match=r"Fristen var den 2\. november 2026"):
        hold.join("Anne")
    hold.cohort.enrolment_deadline = clock.now() + timedelta(seconds=1)
    assert hold.join("Anne").enrolment.status is CONFIRMED


def test_a_finished_cohort_takes_nobody_and_gives_up_nobody(cast_inside: Cast) -> None:
    hold = Hold(cast_inside)
    hold.join("Anne")
    hold.enrolment("Anne").status = EnrolmentStatus.COMPLETED
    hold.cohort.completed_at = clock.now()
    with pytest.raises(Refused, match="Holdet er afsluttet"):
        hold.join("Bo")
    with pytest.raises(Refused, match="gennemført"):
        hold.cancel("Anne")


def test_a_board_takes_one_of_the_boards_places_however_many_come(cast_inside: Cast) -> None:
    hold = Hold(cast_inside, capacity=10, capacity_boards=1)
    vejle, aarhus = cast_inside.fjordby.code, cast_inside.aaby.code
    for name, home in (("Anne", vejle), ("Bo", aarhus), ("Cille", vejle)):
        hold.join(name, municipality_code=home, with_board=True)
    hold.join("Dan")
    assert (hold.seated, hold.line) == (["Anne", "Cille", "Dan"], ["Bo"])
    places = queries.seats(hold.cohort)
    assert (places.boards, places.free_boards, places.free) == ({vejle}, 0, 7)
    assert hold.cancel("Anne") == []
    assert hold.cancel("Cille") == ["Bo"]


def test_somebody_whose_board_has_no_room_does_not_stop_those_behind(cast_inside: Cast) -> None:
    hold = Hold(cast_inside, capacity=2, capacity_boards=1)
    hold.join("Anne", municipality_code=cast_inside.fjordby.code, with_board=True)
    hold.join("Bo")
    hold.join("Cille", municipality_code=cast_inside.aaby.code, with_board=True)
    hold.join("Dan")
    assert hold.cancel("Bo") == ["Dan"]
    assert (hold.seated, hold.line) == (["Anne", "Dan"], ["Cille"])


def test_a_board_needs_its_municipality(cast_inside: Cast) -> None:
    hold = Hold(cast_inside, capacity_boards=1)
    with pytest.raises(Refused) as refusal:
        hold.join("Anne", with_board=True)
    assert refusal.value.field == "municipality_code"
    with pytest.raises(Refused, match="Vælg en kommune fra listen"):
        hold.join("Bo", municipality_code="999")


def test_a_closed_account_is_not_enrolled(cast_inside: Cast) -> None:
    hold = Hold(cast_inside)
    closed = cast_inside.person("Ditte Munk", disabled_at=clock.now())
    newcomer = Newcomer(name="Ditte", email=closed.email)
    with pytest.raises(Refused, match="hører til en konto, der er lukket"):
        actions.enrol(hold.cohort, by=hold.by, newcomer=newcomer, form_key="x")


def test_the_order_of_arrival_holds_within_one_moment(cast_inside: Cast) -> None:
    hold = Hold(cast_inside, capacity=1)
    hold.join_all(*"ABCDEFGH")
    assert hold.line == list("BCDEFGH")


def test_what_others_ask_is_answered_in_one_query_each(cast_inside: Cast) -> None:
    hold = Hold(cast_inside, capacity=2)
    for name in ("Åse", "Ærø", "Anne"):
        hold.join(name, municipality_code=cast_inside.fjordby.code)
    db.session.commit()
    db.session.expunge_all()
    people = queries.participants_of(hold.cohort)
    assert [(e.person.name, e.person.municipality.name) for e in people if e.person.municipality] == [
        ("Ærø", "Vejle"),
        ("Åse", "Vejle"),
    ]
