"""What do the tests of rights stand on? One world for a whole file, or cases full of words for one test. Do not mix the two."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.access.entering import Entered, entering
from tests.access.planting import Planted, plant_cases
from tests.access.planting_around import plant_around
from tests.access.planting_upon import make_packs, plant_upon
from tests.cast import Cast


@pytest.fixture(scope="module")
def entered(app: Flask) -> Iterator[Entered]:
    """One world for the whole file. Do not mix with `reader` or `cast`."""
    with entering(app) as entered:
        yield entered


@pytest.fixture
def planted(cast: Cast) -> Planted:
    """Every case, all round it and upon it, with a word in each text."""
    with cast.app.app_context():
        planted = plant_cases(cast)
        plant_around(planted)
        plant_upon(planted)
        for cohort in (cast.cohort, cast.other_cohort):
            planted.known("cohort_id", cohort.id)
        planted.known("course_id", cast.course.id)
    make_packs(planted)
    return planted
