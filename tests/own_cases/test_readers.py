"""Can readers mark a case and speak of it, each remark once and to the right people?"""

from datetime import timedelta

import pytest
from flask.ctx import AppContext

from portal import clock
from portal.courses.cohort_models import StaffRole
from portal.db import db
from portal.errors import Refused
from portal.journal.models import Entry
from portal.journal.roles import Role
from portal.letters.models import Letter
from portal.own_cases import actions
from portal.own_cases.models import OwnCase, OwnCaseComment, OwnCaseStatus
from portal.own_cases.queries import comments_of, openings_of
from portal.people.models import Person
from tests.cast import Cast
from tests.own_cases.work import hand_in, known, write

REMARK = "Hvem havde lovet hvad, og hvem vidste det?"


def handed_in(cast: Cast) -> OwnCase:
    own_case = write(cast)
    hand_in(cast, own_case)
    return own_case


def comment(own_case: OwnCase, by: Person, text: str = REMARK, form_key: str = "k") -> OwnCaseComment:
    return actions.comment_own_case(own_case, by=by, text=text, form_key=form_key)


def test_an_instructor_moves_a_case_there_and_back(inside: AppContext, cast: Cast) -> None:
    own_case = handed_in(cast)
    version = own_case.version
    for to in (OwnCaseStatus.REVIEWED, OwnCaseStatus.SELECTED, OwnCaseStatus.SELECTED, OwnCaseStatus.SUBMITTED):
        actions.move_own_case(own_case, to, by=cast.instructor)
        assert own_case.status is to
    assert own_case.version == version, "a mark must not look like a save to somebody who writes"
    assert db.session.query(Entry).filter_by(act="own_case.moved", by_id=cast.instructor.id).count() == 3


@pytest.mark.parametrize("to", [OwnCaseStatus.DRAFT, OwnCaseStatus.WITHDRAWN])
def test_a_case_is_moved_between_columns_only(inside: AppContext, cast: Cast, to: OwnCaseStatus) -> None:
    own_case = handed_in(cast)
    with pytest.raises(Refused, match="Vælg mellem afleveret, læst og valgt til kurset"):
        actions.move_own_case(own_case, to, by=cast.instructor)
    assert own_case.status is OwnCaseStatus.SUBMITTED


def test_what_was_taken_back_is_not_moved(inside: AppContext, cast: Cast) -> None:
    own_case = handed_in(cast)
    actions.withdraw_own_case(own_case, by=known(cast.author))
    with pytest.raises(Refused, match="Casen er trukket tilbage"):
        actions.move_own_case(own_case, OwnCaseStatus.SELECTED, by=cast.instructor)
    assert own_case.status is OwnCaseStatus.WITHDRAWN


def test_an_instructors_remark_reaches_the_author_by_a_letter_without_it(inside: AppContext, cast: Cast) -> None:
    own_case = handed_in(cast)
    comment(own_case, cast.instructor)
    assert [(c.text, c.author.name) for c in comments_of(own_case.id)] == [(REMARK, "Ingrid Solbjerg")]
    letter = db.session.query(Letter).filter_by(kind="own_case_commented").one()
    assert (letter.person_id, letter.subject) == (cast.author.id, "En underviser har skrevet til dig om din case")
    assert [words for words in (REMARK, own_case.title) if words in letter.body] == []


def test_the_authors_answer_reaches_every_instructor_who_can_sign_in(inside: AppContext, cast: Cast) -> None:
    own_case = handed_in(cast)
    first, second = cast.instructor, cast.staff("Bo Ægidius", cast.cohort, StaffRole.INSTRUCTOR)
    cast.staff("Gerda Lukket", cast.cohort, StaffRole.INSTRUCTOR, disabled_at=clock.now())
    cast.coordinator  # noqa: B018 - is there, and hears nothing
    comment(own_case, known(cast.author))
    letters = db.session.query(Letter).filter_by(kind="own_case_commented")
    assert {x.person_id for x in letters} == {first.id, second.id}
    assert {x.subject for x in letters} == {"En deltager har skrevet om sin case"}


def test_the_same_remark_sent_twice_stands_once(inside: AppContext, cast: Cast) -> None:
    own_case = handed_in(cast)
    assert comment(own_case, cast.instructor) is comment(own_case, cast.instructor)
    with pytest.raises(Refused, match="du har sendt en anden fra samme side"):
        comment(own_case, cast.instructor, text="Noget andet")
    assert db.session.query(Letter).filter_by(kind="own_case_commented").count() == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" \n", "Skriv noget, før du sender."),
        ("x" * 5_001, "Der er plads til 5000 tegn. Kort den lidt."),
        (
            "Det var 0101901234.",
            "Det ligner et cpr-nummer, og dem gemmer vi ikke. Fjern det, så gemmer vi teksten. Den står her stadig.",
        ),
    ],
)
def test_a_remark_that_cannot_stand_is_refused_at_its_field(
    inside: AppContext, cast: Cast, text: str, sentence: str
) -> None:
    with pytest.raises(Refused) as refusal:
        comment(handed_in(cast), cast.instructor, text=text)
    assert (refusal.value.sentence, refusal.value.field) == (sentence, "text")


def test_nobody_writes_about_a_case_that_was_taken_back(inside: AppContext, cast: Cast) -> None:
    own_case = handed_in(cast)
    actions.withdraw_own_case(own_case, by=known(cast.author))
    with pytest.raises(Refused, match="Casen er ikke afleveret"):
        comment(own_case, known(cast.author))


def test_the_author_sees_who_has_opened_the_case_in_which_role_and_when_first(inside: AppContext, cast: Cast) -> None:
    own_case, first_at = handed_in(cast), clock.now()
    for by, later in ((cast.instructor, 0), (cast.author, 1), (cast.groupmate, 2), (cast.instructor, 3)):
        clock.set_clock(first_at + timedelta(hours=later))
        actions.note_reading(own_case, by=by)
        db.session.flush()
    assert openings_of(own_case.id) == [
        (cast.instructor, first_at, Role.INSTRUCTOR, "own_case.read"),
        (cast.groupmate, first_at + timedelta(hours=2), Role.PARTICIPANT, "own_case.read"),
    ]
