"""Do the lists show exactly what the rules allow? The whole cast over all rows."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal import access
from portal.announcements.models import Announcement
from portal.assignments.models import Assignment, Submission
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.loaders import LOADERS
from portal.materials.models import Material
from portal.own_cases.models import OwnCase
from portal.people.models import Person
from tests.access.world import PRINCIPALS, build
from tests.cast import Cast

PAIRS: list[tuple[type, Callable[..., bool], Callable[[Person], Any]]] = [
    (Cohort, access.may_read_cohort, access.visible_cohorts),
    (Announcement, access.may_read_announcement, access.visible_announcements),
    (Material, access.may_read_material, access.visible_materials),
    (OwnCase, access.may_read_own_case, access.visible_own_cases),
    (OwnCase, access.may_consult, access.cases_to_consult),
    (Assignment, access.may_read_assignment, access.visible_assignments),
    (Submission, access.may_read_submission, access.visible_submissions),
]


def loaded(person_id: object) -> Person:
    options = (joinedload(Person.enrolments), joinedload(Person.staff_roles), joinedload(Person.role_grants))
    return db.session.scalars(select(Person).where(Person.id == person_id).options(*options)).unique().one()


@pytest.mark.parametrize(("kind", "may", "visible"), PAIRS, ids=lambda v: getattr(v, "__name__", None))
def test_a_list_shows_what_the_rule_allows_and_nothing_else(
    cast: Cast, kind: Any, may: Callable[..., bool], visible: Callable[[Person], Any]
) -> None:
    build(cast)
    with cast.app.app_context():
        everything = list(db.session.scalars(select(kind.id)))
        seen: set[bool] = set()
        for name in PRINCIPALS:
            person = loaded(getattr(cast, name).id)
            allowed = {one for one in everything if may(person, LOADERS[kind](one))}
            listed = set(db.session.scalars(visible(person).with_only_columns(kind.id)))
            assert listed == allowed, name
            seen |= {one in allowed for one in everything}
        assert seen == {True, False}
