"""Can a load test open what `portal seed` tells of, and does it get the same municipalities each time?"""

from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from portal.db import db
from portal.demo.seed import seed
from portal.own_cases.models import OwnCase
from portal.people.models import Person
from tests.reader import Reader

pytestmark = pytest.mark.once


@pytest.fixture
def made(isolated: Flask) -> dict[str, Any]:
    with isolated.app_context():
        [cohort] = seed(1, 4)["cohorts"]
    assert isinstance(cohort, dict)
    return cohort


def person(reader: Reader, known: dict[str, str]) -> Person:
    with reader.app.app_context():
        return db.session.get_one(Person, UUID(known["id"]))


def test_everybody_on_the_cohort_opens_the_shared_material(made: dict[str, Any], reader: Reader) -> None:
    reader.sign_in(person(reader, made["participants"][3]))
    page = reader.get(made["material"]["page"])
    assert (page.status, page.heading) == (200, "Syv pligter")
    assert made["material"]["id"] in made["material"]["page"]
    fetched = reader.get(made["material"]["file"])
    assert reader.get(fetched.location).response.data.startswith(b"%PDF")
    assert reader.get(made["page"]).links.count(made["material"]["page"]) > 0


def test_each_own_case_is_told_with_its_author_and_page(made: dict[str, Any], reader: Reader) -> None:
    with reader.app.app_context():
        rows = {str(c.id): (str(c.author_id), c.is_handed_in) for c in db.session.query(OwnCase)}
    assert {one["id"]: (one["author"], one["is_handed_in"]) for one in made["own_cases"]} == rows
    reader.sign_in(person(reader, made["instructor"]))
    opened = [reader.get(one["page"]).status for one in made["own_cases"]]
    assert opened == [200 if one["is_handed_in"] else 404 for one in made["own_cases"]]
    assert set(opened) == {200, 404}


def test_who_is_of_which_municipality_is_the_same_each_time(isolated: Flask) -> None:
    with isolated.app_context():
        ids = [[UUID(one["id"]) for one in cohort["participants"]] for cohort in seed(2, 3)["cohorts"]]
        homes = [[db.session.get_one(Person, one).municipality_code for one in cohort] for cohort in ids]
    assert homes == [["101", "147", "151"]] * 2
