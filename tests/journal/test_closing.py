"""Does the journal lose what is older than thirteen months, whole days at a time, and nothing else without being found out?"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from flask.ctx import AppContext
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DatabaseError

from portal import clock
from portal.db import db
from portal.journal.actions import record
from portal.journal.closing import drop_days, droppable
from portal.journal.made_up import MADE_UP, is_marked
from portal.journal.models import Closing, Entry, Seal
from portal.journal.sealing import Sealer, last_head
from portal.journal.verifying import verify
from tests.journal.test_sealing import bypass

NOW = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
LIMIT = datetime(2025, 10, 1, 22, 0, tzinfo=UTC)  # midnight in Denmark thirteen months before


@pytest.fixture
def sealer(inside: AppContext, tmp_path: Path) -> Sealer:
    """Three old days of three entries, one of which is the last second of its day, and three younger entries."""
    sealer = Sealer(b"n\xc3\xb8gle", tmp_path / "head")
    for at in [*(LIMIT - timedelta(days=d, seconds=s) for d in (2, 1, 0) for s in (7200, 60, 1)), LIMIT, NOW, NOW]:
        clock.set_clock(at)
        record("own_case.read", by_id=uuid4())
        db.session.commit()
        sealer.seal_new()
    return sealer


def entries() -> int:
    return db.session.scalar(select(func.count()).select_from(Entry)) or 0


def test_whole_old_days_go_and_the_chain_holds(sealer: Sealer) -> None:
    head = last_head()
    assert droppable(NOW) == 9
    assert drop_days(sealer, NOW) == 9
    assert (entries(), droppable(NOW), drop_days(sealer, NOW)) == (3, 0, 0)
    assert [c.entries for c in db.session.scalars(select(Closing).order_by(Closing.through))] == [3, 3, 3]
    found = verify(sealer, head)
    assert (found.is_whole, found.checked, found.dropped) == (True, 3, 9)
    record("sign_in.done", by_id=uuid4())
    db.session.commit()
    assert sealer.seal_new() == 1
    assert verify(sealer).is_whole


@pytest.mark.parametrize(("seconds", "gone"), [(-1, 6), (0, 9)])
def test_a_day_goes_at_midnight_in_denmark_and_not_a_second_before(sealer: Sealer, seconds: int, gone: int) -> None:
    midnight = datetime(2026, 11, 1, 23, 0, tzinfo=UTC)  # winter time by now; thirteen months ago it was summer time
    clock.set_clock(midnight + timedelta(seconds=seconds))
    assert drop_days(sealer, clock.now()) == gone


def test_a_head_of_before_still_stands_and_the_newest_entry_always_stays(sealer: Sealer) -> None:
    heads = [_head(place) for place in range(1, 13)]
    clock.set_clock(NOW.replace(year=2030))
    assert drop_days(sealer, clock.now()) == 11
    assert (entries(), verify(sealer, *heads).is_whole) == (1, True)


def _head(sequence: int):  # type: ignore[no-untyped-def]
    return last_head()._replace(
        sequence=sequence, mac=db.session.scalars(select(Seal.mac).where(Seal.sequence == sequence)).one()
    )


def test_that_a_demonstration_was_built_is_never_forgotten(inside: AppContext, tmp_path: Path) -> None:
    sealer = Sealer(b"n\xc3\xb8gle", tmp_path / "head")
    for at, act in ((LIMIT - timedelta(days=3), MADE_UP), (NOW, "sign_in.done")):
        clock.set_clock(at)
        record(act, by_id=None)
        db.session.commit()
        sealer.seal_new()
    assert drop_days(sealer, NOW) == 1
    assert is_marked()
    assert sealer.seal_new() == 1
    assert verify(sealer).is_whole


@pytest.mark.parametrize("table", ["journal_entry", "journal_seal", "journal_closing"])
@pytest.mark.parametrize("act", ["DELETE FROM {}", "UPDATE {} SET {} = '9'"])
def test_the_database_lets_nothing_go_that_no_closing_covers(sealer: Sealer, table: str, act: str) -> None:
    drop_days(sealer, NOW)
    column = {"journal_entry": "act", "journal_seal": "mac", "journal_closing": "seal"}[table]
    with pytest.raises(DatabaseError, match="only added to"):
        db.session.execute(text(act.format(table, column)))
    db.session.rollback()
    assert verify(sealer).is_whole


def drop_more(sealer: Sealer) -> None:
    """Without the key: a closing of one's own, and a day less."""
    last = _head(10)
    made = {"through": 10, "seal": last.mac, "entries": 1, "mac": "0" * 64, "closed_at": NOW}
    db.session.add(Closing(first_at=LIMIT, last_at=LIMIT, **made))
    db.session.flush()
    db.session.execute(delete(Entry).where(Entry.id.in_(select(Seal.entry_id).where(Seal.sequence <= 10))))
    db.session.execute(delete(Seal).where(Seal.sequence <= 10))


def drop_too_early(sealer: Sealer) -> None:
    """With the key, but before its time."""
    before = db.session.scalars(select(Closing).order_by(Closing.through.desc())).first()
    drop_more(sealer)
    closing = db.session.get_one(Closing, 10)
    assert before is not None
    bypass()
    db.session.execute(update(Closing).values(mac=sealer.closing_mac(before.mac, closing)).where(Closing.through == 10))


def change_closing(_sealer: Sealer) -> None:
    bypass()
    db.session.execute(update(Closing).where(Closing.through == 6).values(last_at=LIMIT - timedelta(days=9)))


def remove_closing(_sealer: Sealer) -> None:
    bypass()
    db.session.execute(delete(Closing).where(Closing.through == 9))


def remove_all_closings(_sealer: Sealer) -> None:
    bypass()
    db.session.execute(delete(Closing))


@pytest.mark.parametrize("alter", [drop_more, drop_too_early, change_closing, remove_closing, remove_all_closings])
def test_what_somebody_does_to_the_closings_is_found(sealer: Sealer, alter: Callable[[Sealer], None]) -> None:
    drop_days(sealer, NOW)
    alter(sealer)
    db.session.flush()
    db.session.expire_all()
    assert not verify(sealer).is_whole
