"""Does what counts from the course open when it should, in words and to the minute, and move when the course does?"""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.courses.cohort_models import Cohort, CourseDay, DayKind
from portal.db import db
from portal.journal.models import Entry
from portal.materials.models import Material, ReleaseAnchor
from portal.materials.releasing import Release, anchor_moment, counted, move_releases, put_release, release_words
from portal.people.models import Person
from tests.cast import Cast
from tests.materials.shelf import material, sent_file
from tests.reader import Reader

NOON = datetime(2027, 3, 30, 10, 0, tzinfo=UTC)  # 12.00, two days after the clocks have gone forward
DAY, HOUR = 24 * 60, 60


def day(starts_at: datetime, hours: float = 6, kind: DayKind = DayKind.TEACHING) -> CourseDay:
    return CourseDay(starts_at=starts_at, ends_at=starts_at + timedelta(hours=hours), kind=kind)


COURSE = [
    day(NOON),
    day(NOON + timedelta(days=1), 4),
    day(NOON + timedelta(days=60), kind=DayKind.FOLLOW_UP),
]


@pytest.mark.parametrize(
    ("anchor", "moment"),
    [
        (ReleaseAnchor.COURSE_START, NOON),
        (ReleaseAnchor.FIRST_DAY_END, NOON + timedelta(hours=6)),
        (ReleaseAnchor.COURSE_END, NOON + timedelta(days=1, hours=4)),
        (ReleaseAnchor.FOLLOW_UP_START, NOON + timedelta(days=60)),
    ],
)
def test_each_anchor_is_a_moment_of_the_course(anchor: ReleaseAnchor, moment: datetime) -> None:
    assert anchor_moment(COURSE, anchor) == moment
    assert anchor_moment([], anchor) is None


def test_without_a_follow_up_day_nothing_counts_from_it() -> None:
    assert counted(COURSE[:2], ReleaseAnchor.FOLLOW_UP_START, -DAY) is None


def test_days_keep_the_clocks_time_over_the_change_of_clocks_and_hours_are_hours() -> None:
    three_days_before = counted(COURSE, ReleaseAnchor.COURSE_START, -3 * DAY)
    assert three_days_before == datetime(2027, 3, 27, 11, 0, tzinfo=UTC)  # 12.00 in winter time
    assert counted(COURSE, ReleaseAnchor.COURSE_START, -3 * DAY - 2 * HOUR) == datetime(2027, 3, 27, 9, 0, tzinfo=UTC)
    autumn = [day(datetime(2027, 10, 30, 10, 0, tzinfo=UTC))]
    assert counted(autumn, ReleaseAnchor.COURSE_START, DAY + HOUR) == datetime(2027, 10, 31, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("anchor", "offset", "words"),
    [
        (ReleaseAnchor.COURSE_START, -3 * DAY, "3 dage før kurset begynder"),
        (ReleaseAnchor.FIRST_DAY_END, 0, "når første kursusdag slutter"),
        (ReleaseAnchor.COURSE_END, DAY + HOUR, "1 dag og 1 time efter, at sidste kursusdag slutter"),
        (ReleaseAnchor.FOLLOW_UP_START, -2 * HOUR, "2 timer før opfølgningsdagen begynder"),
    ],
)
def test_a_release_is_said_in_words(anchor: ReleaseAnchor, offset: int, words: str, inside: object) -> None:
    assert release_words(anchor, offset) == words


@pytest.fixture
def desk(reader: Reader, cast: Cast) -> str:
    reader.sign_in(cast.instructor)
    return f"/hold/{cast.cohort.id}/materialer"


def stored(reader: Reader) -> tuple[datetime | None, ReleaseAnchor | None, int]:
    with reader.app.app_context():
        one = db.session.scalars(select(Material)).one()
        return one.released_at, one.release_anchor, one.release_offset


def chosen(days: str = "3", hours: str = "0", side: str = "before", anchor: str = "course_start") -> dict[str, str]:
    return {"release": "counted", "offset_days": days, "offset_hours": hours, "side": side, "anchor": anchor}


def test_an_instructor_lets_it_open_three_days_before_the_course(reader: Reader, cast: Cast, desk: str) -> None:
    assert "kurset begynder (lige nu 12. nov kl. 12.00)" in reader.get(desk).text
    fields = {"file_ids": str(sent_file(cast, cast.instructor)), **chosen()}
    assert reader.post(desk, fields).status == 303
    moment = datetime(2026, 11, 9, 11, 0, tzinfo=UTC)
    assert stored(reader) == (moment, ReleaseAnchor.COURSE_START, -3 * DAY)
    page = reader.get(desk)
    assert "Åbner 9. nov kl. 12.00" in page.text
    assert "3 dage før kurset begynder" in page.text
    edit = next(link for link in page.links if link.endswith("/ret"))
    form = reader.get(edit)
    held = {name: form.field(name) for name in chosen()}
    assert held == chosen()
    later = {"version": form.field("version"), "title": "Slides", **chosen("0", "0", "after", "first_day_end")}
    assert reader.post(edit, later).status == 303
    assert stored(reader) == (datetime(2026, 11, 12, 20, 0, tzinfo=UTC), ReleaseAnchor.FIRST_DAY_END, 0)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"anchor": "påske"}, "Vælg, hvad der skal tælles fra."),
        ({"days": "-1"}, "Skriv et tal fra 0 til 400."),
        ({"hours": "24"}, "Skriv et tal fra 0 til 23."),
    ],
)
def test_what_cannot_be_counted_is_said_at_its_field(
    reader: Reader, cast: Cast, desk: str, wrong: dict[str, str], sentence: str
) -> None:
    fields = {"file_ids": str(sent_file(cast, cast.instructor)), **chosen(**wrong)}
    page = reader.post(desk, fields)
    assert (page.status, page.errors) == (422, [sentence])


def test_showing_it_now_ends_the_counting(reader: Reader, cast: Cast, desk: str) -> None:
    reader.post(desk, {"file_ids": str(sent_file(cast, cast.instructor)), **chosen()})
    with reader.app.app_context():
        one = db.session.scalars(select(Material)).one()
    reader.post(f"/materiale/{one.id}/vis")
    assert stored(reader) == (clock.now(), None, 0)


def moved(reader: Reader, address: str, **changes: str) -> None:
    """Send the coordinator's form for days as it came, with these changes."""
    form = reader.get(address)
    named = {one.get("name", "") for tag in ("input", "select", "textarea") for one in form.all(tag)}
    fields = {name: form.field(name) for name in named if name and name not in {"csrf_token", "naeste", "q"}}
    assert reader.post(address, {**fields, **changes}).status == 303


def test_when_the_coordinator_moves_the_course_the_release_moves_with_it(reader: Reader, cast: Cast, desk: str) -> None:
    reader.post(desk, {"file_ids": str(sent_file(cast, cast.instructor)), **chosen()})
    reader.sign_in(cast.coordinator)
    address = f"/hold/{cast.cohort.id}/ret"
    moved(reader, address, **{"days-0-on": "2026-11-11"})
    assert stored(reader) == (datetime(2026, 11, 8, 11, 0, tzinfo=UTC), ReleaseAnchor.COURSE_START, -3 * DAY)
    with reader.app.app_context():
        acts = db.session.scalars(select(Entry.act).where(Entry.act == "material.release_moved"))
        assert list(acts) == ["material.release_moved"]


def test_a_cohort_without_days_keeps_it_closed_until_it_has_some(cast: Cast, inside: object) -> None:
    cohort = cast.add(Cohort(course_id=cast.course.id, name="Uden dato"))
    one = material(cast, released_at=None, cohort=cohort)
    put_release(one, Release(anchor=ReleaseAnchor.COURSE_START, offset=-DAY))
    by = db.session.get_one(Person, cast.coordinator.id)
    assert one.released_at is None
    first = day(NOON)
    first.cohort_id = cohort.id
    db.session.add(first)
    db.session.flush()
    move_releases(cohort, by=by)
    assert one.released_at == datetime(2027, 3, 29, 10, 0, tzinfo=UTC)
    db.session.delete(first)
    db.session.flush()
    move_releases(cohort, by=by)
    assert one.released_at is None
