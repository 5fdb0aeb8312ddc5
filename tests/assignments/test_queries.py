"""Do other pages learn about assignments what they may, in one question each?"""

from datetime import timedelta

import pytest
from flask.ctx import AppContext
from sqlalchemy.exc import InvalidRequestError

from portal import clock
from portal.access import may_read_assignment
from portal.assignments import answering, queries
from portal.assignments.models import SubmissionStatus
from portal.db import db
from portal.errors import Conflict, Refused
from portal.people.models import Person
from tests.assignments.scene import make_answer, make_task
from tests.cast import Cast
from tests.reader import counted


def known(person: Person) -> Person:
    """The person with all that rules ask about, as the door has them."""
    db.session.refresh(person, attribute_names=["enrolments", "staff_roles"])
    return person


def test_a_participant_meets_open_tasks_soonest_first_with_their_own_state(inside: AppContext, cast: Cast) -> None:
    later = make_task(cast, title="Sidst", deadline=clock.now() + timedelta(days=9))
    late = make_task(cast, title="Forbi", deadline=clock.now() - timedelta(hours=1))
    done = make_task(cast, title="Afleveret")
    make_task(cast, title="Skjult", opens_at=None)
    make_task(cast, title="Ikke åben endnu", opens_at=clock.now() + timedelta(hours=1))
    make_task(cast, cast.other_cohort, title="Et andet hold")
    make_answer(cast, done, cast.author, status=SubmissionStatus.REVIEWED)
    make_answer(cast, later, cast.author, handed_in=False)
    make_answer(cast, late, cast.classmate)
    author = known(cast.author)
    with counted() as asked:
        mine = queries.assignments_of(cast.cohort, person=author)
    assert len(asked) == 1
    mine = [one for one in mine if may_read_assignment(author, one.assignment)]
    seen = [(one.assignment.title, one.is_handed_in, one.has_feedback, one.submission is None) for one in mine]
    assert seen == [
        ("Forbi", False, False, True),
        ("Afleveret", True, True, False),
        ("Sidst", False, False, False),
    ]


def test_no_list_carries_a_text(inside: AppContext, cast: Cast) -> None:
    task = make_task(cast)
    make_answer(cast, task, cast.author, handed_in=False)
    author = known(cast.author)
    db.session.expunge_all()
    [mine] = queries.assignments_of(cast.cohort, person=author)
    assert mine.submission is not None
    with pytest.raises(InvalidRequestError):
        _ = mine.submission.text


def test_staff_meet_every_task_of_their_cohort(inside: AppContext, cast: Cast) -> None:
    make_task(cast, title="Åben")
    make_task(cast, title="Skjult", opens_at=None)
    for person in (known(cast.instructor), known(cast.coordinator)):
        rows = queries.assignments_of(cast.cohort, person=person)
        assert {row.assignment.title for row in rows if may_read_assignment(person, row.assignment)} == {
            "Åben",
            "Skjult",
        }


def test_counts_are_of_participants_and_leave_drafts_out(inside: AppContext, cast: Cast) -> None:
    task, empty = make_task(cast), make_task(cast, title="Tom", deadline=clock.now() + timedelta(days=5))
    make_task(cast, cast.other_cohort)
    make_answer(cast, task, cast.author)
    make_answer(cast, task, cast.classmate, status=SubmissionStatus.REVIEWED)
    make_answer(cast, task, cast.groupmate, handed_in=False)
    make_answer(cast, task, cast.removed)
    with counted() as asked:
        rows = queries.counted_assignments([cast.cohort.id])
    assert len(asked) == 1
    assert [(one.assignment.id, one.handed_in, one.waiting) for one in rows] == [(task.id, 2, 1), (empty.id, 0, 0)]
    assert queries.counted_assignments([]) == []


def test_the_answers_leave_out_who_has_no_seat(inside: AppContext, cast: Cast) -> None:
    task = make_task(cast)
    answer = make_answer(cast, task, cast.author)
    removed = make_answer(cast, task, cast.removed)
    cast.participant("Åge Ærø")
    cast.participant("Zenia Holm")
    with counted() as asked:
        rows = queries.answers_to(task)
    assert len(asked) == 1
    assert [row.author.name for row in rows] == ["Maja Bruun", "Zenia Holm", "Åge Ærø"]
    assert queries.neighbours_of(answer) == (None, None, 1, 1)
    assert queries.neighbours_of(removed) == (None, answer.id, 0, 1)


def test_an_action_refuses_what_no_form_lets_through(inside: AppContext, cast: Cast) -> None:
    task = make_task(cast)
    submission = answering.save_draft(task, by=cast.author, text="Æ", version=0)
    assert (submission.version, submission.saved_at) == (1, clock.now())
    with pytest.raises(Conflict) as conflict:
        answering.save_draft(task, by=cast.author, text="Ø", version=0)
    assert (conflict.value.theirs, conflict.value.version) == ("Æ", 1)
    with pytest.raises(Refused, match="cpr-nummer"):
        answering.save_draft(task, by=cast.author, text="010190 1234", version=1)
    db.session.expire(submission)
    assert submission.text == "Æ"
