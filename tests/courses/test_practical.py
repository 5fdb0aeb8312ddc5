"""Can a coordinator say what is good to know about a cohort, and whom to ask, without losing a word?"""

from datetime import timedelta

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.journal.models import Entry
from tests.cast import Cast
from tests.courses.reading import missing, opened, sent_back
from tests.reader import Reader


def practical(cast: Cast) -> str:
    return f"/hold/{cast.cohort.id}/praktisk"


def test_words_and_contacts_are_kept_and_shown(reader: Reader, cast: Cast) -> None:
    fields = opened(reader, cast, practical(cast)) | {
        "accommodation": "Eget værelse.\n\nMed bad.",
        "contacts-0-name": "Per Våge",
        "contacts-0-purpose": "practical",
        "contacts-0-hours": "Hverdage",
    }
    page = reader.post(practical(cast), fields)
    assert page.location == f"/hold/{cast.cohort.id}?gemt=1#praktisk"
    shown = reader.get(f"/hold/{cast.cohort.id}")
    assert not missing(shown, "Eget værelse.Med bad.", "Per Våge", "spørg om praktiske spørgsmål", "Hverdage")
    with reader.app.app_context():
        assert db.session.get_one(Cohort, cast.cohort.id).version == 2


def test_half_a_contact_is_said_at_its_field_and_the_words_stay(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.coordinator)
    fields = {"version": "1", "practical": "Tag sko med, også til blæst.", "contacts-0-phone": "1"}
    page = reader.post(practical(cast), fields)
    assert (page.status, page.errors) == (422, ["Skriv kontaktpersonens navn."])
    assert page.field("practical").strip() == "Tag sko med, også til blæst."
    with reader.app.app_context():
        assert db.session.query(Entry).count() == 0


def test_two_coordinators_at_once_lose_nothing(reader: Reader, cast: Cast) -> None:
    mine = {**opened(reader, cast, practical(cast)), "practical": "Mit"}
    reader.post(practical(cast), {**mine, "practical": "En andens"})
    page = reader.post(practical(cast), mine)
    assert page.status == 422
    assert not missing(
        page,
        "Holdet er blevet gemt, efter at du åbnede det. Dit står her endnu og er ikke gemt.",
    )
    assert reader.post(practical(cast), sent_back(page)).status == 303
    with reader.app.app_context():
        assert db.session.get_one(Cohort, cast.cohort.id).practical == "Mit"


def test_what_was_typed_after_the_session_ended_comes_back_rows_and_all(reader: Reader, cast: Cast) -> None:
    contact = {"contacts-0-name": "Åse Sørlund", "contacts-0-email": "aase@eksempel.dk"}
    fields = opened(reader, cast, practical(cast)) | contact
    token = reader.token()
    clock.set_clock(clock.now() + timedelta(minutes=61))
    page = reader._read("POST", practical(cast), data={**fields, "csrf_token": token})
    assert page.location == f"/log-ind?naeste={practical(cast)}"
    reader.sign_in(cast.coordinator)
    with reader.client.session_transaction() as cookie:
        cookie["held"] = practical(cast)
    page = reader.get(practical(cast))
    assert not missing(page, "Du blev logget ud, inden det blev gemt.")
    assert page.field("contacts-0-name") == "Åse Sørlund"
    assert reader.post(practical(cast), sent_back(page)).status == 303
    assert not missing(reader.get(f"/hold/{cast.cohort.id}"), "Åse Sørlund")
