"""Does whoever has lost the right to send a text get it back, and nothing of what they wrote to?"""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, update

from portal.courses.cohort_models import CohortStaff, StaffRole
from portal.db import db
from portal.enrolments.models import Enrolment, EnrolmentStatus
from tests.assignments.scene import make_answer, make_task
from tests.cast import Cast
from tests.own_cases.work import WHOLE, handed_in_by
from tests.reader import Reader

OWN = "Ring til formanden, før udvalget læser det."
Form = tuple[str, str, dict[str, str]]  # who sends it, where, and what


def a_case(_reader: Reader, cast: Cast) -> Form:
    return "author", f"/hold/{cast.cohort.id}/case", {**WHOLE, "situation": OWN, "version": "0", "intent": "submit"}


def an_answer(_reader: Reader, cast: Cast) -> Form:
    return "author", f"/opgave/{make_task(cast).id}", {"text": OWN, "version": "0", "intent": "submit"}


def a_remark(reader: Reader, cast: Cast) -> Form:
    return "instructor", f"{handed_in_by(reader, cast, cast.author)}/kommentar", {"text": OWN}


def feedback(_reader: Reader, cast: Cast) -> Form:
    return "instructor", f"/aflevering/{make_answer(cast, make_task(cast), cast.author).id}", {"text": OWN}


@pytest.mark.parametrize("made", [a_case, an_answer, a_remark, feedback])
def test_a_text_that_may_be_sent_no_longer_comes_back(
    reader: Reader, cast: Cast, made: Callable[[Reader, Cast], Form]
) -> None:
    who, address, fields = made(reader, cast)
    person = getattr(cast, who)
    if who == "instructor":  # who still teaches elsewhere: somebody with other roles than before signs in anew
        cast.add(CohortStaff(person_id=person.id, cohort_id=cast.other_cohort.id, role=StaffRole.INSTRUCTOR))
    reader.sign_in(person)
    with cast.app.app_context():
        left = update(Enrolment).where(Enrolment.person_id == person.id)
        db.session.execute(left.values(status=EnrolmentStatus.CANCELLED))
        db.session.execute(delete(CohortStaff).where(CohortStaff.cohort_id == cast.cohort.id))
        db.session.commit()
    page = reader.post(address, fields)
    assert (page.status, page.heading, OWN in page.source) == (404, "Det er ikke sendt", True)
    assert (WHOLE["title"] in page.source) is (WHOLE["title"] in fields.values()), "their own words alone"
