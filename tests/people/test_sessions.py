"""On which devices is somebody signed in, and does it end there for good?"""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from portal import clock
from portal.courses.cohort_models import CohortStaff
from portal.db import db
from portal.journal.models import Entry
from portal.people.models import Person, SignInSession
from portal.people.session_cookie import hashed
from tests.cast import Cast
from tests.conftest import MONDAY_MORNING
from tests.people.browsers import IPHONE, is_in
from tests.people.test_pages import ask, code_in_the_newest_letter
from tests.reader import Reader


def another(reader: Reader, person: Person) -> Reader:
    """One more browser of a person, signed in a second later."""
    clock.set_clock(clock.now() + timedelta(seconds=1))
    return Reader(reader.app).sign_in(person)


def row_of(browser: Reader) -> SignInSession:
    with browser.app.app_context():
        return db.session.query(SignInSession).filter_by(secret_hash=hashed(browser.secret)).one()


def name(browser: Reader, label: str) -> None:
    with browser.app.app_context():
        db.session.get_one(SignInSession, row_of(browser).id).browser = label
        db.session.commit()


def journal(reader: Reader) -> set[tuple[str, UUID | None, UUID | None, UUID | None]]:
    with reader.app.app_context():
        entries = db.session.query(Entry).filter_by(act="session.ended").all()
        assert len({e.subject_id for e in entries}) == len(entries), "one entry for each session"
        return {(e.act, e.by_id, e.subject_id, e.owner_id) for e in entries}


def test_signing_in_notes_the_browser(reader: Reader, cast: Cast) -> None:
    ask(reader, cast.author.email)
    code = code_in_the_newest_letter(reader.app)
    reader.post("/log-ind/kode", {"code": code}, headers={"User-Agent": IPHONE})
    assert row_of(reader).browser == "Safari på iPhone"
    assert "Safari på iPhone Logget ind 2. nov kl. 9.30 · Sidst set 2. nov kl. 9.30 Denne enhed" in (
        reader.get("/profil/enheder").text
    )


def test_se1_signing_in_again_ends_the_session_the_browser_had(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.author)
    copy = reader.copy()
    ask(reader, cast.author.email)
    assert reader.post("/log-ind/kode", {"code": code_in_the_newest_letter(reader.app)}).status == 303
    assert (is_in(reader), is_in(copy)) == (True, False)


def test_the_page_shows_the_live_sessions_and_the_one_seen_last_first(reader: Reader, cast: Cast) -> None:
    start: datetime = clock.now()
    idle = reader.sign_in(cast.author)
    name(idle, "Opera på Mac")
    others = Reader(reader.app).sign_in(cast.classmate)
    name(others, "Vivaldi på Linux")
    clock.set_clock(start + timedelta(minutes=10))
    phone = Reader(reader.app).sign_in(cast.author)
    name(phone, "Safari på iPhone")
    clock.set_clock(start + timedelta(minutes=20))
    own = Reader(reader.app).sign_in(cast.author)
    name(own, "Chrome på Windows")
    clock.set_clock(start + timedelta(minutes=60, seconds=1))
    assert is_in(phone)
    clock.set_clock(start + timedelta(minutes=62))
    page = own.get("/profil/enheder")
    assert page.heading == "Dine enheder"
    assert page.text.removeprefix(
        "Din profil Dine enheder Her er du logget ind. Er der en, du ikke kender, så log den ud. "
    ) == (
        "Safari på iPhone Logget ind 2. nov kl. 9.40 · Sidst set 2. nov kl. 10.30"
        " Log ud, Safari på iPhone, 2. nov kl. 9.40"
        " Chrome på Windows Logget ind 2. nov kl. 9.50 · Sidst set 2. nov kl. 9.50 Denne enhed"
        " Log ud alle andre steder"
    )
    assert len(own.queries) == 2


def test_a_session_stands_on_the_page_as_long_as_it_opens_the_portal(reader: Reader, cast: Cast) -> None:
    old = another(reader, cast.author)
    end = clock.now() + timedelta(hours=12)
    clock.set_clock(end - timedelta(minutes=30))
    new = Reader(reader.app).sign_in(cast.author)
    with reader.app.app_context():
        db.session.get_one(SignInSession, row_of(old).id).seen_at = clock.now()
        db.session.commit()
    shown = []
    for instant in (end, end + timedelta(seconds=1)):
        clock.set_clock(instant)
        shown.append("Log ud alle andre steder" in new.get("/profil/enheder").text)
    assert shown == [True, False]


def test_whoever_is_signed_in_here_alone_is_told_so_and_has_nothing_to_press(reader: Reader, cast: Cast) -> None:
    another(reader, cast.classmate)
    page = reader.sign_in(cast.author).get("/profil/enheder")
    assert "Du er kun logget ind her." in page.text
    assert list(page.all("main")[0].iter("form")) == []
    assert "/profil/enheder" in reader.get("/profil").links


def test_one_device_is_ended_at_its_next_request_and_never_comes_back(reader: Reader, cast: Cast) -> None:
    own, lost, kept = (another(reader, cast.author) for _one in range(3))
    gone = row_of(lost).id
    answer = own.post(f"/profil/enheder/{gone}/afslut")
    assert answer.location == "/profil/enheder?afsluttet=en"
    assert "Enheden er logget ud" in own.get(answer.location).source
    assert (is_in(own), is_in(lost), is_in(kept)) == (True, False, True)
    ended_at = row_of(lost).ended_at
    assert ended_at == clock.now()
    clock.set_clock(clock.now() + timedelta(minutes=2))
    assert own.post(f"/profil/enheder/{gone}/afslut").status == 303
    assert (is_in(lost), row_of(lost).ended_at) == (False, ended_at)
    assert journal(reader) == {("session.ended", cast.author.id, gone, cast.author.id)}


def test_a_request_that_is_under_way_does_not_wake_a_session_that_ends_meanwhile(
    reader: Reader, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.sign_in(cast.author)
    clock.set_clock(clock.now() + timedelta(minutes=2))

    def ends_meanwhile(*_template: object, **_values: object) -> str:
        db.session.query(SignInSession).update({"ended_at": clock.now()}, synchronize_session=False)
        return "<!doctype html>"

    monkeypatch.setattr("portal.people.routes.render", ends_meanwhile)
    assert reader.client.get("/profil/enheder").status_code == 200
    assert (row_of(reader).ended_at, row_of(reader).seen_at) == (clock.now(), MONDAY_MORNING)


def test_nobody_ends_a_session_of_somebody_elses(reader: Reader, cast: Cast) -> None:
    victim = another(reader, cast.author)
    for person in (cast.classmate, cast.instructor, cast.coordinator, cast.administrator):
        foe = another(reader, person)
        refused = foe.post(f"/profil/enheder/{row_of(victim).id}/afslut")
        absent = foe.post(f"/profil/enheder/{uuid4()}/afslut")
        assert (refused.status, refused.text) == (404, absent.text)
    assert Reader(reader.app).post(f"/profil/enheder/{row_of(victim).id}/afslut").location.startswith("/log-ind")
    assert is_in(victim)
    assert journal(reader) == set()


def test_se2_of_fifty_captured_cookies_none_is_of_use_after_log_out_everywhere(reader: Reader, cast: Cast) -> None:
    others = another(reader, cast.classmate)
    captured = [another(reader, cast.author) for _one in range(50)]
    own = another(reader, cast.author)
    rows = {row_of(one).id for one in captured}
    answer = own.post("/profil/enheder/afslut-andre")
    assert answer.location == "/profil/enheder?afsluttet=andre"
    page = own.get(answer.location)
    assert "Du er logget ud alle andre steder" in page.source
    assert "Du er kun logget ind her." in page.text
    assert [is_in(one) for one in captured] == [False] * 50
    assert (is_in(own), is_in(others)) == (True, True)
    assert journal(reader) == {("session.ended", cast.author.id, row, cast.author.id) for row in rows}


def test_what_was_past_its_limit_is_over_for_good_after_log_out_everywhere(reader: Reader, cast: Cast) -> None:
    teaches = cast.instructor
    idle = another(reader, teaches)
    clock.set_clock(clock.now() + timedelta(minutes=31))
    another(reader, teaches).post("/profil/enheder/afslut-andre")
    with reader.app.app_context():
        db.session.query(CohortStaff).filter_by(person_id=teaches.id).delete()
        db.session.commit()
    assert not is_in(idle), "a participant may be idle for an hour"
    assert journal(reader) == set()


def test_an_administrator_ends_all_sessions_of_a_person(reader: Reader, cast: Cast) -> None:
    devices = [another(reader, cast.author) for _one in range(3)]
    others = another(reader, cast.classmate)
    rows = {row_of(one).id for one in devices}
    admin = another(reader, cast.administrator)
    answer = admin.post("/drift", {"email": f" {cast.author.email.upper()} "})
    assert (answer.status, answer.location) == (303, "/drift?afsluttet=1")
    assert "Personen er logget ud alle steder" in admin.get(answer.location).source
    assert [is_in(one) for one in devices] == [False] * 3
    assert (is_in(others), is_in(admin)) == (True, True)
    assert journal(reader) == {("session.ended", cast.administrator.id, row, cast.author.id) for row in rows}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Skriv personens e-mailadresse."),
        ("maja", "“maja” ligner ikke en e-mailadresse. Skriv den som navn@kommune.dk."),
        (
            "ukendt@eksempel.dk",
            "Ingen i portalen har adressen ukendt@eksempel.dk. Se efter, om den er skrevet rigtigt.",
        ),
    ],
)
def test_an_address_nobody_has_is_said_at_the_field(reader: Reader, cast: Cast, typed: str, sentence: str) -> None:
    device = another(reader, cast.author)
    page = another(reader, cast.administrator).post("/drift", {"email": typed})
    assert (page.status, page.errors, page.field("email")) == (422, [sentence], typed)
    assert is_in(device)


def test_others_than_administrators_do_not_end_a_persons_sessions(reader: Reader, cast: Cast) -> None:
    device = another(reader, cast.author)
    for person in (cast.classmate, cast.instructor, cast.coordinator):
        assert another(reader, person).post("/drift", {"email": cast.author.email}).status == 404
    assert is_in(device)
