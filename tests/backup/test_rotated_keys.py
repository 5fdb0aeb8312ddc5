"""Can an old master key be thrown away once it was changed and a backup was made since, and do all backups still open?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.app import create_app
from portal.backup import keys
from portal.backup.making import Made
from portal.backup.place import Place
from portal.backup.restoring import restore
from portal.config import Config
from portal.db import db
from portal.own_cases.drafts import remove_attachments
from portal.own_cases.models import OwnCase
from portal.sealing.masters import masters_of
from portal.sealing.rotating import rotate
from portal.sealing.state import refusal
from portal.storage.models import StoredFile
from portal.storage.sweeping import sweep_released
from tests.backup.conftest import leave
from tests.backup.test_drill import save
from tests.cast import Cast
from tests.own_cases.work import WHOLE, attach, write

NAME = "Notat på åen.pdf"
OLD = "nøglen-før-skiftet-æøå-0123456789-abcdef"
NEW = "nøglen-efter-skiftet-æøå-9876543210-fedcba"


def case_with_a_file(app: Flask) -> Callable[[], None]:
    """What takes the file away again: its key goes, and no ledger says so."""
    cast = Cast(app)
    with app.app_context():
        own_case = write(cast)
        case_id, file_id = own_case.id, attach(cast, own_case, NAME).file_id
        db.session.commit()

    def take_away() -> None:
        with app.app_context():
            found = db.session.get_one(OwnCase, case_id)
            remove_attachments(found, [file_id], by=cast.author)
            db.session.commit()
            assert sweep_released([file_id]) == 1
            db.session.remove()

    return take_away


def read_again(config: Config, folder: Path, name: str) -> tuple[str, list[str], list[str]]:
    """Why a portal brought back from a backup serves nobody, and else its cases' titles and its files' names."""
    restore(config, folder, name)
    app = create_app(config)
    with app.app_context():
        why = refusal()
        titles = [] if why else [one.title for one in db.session.scalars(select(OwnCase))]
        names = [] if why else [one.name for one in db.session.scalars(select(StoredFile))]
    leave(app)
    return why, titles, names


def saved_and_its_file_gone(
    new_place: Callable[[], Config], portal: Callable[[Config], Flask], tmp_path: Path
) -> tuple[Config, Path, Made]:
    """A portal under the old key, and a backup of when its case had a file: that file's key is in the backup alone."""
    live, folder = replace(new_place(), master_key=OLD), tmp_path / "kopier"
    take_away = case_with_a_file(portal(live))
    older = save(live, folder)
    take_away()
    return live, folder, older


def test_after_one_backup_with_both_master_keys_the_old_one_can_go(
    new_place: Callable[[], Config], portal: Callable[[Config], Flask], tmp_path: Path
) -> None:
    live, folder, older = saved_and_its_file_gone(new_place, portal, tmp_path)
    both = replace(live, master_key=f"{NEW} {OLD}")
    with portal(both).app_context():
        assert rotate() == 1
    clock.set_clock(clock.now() + timedelta(days=1))
    newest = save(both, folder)

    alone = masters_of(replace(live, master_key=NEW)).names
    kept = keys.read(Place(folder, live.sealing_key))
    assert {one.master for some in kept.values() for one in some.values()} == alone
    for name, names in ((newest.name, []), (older.name, [NAME])):
        assert read_again(replace(new_place(), master_key=NEW), folder, name) == ("", [WHOLE["title"]], names)


def test_a_key_that_no_master_key_at_hand_opens_is_kept_as_it_was(
    new_place: Callable[[], Config], portal: Callable[[Config], Flask], tmp_path: Path
) -> None:
    live, folder, older = saved_and_its_file_gone(new_place, portal, tmp_path)
    with portal(replace(live, master_key=f"{NEW} {OLD}")).app_context():
        rotate()
    clock.set_clock(clock.now() + timedelta(days=1))
    save(replace(live, master_key=NEW), folder)
    both = replace(new_place(), master_key=f"{NEW} {OLD}")
    assert read_again(both, folder, older.name) == ("", [WHOLE["title"]], [NAME]), "the old one is put back"
