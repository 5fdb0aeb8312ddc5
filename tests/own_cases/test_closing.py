"""Does what was handed in stand once the cohort's days are over, and is nothing lost that somebody wrote?"""

from datetime import timedelta

import pytest

from portal import clock
from portal.courses.cohort_models import Cohort, CourseDay
from portal.db import db
from portal.own_cases.models import HandedInCase, OwnCase, OwnCaseStatus
from portal.receipts.models import Receipt
from tests.cast import Cast
from tests.own_cases.test_write_page import SUBMIT, address, count, stored
from tests.own_cases.work import handed_in_by
from tests.reader import Reader

__all__ = ["address"]
OVER = "Holdets dage er forbi, så casen kan ikke rettes mere."
NEWER = {**SUBMIT, "situation": "Skrevet, da alt var forbi."}


def the_last_hour(reader: Reader, cast: Cast) -> None:
    """Go to where the follow-up day ends."""
    with reader.app.app_context():
        last = db.session.query(db.func.max(CourseDay.ends_at)).filter_by(cohort_id=cast.cohort.id).scalar()
    clock.set_clock(last)
    reader.sign_in(cast.author)


def chosen(reader: Reader) -> None:
    """An instructor has chosen the case for the course."""
    with reader.app.app_context():
        db.session.query(OwnCase).one().status = OwnCaseStatus.SELECTED
        db.session.commit()


@pytest.fixture
def case(reader: Reader, cast: Cast) -> str:
    """The address of a case that was handed in in time and chosen."""
    found = handed_in_by(reader, cast, cast.author)
    chosen(reader)
    return found


def test_it_is_revised_until_the_last_day_is_over(reader: Reader, cast: Cast, case: str) -> None:
    the_last_hour(reader, cast)
    writing = f"/hold/{cast.cohort.id}/case"
    page = reader.get(writing)
    assert reader.post(writing, {**NEWER, "version": page.field("version")}).status == 303
    assert count(reader, Receipt) == 2
    for address_of in (case, f"{case}/kvittering"):
        assert f'href="{writing}"' in reader.get(address_of).source


def test_after_that_it_stands_and_what_is_sent_is_kept_as_the_draft(reader: Reader, cast: Cast, case: str) -> None:
    the_last_hour(reader, cast)
    writing = f"/hold/{cast.cohort.id}/case"
    version = reader.get(writing).field("version")
    clock.set_clock(clock.now() + timedelta(seconds=1))
    page = reader.post(writing, {**NEWER, "version": version})
    assert page.status == 422
    assert "så casen står, som du afleverede den. Det, du har skrevet nu, er gemt i kladden" in page.text
    assert NEWER["situation"] in page.text
    kept = stored(reader)
    assert (kept.status, kept.situation) == (OwnCaseStatus.SELECTED, NEWER["situation"])
    assert (count(reader, Receipt), count(reader, HandedInCase)) == (1, 1)


def test_the_pages_offer_no_revision_then(reader: Reader, cast: Cast, case: str) -> None:
    the_last_hour(reader, cast)
    clock.set_clock(clock.now() + timedelta(seconds=1))
    writing = f"/hold/{cast.cohort.id}/case"
    for page in (reader.get(case), reader.get(f"{case}/kvittering")):
        assert f'href="{writing}"' not in page.source
    assert OVER in reader.get(f"{case}/kvittering").text
    closed = reader.get(writing)
    assert OVER in closed.text
    assert "<textarea" not in closed.source


def test_who_has_handed_nothing_in_may_still(reader: Reader, cast: Cast, address: str) -> None:
    reader.post(address, {"title": "Begyndt i god tid", "version": "0", "intent": "save"})
    the_last_hour(reader, cast)
    clock.set_clock(clock.now() + timedelta(days=30))
    reader.sign_in(cast.author)
    version = reader.get(address).field("version")
    page = reader.post(address, {**SUBMIT, "version": version})
    assert page.status == 303
    assert "Efter fristen" in reader.get(page.location).text


def test_the_same_press_twice_is_one_hand_in_also_across_the_end(reader: Reader, cast: Cast, address: str) -> None:
    the_last_hour(reader, cast)
    sent = {**SUBMIT, "version": "0", "form_key": reader.get(address).field("form_key")}
    first = reader.post(address, sent)
    clock.set_clock(clock.now() + timedelta(seconds=1))
    assert reader.post(address, sent).location == first.location
    assert count(reader, Receipt) == 1


def test_without_days_nothing_is_closed(reader: Reader, cast: Cast, case: str) -> None:
    with reader.app.app_context():
        for day in db.session.query(CourseDay).filter_by(cohort_id=cast.cohort.id):
            db.session.delete(day)
        db.session.get_one(Cohort, cast.cohort.id).own_case_deadline = None
        db.session.commit()
    clock.set_clock(clock.now() + timedelta(days=300))
    reader.sign_in(cast.author)
    assert "<textarea" in reader.get(f"/hold/{cast.cohort.id}/case").source
