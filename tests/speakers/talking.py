"""How does a test invite a speaker, and how does the speaker come in and leave something?"""

import io
import re
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from portal.courses.cohort_models import AgendaItem, CourseDay
from portal.db import db
from portal.journal.models import Entry
from portal.letters.models import Letter
from portal.people.models import Person
from portal.speakers.models import SpeakerMaterial
from tests.cast import Cast
from tests.reader import Page, Reader
from tests.storage.samples import sample

EMAIL = "bodil@eksempel.dk"
LINK = re.compile(r"http://localhost:8000(/oplaeg/brev/[\w-]{43})\b")
CLOSED = "Invitationen er ikke åben"
TITLE = "Hvor går grænsen?"


def item(cast: Cast, title: str = TITLE) -> UUID:
    with cast.app.app_context():
        found = select(AgendaItem.id).join(AgendaItem.day).where(CourseDay.cohort_id == cast.cohort.id)
        return db.session.scalars(found.where(AgendaItem.title == title)).one()


def desk(cast: Cast) -> str:
    return f"/hold/{cast.cohort.id}/oplaegsholdere"


def invite(cast: Cast, by: Person, **changed: str) -> Page:
    fields = {"agenda_item_id": str(item(cast)), "email": EMAIL, "name": "Bodil Ærø", **changed}
    return Reader(cast.app).sign_in(by).post(desk(cast), fields)


def links(app: Flask) -> list[str]:
    with app.app_context():
        letters = db.session.scalars(select(Letter.body).where(Letter.kind == "speaker_invited"))
        return [link for body in letters for link in LINK.findall(body)]


def code(app: Flask) -> str:
    with app.app_context():
        sent = select(Letter.body).where(Letter.kind == "sign_in_code").order_by(Letter.created_at.desc()).limit(1)
        found = re.search(r"\b\d{8}\b", db.session.scalars(sent).one())
        assert found
        return found.group()


def codes(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Letter).filter_by(kind="sign_in_code").count()


def acts(app: Flask) -> list[tuple[str, str | None]]:
    with app.app_context():
        return sorted((e.act, e.role) for e in db.session.scalars(select(Entry)))


def arrive(browser: Reader, link: str) -> Page:
    assert browser.get(link).location == "/oplaeg"
    return browser.get("/oplaeg")


def come_in(browser: Reader, link: str) -> Page:
    """From the letter to the point of the programme."""
    assert arrive(browser, link).heading == "Dit oplæg"
    assert browser.post("/oplaeg", {"email": EMAIL}).location == "/oplaeg/kode"
    assert browser.post("/oplaeg/kode", {"code": code(browser.app)}).location == "/oplaeg/punkt"
    return browser.get("/oplaeg/punkt")


def leave(browser: Reader, name: str, address: str = "/oplaeg/punkt") -> Page:
    files = [(io.BytesIO(sample("pdf")), name)]
    return browser.post(address, {"files": files}, content_type="multipart/form-data")


def left(app: Flask) -> tuple[UUID, UUID]:
    with app.app_context():
        one = db.session.scalars(select(SpeakerMaterial)).one()
        return one.id, one.material_id
