"""What if something is in the way? A sentence, nothing half open, and the same may be tried again."""

import io
import json
import os
import resource
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import create_engine, inspect

from portal import clock, schema
from portal.backup.databases import database_of
from portal.backup.errors import Away, Hindered
from portal.backup.manifest import read, written
from portal.backup.place import Place
from portal.backup.restoring import check, restore
from portal.config import Config
from portal.ledger import Kind, Ledger
from portal.storage.store import StoreDown
from tests.backup.conftest import leave, portal_on
from tests.backup.test_drill import environment, files_of, save, store_from, tables_of
from tests.conftest import MONDAY_MORNING
from tests.services.commands import Commands

KILLS = 5


@pytest.fixture(scope="module")
def saved(live: Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one whole backup."""
    folder = tmp_path_factory.mktemp("kopier")
    save(live, folder)
    return folder


def copied(saved: Path, tmp_path: Path) -> tuple[Path, Path, str]:
    """A backup of one's own to damage, the folder of its newest, and its name."""
    folder = shutil.copytree(saved, tmp_path / "kopier")
    [name] = [path.parent.name for path in folder.glob("*/manifest.json")]
    return folder, folder / name, name


def damaged(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def is_untouched(config: Config) -> bool:
    """Whether no portal can open there."""
    with suppress(StoreDown):
        assert not files_of(config)
    return not may_open(config)


def may_open(config: Config) -> bool:
    """Whether a database is there that no restore has marked as unfinished."""
    if config.database_url.startswith("sqlite"):
        return Path(config.database_url.removeprefix("sqlite:///")).exists()
    engine = create_engine(config.database_url)
    tables = inspect(engine).get_table_names()
    engine.dispose()
    return bool(tables) and schema.UNFINISHED not in tables


HARMS: dict[str, tuple[Callable[[Path, Path], object], str]] = {
    "a byte of the rows": (lambda _folder, made: damaged(next(made.glob("database.*"))), "is not as it was written"),
    "no rows": (lambda _folder, made: next(made.glob("database.*")).unlink(), "has lost its database"),
    "a byte of a file": (
        lambda folder, _made: damaged(sorted(folder.glob("objects/*/*"))[3]),
        "is not as it was written",
    ),
    "no file": (lambda folder, _made: sorted(folder.glob("objects/*/*"))[3].unlink(), "has lost a file"),
    "a byte of the manifest": (lambda _folder, made: damaged(made / "manifest.json"), "manifest"),
    "half a manifest": (lambda _folder, made: os.truncate(made / "manifest.json", 400), "manifest is damaged"),
    "no manifest": (lambda _folder, made: (made / "manifest.json").unlink(), "was cut off before it was whole"),
    "no keys": (lambda folder, _made: (folder / "keys.json").unlink(), "without it no case opens"),
    "a byte of the keys": (lambda folder, _made: damaged(folder / "keys.json"), "without it no case opens"),
    "no backup": (lambda folder, _made: shutil.rmtree(folder / "objects"), "There is no backup in"),
}


@pytest.mark.once
@pytest.mark.parametrize("harm", HARMS)
def test_what_is_damaged_is_told_and_opens_nothing(
    saved: Path, tmp_path: Path, new_place: Callable[[], Config], harm: str
) -> None:
    folder, made, _name = copied(saved, tmp_path)
    do, words = HARMS[harm]
    do(folder, made)
    new = new_place()
    with pytest.raises(Hindered, match=words):
        restore(new, folder, None)
    with pytest.raises(Hindered, match=words):
        check(new, folder, None)
    assert is_untouched(new)


@pytest.mark.once
def test_another_version_another_kind_and_another_key_are_told(
    live: Config, saved: Path, tmp_path: Path, new_place: Callable[[], Config]
) -> None:
    folder, made, name = copied(saved, tmp_path)
    file, key, new = made / "manifest.json", live.sealing_key, new_place()
    manifest = read(file.read_text(), key)
    for changed, words in (
        (replace(manifest, revision="9999"), "made by a newer version"),
        (replace(manifest, format=3), "has format 3"),
        (replace(manifest, database="postgresql"), "comes back into the kind"),
    ):
        file.write_text(written(changed, key))
        with pytest.raises(Hindered, match=words):
            restore(new, folder, None)
    file.write_text(json.dumps(json.loads(written(manifest, key)) | {"made_at": "i går"}))
    with pytest.raises(Hindered, match="altered"):
        restore(new, folder, name)
    file.write_text(written(manifest, key))
    with pytest.raises(Hindered, match="PORTAL_JOURNAL_KEY"):
        restore(replace(new, secret_key="en helt anden hemmelighed"), folder, name)
    with pytest.raises(Hindered, match="There is no backup 2020 in"):
        restore(new, folder, "2020")
    assert is_untouched(new)


def test_only_an_empty_place_takes_a_backup_in(live: Config, saved: Path, new_place: Callable[[], Config]) -> None:
    before, files = tables_of(live, saved.with_name("before")), files_of(live)
    with pytest.raises(Hindered, match="not empty"):
        restore(live, saved, None)
    new = new_place()
    leave(portal_on(new))
    store_from(new).put("a" * 40, io.BytesIO(b""), media_type="x", limit=1)
    with pytest.raises(Hindered, match="The store is not empty"):
        restore(new, saved, None)
    assert (tables_of(live, saved.with_name("after")), files_of(live)) == (before, files)
    new = new_place()
    leave(portal_on(new))  # migrated, and nobody in it
    assert restore(new, saved, None).ended > 0


@pytest.mark.once
def test_nothing_comes_back_without_the_ledger(live: Config, saved: Path, new_place: Callable[[], Config]) -> None:
    new = new_place()
    new.ledger_file.unlink()
    with pytest.raises(Hindered, match="There is no erasure ledger at"):
        restore(new, saved, None)
    assert is_untouched(new)


@pytest.mark.once
def test_who_was_gone_by_a_later_backup_does_not_come_back_with_an_earlier_one(
    live: Config, new_place: Callable[[], Config], tmp_path: Path
) -> None:
    folder, new = tmp_path / "kopier", new_place()
    first = save(live, folder)
    engine = create_engine(live.database_url)
    with engine.connect() as connection:
        case = connection.exec_driver_sql("SELECT id FROM own_case LIMIT 1").scalar_one()
    engine.dispose()
    Ledger(live.ledger_file).add(Kind.OWN_CASE, UUID(str(case)))
    clock.set_clock(clock.now() + timedelta(days=1))
    save(live, folder)
    assert restore(new, folder, first.name).erased.own_cases == 1
    live.ledger_file.write_text("")


def test_nothing_opens_while_a_restore_is_not_at_its_end(
    new_place: Callable[[], Config], commands: Commands, tmp_path: Path
) -> None:
    new = new_place()
    leave(portal_on(new))
    engine = create_engine(new.database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE TABLE {schema.UNFINISHED} (at integer)")
    engine.dispose()
    for words in (("check",), ("check", "--prepare")):
        refused = commands.run(*words, environment=environment(new), folder=tmp_path)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert refused.stderr.startswith("A restore into this database is under way, or was cut off.")
    assert commands.run("worker", "--once", environment=environment(new), folder=tmp_path).returncode == 1


@pytest.mark.once
def test_a_folder_of_other_things_is_left_alone(live: Config, tmp_path: Path) -> None:
    (tmp_path / "andet.txt").write_text("x")
    tmp_path.chmod(0o755)
    with pytest.raises(Hindered, match="holds other things"):
        save(live, tmp_path)
    assert (tmp_path.stat().st_mode & 0o777, sorted(path.name for path in tmp_path.iterdir())) == (0o755, ["andet.txt"])


@pytest.mark.once
def test_two_at_once_do_not_meet(live: Config, saved: Path) -> None:
    child = in_a_child(lambda: hold(saved, live))
    while not (saved / "held").exists():
        time.sleep(0.01)
    with pytest.raises(Hindered, match="Another backup or restore"):
        save(live, saved)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    (saved / "held").unlink()


def hold(folder: Path, live: Config) -> None:
    with Place(folder, live.sealing_key).open(make=False):
        (folder / "held").touch()
        time.sleep(60)


def in_a_child(work: Callable[[], object]) -> int:
    """The number of a process that does this and ends: 0 when it went well, 2 when there was no room."""
    child = os.fork()
    if child:
        return child
    status = 1
    with suppress(BaseException):
        try:
            work()
            status = 0
        except Away as away:
            status = 2 if "no room" in str(away) or "could not be copied" in str(away) else 1
    os._exit(status)


@pytest.mark.once
@pytest.mark.parametrize("limit", [100_000, 1_500_000])
def test_no_room_leaves_no_backup(live: Config, tmp_path: Path, limit: int) -> None:
    big = "b" * 40
    store_from(live).put(big, io.BytesIO(bytes(2_000_000)), media_type="x", limit=2_000_000)
    engine = create_engine(live.database_url)
    with engine.begin() as connection:
        one = connection.exec_driver_sql("SELECT key, size FROM stored_file WHERE state = 'available' LIMIT 1").one()
        connection.exec_driver_sql("UPDATE stored_file SET key = ?, size = 2000000 WHERE key = ?", (big, one.key))
    folder = tmp_path / "kopier"

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        save(live, folder)

    _pid, status = os.waitpid(in_a_child(work), 0)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE stored_file SET key = ?, size = ? WHERE key = ?", (one.key, one.size, big))
    engine.dispose()
    store_from(live).delete(big)
    assert os.waitstatus_to_exitcode(status) == 2
    assert [path.name for path in folder.glob("*") if path.name not in {"lock", "objects"}] == []
    assert list(folder.glob("objects/*/*.part")) == []


def cut_off(work: Callable[[], object], after: float) -> None:
    """Begin this and kill it so many seconds later."""
    child = in_a_child(work)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def test_a_backup_that_is_killed_is_whole_or_none(live: Config, tmp_path: Path) -> None:
    begun = time.monotonic()
    save(live, tmp_path / "tid")
    whole = time.monotonic() - begun
    folder = tmp_path / "kopier"
    for number in range(KILLS):
        clock.set_clock(MONDAY_MORNING + timedelta(seconds=number))
        cut_off(lambda: save(live, folder), whole * (number + 0.5) / KILLS)
        for path in folder.glob("*/manifest.json"):
            check(live, folder, path.parent.name)
    clock.set_clock(MONDAY_MORNING + timedelta(minutes=1))
    made = save(live, folder)
    assert check(live, folder, made.name)[1].lost == []
    left = {path.name for path in folder.iterdir() if path.is_dir()} - {"objects"}
    assert left == {path.parent.name for path in folder.glob("*/manifest.json")}


def test_a_restore_that_is_killed_opens_nothing_and_may_be_run_again(
    live: Config, saved: Path, new_place: Callable[[], Config]
) -> None:
    begun = time.monotonic()
    restore(new_place(), saved, None)
    whole = time.monotonic() - begun
    new = new_place()
    for number in range(KILLS):
        cut_off(lambda: restore(new, saved, None), whole * (number + 0.2) / KILLS)
        if may_open(new):
            break
    if not may_open(new):
        restore(new, saved, None)
    assert files_of(new) == files_of(live)
    database = database_of(new)
    with database.reading(new) as ask:
        assert database.tables(ask)["own_case"].rows == 9
