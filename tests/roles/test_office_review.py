"""Is who coordinates and administers looked at each quarter too, by an administrator, with the answers kept?"""

from sqlalchemy import select

from portal import clock
from portal.db import db
from portal.journal.models import Entry
from portal.people.models import Person
from portal.roles import reviewing
from tests.cast import Cast
from tests.reader import Page, Reader

HERE = "/adgang/gennemgang/kontor"


def rows(page: Page) -> list[str]:
    return sorted({i.get("name") or "" for i in page.all("input") if (i.get("name") or "").startswith("svar-")})


def test_an_administrator_says_of_everybody_else_in_the_office_whether_they_stay(reader: Reader, cast: Cast) -> None:
    other = cast.person("Åse Lindø", is_administrator=True, is_coordinator=True)
    chief, _nobody = cast.chief, cast.instructor
    reader.sign_in(cast.administrator)
    assert "Kontoret er ikke gennemgået endnu." in reader.get("/adgang").text
    page = reader.get(HERE)
    wanted = {"coordinator": (chief, other), "administrator": (other,)}
    assert rows(page) == sorted(f"svar-{role}-{one.id}" for role, people in wanted.items() for one in people)
    assert cast.administrator.name not in page.text
    half = reader.post(HERE, {rows(page)[0]: "keep", "note": "Åse er skiftet til drift."})
    assert (half.status, half.field("note")) == (422, "Åse er skiftet til drift.")
    answers = {row: "remove" if row == f"svar-coordinator-{other.id}" else "keep" for row in rows(page)}
    assert reader.post(HERE, {**answers, "note": "Åse er skiftet til drift."}).location == "/adgang?gennemgaaet=1"
    with cast.app.app_context():
        left = db.session.get_one(Person, other.id)
        assert (left.is_coordinator, left.is_administrator) == (False, True)
        acts = sorted(db.session.scalars(select(Entry.act).where(Entry.by_id == cast.administrator.id)))
        assert acts == ["access.reviewed", "coordinator.removed"]


def test_the_answers_are_kept_for_every_administrator_and_asked_for_again_after_a_quarter(
    reader: Reader, cast: Cast
) -> None:
    chief = cast.chief
    reader.sign_in(cast.administrator)
    reader.post(HERE, {f"svar-coordinator-{chief.id}": "keep", "note": "Gerda fortsætter."})
    second = Reader(cast.app).sign_in(cast.person("Åse Lindø", is_administrator=True))
    for browser in (reader, second):
        text = browser.get("/adgang").text
        assert f"mandag den 2. november 2026, {cast.administrator.name}: 1 beholdt, 0 fjernet Gerda" in text
        assert "Den næste er mandag den 1. februar 2027." in text
        assert "Kontoret er ikke" not in text
    coordinator = Reader(cast.app).sign_in(cast.coordinator)
    text = coordinator.get("/adgang").text
    assert ("Gerda fortsætter." in text, "Adgangen er ikke gennemgået endnu." in text) == (False, True)
    assert coordinator.get(HERE).status == 404
    clock.set_clock(clock.now() + reviewing.EVERY)
    third = Reader(cast.app).sign_in(cast.administrator).get("/adgang").text
    assert "Gennemgangen af kontoret skulle være lavet mandag den 1. februar 2027." in third


def test_an_administrator_alone_has_nothing_to_go_through(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.administrator)
    assert "ikke gennemgået" not in reader.get("/adgang").text
    assert "Ingen andre koordinerer eller administrerer" in reader.get(HERE).text


def test_a_coordinator_whom_a_cohort_needs_is_not_let_go_and_nothing_is_kept(reader: Reader, cast: Cast) -> None:
    needed = cast.coordinator
    reader.sign_in(cast.administrator)
    page = reader.post(HERE, {f"svar-coordinator-{needed.id}": "remove", "note": "Fatima stopper."})
    assert (page.status, page.field("note")) == (422, "Fatima stopper.")
    assert "Et hold har altid en koordinator." in page.text
    assert "Tidligere gennemgange af kontoret" not in reader.get("/adgang").text
