"""Is somebody whose act waits while the author takes the case back shown nothing of it, and are their own words given back?"""

from collections.abc import Callable
from contextvars import Context
from typing import Final

import pytest
from flask import Flask

from portal.db import db
from portal.own_cases.models import OwnCaseComment
from portal.sparring.models import PeerConsultation
from tests.cast import Cast
from tests.crossing import Crossing
from tests.own_cases.work import handed_in_by
from tests.reader import Page, Reader

ORIGINAL: Final = "Kirsten Holm ringede selv den aften."
OWN: Final = "Hvem lovede det?"
ADVICE: Final = {"perspective": "press", "advice": OWN, "question": OWN, "version": "0"}
SENT: Final[dict[str, tuple[str, str, dict[str, str]]]] = {
    "a remark without a word": ("instructor", "kommentar", {"text": ""}),
    "a remark": ("instructor", "kommentar", {"text": OWN}),
    "advice": ("groupmate", "sparring", ADVICE),
    "marks": ("instructor", "maerker", {"duties": "truthful"}),
}


@pytest.fixture
def stage(crossed_app: Flask) -> Cast:
    return Cast(crossed_app)


def revised_since(stage: Cast) -> str:
    """A case that a group may read, whose draft says more than was handed in; its address."""
    author = Reader(stage.app)
    case = handed_in_by(author, stage, stage.author, visibility="group")
    saved = {"field": "situation", "value": ORIGINAL, "version": 1}
    author.client.post(f"/hold/{stage.cohort.id}/case/gem", json=saved, headers={"X-CSRFToken": author.token()})
    assert ORIGINAL in author.get(f"/hold/{stage.cohort.id}/case").text, "it has to be there to leak"
    return case


def posting(reader: Reader, address: str, fields: dict[str, str]) -> Callable[[], Page]:
    return lambda: Context().run(reader.post, address, fields)


@pytest.mark.parametrize(("sent", "taken"), [*((sent, "withdrawn") for sent in SENT), ("advice", "narrowed")])
def test_who_waits_while_a_case_is_taken_back_sees_no_word_of_it(stage: Cast, sent: str, taken: str) -> None:
    who, page, fields = SENT[sent]
    case = revised_since(stage)
    author, reader = (Reader(stage.app).sign_in(getattr(stage, one)) for one in ("author", who))
    takes = posting(author, f"{case}/traek-tilbage", {})
    if taken == "narrowed":
        takes = posting(author, f"{case}/laesere", {"visibility": "instructors", "version": "2"})
    met = Crossing(stage.app, takes, posting(reader, f"{case}/{page}", fields), halt_after=1).meet()
    answer = met["second"]
    assert isinstance(answer, Page)
    assert (answer.status, [word for word in (ORIGINAL, "Udvalgsformanden") if word in answer.source]) == (404, [])
    assert (OWN in answer.source) is (OWN in fields.values()), "their own words, and nobody else's"
    with stage.app.app_context():
        assert [db.session.query(kind).count() for kind in (OwnCaseComment, PeerConsultation)] == [0, 0]
