"""How do the store's files get into a backup and back? Each is written once, under its own key, and its SHA-256 compared."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from portal.backup.errors import Hindered, the_folder
from portal.backup.manifest import Kept
from portal.backup.place import Place, appearing, sha256_of
from portal.storage.store import FileMissing, Store

ANY_BYTES: Final = "application/octet-stream"  # addresses to read a file name its type themselves


class Copied(NamedTuple):
    """All files of a backup; keys the store had not, or not as the database says; and what was not there before."""

    kept: list[Kept]
    lost: list[str]
    new: int
    new_bytes: int


class Copier:
    """Copies what is not there yet: a key never gets other bytes, so what is there stays."""

    def __init__(self, store: Store, place: Place, known: Mapping[str, Kept]) -> None:
        self._store, self._place, self._known = store, place, known

    def copy(self, wanted: Iterable[tuple[str, int, str | None]]) -> Copied:
        """Every file the database names. Raises StoreDown, and Away when there is no room."""
        kept, lost, new = [], [], []
        for key, size, sha256 in wanted:
            one = self._there(key, size)
            if one is None and (one := self._fetch(key)) is not None:
                new.append(one.size)
            if one is None or one.size != size or sha256 not in {None, one.sha256}:
                lost.append(key)
                self._place.object(key).unlink(missing_ok=True)
            else:
                kept.append(one)
        return Copied(kept, lost, len(new), sum(new))

    def _there(self, key: str, size: int) -> Kept | None:
        path = self._place.object(key)
        if not path.is_file() or path.stat().st_size != size:
            return None
        return self._known.get(key) or Kept(key, size, sha256_of(path))

    def _fetch(self, key: str) -> Kept | None:
        path, digest, size = self._place.object(key), hashlib.sha256(), 0
        path.parent.mkdir(exist_ok=True)
        try:
            with appearing(path) as file:
                for block in self._store.read(key):
                    digest.update(block)
                    size += len(block)
                    file.write(block)
        except FileMissing:
            return None
        return Kept(key, size, digest.hexdigest())


def judge(place: Place, objects: Iterable[Kept]) -> None:
    """Read every file of a backup. Raises Hindered when one is missing or not as it was."""
    for one in objects:
        path = place.object(one.key)
        if not path.is_file():
            raise Hindered(f"The backup has lost a file: {path} is missing. Nothing was restored.")
        if path.stat().st_size != one.size or sha256_of(path) != one.sha256:
            raise Hindered(f"The backup is damaged: {path} is not as it was written. Nothing was restored.")


def refuse_unless_empty(store: Store, objects: Iterable[Kept]) -> None:
    """Raises Hindered when the store holds anything but what a restore of this backup left that was cut off."""
    ours = {one.key for one in objects}
    if any(found.key not in ours for found in store.listed()):
        raise Hindered("The store is not empty. Give PORTAL_STORAGE_URL a new one; nothing is written over.")


def bring_back(store: Store, place: Place, objects: Iterable[Kept]) -> None:
    """Put every file into the store, and read it there again. Raises StoreDown or Hindered."""
    for one in objects:
        path = place.object(one.key)
        with the_folder(path.parent):
            file = path.open("rb")
        with file:
            store.put(one.key, file, media_type=ANY_BYTES, limit=one.size)
        digest = hashlib.sha256()
        for block in store.read(one.key):
            digest.update(block)
        if digest.hexdigest() != one.sha256:
            raise Hindered(f"The store does not give back what it got, under the key {one.key}. Nothing was opened.")
