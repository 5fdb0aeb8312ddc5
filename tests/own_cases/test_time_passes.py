"""Is nothing lost when a deadline passes or a session ends while somebody writes?"""

from datetime import timedelta

from portal import clock
from portal.db import db
from portal.own_cases.models import HandedInCase, OwnCase
from tests.cast import Cast
from tests.own_cases.test_write_page import SUBMIT, address, count, stored, texts_on
from tests.own_cases.work import WHOLE
from tests.people.test_pages import code_in_the_newest_letter
from tests.reader import Reader

__all__ = ["address"]


def test_a_deadline_that_passed_while_writing_marks_the_case_and_refuses_nothing(
    reader: Reader, cast: Cast, address: str
) -> None:
    key = reader.get(address).field("form_key")
    clock.set_clock(clock.now() + timedelta(minutes=50))
    with reader.app.app_context():
        db.session.get_one(type(cast.cohort), cast.cohort.id).own_case_deadline = clock.now() - timedelta(seconds=1)
        db.session.commit()
    page = reader.post(address, {**SUBMIT, "version": "0", "form_key": key})
    assert page.status == 303
    assert "Efter fristen" in reader.get(page.location).text
    assert "Fristen er gået Mandag den 2. november kl. 10.19" in reader.get(address).text


def test_what_was_sent_after_the_session_ended_comes_back_and_is_handed_in(
    reader: Reader, cast: Cast, address: str
) -> None:
    reader.post(address, {"title": "Før frokost", "version": "0", "intent": "save"})
    token = reader.token()
    clock.set_clock(clock.now() + timedelta(minutes=61))
    page = reader._read("POST", address, data={**SUBMIT, "version": "1", "csrf_token": token})
    assert page.location == f"/log-ind?naeste={address}"
    assert count(reader, HandedInCase) == 0
    reader.post(f"/log-ind?naeste={address}", {"email": cast.author.email})
    reader.post(f"/log-ind/kode?naeste={address}", {"code": code_in_the_newest_letter(reader.app)})
    back = reader.get(address)
    assert texts_on(back) == WHOLE
    assert "Du blev logget ud, inden det blev gemt." in back.text
    assert "Filer skal vælges igen." in back.text
    assert reader.post(address, {**SUBMIT, "version": back.field("version")}).status == 303
    assert texts_on(reader.get(address)) == WHOLE


def test_what_comes_back_after_signing_in_does_not_run_over_what_was_saved_meanwhile(
    reader: Reader, cast: Cast, address: str
) -> None:
    reader.post(address, {"title": "Før frokost", "version": "0", "intent": "save"})
    token = reader.token()
    clock.set_clock(clock.now() + timedelta(minutes=61))
    reader._read("POST", address, data={"title": "Fra computeren", "version": "1", "csrf_token": token})
    with reader.app.app_context():
        kept = db.session.query(OwnCase).one()
        kept.title, kept.version = "Fra telefonen", 2
        db.session.commit()
    reader.post(f"/log-ind?naeste={address}", {"email": cast.author.email})
    reader.post(f"/log-ind/kode?naeste={address}", {"code": code_in_the_newest_letter(reader.app)})
    back = reader.get(address)
    assert (back.field("title"), back.field("version")) == ("Fra computeren", "1")
    page = reader.post(address, {"title": back.field("title"), "version": back.field("version")})
    assert (page.status, stored(reader).title) == (422, "Fra telefonen")
    assert "Teksten, der er gemt Fra telefonen" in page.text
