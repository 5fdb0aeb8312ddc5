"""Which file is looked at next, and by whom? A lease in the row: whoever has it works, and it ends by itself."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Select, select, update

from portal.clock import now
from portal.db import db
from portal.sealing.keys import key_for
from portal.sealing.rows import values_for
from portal.storage.content import data_key_of
from portal.storage.models import FileKey, FileState, StoredFile

LEASE: Final = timedelta(minutes=20)
FIRST_PAUSE: Final = timedelta(seconds=30)
LONGEST_PAUSE: Final = timedelta(minutes=30)
JUDGED_IN: Final = (FileState.RECEIVED, FileState.CHECKING, FileState.WAITING, FileState.AVAILABLE)


class Lease(NamedTuple):
    """A file that is ours to judge until the lease is over, as it was when we took it."""

    file_id: UUID
    key: str
    name: str
    size: int
    sha256: str | None
    is_confidential: bool
    data_key: bytes | None
    until: datetime
    before: FileState
    tries: int


def _due() -> Select[StoredFile]:
    return (
        select(StoredFile)
        .where(StoredFile.check_at <= now(), StoredFile.state.in_(JUDGED_IN))
        .order_by(StoredFile.check_at, StoredFile.created_at)
        .limit(8)
        .execution_options(populate_existing=True)
    )


def take_due_file() -> Lease | None:
    """Take the file that has waited longest, None when nothing is due. Commits."""
    for file in list(db.session.scalars(_due())):
        lease = _lease_of(file)
        state = FileState.AVAILABLE if file.state is FileState.AVAILABLE else FileState.CHECKING
        taken = db.session.execute(
            update(StoredFile)
            .where(StoredFile.id == file.id, StoredFile.state == file.state, StoredFile.check_at == file.check_at)
            .values(state=state, check_at=lease.until)
            .execution_options(synchronize_session=False)
        )
        db.session.commit()
        if taken.rowcount == 1:  # type: ignore[attr-defined]
            return lease
    db.session.commit()
    return None


def _lease_of(file: StoredFile) -> Lease:
    return Lease(
        file.id,
        file.key,
        file.name,
        file.size,
        file.sha256,
        file.is_confidential,
        data_key_of(file),
        now() + LEASE,
        file.state,
        file.check_tries,
    )


def end_lease(lease: Lease, values: Mapping[str, Any]) -> bool:
    """Write down what came of it, if the file is still ours: not given up, not taken by another after our time."""
    key = key_for(db.session(), FileKey, lease.file_id) if lease.is_confidential else None
    if lease.is_confidential and key is None:
        return False  # it was given up, and its key with it
    written = db.session.execute(
        update(StoredFile)
        .where(
            StoredFile.id == lease.file_id,
            StoredFile.check_at == lease.until,
            StoredFile.state.in_((FileState.CHECKING, FileState.AVAILABLE)),
        )
        .values(**values_for(StoredFile, lease.file_id, key, values))
        .execution_options(synchronize_session=False)
    )
    return bool(written.rowcount == 1)  # type: ignore[attr-defined]


def give_back(lease: Lease) -> None:
    """Let it be taken again soon, as if it had not been: the store was away. Commits."""
    state = FileState.RECEIVED if lease.before is FileState.CHECKING else lease.before
    end_lease(lease, {"state": state, "check_at": now() + FIRST_PAUSE})
    db.session.commit()


def pause_after(tries: int) -> timedelta:
    """How long to wait for the scanner after so many tries in vain."""
    return min(FIRST_PAUSE * (1 << min(tries, 10)), LONGEST_PAUSE)
