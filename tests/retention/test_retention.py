"""Does a run delete exactly what is due, to the second, with letters before and proof after, also when it is stopped and run again?"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask.ctx import AppContext
from sqlalchemy import func, select, update

from portal import clock
from portal.assignments.models import Submission
from portal.courses.cohort_models import Cohort, CourseDay, DayKind
from portal.db import db
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.errors import Refused
from portal.journal.models import Entry
from portal.journal.sealing import Sealer
from portal.journal.verifying import verify
from portal.ledger import Kind, Ledger
from portal.letters.actions import post
from portal.letters.models import Letter
from portal.own_cases.models import CaseKey, OwnCase, OwnCaseStatus
from portal.people.models import HeldForm, Person, SignInCode
from portal.receipts.queries import receipts_of
from portal.retention import running
from portal.retention.keeping import keep_longer
from portal.retention.notices import notices_due, send_notice
from portal.retention.running import run, what_is_due
from portal.roles.models import GrantedRole, RoleGrant
from portal.sealing.keys import fingerprint, key_for
from portal.storage.current import store
from tests.assignments.scene import make_answer, make_task
from tests.cast import Cast
from tests.own_cases.work import known
from tests.retention.planted import Planted

COPENHAGEN = clock.COPENHAGEN


def danish(*when: int) -> datetime:
    return datetime(*when, tzinfo=COPENHAGEN).astimezone(UTC)  # type: ignore[misc]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "erased")


@pytest.fixture
def go(inside: AppContext, ledger: Ledger, tmp_path: Path) -> Callable[[], dict[str, int]]:
    """Run retention; what of it was anything."""
    sealer = Sealer(b"n\xc3\xb8gle", tmp_path / "head")

    def once() -> dict[str, int]:
        return {name: count for name, count in run(ledger, sealer).items() if count}

    return once


def cohort_of(cast: Cast, ends: datetime | None, kind: DayKind = DayKind.FOLLOW_UP) -> Cohort:
    """A cohort whose last day of this kind ends then; without one it has no days."""
    cohort = Cohort(course_id=cast.course.id, name=f"Hold {uuid4().hex[:6]}")
    days = [] if ends is None else [(kind, ends)]
    if ends is not None and kind is DayKind.FOLLOW_UP:
        days.append((DayKind.TEACHING, ends + timedelta(days=400)))  # a later day that is no follow-up does not count
    rows = [CourseDay(cohort=cohort, kind=k, starts_at=at - timedelta(hours=6), ends_at=at) for k, at in days]
    return cast.add(cohort, *rows)


def case_of(cast: Cast, cohort: Cohort, status: OwnCaseStatus = OwnCaseStatus.SUBMITTED, **values: Any) -> OwnCase:
    person = cast.participant(f"Åse {uuid4().hex[:6]}", cohort)
    return cast.add(OwnCase(cohort_id=cohort.id, author_id=person.id, status=status, title="Løftet", **values))


SUMMER_TO_WINTER = danish(2026, 9, 1, 15, 30), danish(2026, 11, 30, 15, 30)
WINTER_TO_SUMMER = danish(2027, 1, 20, 15, 30), danish(2027, 4, 20, 15, 30)
INTO_THE_GAP = danish(2026, 12, 28, 2, 30), danish(2027, 3, 28, 3, 30)
DRAFT = OwnCaseStatus.DRAFT
WITHDRAWN = OwnCaseStatus.WITHDRAWN


@pytest.mark.parametrize(
    ("ends", "status", "values", "goes"),
    [
        (SUMMER_TO_WINTER[0], OwnCaseStatus.SUBMITTED, {}, SUMMER_TO_WINTER[1]),
        (WINTER_TO_SUMMER[0], OwnCaseStatus.SELECTED, {}, WINTER_TO_SUMMER[1]),
        (INTO_THE_GAP[0], OwnCaseStatus.REVIEWED, {}, INTO_THE_GAP[1]),
        (SUMMER_TO_WINTER[0], WITHDRAWN, {}, SUMMER_TO_WINTER[1]),
        (SUMMER_TO_WINTER[0], WITHDRAWN, {"kept_until": danish(2027, 2, 28, 15, 30)}, danish(2027, 2, 28, 15, 30)),
        (SUMMER_TO_WINTER[0], WITHDRAWN, {"kept_until": danish(2026, 11, 1, 8)}, SUMMER_TO_WINTER[1]),
        (SUMMER_TO_WINTER[0], DRAFT, {"saved_at": danish(2026, 8, 1, 8)}, danish(2026, 10, 1, 15, 30)),
        (SUMMER_TO_WINTER[0], DRAFT, {"saved_at": danish(2026, 10, 1, 8)}, danish(2026, 10, 31, 8)),
        (SUMMER_TO_WINTER[0], DRAFT, {"kept_until": danish(2027, 1, 1, 8)}, danish(2027, 1, 1, 8)),
        (None, OwnCaseStatus.SUBMITTED, {}, None),
    ],
)
@pytest.mark.parametrize("seconds", [-1, 0])
def test_ad_7_a_case_goes_at_its_second_and_not_before(  # noqa: PLR0917 - a table's columns
    cast: Cast, go: Callable[[], dict[str, int]], ends: datetime | None, status: OwnCaseStatus, values: dict[str, Any],
    goes: datetime | None, seconds: int,
) -> None:  # fmt: skip
    """AD-7: 0 early, 0 late: the second before nothing, the second itself the case; also over both changes of the clock."""
    own_case = case_of(cast, cohort_of(cast, ends), status, **{"created_at": danish(2026, 7, 1, 8), **values})
    at = (goes or danish(2026, 12, 1, 8)) + timedelta(seconds=seconds)
    clock.set_clock(at)
    is_due = goes is not None and seconds == 0
    assert what_is_due()["own_case"] == ([str(own_case.id)] if is_due else [])
    go()
    assert (db.session.get(OwnCase, own_case.id) is None) is is_due


def test_ad_7_of_everything_just_the_due_set_goes(cast: Cast, go: Callable[[], dict[str, int]]) -> None:
    """AD-7: of everything there is, half a second on the wrong side stays and half on the right goes, each thing once."""
    at = clock.now()
    over, not_yet = timedelta(seconds=0), timedelta(seconds=1)
    days = timedelta(days=1)
    last_day = {n: cohort_of(cast, clock.days_after(at, -n[0]) + n[1], DayKind.TEACHING)
                for n in [(90, over), (90, not_yet), (30, over), (30, not_yet), (14, over), (14, not_yet)]}  # fmt: skip
    gone, stays = set(), set()
    for (kept, late), cohort in last_day.items():
        heap = gone if late is over else stays
        if kept == 14:
            heap.add(cast.enrol(cast.person(f"Bo {late}"), cohort, remark="Spiser ikke nødder").id)
            continue
        task, person = make_task(cast, cohort), cast.participant(f"Ea {kept} {late}", cohort)
        heap.add(case_of(cast, cohort, DRAFT if kept == 30 else OwnCaseStatus.SUBMITTED, created_at=at - 40 * days).id)
        before = {"saved_at": at - 40 * days, "created_at": at - 40 * days}
        heap.add(make_answer(cast, task, person, handed_in=kept == 90, **before).id)
        for heap, second in ((gone, over), (stays, not_yet)):
            heap.add(_code(cast, at - days + second))
            heap.add(_form(cast, person, at - 30 * days + second))
            heap.add(_letter(person, sent_at=clock.days_after(at, -30) + second))
            heap.add(_letter(person, due_at=clock.days_after(at, -90) + second))
    year = clock.months_after(at, -12)
    for heap, second in ((gone, over), (stays, not_yet)):
        member = cast.person(f"Ib {second}")
        cast.enrol(member, cohort_of(cast, year + second, DayKind.TEACHING), EnrolmentStatus.COMPLETED)
        heap.add(member.id)
        heap.add(cast.person(f"Liv {second}", created_at=year + second).id)
    heap = stays
    db.session.commit()
    due = what_is_due()
    assert {UUID(one) for name, ids in due.items() if name != "notice" for one in ids} == gone
    go()
    assert _still_there(gone) == set()
    assert _still_there(stays) == stays
    assert {name: ids for name, ids in what_is_due().items() if ids} == {}
    assert go() == {}


def _code(cast: Cast, expires_at: datetime) -> UUID:
    return cast.add(SignInCode(email=f"{uuid4().hex}@eksempel.dk", code_hash="", expires_at=expires_at)).id


def _form(cast: Cast, person: Person, created_at: datetime) -> UUID:
    return cast.add(HeldForm(person_id=person.id, path=f"/{uuid4().hex}", fields={}, created_at=created_at)).id


def _letter(person: Person, **when: datetime) -> UUID:
    letter = post("sign_in_code", to=person, code="1", minutes=10)
    for name, at in when.items():
        setattr(letter, name, at)
    db.session.flush()
    return letter.id


def _still_there(things: set[UUID]) -> set[UUID]:
    rows = (OwnCase, Submission, SignInCode, HeldForm, Letter, Person)
    found = {one for row in rows for one in db.session.scalars(select(row.id).where(row.id.in_(things)))}
    return found | set(db.session.scalars(select(Enrolment.id).where(Enrolment.id.in_(things), Enrolment.remark != "")))


def test_staff_and_who_waits_for_a_cohort_without_days_keep_their_accounts(cast: Cast, go: Callable[..., Any]) -> None:
    people = [
        cast.instructor,
        cast.coordinator,
        cast.administrator,
        cast.person("Ane Venter"),
        cast.person("Kaj Bliver"),
    ]
    cast.enrol(people[3], cohort_of(cast, None), EnrolmentStatus.WAITLISTED)
    kept = cohort_of(cast, clock.now() - timedelta(days=200))
    cast.enrol(people[4], kept)
    ten_years = clock.now().replace(year=2036)
    cast.add(OwnCase(cohort_id=kept.id, author_id=people[4].id, kept_until=ten_years + timedelta(days=1)))
    people.append(cast.person("Per Kontakt"))
    cast.add(RoleGrant(person_id=people[5].id, role=GrantedRole.MUNICIPAL_CONTACT, municipality_code="630"))
    alone = cast.person("Eva Færdig", is_coordinator=False)
    clock.set_clock(ten_years)
    go()
    assert _still_there({one.id for one in [*people, alone]}) == {one.id for one in people}


def test_letters_go_out_once_14_and_3_days_before_and_again_when_the_day_moved(
    cast: Cast, go: Callable[..., Any]
) -> None:
    cohort = cohort_of(cast, clock.now(), DayKind.TEACHING)
    case_of(cast, cohort)
    cohort_ended, goes = clock.now(), clock.days_after(clock.now(), 90)
    told = []
    moments = [(-14, -1), (-14, 0), (-14, 0), (-3, -1), (-3, 0), (-3, 1)]
    for days, seconds in moments:
        clock.set_clock(clock.days_after(goes, days) + timedelta(seconds=seconds))
        told.append(go().get("notice", 0))
    assert told == [0, 1, 0, 0, 1, 0]
    db.session.execute(update(CourseDay).values(ends_at=cohort_ended + timedelta(days=6)))
    db.session.commit()
    assert go() == {"notice": 1}
    letters = db.session.scalars(select(Letter.body).order_by(Letter.created_at)).all()
    assert ["31. januar 2027 kl. 9.30" in body for body in letters] == [True, True, False]


def test_who_chooses_to_keep_a_case_while_the_letters_are_written_gets_none(cast: Cast, go: Callable[..., Any]) -> None:
    own_case = case_of(cast, cohort_of(cast, clock.now(), DayKind.TEACHING))
    clock.set_clock(clock.days_after(clock.now(), 90 - 14))
    [notice] = notices_due(clock.now())
    keep_longer(own_case, by=known(own_case_author(own_case)))
    db.session.commit()
    assert send_notice(notice) is False
    assert db.session.scalars(select(Letter.kind)).all() == []
    assert go() == {}


def test_the_author_keeps_a_case_for_ninety_days_more_by_choice(cast: Cast, go: Callable[..., Any]) -> None:
    own_case = case_of(cast, cohort_of(cast, clock.now(), DayKind.TEACHING))
    author = known(own_case_author(own_case))
    goes = clock.days_after(clock.now(), 90)
    clock.set_clock(goes - timedelta(seconds=1))
    go()
    keep_longer(own_case, by=author)
    db.session.commit()
    clock.set_clock(goes)
    assert go() == {}
    with pytest.raises(Refused, match=r"nu til lørdag den 1\. maj 2027"):
        keep_longer(own_case, by=author)
    later = clock.days_after(goes, 90)
    clock.set_clock(clock.days_after(later, -14))
    assert go() == {"notice": 1}
    clock.set_clock(later)
    assert go()["own_case"] == 1
    assert db.session.scalar(select(func.count()).select_from(Entry).where(Entry.act == "own_case.kept")) == 1


def own_case_author(own_case: OwnCase) -> Person:
    return db.session.get_one(Person, own_case.author_id)


def test_the_author_gets_proof_with_the_receipts_checksum_and_no_content(
    cast: Cast, go: Callable[..., Any], ledger: Ledger
) -> None:
    planted = Planted(cast)
    planted.plant()
    checksum = receipts_of(planted.own_case_id)[0].sha256
    named = fingerprint(key_for(db.session(), CaseKey, planted.own_case_id) or b"")
    clock.set_clock(clock.now() + timedelta(days=400))
    db.session.execute(update(Person).values(signed_in_at=clock.now()))
    db.session.execute(update(CourseDay).where(CourseDay.kind == DayKind.FOLLOW_UP).values(ends_at=clock.now() - timedelta(days=100), starts_at=clock.now() - timedelta(days=101)))  # fmt: skip
    db.session.commit()
    done = go()
    assert (done["own_case"], done["submission"]) == (1, 1)
    letters = {one.subject: one for one in db.session.scalars(select(Letter).where(Letter.kind == "work_deleted"))}
    assert set(letters) == {"Din case er slettet", "Din aflevering er slettet"}
    assert checksum in letters["Din case er slettet"].body
    assert f"Nøglens fingeraftryk:\n{named}\n" in letters["Din case er slettet"].body
    bodies = " ".join(one.body for one in letters.values())
    assert [marker for marker in planted.markers[2:] if marker in bodies] == []
    gone = ledger.read().erased
    assert {(kind) for kind, _id in gone} == {Kind.OWN_CASE, Kind.SUBMISSION, Kind.FILE, Kind.HELD_FORM}
    assert sum(kind is Kind.FILE for kind, _id in gone) == 2
    assert [store().size_of(key) for key in planted.keys[:4]] == [None] * 4


def test_a_run_that_was_stopped_is_gone_on_with(
    cast: Cast, go: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    cohort = cohort_of(cast, clock.now(), DayKind.TEACHING)
    cases = [case_of(cast, cohort) for _ in range(3)]
    clock.set_clock(clock.days_after(clock.now(), 90))
    turns: list[UUID] = []
    real = running.proving.send_proof

    def dies_at_the_second(proof: Any) -> None:
        turns.append(proof.author.id)
        if len(turns) == 2:
            raise KeyboardInterrupt
        real(proof)

    monkeypatch.setattr(running.proving, "send_proof", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        go()
    db.session.rollback()
    assert len(_still_there({one.id for one in cases})) == 2
    assert go()["own_case"] == 2
    assert db.session.scalar(select(func.count()).select_from(Letter).where(Letter.kind == "work_deleted")) == 3


def test_old_days_leave_the_journal_with_it(cast: Cast, go: Callable[..., Any], tmp_path: Path) -> None:
    sealer = Sealer(b"n\xc3\xb8gle", tmp_path / "head")
    for at in (clock.now() - timedelta(days=500), clock.now()):
        db.session.add(Entry(act="own_case.read", at=at, created_at=at))
        db.session.commit()
    sealer.seal()
    assert go() == {"journal": 1}
    assert verify(sealer).is_whole
