"""Do two presses of one button that overlap both hear that it is saved? Each is halted wherever it could be overtaken."""

from collections.abc import Callable
from contextvars import Context

import pytest
from flask import Flask

from portal import clock
from portal.assignments.models import Assignment
from portal.dilemmas.models import Dilemma
from portal.people.models import Person
from tests.cast import Cast
from tests.courses.reading import sent_back
from tests.courses.test_pressed_twice import FORMS
from tests.crossing import MOST_LOCKS, Crossing
from tests.reader import Reader


def of_courses(name: str) -> Callable[[Cast], tuple[Person, str, dict[str, str], str]]:
    address_of, fields, changed = FORMS[name]
    return lambda cast: (cast.coordinator, address_of(cast), fields, changed)


def of_a_task(cast: Cast) -> tuple[Person, str, dict[str, str], str]:
    deadline, by_id = clock.now(), cast.instructor.id
    task = Assignment(cohort_id=cast.cohort.id, title="Prøv", text="Et møde", deadline=deadline, made_by_id=by_id)
    return cast.instructor, f"/opgave/{cast.add(task).id}/ret", {}, "text"


def of_a_card(cast: Cast) -> tuple[Person, str, dict[str, str], str]:
    words = {"title": "Formanden", "situation": "Ringer.", "option_1": "Jeg svarer", "option_2": "Jeg venter"}
    card = Dilemma(made_by_id=cast.instructor.id, **words)
    return cast.instructor, f"/dilemma/{cast.add(card).id}/ret", {}, "situation"


BUTTONS = {name: of_courses(name) for name in FORMS} | {"task": of_a_task, "card": of_a_card}


@pytest.mark.parametrize("name", BUTTONS)
def test_presses_that_overlap_are_one_act(crossed_app: Flask, name: str) -> None:
    person, address, fields, changed = BUTTONS[name](Cast(crossed_app))
    browsers = [Reader(crossed_app).sign_in(person) for _press in range(2)]
    for halt_after in range(1, MOST_LOCKS):
        mine = sent_back(browsers[0].get(address)) | fields | {changed: f"Ord {halt_after}"}
        first, second = (pressing(browser, address, mine) for browser in browsers)
        crossing = Crossing(crossed_app, first, second, halt_after)
        assert crossing.meet() == {"first": 303, "second": 303}, halt_after
        if not crossing.halted.is_set():
            break
    assert halt_after > 1


def pressing(browser: Reader, address: str, fields: dict[str, str]) -> Callable[[], int]:
    return lambda: Context().run(browser.post, address, fields).status
