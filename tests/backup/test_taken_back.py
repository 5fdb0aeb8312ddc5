"""Does what an author has taken back stay taken back when an older backup is restored?"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from portal.app import create_app
from portal.backup.restoring import Restored, restore
from portal.config import Config
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.dilemmas.models import Consent, Dilemma
from portal.ledger import Ledger
from portal.own_cases import actions, sharing
from portal.own_cases.models import HandedInCase, OwnCase, OwnCaseLift, OwnCaseStatus, Visibility
from portal.people.models import Person
from portal.retention.reapplying import apply
from tests.backup.conftest import leave
from tests.backup.test_drill import save
from tests.cast import Cast
from tests.own_cases.work import WHOLE, hand_in, known, write

ALL = sharing.Readers(Visibility.COHORT, spans_wall=True, is_for_screen=True)
Act = Callable[[Cast, OwnCase, Person], None]


class Found(NamedTuple):
    """Who may read a case."""

    status: OwnCaseStatus
    visibility: Visibility
    spans_wall: bool
    is_for_screen: bool
    lifts: int
    title: str | None


OPEN = Found(OwnCaseStatus.SUBMITTED, Visibility.COHORT, True, False, 1, WHOLE["title"])
TAKEN = Found(OwnCaseStatus.WITHDRAWN, Visibility.INSTRUCTORS, False, False, 0, None)
SMALL = Found(OwnCaseStatus.SUBMITTED, Visibility.INSTRUCTORS, False, False, 0, WHOLE["title"])


def read_by(*, visibility: Visibility = Visibility.COHORT, spans_wall: bool = True) -> Act:
    def act(_cast: Cast, own_case: OwnCase, by: Person) -> None:
        to = sharing.Readers(visibility, spans_wall, is_for_screen=visibility is Visibility.COHORT)
        sharing.change_readers(own_case, by=by, version=own_case.version, to=to)

    return act


def withdraw(_cast: Cast, own_case: OwnCase, by: Person) -> None:
    actions.withdraw_own_case(own_case, by=by)


def hand_in_anew(cast: Cast, _own_case: OwnCase, by: Person) -> None:
    hand_in(cast, write(cast, by=by, texts={"title": "Uden navnet"}), by=by, form_key="anden")


def restore_shield(_cast: Cast, own_case: OwnCase, by: Person) -> None:
    (person_id,) = db.session.scalars(select(OwnCaseLift.person_id).where(OwnCaseLift.own_case_id == own_case.id))
    sharing.restore_shield(own_case, person_id, by=by)


def nothing(_cast: Cast, _own_case: OwnCase, _by: Person) -> None: ...


SINCE: dict[str, tuple[Act, Found]] = {
    "author": (nothing, OPEN),
    "classmate": (withdraw, TAKEN),
    "groupmate": (hand_in_anew, TAKEN),
    "politician": (read_by(visibility=Visibility.INSTRUCTORS), SMALL),
    "colleague": (read_by(spans_wall=False), SMALL),
    "home_politician": (restore_shield, SMALL),
}


def opened(app: Flask) -> tuple[Cast, dict[str, UUID]]:
    """A case of each of them for the whole cohort, the other side and the screen, one lift, a card; a joint session."""
    cast, cases = Cast(app), {}
    with app.app_context():
        for number, who in enumerate(SINCE):
            by = getattr(cast, who)
            own_case = write(cast, by=by)
            hand_in(cast, own_case, by=by, form_key=f"første {number}")
            sharing.lift_shield(own_case, cast.instructor.id, by=by)
            sharing.change_readers(own_case, by=by, version=own_case.version, to=ALL)
            words = {"title": "Kort", "situation": "Om åen", "option_1": "A", "option_2": "B"}
            db.session.add(
                Dilemma(made_by_id=cast.instructor.id, own_case_id=own_case.id, consent=Consent.GIVEN, **words)
            )
            cases[who] = own_case.id
        db.session.get_one(Cohort, cast.cohort.id).joint_until = cast.cohort.created_at
        db.session.commit()
    return cast, cases


def change_all(app: Flask, cast: Cast, cases: dict[str, UUID]) -> None:
    for who, (act, _found) in SINCE.items():
        with app.app_context():
            act(cast, db.session.get_one(OwnCase, cases[who]), known(getattr(cast, who)))
            db.session.commit()
            db.session.remove()


def found_in(app: Flask, cases: dict[str, UUID]) -> dict[str, Found]:
    def one(case_id: UUID) -> Found:
        case = db.session.get_one(OwnCase, case_id)
        lifts = db.session.query(OwnCaseLift).filter_by(own_case_id=case_id).count()
        read = db.session.query(HandedInCase).filter_by(own_case_id=case_id, is_current=True).one_or_none()
        title = read.title if read else None
        return Found(case.status, case.visibility, case.spans_wall, case.is_for_screen, lifts, title)

    with app.app_context():
        return {who: one(case_id) for who, case_id in cases.items()}


def brought_back(live: Config, new: Config, folder: Path, cases: dict[str, UUID]) -> tuple[Restored, dict[str, Found]]:
    shutil.copy(live.ledger_file, new.ledger_file)
    done = restore(new, folder, None)
    app = create_app(new)
    found = found_in(app, cases)
    with app.app_context():
        assert set(db.session.scalars(select(Dilemma.consent))) == {Consent.ASKED}, "no card is played unasked"
        assert list(db.session.scalars(select(Cohort.joint_until).where(Cohort.joint_until.is_not(None)))) == []
    leave(app)
    return done, found


def test_what_was_taken_back_since_the_backup_stays_so(
    new_place: Callable[[], Config], portal: Callable[[Config], Flask], tmp_path: Path
) -> None:
    live, folder = new_place(), tmp_path / "kopier"
    app = portal(live)
    cast, cases = opened(app)
    before = found_in(app, cases)
    assert set(before.values()) == {OPEN._replace(is_for_screen=True)}
    save(live, folder)
    change_all(app, cast, cases)
    done, found = brought_back(live, new_place(), folder, cases)
    assert found == {who: after for who, (_act, after) in SINCE.items()}
    assert done.closed == (2, 3)


def test_what_was_handed_in_again_before_the_backup_is_read_after_it(
    new_place: Callable[[], Config], portal: Callable[[Config], Flask], tmp_path: Path
) -> None:
    live, folder = new_place(), tmp_path / "kopier"
    app = portal(live)
    cast, cases = opened(app)
    change_all(app, cast, cases)
    with app.app_context():
        hand_in(cast, write(cast, by=cast.classmate), by=cast.classmate, form_key="igen")
        db.session.commit()

        assert apply(Ledger(live.ledger_file)).own_cases == 0
    before = found_in(app, cases)
    save(live, folder)
    done, found = brought_back(live, new_place(), folder, cases)
    assert before["groupmate"].title == "Uden navnet"
    assert found["classmate"] == OPEN
    assert found["groupmate"] == OPEN._replace(title="Uden navnet")
    assert (done.closed.withdrawn, found["politician"]) == (0, SMALL)


@pytest.mark.once
def test_a_case_is_taken_back_also_while_the_ledger_cannot_be_written(
    new_place: Callable[[], Config], portal: Callable[[Config], Flask], caplog: pytest.LogCaptureFixture
) -> None:
    live = new_place()
    app = portal(live)
    cast, cases = opened(app)
    live.ledger_file.unlink()
    live.ledger_file.mkdir()
    change_all(app, cast, cases)
    assert found_in(app, cases)["classmate"].title is None
    assert "What was closed does not stand in the erasure ledger" in caplog.text
