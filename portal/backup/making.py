"""How is a backup made while the portal runs? Rows of one moment, then the files they name, then the manifest."""

from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from portal.backup import keys
from portal.backup.closing import add_what_is_missing
from portal.backup.databases import database_of
from portal.backup.errors import Hindered
from portal.backup.manifest import Kept, Manifest, Rows
from portal.backup.objects import Copied, Copier
from portal.backup.place import Place, sha256_of
from portal.backup.rows import head_of, objects_of, revision_of
from portal.config import Config
from portal.ledger import Ledger
from portal.sealing.masters import masters_of
from portal.storage.store import Store


class Made(NamedTuple):
    """A new backup: its name, what is in it, what of the files was not there before, and how many old backups went."""

    name: str
    manifest: Manifest
    new: int
    new_bytes: int
    forgotten: int


class _State(NamedTuple):
    """What a database said at the moment it was copied."""

    revision: str
    tables: dict[str, Rows]
    head: tuple[int, str]
    objects: list[tuple[str, int, str | None]]
    keys: keys.Keys


def back_up(config: Config, store: Store, folder: Path, *, at: datetime, keep: timedelta) -> Made:
    """Make a backup in `folder`, and forget those older than `keep`. Raises Hindered, Away or StoreDown; then there is none."""
    place = Place(folder, config.sealing_key)
    with place.open(make=True):
        made = place.begin(at)
        try:
            state = _copied_rows(config, made, at)
            copied = Copier(store, place, _known(place)).copy(state.objects)
            lost = _still_named(config, copied.lost)
            manifest = _manifest(config, made, at, state, copied._replace(lost=lost))
            add_what_is_missing(place.ledger, Ledger(config.ledger_file))
            keys.keep(place, state.keys, masters_of(config), at=at, keep_for=keep)
            place.finish(made, manifest)
        except BaseException:
            place.give_up(made)
            raise
        return Made(made.name, manifest, copied.new, copied.new_bytes, place.forget_old(at, keep))


def _copied_rows(config: Config, made: Path, at: datetime) -> _State:
    database = database_of(config)
    with database.copy(made / database.dump) as ask:
        found = keys.keys_in(ask, database.names(ask), at=at)
        return _State(revision_of(ask), database.tables(ask), head_of(ask), objects_of(ask), found)


def _still_named(config: Config, lost: list[str]) -> list[str]:
    """Those of the keys that no row has let go of since the database was copied."""
    if not lost:
        return []
    with database_of(config).reading(config) as ask:
        named = {key for key, _size, _sha256 in objects_of(ask)}
    return [key for key in lost if key in named]


def _known(place: Place) -> dict[str, Kept]:
    """What the newest backup says of its files, so that they need not be read again."""
    names = place.names()
    try:
        return {one.key: one for one in place.manifest(names[-1]).objects} if names else {}
    except Hindered:
        return {}  # the key was changed since: the files are read again


def _manifest(config: Config, made: Path, at: datetime, state: _State, copied: Copied) -> Manifest:
    database = database_of(config)
    dump = made / database.dump
    return Manifest(
        made_at=at.isoformat(),
        version=version("mitkomponent"),
        revision=state.revision,
        database=database.kind,
        dump_size=dump.stat().st_size,
        dump_sha256=sha256_of(dump),
        tables=state.tables,
        head=state.head,
        objects=copied.kept,
        lost=copied.lost,
        keys_apart=True,
    )
