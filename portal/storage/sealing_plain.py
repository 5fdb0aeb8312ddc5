"""Which confidential files came before files were sealed? Each is sealed by itself; may be stopped and run again.

The sealed bytes go under another key of the store; the row changes over in one transaction, and then the plain ones go.
"""

import logging
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Select, select, update
from sqlalchemy.orm import selectinload

from portal.db import db
from portal.sealing.keys import key_for
from portal.storage.content import put
from portal.storage.current import store
from portal.storage.models import FileKey, FileRendition, FileState, StoredFile
from portal.storage.names import new_key
from portal.storage.store import FileMissing, Kept, WrongSize

MOST_AT_ONCE: Final = 20
FIRST: Final = UUID(int=0)
ASK: Final = "`portal verify-storage --read-all` names them."
_log = logging.getLogger("portal.storage")


class _Plain(NamedTuple):
    """Bytes to seal, and the row that names them."""

    row: type[Any]
    row_id: UUID
    key: str
    size: int
    sha256: str | None
    media_type: str

    def is_what_came(self, kept: Kept) -> bool:
        """Whether what was sealed is what the row says."""
        return kept.size == self.size and self.sha256 in {None, kept.sha256}


def _plain(row: StoredFile | FileRendition) -> _Plain:
    sha256 = row.sha256 if isinstance(row, StoredFile) else None
    return _Plain(type(row), row.id, row.key, row.size, sha256, row.media_type)


class _Round:
    """How far this process has come with the files, over and over, and which of them it has to leave as they are."""

    def __init__(self) -> None:
        self.after = FIRST
        self.left: set[UUID] = set()
        self._told = 0

    def tell(self) -> None:
        """Say how many are left that nobody was told of yet."""
        if new := len(self.left) - self._told:
            _log.warning("%s older files stay as they are: the store has lost them, or has other bytes. %s", new, ASK)
        self._told = len(self.left)


_round = _Round()


class _Blocks:
    """What comes in blocks, read a length at a time."""

    def __init__(self, key: str) -> None:
        self._blocks, self._waiting = store().read(key), b""

    def read(self, length: int, /) -> bytes:
        """At most so many bytes; none at the end."""
        while not self._waiting:
            if (block := next(self._blocks, None)) is None:
                return b""
            self._waiting = block
        given, self._waiting = self._waiting[:length], self._waiting[length:]
        return given


def _due() -> Select[StoredFile]:
    """Not while somebody judges them: that may put another file in their place."""
    judged = StoredFile.check_at.is_(None), StoredFile.state.in_((FileState.AVAILABLE, FileState.REJECTED))
    plain = StoredFile.is_confidential, StoredFile.is_sealed.is_(False), StoredFile.emptied_at.is_(None)
    return select(StoredFile).where(*judged, *plain, StoredFile.id > _round.after).order_by(StoredFile.id)


def seal_plain_files() -> int:
    """Seal what is plain; how many files. Commits after each. Raises StoreDown; what was done until then stands.

    What is not as its row says is left as it is until the worker begins anew, and said once.
    """
    files = db.session.scalars(_due().options(selectinload(StoredFile.renditions)).limit(MOST_AT_ONCE)).all()
    wanted = [(one.id, [_plain(one), *map(_plain, one.renditions)]) for one in files if one.id not in _round.left]
    db.session.commit()
    done = sum(_seal(file_id, plain) for file_id, plain in wanted)
    _round.after = files[-1].id if len(files) == MOST_AT_ONCE else FIRST
    _round.tell()
    return done


def _seal(file_id: UUID, plain: list[_Plain]) -> bool:
    """False when it changed or went meanwhile, or the store has lost or other bytes: then nothing of it changes."""
    data_key, moved = key_for(db.session(), FileKey, file_id), {one.key: new_key() for one in plain}
    if data_key is None:
        return False  # it was let go of
    is_whole = all(_is_sealed_beside(one, moved[one.key], data_key) for one in plain)
    if not is_whole:
        _round.left.add(file_id)
    done = is_whole and _change_over(plain, moved)
    for old, new in moved.items():
        store().delete(old if done else new)
    return done


def _is_sealed_beside(one: _Plain, new: str, data_key: bytes) -> bool:
    try:
        return one.is_what_came(put(new, _Blocks(one.key), data_key, size=one.size, media_type=one.media_type))
    except (FileMissing, WrongSize):
        return False


def _change_over(plain: list[_Plain], moved: dict[str, str]) -> bool:
    for one in plain:
        values: dict[str, Any] = {"key": moved[one.key], **({"is_sealed": True} if one.row is StoredFile else {})}
        as_read = (one.row.id == one.row_id, one.row.key == one.key)
        still = () if one.row is FileRendition else (StoredFile.check_at.is_(None), StoredFile.is_sealed.is_(False))
        statement = update(one.row).where(*as_read, *still).values(values).execution_options(synchronize_session=False)
        if db.session.execute(statement).rowcount != 1:  # type: ignore[attr-defined]
            db.session.rollback()
            return False
    db.session.commit()
    return True
