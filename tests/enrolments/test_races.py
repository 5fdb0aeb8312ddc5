"""Do acts at the same moment still give each place once? On a real database, with a connection each."""

from collections.abc import Callable
from threading import Barrier, Thread
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.enrolments import actions, import_actions, queries
from portal.enrolments.actions import Newcomer
from portal.enrolments.models import Enrolment, EnrolmentStatus, ImportDraft
from portal.enrolments.sheet_rows import judge
from portal.errors import Refused
from portal.letters.models import Letter
from portal.loaders import LOADERS
from portal.people import session
from portal.people.models import Person
from tests.cast import Cast

Act = Callable[[], object]


def at_once(app: Flask, *acts: Act) -> list[object]:
    """Run the acts in a thread and a transaction each, all begun at the same moment; what each gave or was refused with."""
    barrier, results = Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Act) -> None:
        barrier.wait()
        with app.app_context():
            session.begin(writes=True)
            try:
                results[place] = act()
                db.session.commit()
            except Refused as refusal:
                db.session.rollback()
                results[place] = refusal.sentence

    threads = [Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return results


@pytest.fixture
def cast_of_own(own_app: Flask) -> Cast:
    return Cast(own_app)


def cohort(cohort_id: UUID) -> Cohort:
    loaded: Cohort = LOADERS[Cohort](cohort_id)
    return loaded


def by(person_id: UUID) -> Person:
    return db.session.get_one(Person, person_id)


def standing(app: Flask, status: EnrolmentStatus) -> list[str]:
    with app.app_context():
        found = select(Person.name).join(Person.enrolments).where(Enrolment.status == status)
        return sorted(db.session.scalars(found.order_by(Enrolment.enrolled_at)))


def letters(app: Flask, kind: str) -> int:
    with app.app_context():
        return db.session.query(Letter).filter_by(kind=kind).count()


def test_the_last_place_is_given_once(own_app: Flask, cast_of_own: Cast) -> None:
    hold, fatima = cast_of_own.make_cohort("Hold 9", capacity=1).id, cast_of_own.coordinator.id

    def joins(name: str) -> Act:
        newcomer = Newcomer(name=name, email=f"{name.lower()}@eksempel.dk")
        return lambda: actions.enrol(cohort(hold), by=by(fatima), newcomer=newcomer, form_key=name).enrolment.id

    at_once(own_app, *(joins(name) for name in ("Anne", "Bo", "Cille", "Dan")))
    assert len(standing(own_app, EnrolmentStatus.CONFIRMED)) == 1
    assert len(standing(own_app, EnrolmentStatus.WAITLISTED)) == 3
    assert (letters(own_app, "invitation"), letters(own_app, "waitlisted")) == (1, 3)


def test_two_places_given_up_at_once_go_to_the_first_two_in_line(own_app: Flask, cast_of_own: Cast) -> None:
    hold, fatima = cast_of_own.make_cohort("Hold 9", capacity=2), cast_of_own.coordinator.id
    with own_app.app_context():
        for name in ("Anne", "Bo", "Cille", "Dan", "Eva"):
            newcomer = Newcomer(name=name, email=f"{name.lower()}@eksempel.dk")
            actions.enrol(cohort(hold.id), by=by(fatima), newcomer=newcomer, form_key=name)
        db.session.commit()
        ids = {e.person.name: e.id for e in queries.roster(hold)}

    def leaves(name: str) -> Act:
        return lambda: [e.person.name for e in actions.cancel(LOADERS[Enrolment](ids[name]), by=by(fatima))]

    results = at_once(own_app, leaves("Anne"), leaves("Bo"), leaves("Anne"))
    assert sorted(str(name) for got in results for name in got) == ["Cille", "Dan"]  # type: ignore[attr-defined]
    assert standing(own_app, EnrolmentStatus.CONFIRMED) == ["Cille", "Dan"]
    assert standing(own_app, EnrolmentStatus.WAITLISTED) == ["Eva"]
    assert (letters(own_app, "place_confirmed"), letters(own_app, "place_cancelled")) == (2, 2)


def test_one_form_pressed_in_two_tabs_at_once_enrols_once(own_app: Flask, cast_of_own: Cast) -> None:
    hold, fatima = cast_of_own.make_cohort("Hold 9").id, cast_of_own.coordinator.id
    newcomer = Newcomer(name="Anne", email="anne@eksempel.dk")

    def joins() -> object:
        return actions.enrol(cohort(hold), by=by(fatima), newcomer=newcomer, form_key="samme").enrolment.id

    first, second = at_once(own_app, joins, joins)
    assert first == second
    assert letters(own_app, "invitation") == 1


def test_a_sheet_pressed_twice_at_once_is_used_once(own_app: Flask, cast_of_own: Cast) -> None:
    hold, fatima = cast_of_own.make_cohort("Hold 9", capacity=1), cast_of_own.coordinator
    rows = [{"number": str(n), "name": f"Navn {n}", "email": f"navn{n}@eksempel.dk"} for n in range(2, 5)]
    draft = cast_of_own.add(
        ImportDraft(cohort_id=hold.id, person_id=fatima.id, file_name="ark", rows=rows, unused=[])
    ).id
    with own_app.app_context():
        seen = judge(hold, rows, by=fatima).outcome

    def uses() -> object:
        return import_actions.use_sheet(cohort(hold.id), by=by(fatima.id), draft_id=draft, seen=seen).enrolled

    assert at_once(own_app, uses, uses) == [3, 3]
    assert (letters(own_app, "invitation"), letters(own_app, "waitlisted")) == (1, 2)
