"""Are texts of cases and answers read as before, and can no text be written past its row, moved or altered?"""

import pytest
from flask.ctx import AppContext
from sqlalchemy import TableClause, Text, column, delete, select, table, update
from sqlalchemy.exc import StatementError

from portal.db import Id, db
from portal.own_cases.cohort_queries import own_cases_board
from portal.own_cases.models import CaseKey, HandedInCase, OwnCase
from portal.own_cases.queries import turn_at
from portal.people.models import Person
from portal.sealing.cipher import Unopenable
from portal.sealing.keys import RING
from tests.cast import Cast
from tests.own_cases.work import WHOLE, hand_in, write


def forget() -> None:
    """Read anew, keys and texts."""
    db.session.flush()
    db.session.expunge_all()
    db.session.info.pop(RING, None)


def raw(name: str, *columns: str) -> TableClause:
    """A table as the database has it."""
    return table(name, column("id", Id()), *(column(one, Text()) for one in columns))


def test_texts_are_read_as_they_were_written_and_changed_one_by_one(inside: AppContext, cast: Cast) -> None:
    own_case = write(cast)
    hand_in(cast, own_case)
    write(cast, texts={"title": "Æblegrød på åen 🌊", "question": ""})
    forget()
    read = db.session.get_one(OwnCase, own_case.id)
    assert {name: getattr(read, name) for name in WHOLE} == {**WHOLE, "title": "Æblegrød på åen 🌊", "question": ""}
    handed_in = db.session.scalars(select(HandedInCase)).one()
    assert {name: getattr(handed_in, name) for name in WHOLE} == WHOLE
    assert [row.title for row in own_cases_board(cast.cohort, reader=cast.instructor) if row.title] == [WHOLE["title"]]
    assert turn_at(read, reader=cast.instructor).number == 1


def test_nothing_past_its_row_writes_or_finds_a_sealed_text(inside: AppContext, cast: Cast) -> None:
    write(cast)
    for statement in (
        update(OwnCase).values(title="Klartekst"),
        select(OwnCase.id).where(OwnCase.title == WHOLE["title"]),
    ):
        with pytest.raises(StatementError, match="through its row alone"):
            db.session.execute(statement)


def test_a_text_that_was_moved_or_altered_is_refused(inside: AppContext, cast: Cast) -> None:
    mine, others = write(cast), write(cast, by=cast.classmate)
    forget()
    bare = raw("own_case", "situation", "dilemma")
    db.session.execute(bare.update().values(dilemma=bare.c.situation))
    with pytest.raises(Unopenable):
        db.session.get_one(OwnCase, mine.id)
    bare = raw("own_case", "situation")
    db.session.execute(
        bare.update().values(situation=select(bare.c.situation).where(bare.c.id == mine.id).scalar_subquery())
    )
    forget()
    with pytest.raises(Unopenable):
        db.session.get_one(OwnCase, others.id)


def test_with_its_key_a_case_is_gone_even_if_its_rows_come_back(inside: AppContext, cast: Cast) -> None:
    own_case = write(cast)
    hand_in(cast, own_case)
    forget()
    db.session.execute(delete(CaseKey).where(CaseKey.id == own_case.id))
    read = db.session.get_one(OwnCase, own_case.id)
    assert [getattr(read, name) for name in WHOLE] == [""] * 6
    assert [row.title for row in own_cases_board(cast.cohort, reader=cast.instructor) if row.own_case_id] == [""]
    read.title = "Skrevet igen"
    with pytest.raises(Unopenable):
        db.session.flush()


def test_the_key_goes_with_the_case_and_with_whoever_wrote_it(inside: AppContext, cast: Cast) -> None:
    own_case = write(cast)
    assert db.session.scalars(select(CaseKey.id)).all() == [own_case.id]
    db.session.execute(delete(Person).where(Person.id == cast.author.id))
    assert db.session.scalars(select(CaseKey.id)).all() == []
