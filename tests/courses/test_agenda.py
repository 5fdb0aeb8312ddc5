"""Can a coordinator write the programme of every day, and of no other cohort's?"""

import pytest

from portal.courses.cohort_models import AgendaKind, Cohort, CohortStaff, StaffRole
from portal.courses.cohort_queries import days_of
from portal.db import db
from portal.journal.models import Entry
from tests.cast import Cast
from tests.courses.reading import missing, opened, sent_back
from tests.reader import Reader


def address(cast: Cast, number: int = 0) -> str:
    """Where the programme of a day is written."""
    with cast.app.app_context():
        return f"/kursusdag/{days_of(cast.cohort)[number].id}/program"


def titles(cast: Cast) -> list[list[str]]:
    with cast.app.app_context():
        return [[item.title for item in day.agenda] for day in days_of(db.session.get_one(Cohort, cast.cohort.id))]


def test_the_way_in_is_the_first_day_and_every_day_is_one_step_away(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.coordinator)
    assert reader.get(f"/hold/{cast.cohort.id}/program").location == address(cast)
    page = reader.get(address(cast))
    assert [link for link in page.links if link.startswith("/kursusdag/")] == [address(cast, n) for n in range(3)]
    assert not missing(page, "Fra kl. 12.00 til kl. 21.00.", "Gem, og gå til fredag den 13. november")
    assert not missing(reader.get(address(cast, 2)), "Tirsdag den 26. januar, opfølgning")


def test_saving_can_go_on_to_the_next_day(reader: Reader, cast: Cast) -> None:
    fields = opened(reader, cast, address(cast)) | {"items-0-title": "Kaffe"}
    with reader.app.app_context():
        second = days_of(cast.cohort)[1].id
    page = reader.post(address(cast), {**fields, "then": str(second)})
    assert page.location == f"{address(cast, 1)}?gemt=1"
    assert titles(cast)[0][0] == "Kaffe"
    for nonsense in ("", "nej", "8b0f9c8e-1111-4222-8333-444455556666"):
        fields = opened(reader, cast, address(cast)) | {"then": nonsense}
        assert reader.post(address(cast), fields).location == f"/hold/{cast.cohort.id}?gemt=1#program"


def test_a_day_that_would_shut_its_programme_out_is_refused_with_what_was_typed(reader: Reader, cast: Cast) -> None:
    editing = f"/hold/{cast.cohort.id}/ret"
    fields = opened(reader, cast, editing) | {"days-0-starts": "13:00", "name": "Hold 3, kortere"}
    page = reader.post(editing, fields)
    assert page.status == 422
    assert "Dagens program har “Frokost og velkomst” kl. 12.00." in page.errors[0]
    assert (page.field("days-0-starts"), page.field("name")) == ("13:00", "Hold 3, kortere")
    untouched = opened(reader, cast, address(cast))
    assert reader.post(address(cast), untouched).status == 303


def test_a_day_with_twelve_items_is_a_light_page(reader: Reader, cast: Cast) -> None:
    fields = opened(reader, cast, address(cast))
    for number in range(12):
        fields |= {
            f"items-{number}-at": f"{13 + number // 2}.{number % 2 * 3}0",
            f"items-{number}-title": "Kodeks og de syv dyder i en travl forvaltning",
            f"items-{number}-speaker": "Jonas Thorup Dahl, chefkonsulent, Komponent",
            f"items-{number}-description": "Vi slår op i Kodeks og holder pligterne op mod jeres egne sager. " * 2,
        }
    assert reader.post(address(cast), fields).status == 303
    page = reader.get(address(cast))
    assert page.field("items-11-title") != ""
    assert len(page.source.encode()) < 30_000
    assert len(reader.queries) <= 8


def test_items_are_written_and_ordered_by_the_clock_and_other_days_stay_as_they_are(reader: Reader, cast: Cast) -> None:
    fields = opened(reader, cast, address(cast))
    assert fields["items-2-title"] == "Casearbejde"
    fields |= {
        "items-3-at": "12.30",
        "items-3-title": "Velkommen",
        "items-3-speaker": "Åse Sørlund",
        "items-3-kind": "own_case",
    }
    page = reader.post(address(cast), fields)
    assert page.location == f"/hold/{cast.cohort.id}?gemt=1#program"
    assert titles(cast) == [["Frokost og velkomst", "Velkommen", "Hvor går grænsen?", "Casearbejde"], [], []]
    with reader.app.app_context():
        welcome = days_of(db.session.get_one(Cohort, cast.cohort.id))[0].agenda[1]
        assert (welcome.speaker, welcome.kind) == ("Åse Sørlund", AgendaKind.OWN_CASE)
        assert db.session.get_one(Cohort, cast.cohort.id).version == 2
        assert [e.act for e in db.session.query(Entry)] == ["agenda.changed"]


def test_two_coordinators_on_two_days_at_once_are_told_of_each_other(reader: Reader, cast: Cast) -> None:
    mine = {**opened(reader, cast, address(cast)), "items-0-title": "Mit"}
    theirs = opened(reader, cast, address(cast, 1)) | {"items-0-at": "09.00", "items-0-title": "En andens"}
    assert reader.post(address(cast, 1), theirs).status == 303
    page = reader.post(address(cast), mine)
    assert page.status == 422
    assert not missing(page, "Holdet er blevet gemt, efter at du åbnede det. Dit står her endnu og er ikke gemt.")
    assert reader.post(address(cast), sent_back(page)).status == 303
    assert [titles(cast)[0][0], titles(cast)[1]] == ["Mit", ["En andens"]]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"items-0-at": "11.59"}, "Dagen går fra kl. 12.00 til kl. 21.00."),
        ({"items-0-at": ""}, "Skriv, hvornår det er."),
        ({"items-0-title": ""}, "Skriv, hvad der sker."),
        ({"items-0-title": "Å" * 201}, "Teksten er 201 tegn."),
        ({"items-0-kind": "fest"}, "Vælg fra listen."),
    ],
)
def test_slips_are_said_at_the_item(reader: Reader, cast: Cast, fields: dict[str, str], sentence: str) -> None:
    page = reader.post(address(cast), {**opened(reader, cast, address(cast)), **fields})
    assert page.status == 422
    assert any(error.startswith(sentence) for error in page.errors)
    assert page.field("items-2-title") == "Casearbejde"
    with reader.app.app_context():
        assert db.session.query(Entry).count() == 0


def test_an_item_comes_and_goes_without_script(reader: Reader, cast: Cast) -> None:
    page = reader.post(address(cast), {**opened(reader, cast, address(cast)), "items-remove": "1"})
    assert page.field("items-1-title") == "Casearbejde"
    page = reader.post(address(cast), {**sent_back(page), "add": "items"})
    assert page.field("items-2-title") == ""
    reader.post(address(cast), sent_back(page))
    assert titles(cast)[0] == ["Frokost og velkomst", "Casearbejde"]


def test_another_cohorts_day_is_not_there(reader: Reader, cast: Cast) -> None:
    with reader.app.app_context():
        theirs = days_of(cast.other_cohort)[0].id
    fields = opened(reader, cast, address(cast)) | {"items-0-title": "Mit"}
    assert reader.post(f"/kursusdag/{theirs}/program", fields).status == 404
    for person in (cast.author, cast.instructor, cast.other_coordinator, cast.administrator):
        assert reader.sign_in(person).get(address(cast)).status == 404


def test_without_days_one_learns_where_to_begin(reader: Reader, cast: Cast) -> None:
    cohort = cast.add(Cohort(course_id=cast.course.id, name="Hold 9"))
    cast.add(CohortStaff(cohort_id=cohort.id, person_id=cast.coordinator.id, role=StaffRole.COORDINATOR))
    reader.sign_in(cast.coordinator)
    assert not missing(reader.get(f"/hold/{cohort.id}/program"), "Holdet har ingen dage endnu. Læg dem ind først.")
