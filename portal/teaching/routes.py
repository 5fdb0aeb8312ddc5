"""Where those who teach see their cohorts and look after them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import request, url_for

from portal import access
from portal.answers import see_other
from portal.assignments.queries import counted_assignments
from portal.courses.cohort_models import Cohort
from portal.courses.cohort_queries import days_by_cohort
from portal.courses.dates import dates_of
from portal.door import Answer, Pages
from portal.enrolments.models import Enrolment
from portal.enrolments.queries import participants_of
from portal.materials.current import ManagedMaterial
from portal.materials.forms import AddMaterialsForm
from portal.materials.queries import managed_materials
from portal.own_cases.cohort_queries import own_cases_begun, own_cases_board
from portal.people.models import Person
from portal.people.session import render
from portal.preparing.queries import marks_on
from portal.storage.current import limits
from portal.storage.kinds import MATERIAL_ENDINGS
from portal.teaching import actions, queries
from portal.teaching.board import board_of, shelves_of
from portal.teaching.forms import GroupsForm
from portal.teaching.grouping import Member, mixed_groups, number_of_groups, work_of
from portal.teaching.shortfall import Seated, shortfalls

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
    rows, whole = own_cases_board(cohort, reader=person), request.args.get("vis", "")
    marks = marks_on(cohort, [row.own_case_id for row in rows if row.own_case_id])
    mark = request.args.get("maerke", "")
    mark = mark if marks.name_of(mark) else ""
    return render(
        "teaching/cohort.html",
        cohort=cohort,
        dates=dates_of(days_by_cohort([cohort.id])[cohort.id]),
        board=board_of(rows, begun=own_cases_begun(cohort), whole=whole, marks=marks, mark=mark),
        shelves=shelves_of(rows, marks, whole=whole) if request.args.get("efter") == "tema" else None,
        marks=marks,
        mark=mark,
        to=request.args.get("til"),
        chosen=marks.name_of(request.args.get("valgt", "")),
        materials=materials,
        reading=_reading(materials),
        assignments=counted_assignments([cohort.id]),
        form=AddMaterialsForm(person=person),
        endings=MATERIAL_ENDINGS,
        most_bytes=limits().material,
    )


def _members(enrolments: Sequence[Enrolment]) -> dict[UUID, Member]:
    return {
        e.id: Member(e.person.municipality_code, work_of(e.person.title, is_elected=e.is_elected)) for e in enrolments
    }


def _tables(
    enrolments: Sequence[Enrolment], groups: Mapping[UUID, int | None]
) -> list[tuple[int | None, list[Enrolment]]]:
    """Each group with its people, those without a group last."""
    numbers = sorted({g for g in groups.values() if g is not None})
    tables = [(number, [e for e in enrolments if groups.get(e.id) == number]) for number in [*numbers, None]]
    return [(number, people) for number, people in tables if people]


def _shortfalls(tables: Sequence[tuple[int | None, list[Enrolment]]], members: Mapping[UUID, Member]) -> list[str]:
    return shortfalls(
        {
            number: [
                Seated(e.person.name, e.person.municipality.name if e.person.municipality else "", members[e.id])
                for e in people
            ]
            for number, people in tables
            if number is not None
        }
    )


def _meet_the_wall(cohort: Cohort, tables: Sequence[tuple[int | None, list[Enrolment]]]) -> bool:
    """Whether elected and officials sit together who do not see each other's cases."""
    return not cohort.is_joint and any(
        number is not None and len({e.is_elected for e in people}) > 1 for number, people in tables
    )


@pages.page("/undervisning/<uuid:cohort_id>/grupper", access=access.may_teach, methods=["GET", "POST"])
def groups(person: Person, cohort: Cohort) -> Answer:
    """Who is in which case group; a proposal is shown before it counts, because groups decide who reads which cases."""
    form = GroupsForm(person=person)
    enrolments = participants_of(cohort)
    members = _members(enrolments)
    is_proposal = "fordel" in request.form
    if not is_proposal and form.came_in():
        with form.refusals():
            actions.give_case_groups(cohort, by=person, moves=form.moves())
            return see_other(url_for("teaching.groups", cohort_id=cohort.id, gemt=1))
    if is_proposal:
        chosen: dict[UUID, int | None] = {**mixed_groups(members)}
    else:
        form.say_overtaken(enrolments)
        chosen = {e.id: e.case_group for e in enrolments} | {key: move.now for key, move in form.moves().items()}
    most = max([number_of_groups(members.values()) + 1, *(g for g in chosen.values() if g)])
    tables = _tables(enrolments, chosen)
    return render(
        "teaching/groups.html",
        cohort=cohort,
        form=form,
        tables=tables,
        shortfalls=_shortfalls(tables, members),
        meets_wall=_meet_the_wall(cohort, tables),
        chosen=chosen,
        numbers=range(1, min(most, actions.MOST_GROUPS) + 1),
        is_proposal=is_proposal,
        saved=request.args.get("gemt"),
    ), form.status
