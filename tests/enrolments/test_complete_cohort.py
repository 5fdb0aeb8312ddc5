"""Does a cohort end for those who kept their place, and only after its last day?"""

from datetime import timedelta

from sqlalchemy import select

from portal import clock
from portal.db import db
from portal.enrolments.models import Enrolment, EnrolmentStatus
from tests.cast import Cast
from tests.reader import Reader


def statuses(cast: Cast) -> dict[str, str]:
    names = {p.id: p.name for p in (cast.author, cast.removed, cast.waiting)}
    cohort_id = cast.cohort.id
    with cast.app.app_context():
        rows = db.session.scalars(select(Enrolment).where(Enrolment.cohort_id == cohort_id))
        return {names[row.person_id]: row.status.value for row in rows}


def test_everybody_with_a_place_has_completed_once_the_last_day_is_over(reader: Reader, cast: Cast) -> None:
    assert statuses(cast) == {"Maja Bruun": "confirmed", "Bo Kjær": "cancelled", "Signe Ørum": "waitlisted"}
    clock.set_clock(clock.now() + timedelta(days=90))
    page = reader.sign_in(cast.coordinator).post(f"/hold/{cast.cohort.id}/afslut")
    assert page.location == f"/hold/{cast.cohort.id}/status?afsluttet=1"
    assert statuses(cast) == {"Maja Bruun": "completed", "Bo Kjær": "cancelled", "Signe Ørum": "waitlisted"}
    assert "Du har gennemført forløbet" in reader.sign_in(cast.author).get("/").text


def test_a_cohort_cannot_end_before_its_last_day(reader: Reader, cast: Cast) -> None:
    statuses(cast)
    page = reader.sign_in(cast.coordinator).post(f"/hold/{cast.cohort.id}/afslut")
    assert page.status == 409
    assert "Holdet kan afsluttes, når den sidste dag er gået, tirsdag den 26. januar 2027 kl. 18.00." in page.text
    assert statuses(cast)["Maja Bruun"] == EnrolmentStatus.CONFIRMED


def test_ending_it_again_changes_nothing(reader: Reader, cast: Cast) -> None:
    statuses(cast)
    clock.set_clock(clock.now() + timedelta(days=90))
    reader.sign_in(cast.coordinator)
    reader.post(f"/hold/{cast.cohort.id}/afslut")
    again = reader.post(f"/hold/{cast.cohort.id}/afslut")
    assert again.location == f"/hold/{cast.cohort.id}/status?afsluttet=0"
