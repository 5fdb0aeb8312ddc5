"""Is what was erased gone from the backups too, whoever has them and the master key?"""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.app import create_app
from portal.backup import keys
from portal.backup.databases import database_of
from portal.backup.place import Place
from portal.backup.restoring import restore
from portal.backup.rows import KEYS
from portal.config import Config
from portal.db import db
from portal.dilemmas.models import Dilemma
from portal.ledger import Kind, Ledger
from portal.own_cases.models import CaseKey, OwnCase
from portal.packs.models import CasePack, PackState
from portal.retention.erasing import erase_person
from portal.sealing.masters import Masters
from portal.sealing.state import key_kinds
from portal.storage.actions import receive_file
from portal.storage.models import StoredFile
from tests.backup.conftest import leave
from tests.backup.test_drill import DAYS, save
from tests.cast import Cast
from tests.own_cases.work import WHOLE, attach, hand_in, write
from tests.storage.samples import sample

NAME = "Notat på åen.pdf"


def two_cases(app: Flask) -> tuple[UUID, UUID]:
    """One that is to be erased, with a file, a card and its author; and another."""
    cast = Cast(app)
    with app.app_context():
        going = write(cast)
        attach(cast, going, NAME)
        hand_in(cast, going)
        words = {"title": "Kort", "situation": "Om åen", "option_1": "A", "option_2": "B"}
        db.session.add(Dilemma(made_by_id=cast.instructor.id, own_case_id=going.id, **words))
        receive_file(by=cast.classmate, name=NAME, stream=io.BytesIO(sample("pdf")))
        staying = write(cast, by=cast.classmate)
        pack = CasePack(cohort_id=cast.cohort.id, person_id=cast.instructor.id, state=PackState.READY, pdf="JVBERi0=")
        db.session.add(pack)
        db.session.commit()
        return going.id, staying.id


def titles(app: Flask) -> dict[UUID, str]:
    with app.app_context():
        return {one.id: one.title for one in db.session.scalars(select(OwnCase))}


def carried_off(config: Config, folder: Path, name: str) -> tuple[dict[UUID, str], dict[UUID, str], set[str]]:
    """What somebody reads who has a backup, all keys beside it, the master key, and no ledger: cases, keys, file names."""
    database = database_of(config)
    nobody = Ledger(folder / "nobody")
    with database.take_in(folder / name / database.dump) as loaded:
        app = create_app(loaded)
        with app.app_context():
            keys.put_back(keys.read(Place(folder, config.sealing_key)), nobody)
            db.session.commit()
            there = {one.id: one.wrapped for one in db.session.scalars(select(CaseKey))}
            names = {one.name for one in db.session.scalars(select(StoredFile))}
            assert db.session.scalars(select(CasePack)).all() == [], "what was gathered from cases is made again"
        found = titles(app)
        leave(app)
    return found, there, names


def test_what_was_erased_opens_from_no_older_backup_and_the_rest_does(
    new_place: Callable[[], Config], portal: Callable[[Config], Flask], tmp_path: Path
) -> None:
    live, folder = new_place(), tmp_path / "kopier"
    app = portal(live)
    going, staying = two_cases(app)
    yesterday = save(live, folder)
    before, _keys, names = carried_off(new_place(), folder, yesterday.name)
    assert (before, names) == ({going: WHOLE["title"], staying: WHOLE["title"]}, {NAME})

    with app.app_context():
        erase_person(db.session.get_one(OwnCase, going).author_id, by_id=None, ledger=Ledger(live.ledger_file))
        db.session.commit()
        db.session.remove()
    clock.set_clock(clock.now() + timedelta(days=1))
    save(live, folder)
    after, there, names = carried_off(new_place(), folder, yesterday.name)
    assert after == {going: "", staying: WHOLE["title"]}, "its row is there, its words are not"
    assert (set(there), names) == ({staying}, {"", NAME})

    new = new_place()
    assert restore(new, folder, yesterday.name).erased.persons == 1
    restored = create_app(new)
    assert titles(restored) == {staying: WHOLE["title"]}
    leave(restored)


@pytest.mark.once
def test_a_key_stays_for_as_long_as_a_backup_may_need_it_unless_it_was_erased(tmp_path: Path) -> None:
    place, at = Place(tmp_path, b"hemmelig"), clock.now()
    one, other = (UUID(int=number) for number in (1, 2))

    def keep(*found: UUID, days: int) -> set[UUID]:
        now = at + timedelta(days=days)
        rows = {"case_key": {str(key): keys.Key("w", "m", at.isoformat(), now.isoformat()) for key in found}}
        keys.keep(place, rows, Masters(["en nøgle til prøver"]), at=now, keep_for=DAYS)
        return {UUID(key) for key in keys.read(place)["case_key"]}

    assert keep(one, other, days=0) == {one, other}
    assert keep(one, days=35) == {one, other}
    assert keep(one, days=36) == {one}
    assert keep(one, other, days=37) == {one, other}
    place.ledger.add(Kind.OWN_CASE, other)
    assert keep(one, days=37) == {one}


@pytest.mark.once
def test_every_kind_of_key_is_kept_apart() -> None:
    assert {kind.__tablename__ for kind in key_kinds()} == KEYS | {"case_pack_key"}, "a pack is made again"
