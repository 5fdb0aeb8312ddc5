"""Where are cases shown to everybody in the room, one at a time? Only those whose authors have said yes to it."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import jsonify, request

from portal import access
from portal.courses.cohort_models import Cohort
from portal.door import Answer, Pages
from portal.own_cases.actions import note_showing
from portal.own_cases.models import OwnCase
from portal.packs.cases import cases_in, chosen_first, parts_of, text_of
from portal.people.models import Person
from portal.people.session import render

pages = Pages("packs", __name__)


class Neighbours(NamedTuple):
    """What one goes on to from a case on the wall, and its number among all that may be there."""

    previous: OwnCase | None
    next: OwnCase | None
    number: int
    total: int


def _allowed(person: Person, own_cases: Sequence[OwnCase]) -> list[OwnCase]:
    return [one for one in chosen_first(own_cases) if access.may_screen_own_case(person, one)]


@pages.page("/undervisning/<uuid:cohort_id>/storskaerm", access=access.may_teach)
def screen(person: Person, cohort: Cohort) -> Answer:
    """What may be shown in the room, and how many cases may not."""
    own_cases = cases_in(access.visible_own_cases(person), cohort.id)
    allowed = _allowed(person, own_cases)
    rest = len(own_cases) - len(allowed)
    return render("packs/screen.html", cohort=cohort, own_cases=allowed, title_of=_title, rest=rest)


def _title(own_case: OwnCase) -> str:
    return text_of(own_case).title


@pages.page("/case/<uuid:own_case_id>/storskaerm", access=access.may_screen_own_case, writes=True)
def on_screen(person: Person, own_case: OwnCase) -> Answer:
    """One case on the wall, masked and without its author's name; covered, nothing of it is there."""
    is_covered = "daekket" in request.args
    if not is_covered:
        note_showing(own_case, by=person)
    allowed = _allowed(person, cases_in(access.visible_own_cases(person), own_case.cohort_id))
    return render(
        "packs/on_screen.html",
        own_case=own_case,
        text=text_of(own_case),
        parts=parts_of(text_of(own_case)),
        turn=_around(own_case, allowed),
        is_covered=is_covered,
        is_dark="moerk" in request.args,
    )


def _around(own_case: OwnCase, allowed: Sequence[OwnCase]) -> Neighbours:
    number = next((n for n, one in enumerate(allowed, 1) if one.id == own_case.id), 0)
    return Neighbours(
        previous=allowed[number - 2] if number > 1 else None,
        next=allowed[number] if 0 < number < len(allowed) else None,
        number=number,
        total=len(allowed),
    )


@pages.page("/case/<uuid:own_case_id>/storskaerm/stand", access=access.may_screen_own_case)
def standing(person: Person, own_case: OwnCase) -> Answer:  # noqa: ARG001 - the door judged
    """What the wall asks every other second: may this still be there, and in these words?"""
    return jsonify(mark=str(text_of(own_case).id))
