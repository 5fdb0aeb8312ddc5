"""Does a page on everything about somebody read no more than it shows, however long the journal is?"""

import re

from sqlalchemy import text

from portal.db import db
from portal.journal.actions import record
from portal.people.models import Person
from portal.retention.exporting import SHOWN, counts_on, everything_on, rows_of
from tests.cast import Cast
from tests.reader import Reader
from tests.retention.planted import Planted


def noted(reader: Reader, person: Person, times: int) -> None:
    with reader.app.app_context():
        for _time in range(times):
            record("cohort.opened", by_id=person.id, owner_id=None)
        db.session.commit()


def test_the_newest_of_each_kind_are_the_end_of_all_and_the_counts_are_theirs(inside: object, cast: Cast) -> None:
    planted = Planted(cast)
    planted.plant()
    person = db.session.get_one(Person, planted.person_id)
    everything = everything_on(person)
    assert {name: len(rows) for name, rows in everything.items()} == counts_on(person)
    for name, rows in everything.items():
        assert rows_of(person, name, newest=2) == rows[-2:], name
    assert max(len(rows) for rows in everything.values()) > 2


def test_a_long_journal_is_counted_and_its_newest_shown(reader: Reader, cast: Cast) -> None:
    noted(reader, cast.author, SHOWN + 7)
    page = reader.sign_in(cast.author).get("/profil/mine-oplysninger")
    assert re.search(rf"De nyeste {SHOWN} af \d+\. Resten er i ZIP-filen\.", page.text)
    of_journal = [query for query in reader.queries if "journal_entry" in query]
    assert [("count(" in query, "LIMIT" in query) for query in of_journal] == [(True, False), (False, True)]
    reader.get("/profil/slet-mig")
    assert ["count(" in query for query in reader.queries if "journal_entry" in query] == [True]


def test_the_journal_of_a_person_is_found_by_its_indexes(inside: object, cast: Cast) -> None:
    record("cohort.opened", by_id=cast.author.id, owner_id=None)
    db.session.flush()
    is_sqlite = db.engine.dialect.name == "sqlite"
    if not is_sqlite:
        db.session.execute(text("SET LOCAL enable_seqscan = off"))  # a table of one row is read whole otherwise
    explain = "EXPLAIN QUERY PLAN" if is_sqlite else "EXPLAIN"
    mine = cast.author.id
    asked = f"{explain} SELECT count(*) FROM journal_entry WHERE by_id = '{mine}' OR owner_id = '{mine}'"
    plan = " ".join(str(tuple(row)) for row in db.session.execute(text(asked)))
    assert all(f"ix_journal_entry_{column}" in plan for column in ("by_id", "owner_id")), plan
