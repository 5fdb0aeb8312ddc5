"""Does a session end when it should, to the second, by the strictest role and the settings?"""

from datetime import timedelta

import pytest

from portal import clock
from portal.config import Config, Misconfigured, SessionLimits, read_config, session_limits
from portal.courses.cohort_models import CohortStaff, StaffRole
from portal.people.limits import limits_of
from portal.people.models import Person
from tests.cast import Cast
from tests.conftest import MONDAY_MORNING
from tests.people.browsers import is_in
from tests.reader import Reader

ROLES = [
    ("author", 60, 12),
    ("stranger", 60, 12),
    ("instructor", 30, 10),
    ("coordinator", 15, 8),
    ("administrator", 15, 8),
]


def test_without_settings_the_limits_are_those_of_the_design() -> None:
    config = Config()
    written = (config.session_participant, config.session_instructor, config.session_coordinator)
    assert written == ("60/720", "30/600", "15/480")
    assert config.longest_session == timedelta(hours=12)


@pytest.mark.parametrize("kind", ["PARTICIPANT", "INSTRUCTOR", "COORDINATOR"])
@pytest.mark.parametrize(
    "value", ["", "60", "60/", "/720", "60/720/1", "60-720", "4/720", "60/59", "60/10081", "x/y", "-5/720", "6.5/720"]
)
def test_odd_limits_stop_the_start_with_a_sentence(kind: str, value: str) -> None:
    with pytest.raises(Misconfigured) as stopped:
        read_config({f"PORTAL_SESSION_{kind}": value})
    assert str(stopped.value) == (
        f"PORTAL_SESSION_{kind} is {value!r}; write minutes without a page and minutes in all, like 60/720:"
        " at least 5, the second no less than the first, at most a week (10080)."
    )


def test_the_outermost_limits_are_taken() -> None:
    config = read_config({"PORTAL_SESSION_PARTICIPANT": "5/10080", "PORTAL_SESSION_INSTRUCTOR": " 60/60 "})
    assert session_limits(config.session_participant) == (timedelta(minutes=5), timedelta(days=7))
    assert session_limits(config.session_instructor) == (timedelta(hours=1), timedelta(hours=1))
    assert config.longest_session == timedelta(days=7)


@pytest.mark.parametrize(
    ("roles", "flags", "minutes"),
    [
        ([], {}, (60, 720)),
        ([StaffRole.INSTRUCTOR], {}, (30, 600)),
        ([StaffRole.COORDINATOR], {}, (15, 480)),
        ([StaffRole.INSTRUCTOR, StaffRole.COORDINATOR], {}, (15, 480)),
        ([StaffRole.INSTRUCTOR], {"is_administrator": True}, (15, 480)),
        ([], {"is_coordinator": True}, (15, 480)),
        ([], {"is_administrator": True}, (15, 480)),
    ],
)
def test_the_strictest_role_counts(roles: list[StaffRole], flags: dict[str, bool], minutes: tuple[int, int]) -> None:
    person = Person(name="Åse", email="a@eksempel.dk", staff_roles=[CohortStaff(role=role) for role in roles], **flags)
    idle, absolute = (timedelta(minutes=m) for m in minutes)
    assert limits_of(person, Config()) == SessionLimits(idle, absolute)


def test_of_two_roles_each_limit_is_the_shorter() -> None:
    config = Config(session_instructor="10/600", session_coordinator="15/480")
    person = Person(name="Åse", is_coordinator=True, staff_roles=[CohortStaff(role=StaffRole.INSTRUCTOR)])
    assert limits_of(person, config) == SessionLimits(timedelta(minutes=10), timedelta(hours=8))


@pytest.mark.parametrize(("who", "idle", "_hours"), ROLES)
def test_se2_without_a_page_the_session_ends_to_the_second(
    reader: Reader, cast: Cast, who: str, idle: int, _hours: int
) -> None:
    reader.sign_in(getattr(cast, who))
    at = clock.now() + timedelta(minutes=idle)
    clock.set_clock(at)
    assert is_in(reader)
    clock.set_clock(at + timedelta(minutes=idle))
    assert is_in(reader), "a page begins the time anew"
    clock.set_clock(clock.now() + timedelta(minutes=idle, seconds=1))
    assert not is_in(reader)


@pytest.mark.once
@pytest.mark.parametrize(("who", "idle", "hours"), ROLES)
def test_se2_in_all_the_session_ends_to_the_second(reader: Reader, cast: Cast, who: str, idle: int, hours: int) -> None:
    reader.sign_in(getattr(cast, who))
    end = clock.now() + timedelta(hours=hours)
    while clock.now() + timedelta(minutes=idle) < end:
        clock.set_clock(clock.now() + timedelta(minutes=idle))
        assert is_in(reader)
    clock.set_clock(end)
    assert is_in(reader)
    clock.set_clock(end + timedelta(seconds=1))
    assert not is_in(reader)


def test_the_limits_are_those_of_the_settings(reader: Reader, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(reader.app.extensions, "portal", Config(session_participant="5/7"))
    reader.sign_in(cast.author)
    clock.set_clock(MONDAY_MORNING + timedelta(minutes=5))
    assert is_in(reader)
    clock.set_clock(MONDAY_MORNING + timedelta(minutes=7, seconds=1))
    assert not is_in(reader)


def test_a_role_that_comes_meanwhile_shortens_the_session_that_is_on(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.author)
    cast.add(CohortStaff(person_id=cast.author.id, cohort_id=cast.other_cohort.id, role=StaffRole.INSTRUCTOR))
    clock.set_clock(clock.now() + timedelta(minutes=30, seconds=1))
    assert not is_in(reader)


@pytest.mark.once
def test_what_is_saved_while_somebody_writes_counts_as_being_here(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.author)
    address, version = f"/hold/{cast.cohort.id}/case/gem", 0
    for words in ("Mælk", "Mælk og", "Mælk og brød"):
        clock.set_clock(clock.now() + timedelta(minutes=59))
        saved = reader.send(address, {"field": "situation", "value": words, "version": version})
        assert saved.status == 200
        version = saved.json["version"]
    clock.set_clock(clock.now() + timedelta(minutes=60, seconds=1))
    assert reader.send(address, {"field": "situation", "value": "x", "version": version}).status == 401
