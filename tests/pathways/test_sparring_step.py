"""Is helping one's case group the next step when it is, below what is due before, and gone when each case has got advice?"""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from portal import clock
from portal.assignments.models import Assignment
from portal.courses.cohort_models import CourseDay
from portal.db import db
from portal.enrolments.models import Enrolment
from portal.own_cases.models import OwnCase, OwnCaseStatus, Visibility
from tests.cast import Cast
from tests.pathways.test_home import move, reading, states
from tests.reader import Page, Reader
from tests.sparring.group import case_of, consulted


def front(reader: Reader, cast: Cast) -> Page:
    """The author's front page."""
    return reader.sign_in(cast.author).get("/")


def handed_in(cast: Cast) -> None:
    cast.add(OwnCase(cohort_id=cast.cohort.id, author_id=cast.author.id, status=OwnCaseStatus.SUBMITTED))


def test_once_ones_own_case_is_handed_in_the_groups_are_the_next_step(reader: Reader, cast: Cast) -> None:
    cases = [
        case_of(cast, cast.groupmate, "Havnen"),
        case_of(cast, cast.participant("Else Kær", group=1), "Skolevejen"),
    ]
    reading(cast)
    assert front(reader, cast).links[0] == f"/hold/{cast.cohort.id}/case", "one's own has the nearer deadline"
    handed_in(cast)
    page = front(reader, cast)
    assert page.links[0] == f"/hold/{cast.cohort.id}/casegruppe"
    assert "2 cases fra din gruppe venter på ét råd og ét spørgsmål fra dig. Helst inden vi mødes torsdag" in page.text
    assert "Om ti dage mødes du med dit hold. Du er klar." in page.text, "it is an invitation"
    consulted(cast, cases[0], cast.author)
    page = front(reader, cast)
    assert "Én case fra din gruppe venter på ét råd" in page.text
    consulted(cast, cases[1], cast.author)
    page = front(reader, cast)
    assert (page.links[0].startswith("/materiale/"), "Du har givet råd i din casegruppe" in page.text) == (True, True)


def test_late_or_due_before_goes_first_and_due_after_waits(reader: Reader, cast: Cast) -> None:
    case_of(cast, cast.groupmate, "Havnen")
    move(4)
    assert front(reader, cast).links[0] == f"/hold/{cast.cohort.id}/case", "late, and still to be handed in"
    handed_in(cast)
    opened = {"cohort_id": cast.cohort.id, "opens_at": clock.now(), "made_by_id": cast.instructor.id}
    cast.add(Assignment(title="Efter kurset", deadline=clock.now() + timedelta(days=60), **opened))
    assert front(reader, cast).links[0] == f"/hold/{cast.cohort.id}/casegruppe"
    due = cast.add(Assignment(title="Før kurset", deadline=clock.now() + timedelta(days=2), **opened))
    assert front(reader, cast).links[0] == f"/opgave/{due.id}"


def test_without_a_day_ahead_advice_still_comes_before_reading(reader: Reader, cast: Cast) -> None:
    case_of(cast, cast.groupmate, "Havnen")
    reading(cast)
    handed_in(cast)
    with cast.app.app_context():
        db.session.execute(delete(CourseDay))
        db.session.commit()
    page = front(reader, cast)
    assert "Kig i det, vi deler inden kurset" in page.text
    assert page.links[0] == f"/hold/{cast.cohort.id}/casegruppe"


def test_between_the_course_and_the_follow_up_day_it_is_still_asked_for_and_never_late(cast: Cast) -> None:
    case_of(cast, cast.groupmate, "Havnen")
    assert list(states(cast)) == ["Tilmeldt", "Egen case", "Sparring", "Kursus", "Opfølgning", "Bevis"]
    move(12)
    assert list(states(cast)) == ["Tilmeldt", "Egen case", "Kursus", "Sparring", "Opfølgning", "Bevis"]
    assert states(cast)["Sparring"] == "current"
    move(75)
    assert states(cast)["Sparring"] == "passed"


@pytest.mark.parametrize(
    "hidden", ["instructors", "withdrawn", "colleague", "elected", "another group", "no group", "nothing"]
)
def test_what_one_may_not_read_is_no_step_and_leaves_no_count(cast: Cast, hidden: str) -> None:
    home = cast.fjordby if hidden == "colleague" else cast.aaby
    other = cast.participant("Else Kær", home=home, group=2 if hidden == "another group" else 1)
    visibility = Visibility.INSTRUCTORS if hidden == "instructors" else Visibility.COHORT
    own_case = case_of(cast, other, "Skolevejen", visibility)
    assert cast.author.id
    with cast.app.app_context():
        if hidden == "withdrawn":
            db.session.get_one(OwnCase, own_case.id).status = OwnCaseStatus.WITHDRAWN
        for seat in db.session.query(Enrolment).filter_by(cohort_id=cast.cohort.id):
            seat.is_elected = hidden == "elected" and seat.person_id == other.id
            seat.case_group = None if hidden == "no group" else seat.case_group
        db.session.commit()
    assert ("Sparring" in states(cast)) is (hidden == "nothing")


@pytest.mark.parametrize("count", [1, 3])
def test_the_front_page_asks_as_many_questions_however_many_cases_wait(reader: Reader, cast: Cast, count: int) -> None:
    for n in range(count):
        case_of(cast, cast.participant(f"Else Kær {n}", group=1), f"Case {n}")
    handed_in(cast)
    assert "Giv råd i din casegruppe" in front(reader, cast).text
    assert len(reader.queries) == 8
