"""A form without script carries its files itself."""

import io
from uuid import uuid4

from flask import Flask

from portal.db import db
from portal.people.models import Person
from portal.storage import actions
from portal.storage.posted import Posted, posted_files
from tests.storage.conftest import keys_kept
from tests.storage.samples import pdf, sample
from tests.storage.test_actions import receive


def post(app: Flask, by: Person, confidential: bool = True, **fields: object) -> Posted:
    with app.test_request_context(method="POST", data=fields):
        return posted_files(by=by, confidential=confidential)


def test_files_of_the_post_and_files_sent_before_come_together(small_app: Flask, author: Person) -> None:
    before, taken = receive(author, "før.pdf"), receive(author, "taget.pdf")
    actions.claim_files([taken.id], by=author, confidential=True, most=1)
    sent = [(io.BytesIO(pdf()), "nu.pdf"), (io.BytesIO(b""), ""), (io.BytesIO(b"MZ"), "løgn.pdf")]
    ids = [str(before.id), str(taken.id), "ikke et nummer", str(uuid4())]
    posted = post(small_app, author, files=sent, file_ids=ids)
    assert [file.name for file in posted.files] == ["før.pdf", "nu.pdf"]
    assert len(posted.problems) == 1
    assert "løgn.pdf" in posted.problems[0]


def test_a_form_refused_for_another_reason_keeps_its_files(small_app: Flask, author: Person) -> None:
    posted = post(small_app, author, files=[(io.BytesIO(pdf()), "nu.pdf")])
    db.session.rollback()
    again = post(small_app, author, file_ids=[str(file_id) for file_id in posted.ids])
    assert again.ids == posted.ids
    assert len(keys_kept()) == 1


def test_material_may_be_a_film(small_app: Flask, author: Person) -> None:
    posted = post(small_app, author, confidential=False, files=[(io.BytesIO(sample("mp4")), "dag 1.mp4")])
    assert [(file.name, file.is_confidential) for file in posted.files] == [("dag 1.mp4", False)]
    assert post(small_app, author, file_ids=[str(posted.ids[0])]).files == []
