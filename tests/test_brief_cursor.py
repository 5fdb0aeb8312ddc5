"""Does the short description of a result say of its columns what PostgreSQL's driver says?"""

from typing import Any

import pytest
from flask.ctx import AppContext
from psycopg import Cursor
from sqlalchemy.orm import Session

from portal.brief_cursor import BriefCursor
from portal.db import db

ASKED = (
    "SELECT 1 AS tal, 'å'::text AS \"ø\", NULL::uuid",
    "SELECT 1 AS tal WHERE false",
    "SELECT",
    "SET lock_timeout = 9",
)


@pytest.mark.parametrize("question", ASKED)
def test_it_names_the_columns_and_their_types(inside: AppContext, question: str) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has another driver")
    with Session(db.engine) as session:
        line: Any = session.connection().connection.driver_connection
        assert line.cursor_factory is BriefCursor
        with line.cursor() as brief:
            brief.execute(question)
            whole = Cursor.description.fget(brief)
            assert [one[:2] for one in brief.description or ()] == [tuple(one)[:2] for one in whole or ()]
            assert (brief.description is None) == (whole is None)
