"""Does a speaker see one point of the programme and leave files for it, after a code by letter, and nothing else?"""

from datetime import timedelta

from sqlalchemy import select

from portal import clock
from portal.courses.cohort_models import AgendaItem
from portal.db import db
from portal.letters.delivery import HOLD_A_KEY
from portal.materials.models import Material
from portal.speakers.models import Speaker, SpeakerVisit
from portal.speakers.visiting import LASTS
from tests.cast import Cast
from tests.reader import Reader
from tests.speakers.talking import (
    CLOSED,
    EMAIL,
    TITLE,
    acts,
    arrive,
    code,
    codes,
    come_in,
    desk,
    invite,
    item,
    leave,
    left,
    links,
)


def test_from_the_letter_to_the_point_and_a_file_that_only_the_staff_sees(
    cast: Cast, reader: Reader, link: str
) -> None:
    page = come_in(reader, link)
    assert page.heading == TITLE
    assert cast.course.title in page.text
    assert "Strandgården" in page.text
    assert leave(reader, "Grænser_æøå.pdf").location == "/oplaeg/punkt?gemt=1"
    assert "Grænser_æøå.pdf" in reader.get("/oplaeg/punkt").text
    _id, material_id = left(cast.app)
    participant, instructor = Reader(cast.app).sign_in(cast.author), Reader(cast.app).sign_in(cast.instructor)
    assert participant.get(f"/materiale/{material_id}").status == 404
    assert "Grænser" not in participant.get(f"/hold/{cast.cohort.id}").text
    assert "Grænser æøå" in instructor.get(f"/hold/{cast.cohort.id}/materialer").text
    assert "Ikke delt endnu" in instructor.get(desk(cast)).text
    assert {(a, r) for a, r in acts(cast.app) if r == "external_speaker"} == {
        ("file.uploaded", "external_speaker"),
        ("material.added", "external_speaker"),
        ("speaker.arrived", "external_speaker"),
    }
    assert ("speaker.invited", "coordinator") in acts(cast.app)


def test_a_file_is_replaced_and_removed_until_the_instructor_shows_it(cast: Cast, reader: Reader, link: str) -> None:
    come_in(reader, link)
    leave(reader, "Før.pdf")
    one, material_id = left(cast.app)
    assert leave(reader, "Efter.pdf", f"/oplaeg/fil/{one}/erstat").location == "/oplaeg/punkt?gemt=1"
    page = reader.get("/oplaeg/punkt")
    assert ("Efter.pdf" in page.text, "Før.pdf" in page.text) == (True, False)
    assert reader.post(f"/oplaeg/fil/{one}/erstat").errors == ["Vælg den nye fil."]
    instructor = Reader(cast.app).sign_in(cast.instructor)
    instructor.post(f"/materiale/{material_id}/vis")
    assert reader.post(f"/oplaeg/fil/{one}/fjern").status == 409
    assert leave(reader, "Senere.pdf", f"/oplaeg/fil/{one}/erstat").status == 422
    assert f"/oplaeg/fil/{one}" not in reader.get("/oplaeg/punkt").source
    instructor.post(f"/materiale/{material_id}/vis", {"skjul": "ja"})
    assert reader.post(f"/oplaeg/fil/{one}/fjern").location == "/oplaeg/punkt?fjernet=1"
    assert reader.post(f"/oplaeg/fil/{one}/fjern").status == 404
    with cast.app.app_context():
        assert db.session.query(Material).count() == 0


def test_another_address_gets_the_same_page_and_no_letter(cast: Cast, reader: Reader, link: str) -> None:
    arrive(reader, link)
    for email in ("en.anden@eksempel.dk", cast.instructor.email):
        assert reader.post("/oplaeg", {"email": email}).location == "/oplaeg/kode"
        assert reader.post("/oplaeg/kode", {"code": "12345678"}).status == 422
    assert codes(cast.app) == 0
    assert reader.get("/oplaeg/punkt").location == "/oplaeg"
    assert reader.post("/oplaeg", {"email": "bodil"}).status == 422


def test_the_code_of_another_letter_opened_here_says_to_ask_for_a_new_one(
    cast: Cast, reader: Reader, link: str
) -> None:
    reader.get(link)
    reader.post("/oplaeg", {"email": EMAIL})
    assert invite(cast, cast.coordinator, email=cast.stranger.email).status == 303
    [other] = set(links(cast.app)) - {link}
    reader.get(other)
    page = reader.post("/oplaeg/kode", {"code": code(cast.app)})
    assert (page.status, page.errors) == (422, ["Koden gælder ikke længere. Bed om en ny."])
    assert reader.get("/oplaeg/punkt").location == "/oplaeg"


def test_looking_and_pressing_what_is_in_the_letter_opens_nothing(cast: Cast, reader: Reader, link: str) -> None:
    for method in ("HEAD", "GET"):
        answer = reader.client.open(link, method=method)
        assert (answer.status_code, answer.headers["Referrer-Policy"]) == (303, "no-referrer")
        assert link.rpartition("/")[2] not in reader.client.open("/oplaeg", method=method).get_data(as_text=True)
    assert reader.get("/oplaeg/punkt").location == "/oplaeg"
    assert arrive(Reader(cast.app), "/oplaeg/brev/findes-ikke").heading == CLOSED
    with cast.app.app_context():
        assert db.session.query(SpeakerVisit).count() == 0
        token = link.rpartition("/")[2]
        assert token not in {speaker.token_hash for speaker in db.session.scalars(select(Speaker))}
    assert "speaker_invited" in HOLD_A_KEY


def test_the_pages_are_open_to_the_end_of_the_day_after_the_point(cast: Cast, reader: Reader, link: str) -> None:
    come_in(reader, link)
    with cast.app.app_context():
        starts_at = db.session.get_one(AgendaItem, item(cast)).starts_at
    midnight = clock.from_local(
        clock.to_local(starts_at).date() + timedelta(days=2), clock.to_local(starts_at).time().min
    )
    clock.set_clock(midnight - timedelta(seconds=1))
    assert come_in(Reader(cast.app), link).heading == TITLE
    clock.set_clock(midnight)
    assert reader.get("/oplaeg/punkt").location == "/oplaeg"
    assert arrive(Reader(cast.app), link).heading == CLOSED
    assert reader.get("/oplaeg").heading == CLOSED


def test_a_visit_lasts_two_hours_and_ends_when_one_leaves_also_for_a_copy(
    cast: Cast, reader: Reader, link: str
) -> None:
    come_in(reader, link)
    copy = reader.copy()
    assert copy.get("/oplaeg/punkt").status == 200
    begun = clock.now()
    clock.set_clock(begun + LASTS)
    assert reader.get("/oplaeg/punkt").location == "/oplaeg"
    clock.set_clock(begun)
    assert reader.post("/oplaeg/forlad").location == "/oplaeg?lukket=1"
    assert copy.get("/oplaeg/punkt").location == "/oplaeg"
