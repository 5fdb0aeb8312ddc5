"""Is somebody who lacks a case reminded once a day, and nobody who has handed in?"""

from datetime import timedelta

from sqlalchemy import select

from portal import clock
from portal.db import db
from portal.journal.models import Entry
from portal.letters.models import Letter
from portal.people.models import Person
from portal.preparing.reminding import may_get
from tests.cast import Cast
from tests.own_cases.work import handed_in_by
from tests.reader import Reader


def reminders(cast: Cast) -> list[tuple[str, str]]:
    """To whom, and the whole text."""
    with cast.app.app_context():
        found = db.session.scalars(select(Letter).where(Letter.kind == "own_case_lacking").order_by(Letter.to_name))
        return [(letter.to_name, letter.body) for letter in found]


def test_the_letter_and_its_receivers_are_seen_before_it_is_sent(reader: Reader, cast: Cast) -> None:
    handed_in_by(reader, cast, cast.classmate)
    cast.author, cast.groupmate, cast.removed, cast.waiting, cast.disabled  # noqa: B018 - the first two get it
    reader.sign_in(cast.instructor)
    here = f"/undervisning/{cast.cohort.id}/paamind"
    page = reader.post(here, {"words": "Vi glæder os til at læse dem.", "step": "look"})
    assert "2 deltagere får mailen: Kasper Eldrup og Maja Bruun." in page.text
    assert "Vi glæder os til at læse dem." in page.text
    assert reminders(cast) == []
    assert reader.post(here, {"words": "Vi glæder os til at læse dem.", "step": "send"}).location == f"{here}?sendt=2"
    sent = reminders(cast)
    assert [name for name, _text in sent] == ["Kasper Eldrup", "Maja Bruun"]
    assert all("Vi glæder os til at læse dem." in text and f"/hold/{cast.cohort.id}/case" in text for _n, text in sent)
    with cast.app.app_context():
        noted = db.session.execute(select(Entry.owner_id, Entry.by_id).where(Entry.act == "own_case.reminded")).all()
    assert set(noted) == {(cast.author.id, cast.instructor.id), (cast.groupmate.id, cast.instructor.id)}


def test_nobody_is_reminded_twice_on_one_day_but_may_be_on_the_next(reader: Reader, cast: Cast) -> None:
    cast.author  # noqa: B018 - lacks a case
    reader.sign_in(cast.instructor)
    here = f"/undervisning/{cast.cohort.id}/paamind"
    assert [reader.post(here, {"step": "send"}).status for _press in (1, 2)] == [303, 422]
    page = reader.get(here)
    assert "Har fået en påmindelse i dag: Maja Bruun." in page.text
    clock.set_clock(clock.now() + timedelta(days=1))
    reader.sign_in(cast.instructor)
    assert reader.post(here, {"step": "send"}).status == 303
    assert len(reminders(cast)) == 2


def test_a_reminder_that_waits_is_dropped_once_the_case_has_come(reader: Reader, cast: Cast) -> None:
    cast.author, cast.groupmate  # noqa: B018 - lack a case
    reader.sign_in(cast.instructor)
    reader.post(f"/undervisning/{cast.cohort.id}/paamind", {"step": "send"})
    handed_in_by(reader, cast, cast.author)
    with cast.app.app_context():
        waiting = db.session.scalars(select(Letter).where(Letter.cohort_id == cast.cohort.id))
        may = {(letter.to_name, letter.kind): may_get(letter) for letter in waiting}
    assert may == {
        ("Kasper Eldrup", "own_case_lacking"): True,
        ("Maja Bruun", "own_case_lacking"): False,
        ("Maja Bruun", "own_case_received"): True,
    }


def test_whose_case_is_kept_from_the_instructor_is_not_reminded(reader: Reader, cast: Cast) -> None:
    handed_in_by(reader, cast, cast.author)
    with cast.app.app_context():
        db.session.get_one(Person, cast.instructor.id).municipality_code = cast.fjordby.code
        db.session.commit()
    reader.sign_in(cast.instructor)
    here = f"/undervisning/{cast.cohort.id}/paamind"
    assert "Ingen mangler en case." in reader.get(here).text
    assert reader.post(here, {"step": "send"}).status == 422
    assert reminders(cast) == []


def test_a_cpr_number_goes_in_no_letter_and_the_sentence_stays(reader: Reader, cast: Cast) -> None:
    cast.author  # noqa: B018 - lacks a case
    reader.sign_in(cast.instructor)
    words = "Husk 010190-1234"
    page = reader.post(f"/undervisning/{cast.cohort.id}/paamind", {"step": "send", "words": words})
    assert (page.status, page.field("words"), reminders(cast)) == (422, words, [])
