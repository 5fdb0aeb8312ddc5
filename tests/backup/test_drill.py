"""Does the portal come back whole, in an empty place, with a sentence for everything that stands in the way?"""

import io
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from portal import clock
from portal.backup.databases import database_of
from portal.backup.making import Made, back_up
from portal.backup.restoring import restore
from portal.config import Config
from portal.credentials.models import ResetLink, TrustedBrowser
from portal.db import db
from portal.journal.verifying import verify
from portal.people.models import Person, SignInSession
from portal.storage.current import store_from
from portal.storage.s3 import S3Store
from portal.worker import sealer_from
from tests.access.world import CANARY
from tests.backup.conftest import sealed
from tests.people.test_pages import code_in_the_newest_letter
from tests.reader import Reader
from tests.services.commands import Commands, Ended

DAYS = timedelta(days=35)
GONE = "maja.bruun@eksempel.dk"


def save(config: Config, folder: Path) -> Made:
    return back_up(config, store_from(config), folder, at=clock.now(), keep=DAYS)


def environment(config: Config) -> dict[str, str]:
    changed = {name: str(value) for name, value in asdict(config).items() if value != getattr(Config(), name)}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    return kept | {f"PORTAL_{name.upper()}": value for name, value in changed.items()}


def files_of(config: Config) -> dict[str, bytes]:
    store = store_from(config)
    return {found.key: b"".join(store.read(found.key)) for found in store.listed()}


def versions_in(config: Config) -> set[str]:
    """The keys of everything the store keeps, older versions and marks of deletion too."""
    store = store_from(config)
    if not isinstance(store, S3Store):
        return {found.key for found in store.listed()}
    found = store._s3.list_object_versions(Bucket=store._bucket)
    return {one["Key"] for one in [*found.get("Versions", []), *found.get("DeleteMarkers", [])]}


def tables_of(config: Config, folder: Path) -> object:
    database = database_of(config)
    with database.copy(folder) as ask:
        return database.tables(ask)


def modes(folder: Path) -> set[tuple[str, str]]:
    return {
        ("folder" if one.is_dir() else "file", oct(one.stat().st_mode & 0o777)) for one in [folder, *folder.rglob("*")]
    }


def signs_in(app: Flask, email: str) -> str:
    clock.set_clock(clock.now() + timedelta(hours=1))  # the code is in the newest letter
    reader = Reader(app)
    assert reader.post("/log-ind", {"email": email}).status == 303
    reader.post("/log-ind/kode", {"code": code_in_the_newest_letter(app)})
    return reader.get("/profil").heading


def test_re_9_a_portal_is_brought_back_into_an_empty_place(  # noqa: PLR0917 - all are fixtures
    live: Config,
    new_place: Callable[[], Config],
    portal: Callable[[Config], Flask],
    commands: Commands,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """RE-9: rows equal by hash, files equal, the journal whole, sign-in works, the erased stay erased; time and size are printed."""
    folder, new = tmp_path / "kopier", new_place()

    def run(config: Config, *words: str) -> Ended:
        return commands.run(*words, environment=environment(config), folder=tmp_path)

    before = tables_of(live, tmp_path / "before")
    saved = run(live, "backup", str(folder))
    assert run(live, "erase", GONE).returncode == 0
    shutil.copy(live.ledger_file, new.ledger_file)
    assert (saved.returncode, saved.stderr) == (0, "")
    assert modes(folder) == {("folder", "0o700"), ("file", "0o600")}
    brought = run(new, "restore", str(folder))
    assert (brought.returncode, brought.stderr) == (0, "")
    with capsys.disabled():
        print(f"\n{saved.stdout}{brought.stdout}", end="")

    name = json.loads(run(new, "restore", str(folder), "--check", "--json").stdout)["name"]
    manifest = json.loads((folder / name / "manifest.json").read_text())
    assert {table: tuple(rows) for table, rows in manifest["tables"].items()} == before
    assert manifest["tables"]["person"][0] > 10
    assert "Erased again, as the ledger says: 1 people, 0 cases, 0 answers." in brought.stdout
    assert files_of(new) == files_of(live)
    assert versions_in(new) == set(files_of(new)), "nothing of the erased is left as an older version"
    assert CANARY.encode() in files_of(new).values()

    app = portal(new)
    with app.app_context():
        found = verify(sealer_from(new))
        assert (found.is_whole, found.head.sequence > manifest["head"][0]) == (True, True)
        assert db.session.query(SignInSession).filter(SignInSession.ended_at.is_(None)).count() == 0
        assert db.session.query(Person).filter(Person.email == GONE).count() == 0
    if live.database_url.startswith("sqlite"):
        assert GONE.encode() not in Path(new.database_url.removeprefix("sqlite:///")).read_bytes()
    assert signs_in(app, "otto.lykkegaard@eksempel.dk") == "Din profil"
    assert run(new, "verify-storage", "--read-all").returncode == 0


@pytest.mark.once
def test_a_second_backup_copies_only_what_is_new_and_old_ones_go(live: Config, tmp_path: Path) -> None:
    folder = tmp_path / "kopier"
    first = save(live, folder)
    assert first.new == len(first.manifest.objects) > 1
    gone = first.manifest.objects[0].key
    bytes_of_it = files_of(live)[gone]
    store_from(live).delete(gone)
    clock.set_clock(clock.now() + DAYS)
    second = save(live, folder)
    assert (second.new, second.forgotten, second.manifest.lost) == (0, 0, [])
    assert second.manifest.objects == first.manifest.objects, "what is there already is not asked for again"
    clock.set_clock(clock.now() + timedelta(seconds=1))
    third = save(live, folder)
    assert third.forgotten == 1
    there = {path.name for path in folder.iterdir()} - {"erased"}  # there once anybody is
    assert there == {second.name, third.name, "keys.json", "lock", "objects"}
    assert (folder / "objects" / gone[:2] / gone).read_bytes() == bytes_of_it
    store_from(live).put(gone, io.BytesIO(bytes_of_it), media_type="application/pdf", limit=10**6)


@pytest.mark.once
def test_a_file_that_was_missing_already_is_told_and_the_rest_comes_back(
    live: Config, new_place: Callable[[], Config], commands: Commands, tmp_path: Path
) -> None:
    folder, new = tmp_path / "kopier", new_place()
    gone = min(files_of(live))
    bytes_of_it = files_of(live)[gone]
    store_from(live).delete(gone)
    for words, config in ((("backup", str(folder)), live), (("restore", str(folder)), new)):
        ended = commands.run(*words, environment=environment(config), folder=tmp_path)
        assert (ended.returncode, gone in ended.stdout) == (3, True)
    assert set(files_of(new)) == set(files_of(live))
    store_from(live).put(gone, io.BytesIO(bytes_of_it), media_type="application/pdf", limit=10**6)


@pytest.mark.once
def test_nobody_is_signed_in_by_what_comes_back(
    live: Config, new_place: Callable[[], Config], portal: Callable[[Config], Flask], tmp_path: Path
) -> None:
    """SE-2: a browser that was signed out after the backup was made stays signed out, and so does every other."""
    app, new = portal(live), new_place()
    with app.app_context():
        otto = db.session.query(Person).filter_by(name="Otto Lykkegård").one()
    Reader(app).sign_in(otto)
    later = clock.now() + timedelta(days=1)
    with app.app_context():
        db.session.add(TrustedBrowser(person_id=otto.id, secret_hash="1" * 64, browser="Firefox", expires_at=later))
        db.session.add(ResetLink(person_id=otto.id, token_hash="2" * 64, expires_at=later))
        db.session.commit()
    with app.app_context():
        open_ones = db.session.query(SignInSession).filter(SignInSession.ended_at.is_(None)).count()
    save(live, tmp_path / "kopier")
    assert restore(new, tmp_path / "kopier", None).ended == open_ones > 0
    with portal(new).app_context():
        assert db.session.query(SignInSession).filter(SignInSession.ended_at.is_(None)).count() == 0
        assert (db.session.query(TrustedBrowser).count(), db.session.query(ResetLink).count()) == (0, 0)


@pytest.mark.once
def test_the_head_of_lost_entries_is_kept_beside_the_new_one(
    live: Config, new_place: Callable[[], Config], portal: Callable[[Config], Flask], tmp_path: Path
) -> None:
    save(live, tmp_path / "kopier")
    new = new_place()
    head = Path(new.journal_head)
    head.write_text("4711 " + "a" * 64 + "\n")
    restore(new, tmp_path / "kopier", None)
    assert head.with_name(f"{head.name}.before-restore").read_text().startswith("4711 ")
    app = portal(new)
    with app.app_context():
        sealed(new)
        assert verify(sealer_from(new)).is_whole
