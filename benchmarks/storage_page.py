"""The portal with one page more, which streams the newest confidential file to the person who sent it."""

import os
from datetime import UTC, datetime

from flask import Flask, Response

from portal import clock
from portal.access import signed_in
from portal.app import create_app
from portal.config import read_config
from portal.courses.cohort_models import CohortStaff, StaffRole
from portal.db import db
from portal.door import Pages
from portal.people.models import Person, SignInSession
from portal.people.session import hashed
from portal.storage.models import StoredFile
from portal.storage.responses import stream_file
from tests.cast import Cast

PASS = "/maaling/nyeste"
SECRET = "kun til maaling"
pages = Pages("measured", __name__)


@pages.page(PASS, access=signed_in)
def newest(person: Person) -> Response:
    mine = db.session.query(StoredFile).filter_by(uploaded_by_id=person.id, is_confidential=True)
    return stream_file(mine.order_by(StoredFile.created_at.desc()).limit(1).one())


def make_app(environment: dict[str, str]) -> Flask:
    made = create_app(read_config(environment))
    made.register_blueprint(pages)
    return made


def make_visitor(environment: dict[str, str]) -> dict[str, str]:
    """A database with one instructor who is signed in; answers the headers their browser sends."""
    made = make_app(os.environ | environment | {"PORTAL_STORAGE_URL": "file:unused"})
    with made.app_context():
        db.create_all()
        cast = Cast(made)
        person = cast.person("Maaler Holm")
        db.session.add(CohortStaff(cohort_id=cast.cohort.id, person_id=person.id, role=StaffRole.INSTRUCTOR))
        db.session.add(SignInSession(person_id=person.id, secret_hash=hashed(SECRET), seen_at=clock.now()))
        db.session.commit()
    client = made.test_client()
    with client.session_transaction() as cookie:
        cookie.update(_user_id=SECRET, _fresh=True)
    page = client.get("/hjaelp").get_data(as_text=True)
    token = page.partition('name="csrf-token" content="')[2].partition('"')[0]
    kept = client.get_cookie("portal")
    assert token, datetime.now(UTC)
    assert kept is not None
    return {"Cookie": f"portal={kept.value}", "X-CSRFToken": token}


app = make_app(dict(os.environ)) if "PORTAL_STORAGE_URL" in os.environ else None
