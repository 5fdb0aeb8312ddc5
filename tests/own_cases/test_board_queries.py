"""Do the questions about a whole cohort's cases answer at once, and say nothing of drafts?"""

from uuid import UUID

import pytest
from flask.ctx import AppContext

from portal.db import db
from portal.own_cases import actions
from portal.own_cases.cohort_queries import own_case_counts, own_cases_board
from portal.own_cases.models import OwnCaseStatus, Visibility
from portal.own_cases.queries import own_case_of
from portal.people.models import Person
from tests.cast import Cast
from tests.own_cases.work import WHOLE, hand_in, known, write
from tests.reader import counted


def handed_in(cast: Cast, person: Person, title: str) -> UUID:
    own_case = write(cast, by=person, texts={**WHOLE, "title": title}, visibility=Visibility.COHORT)
    hand_in(cast, own_case, by=person, form_key=title)
    return own_case.id


def test_the_board_has_every_participant_and_only_handed_in_titles(inside: AppContext, cast: Cast) -> None:
    shown = handed_in(cast, cast.author, "Kan ses")
    write(cast, by=cast.author, texts={"title": "Under omskrivning"})
    write(cast, by=cast.classmate, texts={"title": "Kun en kladde"})
    handed_in(cast, cast.groupmate, "Trukket")
    actions.withdraw_own_case(own_case_of(cast.groupmate, cast.cohort.id), by=known(cast.groupmate))  # type: ignore[arg-type]
    cast.colleague, cast.removed, cast.waiting, cast.stranger  # noqa: B018 - only the first is on the board
    rows = own_cases_board(cast.cohort, reader=cast.instructor)
    assert [(r.name, r.municipality, r.status, r.title, r.own_case_id) for r in rows] == [
        ("Kasper Eldrup", "Aarhus", None, None, None),
        ("Maja Bruun", "Vejle", OwnCaseStatus.SUBMITTED, "Kan ses", shown),
        ("Nanna Friis Holt", "Vejle", None, None, None),
        ("Otto Lykkegård", "Aarhus", None, None, None),
    ]
    assert {r.visibility for r in rows} == {None, Visibility.COHORT}


def test_names_come_as_danes_sort_them(inside: AppContext, cast: Cast) -> None:
    for name in ("Åse Holm", "Ørjan Krogh", "Aage Munk", "Ærlig Bo", "Zenia Dam", "Anton Friis"):
        cast.participant(name)
    assert [row.name for row in own_cases_board(cast.cohort, reader=cast.instructor)] == [
        "Anton Friis", "Zenia Dam", "Ærlig Bo", "Ørjan Krogh", "Aage Munk", "Åse Holm",
    ]  # fmt: skip


def test_counts_are_by_cohort_and_status_of_what_participants_have_handed_in(inside: AppContext, cast: Cast) -> None:
    handed_in(cast, cast.author, "a")
    handed_in(cast, cast.classmate, "b")
    chosen = handed_in(cast, cast.groupmate, "c")
    write(cast, by=cast.colleague)
    own_case = own_case_of(cast.groupmate, cast.cohort.id)
    assert own_case is not None
    assert own_case.id == chosen
    actions.move_own_case(own_case, OwnCaseStatus.SELECTED, by=cast.instructor)
    db.session.flush()
    assert own_case_counts([cast.cohort.id, cast.other_cohort.id]) == {
        cast.cohort.id: {OwnCaseStatus.SUBMITTED: 2, OwnCaseStatus.SELECTED: 1}
    }


@pytest.mark.parametrize("people", [1, 3])
def test_each_question_is_one_query_however_many_people(inside: AppContext, cast: Cast, people: int) -> None:
    for name in ("author", "classmate", "groupmate")[:people]:
        handed_in(cast, getattr(cast, name), name)
    cohort, author, instructor = cast.cohort, cast.author, cast.instructor
    with counted() as statements:
        assert len(own_cases_board(cohort, reader=instructor)) == people
        assert own_case_counts([cohort.id]) == {cohort.id: {OwnCaseStatus.SUBMITTED: people}}
        found = own_case_of(author, cohort.id)
        assert found is not None
        assert found.handed_in is not None
        assert found.handed_in.title == "author"
    assert len(statements) == 3
