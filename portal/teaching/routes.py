"""Where those who teach see their cohorts and look after them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import request, url_for

from portal import access
from portal.assignments.queries import counted_assignments
from portal.courses.cohort_models import Cohort
from portal.courses.dates import dates_of
from portal.door import Answer, Pages, see_other
from portal.enrolments.models import Enrolment
from portal.enrolments.queries import participants_of
from portal.materials.current import ManagedMaterial
from portal.materials.forms import AddMaterialsForm
from portal.materials.queries import managed_materials
from portal.own_cases.cohort_queries import own_cases_board
from portal.people.models import Person
from portal.people.session import render
from portal.storage.current import limits
from portal.storage.kinds import MATERIAL_ENDINGS
from portal.teaching import actions, queries
from portal.teaching.board import board_of
from portal.teaching.forms import GroupsForm
from portal.teaching.grouping import mixed_groups, number_of_groups

pages = Pages("teaching", __name__)


@pages.page("/undervisning", access=access.signed_in)
def cohorts(person: Person) -> Answer:
    """The cohorts one teaches."""
    return render("teaching/cohorts.html", glances=queries.cohorts_taught_by(person))


def _reading(materials: Sequence[ManagedMaterial]) -> ManagedMaterial | None:
    """The first thing that is to be read before the course; the one worth a number on top."""
    return next((m for m in materials if m.is_open and m.material.is_preparation), None)


@pages.page("/undervisning/<uuid:cohort_id>", access=access.may_teach)
def cohort(person: Person, cohort: Cohort) -> Answer:
    """Cases as a board, who lacks what, materials and assignments of one cohort."""
    materials = managed_materials(cohort)
    whole = request.args.get("vis", "")
    return render(
        "teaching/cohort.html",
        cohort=cohort,
        dates=dates_of(queries.days_of(cohort)),
        board=board_of(own_cases_board(cohort, reader=person), drafting=queries.drafting(cohort), whole=whole),
        materials=materials,
        reading=_reading(materials),
        assignments=counted_assignments([cohort.id]),
        form=AddMaterialsForm(person=person),
        endings=MATERIAL_ENDINGS,
        most_bytes=limits().material,
    )


def _homes(enrolments: Sequence[Enrolment]) -> dict[UUID, str | None]:
    return {e.id: e.person.municipality_code for e in enrolments}


def _tables(
    enrolments: Sequence[Enrolment], groups: Mapping[UUID, int | None]
) -> list[tuple[int | None, list[Enrolment], bool]]:
    """Each group with its people, those without a group last, and whether two come from the same municipality."""
    numbers = sorted({g for g in groups.values() if g is not None})
    tables = []
    for number in [*numbers, None]:
        people = [e for e in enrolments if groups.get(e.id) == number]
        homes = Counter(e.person.municipality_code for e in people if e.person.municipality_code)
        if people:
            tables.append((number, people, number is not None and max(homes.values(), default=0) > 1))
    return tables


@pages.page("/undervisning/<uuid:cohort_id>/grupper", access=access.may_teach, methods=["GET", "POST"])
def groups(person: Person, cohort: Cohort) -> Answer:
    """Who is in which case group; a proposal is shown before it counts, because groups decide who reads which cases."""
    form = GroupsForm(person=person)
    enrolments = participants_of(cohort)
    is_proposal = "fordel" in request.form
    if not is_proposal and form.came_in():
        with form.refusals():
            actions.give_case_groups(cohort, by=person, groups=form.groups.data)
            return see_other(url_for("teaching.groups", cohort_id=cohort.id, gemt=1))
    if is_proposal:
        chosen: dict[UUID, int | None] = {**mixed_groups(_homes(enrolments))}
    else:
        chosen = {e.id: e.case_group for e in enrolments} | form.groups.data
    most = max([number_of_groups(_homes(enrolments)) + 1, *(g for g in chosen.values() if g)])
    return render(
        "teaching/groups.html",
        cohort=cohort,
        form=form,
        tables=_tables(enrolments, chosen),
        chosen=chosen,
        numbers=range(1, min(most, actions.MOST_GROUPS) + 1),
        is_proposal=is_proposal,
        saved=request.args.get("gemt"),
    ), form.status
