"""Who invites a speaker, and what else becomes of the invitation: withdrawn, sent again, moved with its point, gone?"""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.backup.closing import end_sign_ins
from portal.checking.letters import tell_of_rejection
from portal.courses.cohort_models import AgendaItem
from portal.db import db
from portal.letters.models import Letter
from portal.materials.models import Material
from portal.retention.due import MANY
from portal.speakers.models import Speaker
from portal.storage.models import StoredFile
from tests.cast import Cast
from tests.reader import Reader
from tests.speakers.talking import CLOSED, TITLE, acts, arrive, come_in, desk, invite, item, leave, links


@pytest.mark.parametrize("who", ["coordinator", "instructor", "chief"])
def test_whoever_follows_the_cohort_withdraws_it_and_what_was_left_stays(
    cast: Cast, reader: Reader, link: str, who: str
) -> None:
    come_in(reader, link)
    leave(reader, "Grænser.pdf")
    with cast.app.app_context():
        speaker_id = db.session.scalars(select(Speaker.id)).one()
    host, withdraw = Reader(cast.app), f"/oplaegsholder/{speaker_id}/traek-tilbage"
    assert host.sign_in(cast.other_coordinator).post(withdraw).status == 404
    assert host.sign_in(getattr(cast, who)).post(withdraw).location == f"{desk(cast)}?trukket=1"
    assert reader.get("/oplaeg/punkt").location == "/oplaeg"
    assert reader.get("/oplaeg").heading == CLOSED
    assert host.post(f"/oplaegsholder/{speaker_id}/inviter").status == 409
    with cast.app.app_context():
        assert db.session.query(Material).count() == 1
    assert [act for act, _role in acts(cast.app)].count("speaker.withdrawn") == 1


def test_inviting_again_makes_a_new_link_and_kills_the_old(cast: Cast, reader: Reader, link: str) -> None:
    with cast.app.app_context():
        speaker_id = db.session.scalars(select(Speaker.id)).one()
    host = Reader(cast.app).sign_in(cast.instructor)
    assert host.post(f"/oplaegsholder/{speaker_id}/inviter").status == 303
    assert invite(cast, cast.instructor).status == 303
    found = links(cast.app)
    assert len(set(found)) == 3
    opened = [arrive(Reader(cast.app), one).heading for one in found]
    assert sorted(opened) == ["Dit oplæg", CLOSED, CLOSED]
    assert arrive(Reader(cast.app), link).heading == CLOSED


@pytest.mark.once
@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"agenda_item_id": ""}, "Vælg et punkt på programmet."),
        ({"agenda_item_id": "8b0f9c8e-1111-4222-8333-444455556666"}, "Vælg et punkt på programmet."),
        ({"email": "bodil"}, "“bodil” ligner ikke en e-mailadresse. Skriv den som navn@kommune.dk."),
        ({"name": ""}, "Vi kender ikke adressen. Skriv også navnet, så opretter vi personen."),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    cast: Cast, reader: Reader, changed: dict[str, str], sentence: str
) -> None:
    page = invite(cast, cast.coordinator, **changed)
    assert (page.status, page.errors) == (422, [sentence])
    assert links(cast.app) == []


def test_who_speaks_twice_sees_each_point_by_its_own_letter(cast: Cast, reader: Reader, link: str) -> None:
    come_in(reader, link)
    assert invite(cast, cast.instructor, agenda_item_id=str(item(cast, "Casearbejde"))).status == 303
    [other] = set(links(cast.app)) - {link}
    clock.set_clock(clock.now() + timedelta(minutes=1))
    assert come_in(reader, other).heading == "Casearbejde"
    assert reader.get(link).location == "/oplaeg"
    assert reader.get("/oplaeg").heading == "Dit oplæg"


def test_a_rejected_file_is_told_of_with_the_way_to_the_own_page(cast: Cast, reader: Reader, link: str) -> None:
    come_in(reader, link)
    leave(reader, "Grænser.pdf")
    with cast.app.app_context():
        tell_of_rejection(db.session.scalars(select(StoredFile)).one())
        told = db.session.scalars(select(Letter).where(Letter.kind == "file_rejected")).one()
        assert "http://localhost:8000/oplaeg\n" in told.body


def test_after_a_restore_every_speaker_is_invited_anew(cast: Cast, reader: Reader, link: str) -> None:
    come_in(reader, link)
    with cast.app.app_context():
        end_sign_ins()
        db.session.commit()
    assert reader.get("/oplaeg/punkt").location == "/oplaeg"
    assert arrive(Reader(cast.app), link).heading == CLOSED


def test_who_was_signed_in_here_is_signed_out_so_that_nothing_else_is_open(
    cast: Cast, reader: Reader, link: str
) -> None:
    reader.sign_in(cast.author)
    come_in(reader, link)
    assert reader.get("/").location.startswith("/log-ind")
    assert reader.get(f"/hold/{cast.cohort.id}").location.startswith("/log-ind")


def test_the_speaker_stays_at_the_point_when_the_programme_is_written_again(
    cast: Cast, reader: Reader, link: str
) -> None:
    before = item(cast)
    host = Reader(cast.app).sign_in(cast.coordinator)
    with cast.app.app_context():
        day_id = db.session.get_one(AgendaItem, before).day_id
    address = f"/kursusdag/{day_id}/program"
    page = host.get(address)
    fields = {i.get("name", ""): i.get("value", "") for i in page.all("input") if i.get("name")}
    fields |= {
        i.get("name", ""): page.field(i.get("name", "")) for tag in ("select", "textarea") for i in page.all(tag)
    }
    title = next(name for name, value in fields.items() if value == TITLE)
    assert host.post(address, {**fields, title: "Hvor går grænsen nu?"}).status == 303
    assert item(cast, "Hvor går grænsen nu?") == before
    assert come_in(reader, link).heading == "Hvor går grænsen nu?"


def test_the_row_goes_thirty_days_after_the_point_and_the_files_stay(cast: Cast, reader: Reader, link: str) -> None:
    come_in(reader, link)
    leave(reader, "Grænser.pdf")
    _row, due = MANY["speaker"]
    with cast.app.app_context():
        starts_at = db.session.get_one(AgendaItem, item(cast)).starts_at
        at = clock.days_after(starts_at, 30)
        assert list(db.session.scalars(due(at - timedelta(seconds=1)))) == []
        assert len(list(db.session.scalars(due(at)))) == 1
