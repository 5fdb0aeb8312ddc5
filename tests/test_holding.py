"""What does an act meet that waited for a row which is gone, or is its author's no longer? Never a fault of the portal's."""

from uuid import UUID

import pytest
from flask import Flask
from flask.ctx import AppContext
from sqlalchemy import delete, select, update
from werkzeug.exceptions import NotFound

from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.errors import Refused
from portal.holding import hold
from portal.people.models import Person
from portal.retention.erasing import erase_person
from portal.roles.office import take_back_administration
from tests.cast import Cast
from tests.enrolments.test_races import Act, at_once

QUIETLY = {"synchronize_session": False}  # as another connection does it


def test_a_row_is_read_as_others_left_it(inside: AppContext, cast: Cast) -> None:
    cohort = db.session.get_one(Cohort, cast.cohort.id)
    db.session.execute(update(Cohort).where(Cohort.id == cohort.id).values(capacity=7), execution_options=QUIETLY)
    hold(cohort, ["capacity", "version"])
    assert cohort.capacity == 7


def test_a_row_that_somebody_has_removed_is_not_there(inside: AppContext, cast: Cast) -> None:
    person = db.session.get_one(Person, cast.person("Åse Gået").id)
    db.session.execute(delete(Person).where(Person.id == person.id), execution_options=QUIETLY)
    with pytest.raises(NotFound):
        hold(person, ["name"])


def test_who_has_lost_the_role_meanwhile_takes_it_from_nobody(inside: AppContext, cast: Cast) -> None:
    other = db.session.get_one(Person, cast.person("Åge Ny", is_administrator=True).id)
    by = db.session.get_one(Person, cast.administrator.id)
    without = update(Person).where(Person.id == by.id).values(is_administrator=False)
    db.session.execute(without, execution_options=QUIETLY)
    with pytest.raises(Refused, match="ikke administrator længere"):
        take_back_administration(other, by=by)
    assert other.is_administrator


def test_of_administrators_who_erase_themselves_at_once_one_stays(own_app: Flask) -> None:
    cast = Cast(own_app)
    everybody = [cast.administrator.id, *(cast.person(f"Åge {n}", is_administrator=True).id for n in range(3))]

    def erases(person_id: UUID) -> Act:
        return lambda: erase_person(person_id, by_id=person_id, ledger=None) and "gone"

    results = at_once(own_app, *map(erases, everybody))
    assert min(map(str, results)).startswith("Du er den eneste administrator.")
    assert results.count("gone") == 3
    with own_app.app_context():
        assert len(db.session.scalars(select(Person.id).where(Person.is_administrator)).all()) == 1
