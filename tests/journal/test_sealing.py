"""Is everything found that somebody does to the journal past the portal, and nothing that nobody did?"""

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from flask.ctx import AppContext
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DatabaseError

from portal import clock
from portal.db import db
from portal.journal.actions import record
from portal.journal.models import Entry, Seal
from portal.journal.sealing import Head, HeadLost, Sealer, last_head
from portal.journal.verifying import verify

KEY = b"kun til pr\xc3\xb8ver"
ENTRIES = 40
TABLES = ("journal_entry", "journal_seal", "journal_closing")


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    return tmp_path / "head"


@pytest.fixture
def sealer(inside: AppContext, outside: Path) -> Sealer:
    """One with a journal of forty sealed entries."""
    for number in range(ENTRIES):
        clock.set_clock(clock.now() + timedelta(seconds=1))
        record(
            "own_case.read",
            by_id=uuid4(),
            subject_id=uuid4(),
            owner_id=uuid4(),
            result="done" if number % 3 else "refused",
        )
    db.session.commit()
    sealer = Sealer(KEY, outside)
    assert sealer.seal_new() == ENTRIES
    return sealer


def bypass() -> None:
    """Do what only somebody with the database's own rights can: take the guards away."""
    if db.engine.dialect.name == "sqlite":
        names = db.session.scalars(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'journal_%'")
        )
        for name in list(names):
            db.session.execute(text(f"DROP TRIGGER {name}"))
    else:
        for table in TABLES:
            db.session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))


def test_what_nobody_touched_is_whole_and_what_comes_is_sealed_after_it(sealer: Sealer) -> None:
    found = verify(sealer)
    assert (found.is_whole, found.checked, found.head) == (True, ENTRIES, last_head())
    record("sign_in.done", by_id=uuid4())
    db.session.commit()
    assert sealer.seal_new() == 1
    assert verify(sealer, found.head).checked == ENTRIES + 1
    assert verify(sealer, found.head).is_whole
    assert sealer.seal_new() == 0


@pytest.mark.parametrize("table", TABLES[:2])
@pytest.mark.parametrize("act", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_the_journal(sealer: Sealer, table: str, act: str) -> None:
    column = {"journal_entry": "act", "journal_seal": "mac"}[table]
    with pytest.raises(DatabaseError, match="only added to"):
        db.session.execute(text(act.format(table, column, "'x'")))
    db.session.rollback()
    assert verify(sealer).is_whole


def one_of(rng: random.Random) -> int:
    return rng.randint(1, ENTRIES)


def entry_at(sequence: int) -> object:
    return select(Seal.entry_id).where(Seal.sequence == sequence).scalar_subquery()


def change_entry(rng: random.Random) -> None:
    values: dict[str, object] = rng.choice(
        [
            {"act": "own_case.listed"},
            {"by_id": uuid4()},
            {"owner_id": None},
            {"cohort_id": uuid4()},
            {"at": clock.now() - timedelta(days=rng.randint(1, 90))},
            {"result": "failed"},
            {"role": "administrator"},
            {"role": None},
        ]
    )
    db.session.execute(update(Entry).where(Entry.id == entry_at(one_of(rng))).values(**values))


def remove_entry(rng: random.Random) -> None:
    db.session.execute(delete(Entry).where(Entry.id == entry_at(one_of(rng))))


def remove_both(rng: random.Random) -> None:
    sequence = rng.randint(1, ENTRIES - 1)
    db.session.execute(delete(Entry).where(Entry.id == entry_at(sequence)))
    db.session.execute(delete(Seal).where(Seal.sequence == sequence))


def close_the_gap(rng: random.Random) -> None:
    sequence = rng.randint(1, ENTRIES - 1)
    remove = db.session.scalars(select(Seal.entry_id).where(Seal.sequence == sequence)).one()
    db.session.execute(delete(Seal).where(Seal.sequence == sequence))
    db.session.execute(delete(Entry).where(Entry.id == remove))
    for later in range(sequence + 1, ENTRIES + 1):
        db.session.execute(update(Seal).where(Seal.sequence == later).values(sequence=later - 1))


def swap(rng: random.Random) -> None:
    first, second = rng.sample(range(1, ENTRIES + 1), 2)
    places = (select(Seal.sequence, Seal.entry_id).where(Seal.sequence.in_((first, second)))).order_by(Seal.sequence)
    (one, its), (other, theirs) = db.session.execute(places)
    db.session.execute(update(Seal).where(Seal.sequence == one).values(entry_id=uuid4()))
    db.session.execute(update(Seal).where(Seal.sequence == other).values(entry_id=its))
    db.session.execute(update(Seal).where(Seal.sequence == one).values(entry_id=theirs))


def forge(rng: random.Random) -> None:
    sequence = one_of(rng)
    change_entry(rng)
    mac = Sealer(b"en anden", None).mac("0" * 64, sequence, Entry(act="x"))
    db.session.execute(update(Seal).where(Seal.sequence == sequence).values(mac=mac))


def cut(rng: random.Random) -> None:
    first = rng.randint(2, ENTRIES)
    gone = list(db.session.scalars(select(Seal.entry_id).where(Seal.sequence >= first)))
    db.session.execute(delete(Seal).where(Seal.sequence >= first))
    db.session.execute(delete(Entry).where(Entry.id.in_(gone)))


def put_in(_rng: random.Random) -> None:
    long_ago = clock.now() - timedelta(days=40)
    db.session.add(Entry(act="own_case.read", at=long_ago, created_at=long_ago, by_id=uuid4()))


ALTERATIONS: list[Callable[[random.Random], None]] = [
    change_entry, remove_entry, remove_both, close_the_gap, swap, forge, cut, put_in,
]  # fmt: skip


def test_ad_2_two_hundred_alterations_are_all_found(sealer: Sealer) -> None:
    """AD-2: what somebody with the database's own rights does to the journal is found, 200 of 200 times."""
    bypass()
    rng = random.Random(2026)
    missed = []
    for number in range(200):
        alter = ALTERATIONS[number % len(ALTERATIONS)]
        with db.session.begin_nested() as step:
            alter(rng)
            db.session.flush()
            db.session.expire_all()
            if verify(sealer).is_whole:
                missed.append(alter.__name__)
            step.rollback()
        db.session.expire_all()
    assert missed == []
    assert verify(sealer).is_whole


def test_an_entry_from_before_roles_were_noted_keeps_its_seal_and_gets_no_role_afterwards(sealer: Sealer) -> None:
    db.session.add(Entry(act="own_case.read", by_id=uuid4()))
    db.session.commit()
    assert (sealer.seal_new(), verify(sealer).is_whole) == (1, True)
    bypass()
    db.session.execute(update(Entry).where(Entry.id == entry_at(ENTRIES + 1)).values(role="instructor"))
    db.session.expire_all()
    assert verify(sealer).changed == [ENTRIES + 1]


def test_it_says_where_the_journal_was_changed(sealer: Sealer) -> None:
    bypass()
    db.session.execute(update(Entry).where(Entry.id == entry_at(7)).values(act="own_case.listed"))
    db.session.execute(delete(Entry).where(Entry.id == entry_at(12)))
    db.session.execute(delete(Entry).where(Entry.id == entry_at(20)))
    db.session.execute(delete(Seal).where(Seal.sequence == 20))
    db.session.expire_all()
    found = verify(sealer)
    assert (found.changed, found.missing, found.unsealed, found.is_cut) == ([7], [12, 20], 0, False)


def test_an_end_that_was_cut_off_is_not_sealed_over(sealer: Sealer, outside: Path) -> None:
    head = outside.read_text(encoding="ascii")
    bypass()
    cut(random.Random(1))
    record("sign_in.done", by_id=uuid4())
    db.session.commit()
    with pytest.raises(HeadLost):
        sealer.seal_new()
    assert outside.read_text(encoding="ascii") == head
    assert verify(sealer).is_cut


def test_a_head_kept_elsewhere_finds_a_chain_that_was_made_anew(sealer: Sealer, outside: Path) -> None:
    kept = last_head()
    bypass()
    db.session.execute(delete(Seal))
    db.session.execute(update(Entry).where(Entry.result == "refused").values(result="done"))
    outside.unlink()
    db.session.expire_all()
    sealer.seal()
    assert verify(sealer).is_whole
    assert verify(sealer, kept).is_cut
    assert verify(sealer, Head(ENTRIES + 1, kept.mac)).is_cut


def test_another_key_fits_nothing(sealer: Sealer, outside: Path) -> None:
    assert len(verify(Sealer(b"en anden", outside)).changed) == ENTRIES


def test_entries_that_nobody_seals_are_told(sealer: Sealer) -> None:
    record("sign_in.done", by_id=uuid4())
    db.session.commit()
    clock.set_clock(clock.now() + timedelta(minutes=9))
    assert verify(sealer).unsealed == 0
    clock.set_clock(clock.now() + timedelta(minutes=2))
    assert verify(sealer).unsealed == 1
    assert db.session.scalar(select(func.count()).select_from(Entry)) == ENTRIES + 1
