"""Do the lists show exactly what the rules allow? The whole cast over all rows."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal import access
from portal.announcements.models import Announcement
from portal.assignments.models import Assignment, Submission
from portal.clock import now
from portal.courses.cohort_models import Cohort, CohortStaff, StaffRole
from portal.db import db
from portal.loaders import LOADERS
from portal.materials.models import Material
from portal.own_cases.audience import audience_for
from portal.own_cases.cohort_queries import own_cases_board
from portal.own_cases.models import OwnCase
from portal.own_cases.participants import participants_with_cases
from portal.people.models import Person
from tests.access.planting import Planted, plant_cases
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


def on_the_cohorts(planted: Planted) -> list[OwnCase]:
    """The cases that were handed in by somebody who still takes part."""
    found = [LOADERS[OwnCase](own_case_id) for own_case_id in planted.cases.values()]
    return [one for one in found if one.is_handed_in and one.enrolment.takes_a_seat]


def test_the_author_is_told_of_those_who_may_read_and_of_nobody_else(cast: Cast) -> None:
    with cast.app.app_context():
        cases = on_the_cohorts(plant_cases(cast))
        people = [loaded(getattr(cast, name).id) for name in (*PRINCIPALS, "home_instructor")]
        for own_case in cases:
            told = audience_for(own_case.author, own_case.cohort, own_case)
            said = {one.id for one in [*told.instructors, *told.circle(own_case.visibility).readers]}
            others = {one.id: one for one in people if one.id != own_case.author_id}
            reading = {one_id for one_id, one in others.items() if access.may_read_own_case(one, own_case)}
            assert said & others.keys() == reading, own_case.situation


def test_the_board_shows_an_instructor_the_cases_the_rule_allows(cast: Cast) -> None:
    with cast.app.app_context():
        cases = on_the_cohorts(plant_cases(cast))
        seen: set[bool] = set()
        for teacher in (loaded(cast.instructor.id), loaded(cast.home_instructor.id)):  # type: ignore[attr-defined]
            shown = {row.own_case_id for row in own_cases_board(cast.cohort, reader=teacher)}
            here = [one for one in cases if one.cohort_id == cast.cohort.id]
            allowed = {one.id for one in here if access.may_review_own_case(teacher, one)}
            assert shown - {None} == allowed, teacher.name
            seen |= {one.id in allowed for one in here}
        assert seen == {True, False}


@pytest.mark.parametrize("is_joint", [False, True])
def test_the_cohorts_page_knows_of_the_cases_the_rules_allow(cast: Cast, *, is_joint: bool) -> None:
    with cast.app.app_context():
        planted = plant_cases(cast)
        cast.add(CohortStaff(person_id=cast.ungrouped.id, cohort_id=cast.cohort.id, role=StaffRole.INSTRUCTOR))  # type: ignore[attr-defined]
        db.session.get_one(Person, cast.politician.id).municipality = None
        cohort = db.session.get_one(Cohort, cast.cohort.id)
        cohort.joint_until = now() + timedelta(hours=1) if is_joint else None
        db.session.commit()
        here = [one for one in on_the_cohorts(planted) if one.cohort_id == cohort.id]
        seen: set[tuple[bool, bool]] = set()
        for name in (*PRINCIPALS, "home_instructor", "ungrouped"):
            person = loaded(getattr(cast, name).id)
            found = participants_with_cases(cohort, onlooker=access.onlooker_at(person, cohort))
            told = {one.name: (one.is_shared, one.is_to_consult) for one in found}
            for case in here:
                others = case.author_id != person.id
                allowed = (
                    others and access.may_read_own_case(person, case),
                    others and access.may_consult(person, case),
                )
                assert told[case.author.name] == allowed, (name, case.author.name)
                seen.add(allowed)
            assert {one.own_case.author_id for one in found if one.own_case} <= {person.id}
        assert seen == {(True, True), (True, False), (False, False)}
