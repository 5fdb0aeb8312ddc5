"""Does every page write what is done there into the journal, once, with who, what, whose and in which role?"""

from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.db import db
from portal.journal.models import Entry
from tests.access import acts
from tests.access.entering import Entered
from tests.access.matrix import MATRIX, Row

ROOT = Path(__file__).parents[2]
ROLES = {
    "instructor": "instructor",
    "coordinator": "coordinator",
    "chief": "coordinator",
    "administrator": "administrator",
}
SAVES_AS = {"secretary": "board_secretary"}
READERS = ("instructor", "groupmate", "classmate", "colleague")  # who may read somebody's, each in another way


def test_ad_1_every_page_says_which_act_it_writes_or_why_none(app: Flask) -> None:
    """AD-1: a new page fails here until it is said what it notes."""
    tables = (acts.READS, acts.TAKEN, acts.DONE, acts.SHOWN_IN, acts.IN_CODE, acts.NOTHING)
    told = [endpoint for table in tables for endpoint in table if table is not acts.READS or endpoint not in acts.DONE]
    assert sorted(told) == sorted({rule.endpoint for rule in app.url_map.iter_rules()})


@pytest.mark.once
def test_ad_1_what_is_done_elsewhere_is_looked_for_there() -> None:
    """AD-1: the tests named look for the act, and the code named writes it."""
    for endpoint, (act, place) in acts.SHOWN_IN.items():
        assert any(act in path.read_text() for path in (ROOT / place).glob("*.py")), endpoint
    for endpoint, (act, place) in acts.IN_CODE.items():
        assert act in (ROOT / place).read_text(), endpoint


def allowed(endpoint: str) -> list[tuple[Row, str]]:
    """Everybody whom the matrix lets in, on each thing of the world."""
    return [(row, name) for row in MATRIX if row[0] == endpoint for name in sorted(row[2]) if name != "disabled"]


@pytest.mark.once
@pytest.mark.parametrize("endpoint", sorted({row[0] for row in MATRIX}))
def test_ad_1_looking_writes_one_entry_where_that_is_said_and_none_elsewhere(entered: Entered, endpoint: str) -> None:
    """AD-1: each reading of a case, an answer or a confidential file by somebody else is one entry."""
    if "GET" not in entered.methods(endpoint):
        return
    everybody = [] if endpoint in acts.TAKEN or endpoint in acts.READ_TOGETHER else allowed(endpoint)
    for row, name in everybody if endpoint in acts.READS else everybody[:2]:
        address = entered.address(endpoint, row[1])
        answer, entries = entered.written(name, "GET", address)
        noted = [(e.act, e.role) for e in entries if e.by_id == entered.id_of(name)]
        if endpoint in acts.READS and answer.status_code == 200 and is_noted(entered, row, name):
            assert noted == [(acts.READS[endpoint], ROLES.get(name.removeprefix("other_"), "participant"))], (row, name)
            assert {e.owner_id for e in entries} == {entered.owner(row[1])}
        else:
            assert [act for act, _role in noted if act != "own_case.begun"] == [], (row, name, answer.status_code)


@pytest.mark.once
@pytest.mark.parametrize("endpoint", sorted(acts.TAKEN))
def test_ad_1_a_copy_that_is_saved_is_one_entry_of_nobodys_and_asking_for_it_by_head_none(
    entered: Entered, endpoint: str
) -> None:
    """AD-1: person, thing, cohort and role, whoever saves it; no owner, so that no page shows it to anybody else."""
    act, query = acts.TAKEN[endpoint]
    ours = entered.world.ids["cohort"]
    for row, name in allowed(endpoint):
        [thing] = row[1].values()
        address = entered.address(endpoint, row[1]) + query
        answer, entries = entered.written(name, "GET", address)
        told = [(e.act, e.by_id, e.subject_id, e.owner_id, e.cohort_id, e.role) for e in entries]
        role = SAVES_AS.get(name, ROLES.get(name, "participant"))
        saved = (act, entered.id_of(name), entered.world.ids[thing], None, ours, role)
        assert told == ([] if thing == "other_cohort" else [saved]), (row, name)
        assert (answer.status_code == 409) is (thing == "other_cohort"), "nothing is shared there yet"
        assert entered.written(name, "HEAD", address)[1] == []


@pytest.mark.once
def test_ad_1_a_material_that_is_read_in_the_portal_is_noted_nowhere(entered: Entered) -> None:
    """AD-1: reading is invited, never policed: the browser's own viewer, the reader and its pieces, the mark."""
    for endpoint in ("download", "show", "read", "address", "text", "picture", "captions"):
        address = entered.address(f"materials.{endpoint}", {"material_id": "material"})
        assert entered.written("author", "GET", address)[1] == [], endpoint
    marked = entered.written("author", "POST", entered.address("materials.mark_read", {"material_id": "material"}))
    assert (marked[0].status_code, marked[1]) == (303, [])


@pytest.mark.once
@pytest.mark.parametrize("endpoint", sorted({row[0] for row in MATRIX}))
def test_ad_1_nobody_gets_the_words_of_a_case_or_an_answer_without_an_entry(entered: Entered, endpoint: str) -> None:
    """AD-1: whichever page shows them, also one that comes back because its form was sent empty."""
    for row, name in allowed(endpoint):
        for method in entered.methods(endpoint) if name in READERS else []:
            answer, entries = entered.written(name, method, entered.address(endpoint, row[1]))
            shown = words_of_others(entered, answer, name)
            assert shown <= {e.subject_id for e in entries if e.by_id == entered.id_of(name)}, (row, name, method)


def words_of_others(entered: Entered, answer: TestResponse, name: str) -> set[UUID]:
    """The cases and answers of which more than the title stands in an answer to somebody else than their author."""
    source = answer.get_data(as_text=True) if answer.mimetype in {"text/html", "application/json"} else ""
    confided = entered.world.confided.items()
    return {one for one, (words, author_id) in confided if words in source and author_id != entered.id_of(name)}


def is_noted(entered: Entered, row: Row, name: str) -> bool:
    """Whether this reading is noted: everybody's but the author's, whose file alone is noted too when it leaves."""
    return row[0] == "own_cases.attachment" or entered.owner(row[1]) != entered.id_of(name)


@pytest.mark.parametrize("endpoint", sorted(acts.DONE))
def test_ad_1_an_act_is_one_entry_in_the_transaction_of_the_act(entered: Entered, endpoint: str) -> None:
    """AD-1: who may do it does it, and one entry says so, with the role; a second person's is refused and says nothing."""
    act, fields = acts.DONE[endpoint]
    row, name = allowed(endpoint)[0]
    answer, entries = entered.written(name, "POST", entered.address(endpoint, row[1]), fields)
    assert answer.status_code in {200, 302, 303}, answer.get_data(as_text=True)[:2000]
    assert [(e.act, e.by_id) for e in entries if e.act == act] == [(act, entered.id_of(name))]
    assert {e.role for e in entries} == {ROLES.get(name.removeprefix("other_"), "participant")}
    _answer, refused = entered.written("waiting", "POST", entered.address(endpoint, row[1]), fields)
    assert [e.act for e in refused if endpoint != "people.profile"] == []


def test_nothing_is_left_in_the_journal_of_what_was_taken_back(entered: Entered) -> None:
    with entered.app.app_context():
        assert db.session.scalars(select(Entry.act)).all() == []
