"""Can a coordinator write the programme of every day, and of no other cohort's?"""

import pytest

from portal.courses.cohort_models import AgendaKind, Cohort, CohortStaff, StaffRole
from portal.courses.cohort_queries import days_of
from portal.db import db
from portal.journal.models import Entry
from tests.cast import Cast
from tests.courses.reading import missing, opened, sent_back
from tests.reader import Reader


def address(cast: Cast) -> str:
    return f"/hold/{cast.cohort.id}/program"


def test_items_are_written_day_by_day_and_ordered_by_the_clock(reader: Reader, cast: Cast) -> None:
    fields = opened(reader, cast, address(cast))
    assert fields["days-0-items-2-title"] == "Casearbejde"
    fields |= {
        "days-0-items-3-at": "12.30",
        "days-0-items-3-title": "Velkommen",
        "days-0-items-3-speaker": "Åse Sørlund",
        "days-1-items-0-at": "09:00",
        "days-1-items-0-title": "Egne cases",
        "days-1-items-0-kind": "own_case",
    }
    page = reader.post(address(cast), fields)
    assert page.location == f"/hold/{cast.cohort.id}?gemt=1#program"
    with reader.app.app_context():
        first, second, _follow_up = days_of(db.session.get_one(Cohort, cast.cohort.id))
        assert [i.title for i in first.agenda] == [
            "Frokost og velkomst", "Velkommen", "Hvor går grænsen?", "Casearbejde",
        ]  # fmt: skip
        assert [(i.title, i.kind) for i in second.agenda] == [("Egne cases", AgendaKind.OWN_CASE)]
        assert db.session.get_one(Cohort, cast.cohort.id).version == 2
        assert [e.act for e in db.session.query(Entry)] == ["agenda.changed"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"days-0-items-0-at": "11.59"}, "Dagen går fra kl. 12.00 til kl. 21.00."),
        ({"days-0-items-0-at": ""}, "Skriv, hvornår det er."),
        ({"days-0-items-0-title": ""}, "Skriv, hvad der sker."),
        ({"days-0-items-0-title": "Å" * 201}, "Teksten er 201 tegn."),
        ({"days-0-items-0-kind": "fest"}, "Vælg fra listen."),
    ],
)
def test_slips_are_said_at_the_item(reader: Reader, cast: Cast, fields: dict[str, str], sentence: str) -> None:
    page = reader.post(address(cast), {**opened(reader, cast, address(cast)), **fields})
    assert page.status == 422
    assert any(error.startswith(sentence) for error in page.errors)
    assert page.field("days-0-items-2-title") == "Casearbejde"
    with reader.app.app_context():
        assert db.session.query(Entry).count() == 0


def test_an_item_comes_and_goes_without_script(reader: Reader, cast: Cast) -> None:
    page = reader.post(address(cast), {**opened(reader, cast, address(cast)), "days-0-items-remove": "1"})
    assert page.field("days-0-items-1-title") == "Casearbejde"
    page = reader.post(address(cast), {**sent_back(page), "add": "days-1-items"})
    assert page.field("days-1-items-0-title") == ""
    reader.post(address(cast), sent_back(page))
    with reader.app.app_context():
        days = days_of(db.session.get_one(Cohort, cast.cohort.id))
        assert [[i.title for i in d.agenda] for d in days] == [["Frokost og velkomst", "Casearbejde"], [], []]


def test_another_cohorts_day_cannot_be_written_from_here(reader: Reader, cast: Cast) -> None:
    with reader.app.app_context():
        (theirs, *_rest) = days_of(cast.other_cohort)
    fields = opened(reader, cast, address(cast)) | {"days-0-id": str(theirs.id), "days-0-items-0-title": "Mit"}
    assert reader.post(address(cast), fields).status == 303
    with reader.app.app_context():
        assert "Mit" not in [
            i.title for d in days_of(db.session.get_one(Cohort, cast.other_cohort.id)) for i in d.agenda
        ]


def test_without_days_one_learns_where_to_begin(reader: Reader, cast: Cast) -> None:
    cohort = cast.add(Cohort(course_id=cast.course.id, name="Hold 9"))
    cast.add(CohortStaff(cohort_id=cohort.id, person_id=cast.coordinator.id, role=StaffRole.COORDINATOR))
    reader.sign_in(cast.coordinator)
    assert not missing(reader.get(f"/hold/{cohort.id}/program"), "Holdet har ingen dage endnu.")
