"""How does a portal come back into an empty place? Everything is compared before and after, and only then it opens."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from portal.app import create_app
from portal.backup import keys, objects
from portal.backup.closing import add_what_is_missing, end_sign_ins
from portal.backup.databases import Database, database_of
from portal.backup.errors import Hindered, the_folder
from portal.backup.manifest import Manifest, Rows
from portal.backup.place import Place, sha256_of
from portal.backup.rows import LEFT_OUT
from portal.backup.taken_back import Closed, close_again
from portal.config import Config
from portal.db import db
from portal.journal.actions import record
from portal.journal.sealing import Head, Sealer
from portal.journal.verifying import verify
from portal.ledger import Ledger
from portal.migrating import change_tables
from portal.retention.reapplying import Applied, apply
from portal.schema import MIGRATIONS, wanted
from portal.sealing.plain import seal_what_is_plain
from portal.storage.current import prepare, store_from

RESTORED: Final = "backup.restored"


class Restored(NamedTuple):
    """What came back: its name and manifest, sessions ended, what was erased and closed again, whether the journal is whole."""

    name: str
    manifest: Manifest
    ended: int
    erased: Applied
    closed: Closed
    journal_is_whole: bool
    is_migrated: bool


def check(config: Config, folder: Path, name: str | None) -> tuple[str, Manifest]:
    """Read all of a backup, the newest unless one is named, and change nothing. Raises Hindered."""
    place = Place(folder, config.sealing_key)
    with place.open(make=False):
        chosen, manifest = _chosen(place, name)
        _judge(place, chosen, manifest, database_of(config))
        return chosen, manifest


def restore(config: Config, folder: Path, name: str | None) -> Restored:
    """Bring a backup, the newest unless one is named, into an empty database and an empty store.

    Raises Hindered, Away or StoreDown; then no portal opens here, and the same may be tried again.
    """
    place, database = Place(folder, config.sealing_key), database_of(config)
    with place.open(make=False):
        chosen, manifest = _chosen(place, name)
        _judge_kind(manifest, database)
        prepare(config)
        store = store_from(config)
        _refuse_without_ledger(config)
        database.refuse_unless_empty()
        objects.refuse_unless_empty(store, manifest.objects)
        _judge(place, chosen, manifest, database)
        objects.bring_back(store, place, manifest.objects)
        apart = keys.read(place) if manifest.keys_apart else {}
        with database.take_in(place.folder / chosen / database.dump) as loaded:
            with database.reading(loaded) as ask:
                _compare(database.tables(ask), manifest.tables)
            add_what_is_missing(Ledger(config.ledger_file), place.ledger)
            fit = _made_fit(config, loaded, manifest, apart)
    return Restored(chosen, manifest, *fit, manifest.revision != wanted())


def _chosen(place: Place, name: str | None) -> tuple[str, Manifest]:
    names = place.names()
    if not names or name not in {None, *names}:
        cut = "" if names else " What lies there was cut off before it was whole."
        raise Hindered(f"There is no backup {name or ''} in {place.folder}.{cut}".replace("  ", " ").replace(" .", "."))
    chosen = name or names[-1]
    return chosen, place.manifest(chosen)


def _judge_kind(manifest: Manifest, database: Database) -> None:
    if manifest.database != database.kind:
        raise Hindered(
            f"The backup is of a database of kind {manifest.database}, and PORTAL_DATABASE_URL names one of kind "
            f"{database.kind}. A backup comes back into the kind it was made of."
        )
    if manifest.revision not in _revisions():
        raise Hindered(
            f"The backup was made by a newer version of the portal (tables {manifest.revision}). Use that version or a later one."
        )


def _revisions() -> set[str]:
    """All revisions this version knows."""
    return {path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("*.py")}


def _judge(place: Place, name: str, manifest: Manifest, database: Database) -> None:
    """Read everything. Raises Hindered when something is not as it was written."""
    _judge_kind(manifest, database)
    dump = place.folder / name / database.dump
    if not dump.is_file():
        raise Hindered(f"The backup has lost its database: {dump} is missing. Nothing was restored.")
    if dump.stat().st_size != manifest.dump_size or sha256_of(dump) != manifest.dump_sha256:
        raise Hindered(f"The backup is damaged: {dump} is not as it was written. Nothing was restored.")
    if manifest.keys_apart:
        keys.read(place)
    objects.judge(place, manifest.objects)


def _compare(found: Mapping[str, Rows], said: Mapping[str, Rows]) -> None:
    """Raises Hindered when a table is not as it was."""
    differ = sorted(name for name in {*found, *said} - LEFT_OUT if found.get(name) != said.get(name))
    if differ:
        raise Hindered(f"These tables did not come back as they were: {', '.join(differ)}. Nothing was opened.")


def _refuse_without_ledger(config: Config) -> None:
    """Raises Hindered: without the ledger nobody can say who must not come back."""
    if not config.ledger_file.exists():
        raise Hindered(
            f"There is no erasure ledger at {config.ledger_file}, and who was erased after the backup was made would come "
            "back. Bring the old portal's file there (PORTAL_ERASURE_LEDGER). If nobody ever was erased, make an empty one."
        )


def _made_fit(
    config: Config, loaded: Config, manifest: Manifest, apart: keys.Keys
) -> tuple[int, Applied, Closed, bool]:
    """Make what was loaded fit to open: this version's tables, nobody signed in, who is gone gone, what was taken back closed, the journal sealed on.

    What is plain is sealed last: a row without its key would look plain, and such a row was erased.
    """
    app, ledger = create_app(loaded), Ledger(config.ledger_file)
    change_tables(app)
    with app.app_context():
        try:
            keys.put_back(apart, ledger)
            ended, closed = end_sign_ins(), close_again(ledger)
            record(RESTORED, by_id=None)
            db.session.commit()
            erased = apply(ledger)
            seal_what_is_plain()
            return ended, erased, closed, _is_journal_whole(config, manifest)
        finally:
            db.session.remove()
            db.engine.dispose()


def _is_journal_whole(config: Config, manifest: Manifest) -> bool:
    """Walk the chain to the backup's head, then seal what had no seal yet."""
    heads = [Head(*manifest.head)] if manifest.head[0] else []
    found = verify(Sealer(config.sealing_key, None), *heads)
    _put_aside(config.head_file)
    Sealer(config.sealing_key, config.head_file).seal()
    return not (found.changed or found.missing or found.is_cut)


def _put_aside(head: Path | None) -> None:
    """The head outside may be of entries that were written after the backup, and are lost: it is kept beside the new one."""
    if head is not None and head.exists():
        with the_folder(head.parent):
            head.replace(head.with_name(f"{head.name}.before-restore"))
