"""Can people read, get and erase what the portal holds on them, and is nobody erased by mistake?"""

import io
import zipfile
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.enrolments.models import TAKES_A_SEAT, Enrolment
from portal.journal.models import Entry
from portal.letters.models import Letter
from portal.people.models import Person, SignInSession
from tests.cast import Cast
from tests.own_cases.work import WHOLE, handed_in_by
from tests.reader import Reader

ADDRESS = "/profil/slet-mig"


def acts(reader: Reader) -> list[str]:
    with reader.app.app_context():
        return list(db.session.scalars(select(Entry.act)))


def test_people_read_everything_and_get_it_as_a_zip(reader: Reader, cast: Cast) -> None:
    handed_in_by(reader, cast, cast.author, visibility="cohort")
    reader.sign_in(cast.author)
    page = reader.get("/profil/mine-oplysninger")
    assert page.status == 200
    assert [said for said in (*WHOLE.values(), cast.author.email) if " ".join(said.split()) not in page.text] == []
    assert "90 dage efter opfølgningsdagen" in page.text
    content = reader.client.post("/profil/mine-oplysninger.zip", data={"csrf_token": reader.token()})
    assert content.status_code == 200
    with zipfile.ZipFile(io.BytesIO(content.get_data())) as bundle:
        assert WHOLE["situation"] in bundle.read("mine-oplysninger.json").decode()
    assert "person.exported" in acts(reader)


def test_au_9_who_has_not_proved_themselves_lately_gets_and_erases_nothing(reader: Reader, cast: Cast) -> None:
    """AU-9: the export and the erasing ask once more who one is."""
    reader.sign_in(cast.author)
    token = reader.token()
    clock.set_clock(clock.now() + timedelta(minutes=6))
    for address, fields in (("/profil/mine-oplysninger.zip", {}), (ADDRESS, {"email": cast.author.email})):
        answer = reader.client.post(address, data={"csrf_token": token, **fields})
        assert answer.status_code == 303
        assert "/bekraeft" in answer.location
    assert {"person.exported", "person.erased"} & set(acts(reader)) == set()


def test_somebody_erases_themselves_by_typing_their_address(reader: Reader, cast: Cast) -> None:
    handed_in_by(reader, cast, cast.author, visibility="cohort")
    elsewhere = Reader(reader.app)
    elsewhere.sign_in(cast.author)
    clock.set_clock(clock.now() + timedelta(seconds=1))
    reader.sign_in(cast.author)
    page = reader.get(ADDRESS)
    assert "Dine cases (1) og afleveringer (0)" in page.text
    assert "Journalen over, hvem der har åbnet og ændret hvad, i 13 måneder." in page.text
    wrong = reader.post(ADDRESS, {"email": cast.classmate.email})
    assert (wrong.status, "Det er ikke den adresse, du er logget ind med." in wrong.text) == (422, True)
    done = reader.post(ADDRESS, {"email": f" {cast.author.email.upper()} "})
    assert (done.status, done.location) == (303, "/slettet")
    assert reader.get("/slettet").heading == "Din konto er slettet"
    for browser in (reader, elsewhere):
        assert browser.get("/profil").location.startswith("/log-ind")
    with reader.app.app_context():
        assert db.session.get(Person, cast.author.id) is None
        assert db.session.scalars(select(SignInSession).where(SignInSession.person_id == cast.author.id)).all() == []
        letters = db.session.scalars(select(Letter).where(Letter.to_email == cast.author.email)).all()
        assert [letter.kind for letter in letters] == ["account_erased"]
        ledger = Path(reader.app.extensions["portal"].ledger_file).read_text()
    assert f"person {cast.author.id}" in ledger
    assert "person.erased" in acts(reader)


def test_the_seat_of_who_is_erased_goes_to_the_next_in_line_who_hears_of_it(reader: Reader, cast: Cast) -> None:
    here = {one.id for one in (cast.author, cast.classmate, cast.waiting)}

    def seated() -> set[UUID]:
        with reader.app.app_context():
            mine = Enrolment.cohort_id == cast.cohort.id, Enrolment.status.in_(TAKES_A_SEAT)
            return set(db.session.scalars(select(Enrolment.person_id).where(*mine)))

    before = seated()
    assert here - before == {cast.waiting.id}
    with reader.app.app_context():
        db.session.get_one(Cohort, cast.cohort.id).capacity = len(before)
        db.session.commit()
    reader.sign_in(cast.author)
    assert reader.post(ADDRESS, {"email": cast.author.email}).status == 303
    assert seated() == before - {cast.author.id} | {cast.waiting.id}
    with reader.app.app_context():
        told = db.session.scalars(select(Letter.person_id).where(Letter.kind == "place_confirmed")).all()
    assert told == [cast.waiting.id]


def test_the_only_administrator_stays(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.administrator)
    page = reader.post(ADDRESS, {"email": cast.administrator.email})
    assert (page.status, "Du er den eneste administrator." in page.text) == (422, True)
    assert reader.get("/profil").status == 200
