"""What if the same form is sent many times at once? One act, and nobody hears that it failed as if nothing had happened."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.announcements.models import Announcement
from portal.assignments.models import Assignment, Feedback
from portal.courses.cohort_models import Cohort
from portal.courses.models import Course
from portal.db import Base, db
from portal.enrolments.models import Enrolment
from portal.letters.models import Letter
from portal.materials.models import Material
from portal.own_cases.models import OwnCaseComment
from portal.people.models import SignInCode, SignInSession
from portal.sparring.models import PeerConsultation
from tests.access.world import World, build
from tests.cast import Cast
from tests.people.test_pages import code_in_the_newest_letter
from tests.reader import Reader
from tests.storage.samples import sample

AT_ONCE = 8


def count(app: Flask, table: type[Base]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def at_once(reader: Reader, address: str, fields: Callable[[], dict[str, Any]]) -> list[int]:
    """Send one form from many threads of the same browser; the statuses."""
    token, cookies = reader.token(), reader.cookies

    def send(_n: int) -> int:
        client = reader.app.test_client()
        for name, value in cookies.items():
            client.set_cookie(name, value)
        return client.post(address, data={**fields(), "csrf_token": token}).status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(send, range(AT_ONCE)))


@pytest.fixture
def world(own_app: Flask) -> World:
    return build(Cast(own_app))


FORMS: dict[str, tuple[str, str, type[Base], int, dict[str, Any]]] = {
    "enrolling": (
        "coordinator",
        "/hold/{cohort}/tilmeldinger/ny",
        Enrolment,
        1,
        {"name": "Åse Ny", "email": "aase.ny@eksempel.dk"},
    ),
    "announcing": (
        "coordinator",
        "/hold/{cohort}/opslag/nyt",
        Announcement,
        1,
        {"subject": "Husk", "body": "Tog", "step": "send"},
    ),
    "commenting": ("author", "/case/{case_for_instructors}/kommentar", OwnCaseComment, 1, {"text": "Tak"}),
    "giving advice": (
        "groupmate",
        "/case/{case_for_cohort}/sparring",
        PeerConsultation,
        1,
        {"advice": "Ring til hende", "question": "Hvorfor nu?", "version": "0"},
    ),
    "answering": ("instructor", "/aflevering/{submission}", Feedback, 1, {"text": "Godt"}),
    "setting a task": (
        "instructor",
        "/hold/{cohort}/opgave/ny",
        Assignment,
        1,
        {"title": "Æblet", "text": "Spis", "deadline_on": "2027-01-10", "deadline_at": "12:00"},
    ),
    "adding material": ("instructor", "/hold/{cohort}/materialer", Material, 1, {"release": "now", "files": None}),
    "making a course": (
        "coordinator",
        "/kursus/nyt",
        Course,
        1,
        {"title": "Nyt kursus", "format": "course", "summary": "Kort"},
    ),
    "making a cohort": ("coordinator", "/kursus/{course}/hold/nyt", Cohort, 1, {"name": "Hold 99", "copy_from": ""}),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_sent_many_times_at_once_is_one_act(world: World, name: str) -> None:
    who, address, table, more, fields = FORMS[name]
    app = world.cast.app
    reader = Reader(app).sign_in(getattr(world.cast, who))
    before = count(app, table)

    def filled() -> dict[str, Any]:
        files = {"files": (BytesIO(sample("pdf")), "a.pdf")} if "files" in fields else {}
        return {**fields, **files, "form_key": "den samme formular"}

    statuses = at_once(reader, address.format(**world.ids), filled)
    assert count(app, table) == before + more
    assert 303 in statuses
    assert set(statuses) <= ({303, 422} if name.startswith("making") else {303}), statuses


def test_a_right_code_typed_in_many_tabs_at_once_signs_in_once(own_app: Flask) -> None:
    cast, reader = Cast(own_app), Reader(own_app)
    reader.post("/log-ind", {"email": cast.author.email})
    code = code_in_the_newest_letter(own_app)
    statuses = at_once(reader, "/log-ind/kode", lambda: {"code": code})
    assert sorted(statuses) == [303] + [422] * (AT_ONCE - 1)
    assert count(own_app, SignInSession) == 1


def test_wrong_codes_typed_at_once_are_all_counted(own_app: Flask) -> None:
    cast, reader = Cast(own_app), Reader(own_app)
    reader.post("/log-ind", {"email": cast.author.email})
    right = code_in_the_newest_letter(own_app)
    wrong = "00000000" if right != "00000000" else "11111111"
    at_once(reader, "/log-ind/kode", lambda: {"code": wrong})
    with own_app.app_context():
        assert [row.tries for row in db.session.query(SignInCode)] == [5]
    assert reader.post("/log-ind/kode", {"code": right}).status == 422


def test_an_announcement_changed_after_it_was_sent_is_not_taken_for_sent(reader: Reader, cast: Cast) -> None:
    cast.author  # noqa: B018 - somebody to write to
    reader.sign_in(cast.coordinator)
    address, key = f"/hold/{cast.cohort.id}/opslag/nyt", "den samme formular"
    sent = {"subject": "Husk", "body": "Toget går 9.12", "step": "send", "form_key": key}
    assert reader.post(address, sent).status == 303
    page = reader.post(address, {**sent, "body": "Toget går 8.12"})
    assert (page.status, "Toget går 8.12" in page.source) == (422, True)
    assert "du har sendt noget andet fra samme side" in page.text
    again = reader.post(address, {**sent, "body": "Toget går 8.12", "form_key": page.field("form_key")})
    assert again.status == 303
    assert count(reader.app, Letter) == 2
