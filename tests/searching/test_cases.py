"""Does search find words in the cases somebody may read now, and not a trace of the others?"""

from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from portal.db import db
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.journal.models import Entry
from portal.own_cases.models import OwnCase, OwnCaseStatus
from portal.own_cases.queries import openings_of
from portal.searching import cases
from tests.cast import Cast
from tests.own_cases.work import WHOLE, handed_in_by, write
from tests.reader import Page, Reader, words


def asked(reader: Reader, question: str, place: str = "/soeg") -> Page:
    page = reader.get(f"{place}?{urlencode({'q': question})}")
    assert page.status == 200
    return page


def found(page: Page) -> list[str]:
    return [words(h) for h in page.all("h3") if h.get("class") == "found__title"]


def notes(cast: Cast) -> list[object]:
    with cast.app.app_context():
        return list(db.session.scalars(select(Entry.by_id).where(Entry.act == "own_case.found").order_by(Entry.at)))


def test_a_reader_finds_the_passage_and_the_author_sees_who(cast: Cast, reader: Reader) -> None:
    case = handed_in_by(reader, cast, cast.author, visibility="cohort")
    assert (found(asked(reader, "cykelstier formand")), notes(cast)) == ([WHOLE["title"]], [])
    page = asked(reader.sign_in(cast.classmate), "cykelstier formand")
    assert found(page) == [WHOLE["title"]]
    assert [words(mark) for mark in page.all("mark")][:2] == ["formanden", "Cykelstien"]
    assert (case in page.links, cast.author.name in page.text) == (True, True)
    assert len(reader.queries) <= 8
    assert found(asked(reader, "cykelstien", f"/hold/{cast.cohort.id}/soeg")) == [WHOLE["title"]]
    assert notes(cast) == [cast.classmate.id] * 2
    with cast.app.app_context():
        [opening] = openings_of(db.session.scalars(select(OwnCase.id)).one())
        assert (opening.person.id, opening.how) == (cast.classmate.id, "own_case.found")
    assert "vist i en søgning" in reader.sign_in(cast.author).get(f"{case}/laesere").text


def test_asking_for_the_length_of_an_answer_tells_no_word_of_a_case(cast: Cast, reader: Reader) -> None:
    """It shows no passage and is noted nowhere, so the length must be the same whether or not the words stand there."""
    handed_in_by(reader, cast, cast.author, visibility="cohort")
    client = reader.sign_in(cast.classmate).client
    lengths = {client.head(f"/soeg?q={word}").content_length for word in ("cykelstien", "cykelstoen")}
    assert (len(lengths), None in lengths, notes(cast)) == (1, False, [])


@pytest.mark.parametrize("name", ["colleague", "politician", "home_politician", "stranger", "removed", "coordinator"])
def test_whoever_may_not_read_it_finds_no_trace_nor_a_count(cast: Cast, reader: Reader, name: str) -> None:
    person = getattr(cast, name)
    before = asked(reader.sign_in(person), "cykelstien").text
    handed_in_by(reader, cast, cast.author, visibility="cohort")
    after = asked(reader.sign_in(person), "cykelstien")
    assert (found(after), after.text) == ([], before)
    assert notes(cast) == []


def test_a_member_who_is_taken_out_of_the_group_finds_it_no_more(cast: Cast, reader: Reader) -> None:
    handed_in_by(reader, cast, cast.author, visibility="group")
    assert found(asked(reader.sign_in(cast.classmate), "cykelstien")) == []
    assert found(asked(reader.sign_in(cast.groupmate), "cykelstien")) == [WHOLE["title"]]
    with cast.app.app_context():
        seat = db.session.scalars(select(Enrolment).where(Enrolment.person_id == cast.groupmate.id)).one()
        seat.status = EnrolmentStatus.CANCELLED
        db.session.commit()
    assert found(asked(reader, "cykelstien")) == []


def test_one_finds_the_own_draft_and_others_what_was_handed_in(cast: Cast, reader: Reader) -> None:
    handed_in_by(reader, cast, cast.author, visibility="cohort")
    with cast.app.app_context():
        write(cast, texts={"situation": "Kun i kladden: giraffen."})
        db.session.commit()
    page = asked(reader.sign_in(cast.author), "giraf")
    assert found(page) == [WHOLE["title"]]
    assert f"/hold/{cast.cohort.id}/case" in page.links
    reader.sign_in(cast.classmate)
    assert (found(asked(reader, "giraf")), found(asked(reader, "cykelstien"))) == ([], [WHOLE["title"]])
    with cast.app.app_context():
        db.session.scalars(select(OwnCase)).one().status = OwnCaseStatus.WITHDRAWN
        db.session.commit()
    assert found(asked(reader, "cykelstien")) == []
    assert found(asked(reader.sign_in(cast.author), "giraf")) == [WHOLE["title"]]


@pytest.mark.once
def test_the_newest_are_looked_through_and_it_says_so(
    cast: Cast, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    for person in (cast.author, cast.groupmate):
        handed_in_by(reader, cast, person, visibility="cohort", title=f"Sag af {person.first_name}")
    reader.sign_in(cast.instructor)
    assert len(found(asked(reader, "cykelstien"))) == 2
    monkeypatch.setattr(cases, "LOOKED_THROUGH", 1)
    page = asked(reader, "cykelstien")
    assert (len(found(page)), "Vi har ledt i de" in page.text) == (1, True)
