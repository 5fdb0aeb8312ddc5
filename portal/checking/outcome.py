"""How is it written down what a file is judged to be? In one transaction; bytes that no row names are removed."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from portal.checking.leases import Lease, end_lease, pause_after
from portal.checking.letters import tell_of_rejection
from portal.clock import now
from portal.db import db
from portal.journal.actions import record
from portal.storage.content import put
from portal.storage.current import store
from portal.storage.models import FileRendition, FileState, RenditionKind, StoredFile
from portal.storage.names import new_key
from portal.storage.reasons import Reason
from portal.storage.shapes import ending_of
from portal.storage.store import StorageError


class Kept(NamedTuple):
    """Bytes that are in the store and that the row does not name yet."""

    key: str
    media_type: str
    size: int
    sha256: str


class Passed(NamedTuple):
    """A file that others may have: what is known of it, what stands for it, what was made of it."""

    facts: dict[str, Any]
    replacement: Kept | None
    renditions: dict[RenditionKind, Kept]
    is_scanned: bool
    sha256: str


def keep(path: Path, media_type: str, kept: list[Kept], data_key: bytes | None) -> Kept:
    """Put bytes into the store under a key of their own, sealed as the file is that they come from."""
    key = new_key()
    with path.open("rb") as file:
        done = put(key, file, data_key, size=path.stat().st_size, media_type=media_type)
    one = Kept(key, media_type, done.size, done.sha256)
    kept.append(one)
    return one


def forget(kept: Iterable[Kept]) -> None:
    """Remove bytes that were kept in vain."""
    for one in kept:
        try:
            store().delete(one.key)
        except StorageError:
            return  # the sweeper finds what has no row


def write_down(lease: Lease, passed: Passed, kept: list[Kept]) -> None:
    """State, facts, image and renditions in one transaction; the old bytes go when it stands."""
    values = {
        **passed.facts,
        "state": FileState.AVAILABLE,
        "check_at": None,
        "check_tries": 0,
        "rejection": None,
        "rejected_entry": None,
        "is_scanned": passed.is_scanned,
        "sha256": passed.sha256,
    }
    if passed.replacement is not None:
        values |= _replaced(lease, passed.replacement, passed.sha256)
    if not end_lease(lease, values):
        db.session.rollback()
        forget(kept)
        return
    old = _renew_renditions(lease, passed.renditions)
    record("file.judged", by_id=None, subject_id=lease.file_id, owner_id=_owner_of(lease))
    db.session.commit()
    if passed.replacement is not None:
        old.append(lease.key)
    for key in old:
        forget([Kept(key, "", 0, "")])


def _replaced(lease: Lease, by: Kept, sha256: str) -> dict[str, Any]:
    """What others see is the image encoded anew; what came stays written down, for the receipt is over that."""
    name = lease.name
    if by.media_type == "image/jpeg" and ending_of(name) not in {".jpg", ".jpeg"}:
        name = name[: -len(ending_of(name))] + ".jpg"
    return {
        "key": by.key,
        "name": name,
        "media_type": by.media_type,
        "size": by.size,
        "sha256": by.sha256,
        "received_name": lease.name,
        "received_size": lease.size,
        "received_sha256": sha256,
    }


def _renew_renditions(lease: Lease, made: dict[RenditionKind, Kept]) -> list[str]:
    """The new ones in place of the old; answers the old ones' keys."""
    before = db.session.query(FileRendition).filter_by(file_id=lease.file_id).all()
    for rendition in before:
        db.session.delete(rendition)
    db.session.flush()
    for kind, one in made.items():
        db.session.add(
            FileRendition(file_id=lease.file_id, kind=kind, key=one.key, media_type=one.media_type, size=one.size)
        )
    return [rendition.key for rendition in before]


def _owner_of(lease: Lease) -> Any:
    return db.session.query(StoredFile.uploaded_by_id).filter_by(id=lease.file_id).scalar()


def reject(lease: Lease, reason: Reason, entry: str = "") -> None:
    """Keep the file from everybody, and tell whoever sent it once it belongs to something."""
    values = {
        "state": FileState.REJECTED,
        "rejection": reason.value,
        "rejected_entry": entry or None,
        "rejected_at": now(),
        "check_at": None,
    }
    if end_lease(lease, values):
        file = db.session.get_one(StoredFile, lease.file_id, populate_existing=True)
        record("file.rejected", by_id=None, subject_id=file.id, owner_id=file.uploaded_by_id)
        if file.claimed_at is not None:
            tell_of_rejection(file)
    db.session.commit()


def wait(lease: Lease) -> None:
    """Ask the scanner again after a pause that grows."""
    pause: timedelta = pause_after(lease.tries)
    state = FileState.AVAILABLE if lease.before is FileState.AVAILABLE else FileState.WAITING
    end_lease(lease, {"state": state, "check_at": now() + pause, "check_tries": lease.tries + 1})
    db.session.commit()
