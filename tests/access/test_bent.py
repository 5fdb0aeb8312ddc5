"""Does a request that is bent open more than a straight one: other methods, spellings, ids in places of their own?"""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from portal.courses.cohort_models import CohortStaff
from portal.db import Base, db
from portal.enrolments.models import Enrolment
from portal.loaders import LOADERS
from portal.materials.models import MaterialSection
from portal.own_cases.models import OwnCase
from portal.people.models import Person
from portal.preparing.models import Theme
from portal.storage.models import StoredFile
from tests.access.entering import Entered
from tests.access.matrix import EVERYONE, MATRIX, Row
from tests.access.test_matrix import named, verdict
from tests.access.world import CANARY, PRINCIPALS

ONE_EACH: list[Row] = list({row[0]: row for row in reversed(MATRIX)}.values())  # the first of each endpoint
METHODS = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE")


@pytest.mark.once
@pytest.mark.parametrize("row", ONE_EACH, ids=named)
def test_az_3_other_methods_and_spellings_open_nothing_more(entered: Entered, row: Row) -> None:
    """AZ-3: HEAD, OPTIONS, an override, a slash more, capitals, encoded dots: the same verdict."""
    endpoint, wanted, who = row
    insiders = {p for _e, ids, others in MATRIX if ids == wanted for p in others} if wanted else who
    name = next((p for p in PRINCIPALS if p not in insiders | who and p != "disabled"), None)
    if name is None:
        return
    address = entered.address(endpoint, wanted)
    for method in METHODS:
        response = entered.ask(name, method, address)
        assert response.status_code in {404, 405} or method == "OPTIONS", f"{method}: {response.status}"
        assert CANARY not in response.get_data(as_text=True)
    for header in ("X-HTTP-Method-Override", "X-Original-URL", "X-Rewrite-URL"):
        overridden = entered.ask(name, "GET", address, headers={header: address if "URL" in header else "POST"})
        assert overridden.status_code in {404, 405}, header
        around = entered.ask("anonymous", "GET", "/hjaelp", headers={header: address})
        assert CANARY not in around.get_data(as_text=True)
    for spelling in (
        f"{address}/",
        f"http://localhost/{address}",
        address.upper(),
        f"{address}/%2e%2e{address}",
        f"{address}%00",
        f"/.{address}",
    ):
        response = entered.ask(name, "GET", spelling)
        assert response.status_code in {301, 308, 404, 405}, f"{spelling}: {response.status}"


def test_az_4_no_address_holds_a_number_one_can_count_on(app: Flask) -> None:
    """AZ-4: an address names a thing by 122 random bits (UUID version 4) and by nothing else."""
    counted = {
        r.endpoint
        for r in app.url_map.iter_rules()
        if "<int:" in r.rule or re.search(r"<(?!uuid:)\w+:?\w*_id>", r.rule)
    }
    assert counted == {"storage.put_part"}
    drawn = [kind.__table__.c.id.default.arg(None) for kind in LOADERS]  # type: ignore[attr-defined]
    assert {one.version for one in drawn} == {4}
    assert sum(one.int.bit_count() for one in drawn) > len(drawn) * 40


@pytest.mark.once
def test_az_5_knowing_an_address_opens_nothing_without_a_session(entered: Entered) -> None:
    """AZ-5: every id of the world, in every address that takes one, also beside somebody's mail address or dead cookie."""
    headers = {"Authorization": "Basic bWFqYTo=", "X-Remote-User": entered.world.cast.author.email}
    for row in ONE_EACH:
        if row[2] == EVERYONE:
            continue
        for method in entered.methods(row[0]):
            answer = entered.ask("anonymous", method, entered.address(row[0], row[1]), headers=headers)
            assert verdict(answer) == "sign in", (row[0], method)
            assert CANARY not in answer.get_data(as_text=True)


FOREIGN = {
    "file_ids": "strangers_file", "files": "strangers_material_file", "removed_ids": "strangers_material_file",
    "remove": "strangers_section", "draft_id": "strangers_case", "person_id": "strangers_case",
    "then": "strangers_section", "section": "strangers_section", "order": "strangers_section",
    "own_case_id": "strangers_case", "cohort_id": "other_cohort", "cohort": "other_cohort",
    "material_section_id": "strangers_section", "stored_file_id": "strangers_file",
    "themes": "strangers_theme", "into": "strangers_theme", "theme_id": "strangers_theme",
}  # fmt: skip
WATCHED: list[type[Base]] = [OwnCase, StoredFile, Enrolment, CohortStaff, MaterialSection, Theme, Person]


@pytest.mark.once
@pytest.mark.parametrize("row", [row for row in ONE_EACH if row[2] != EVERYONE], ids=named)
def test_az_2_a_foreign_id_in_the_body_the_query_or_a_header_changes_nothing_foreign(
    entered: Entered, row: Row
) -> None:
    """AZ-2: whoever may do this does it with another's ids wherever an id could stand: nothing of theirs moves."""
    endpoint, wanted, who = row
    if "POST" not in entered.methods(endpoint):
        return
    name = next((one for one in ("author", "instructor", "coordinator", "administrator") if one in who), None)
    if name is None:
        return
    ids = {field: str(entered.world.ids[key]) for field, key in FOREIGN.items()}
    address, staff = entered.address(endpoint, wanted), staff_of_the_other(entered)
    before = theirs(entered)
    sent: list[dict[str, object]] = [
        {"fields": {**ids, "remove": staff, "email": "", "title": "Ø", "text": "Æ", "form_key": "k"}},
        {"fields": ids, "query_string": ids},
        {"json": {**ids, "file_ids": [ids["file_ids"]]}, "headers": {"X-CSRFToken": entered.held[name][1]}},
        {"fields": {}, "headers": {f"X-{field.replace('_', '-')}": value for field, value in ids.items()}},
    ]
    for options in sent:
        with entered.kept_for_a_look(name, "POST", address, **options) as answer:
            assert answer.status_code < 500, options
            assert theirs(entered) == before, (options, answer.status_code)


def staff_of_the_other(entered: Entered) -> str:
    with entered.app.app_context():
        found = select(CohortStaff.id).where(CohortStaff.person_id == entered.world.cast.other_instructor.id)
        return str(db.session.scalars(found).one())


def theirs(entered: Entered) -> list[tuple[object, ...]]:
    """Every row of the other cohort and of its people, as it stands."""
    cast = entered.world.cast
    people, other = [cast.stranger.id, cast.other_instructor.id, cast.other_coordinator.id], cast.other_cohort.id
    rows: list[tuple[object, ...]] = []
    with entered.app.app_context():
        for kind in WATCHED:
            columns = kind.__table__.c
            whose = columns.get("uploaded_by_id", columns.get("person_id", columns.get("author_id", columns.get("id"))))
            scope = columns.cohort_id == other if "cohort_id" in columns else whose.in_(people)
            rows += [(kind.__name__, *row) for row in db.session.execute(select(kind.__table__).where(scope))]
    return sorted(rows, key=str)
