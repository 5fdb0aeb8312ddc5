"""What can happen to a file? It comes, in parts or through the portal; something claims it; it is let go."""

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import delete

from portal.clock import now
from portal.db import db
from portal.errors import Refused
from portal.holding import take_turns
from portal.journal.actions import record
from portal.people.models import Person
from portal.sealing.keys import hold_new
from portal.storage.arriving import Arrived, judge_size, take_in
from portal.storage.current import limits, store
from portal.storage.kinds import judge_name
from portal.storage.looking import judge_content, stored_bytes
from portal.storage.models import FileKey, FileState, StoredFile
from portal.storage.names import clean_name, new_key
from portal.storage.queries import KEPT, bytes_kept_by, claimable_files, open_upload
from portal.storage.store import FileMissing, Readable
from portal.storage.undoing import forget_if_undone
from portal.text import _

SMALLEST_PART: Final = 8 << 20
MOST_PARTS: Final = 9000
MOST_ADDRESSES: Final = 100


def begin_upload(*, by: Person, name: str, size: int, fingerprint: str) -> StoredFile:
    """Open an upload straight to the store, or find the one that was begun with the same fingerprint, to go on with.

    `size` is bytes. Raises Refused before any byte has come: kind of file, empty, too large.
    """
    name = clean_name(name)
    kind = judge_name(name, is_confidential=False)
    judge_size(name, size, limits().material)
    begun = open_upload(by=by, fingerprint=fingerprint[:400], size=size)
    if begun is not None and _is_still_open(begun):
        return begun
    key = new_key()
    file = StoredFile(
        key=key,
        name=name,
        media_type=kind.media_type,
        size=size,
        is_confidential=False,
        uploaded_by_id=by.id,
        upload_id=store().begin(key, media_type=kind.media_type),
        part_size=max(SMALLEST_PART, -(-size // MOST_PARTS)),
        fingerprint=fingerprint[:400],
    )
    db.session.add(file)
    db.session.flush()
    return file


def _is_still_open(file: StoredFile) -> bool:
    try:
        store().parts(file.key, file.upload_id or "")
    except FileMissing:
        file.state = FileState.ABORTED
        return False
    return True


def _length_of(file: StoredFile, number: int) -> int:
    """The bytes part `number` must have; none when there is no such part."""
    step = file.part_size or file.size
    return max(0, min(step, file.size - (number - 1) * step))


def parts_of(file: StoredFile) -> list[int]:
    """The numbers of the parts that have come whole. Raises FileMissing when the upload is over."""
    found = store().parts(file.key, file.upload_id or "")
    return sorted(number for number, size in found.items() if size == _length_of(file, number))


def part_addresses(file: StoredFile, *, checksums: Mapping[int, str]) -> dict[int, str]:
    """Where the browser PUTs these parts, each of exactly its own length and SHA-256 (in hex).

    Raises Refused for numbers that are none.
    """
    wanted = sorted(checksums)
    known = file.state is FileState.RESERVED and all(number > 0 and _length_of(file, number) for number in wanted)
    if not known or len(wanted) > MOST_ADDRESSES:
        raise Refused(_("Den del af filen findes ikke. Vælg filen igen."))
    key, upload_id = file.key, file.upload_id or ""
    return {n: store().part_address(key, upload_id, n, size=_length_of(file, n), sha256=checksums[n]) for n in wanted}


def finish_upload(file: StoredFile) -> None:
    """Join the parts, ask the store for the size, and read what tells the kind. May be asked twice.

    Raises Refused when a part is missing, which leaves the upload open, or when the content is not what the name
    says, which removes it from the store.
    """
    if file.state in KEPT:
        return
    _must_be_whole(file)
    size = store().finish(file.key, file.upload_id or "")
    try:
        _judge_finished(file, size)
    except Refused:
        store().delete(file.key)
        raise
    file.state, file.completed_at, file.check_at = FileState.RECEIVED, now(), now()
    record("file.uploaded", by_id=file.uploaded_by_id, subject_id=file.id, owner_id=file.uploaded_by_id)


def _judge_finished(file: StoredFile, size: int) -> None:
    if size != file.size:
        raise Refused(_("Filen kom ikke helt frem. Vælg den igen."), field="files")
    kind = judge_name(file.name, is_confidential=False)
    judge_content(kind, file.name, stored_bytes(store(), file.key, size), size)


def _must_be_whole(file: StoredFile) -> None:
    try:
        found = store().parts(file.key, file.upload_id or "")
    except FileMissing:
        return  # finished before, or gone: the store will say which
    if sum(found.values()) != file.size:
        raise Refused(_("Der mangler noget af filen. Vælg den igen, så sender vi resten."), field="files")


def cancel_upload(file: StoredFile) -> None:
    """Give a file up before something has claimed it; the sweeper removes what has come."""
    if file.claimed_at is None:
        file.state = FileState.ABORTED


def judge_attachment(*, by: Person, name: str, size: int) -> None:
    """Say no to a confidential file before its bytes have come. Raises Refused as `receive_file` does."""
    name = clean_name(name)
    judge_name(name, is_confidential=True)
    judge_size(name, size, limits().attachment)
    _judge_room(by, size)


def receive_file(*, by: Person, name: str, stream: Readable) -> StoredFile:
    """Take in a confidential file through the portal.

    Raises Refused, with nothing kept: kind of file, empty, too large, content not what the name says, no more room.
    """
    arrived = take_in(name=name, stream=stream, limit=limits().attachment, is_confidential=True)
    return keep_file(arrived, by=by)


def receive_material(*, by: Person, name: str, stream: Readable) -> StoredFile:
    """Take in a material through the portal, for a form post without script. Raises Refused as `receive_file` does."""
    return keep_file(take_in(name=name, stream=stream, limit=limits().material, is_confidential=False), by=by)


def keep_file(arrived: Arrived, *, by: Person) -> StoredFile:
    """Give bytes that have come in their row. Raises Refused, and removes them, when the person has no more room."""
    try:
        if arrived.is_confidential:
            _hold_still(by)
            _judge_room(by, arrived.kept.size)
    except Refused:
        store().delete(arrived.key)
        raise
    forget_if_undone(arrived.key)
    file_id = uuid4()
    if arrived.data_key is not None:
        hold_new(db.session(), FileKey, file_id, arrived.data_key)
    file = StoredFile(
        id=file_id,
        key=arrived.key,
        name=arrived.name,
        media_type=arrived.media_type,
        size=arrived.kept.size,
        sha256=arrived.kept.sha256,
        is_confidential=arrived.is_confidential,
        is_sealed=arrived.data_key is not None,
        state=FileState.RECEIVED,
        uploaded_by_id=by.id,
        completed_at=now(),
        check_at=now(),
    )
    record("file.uploaded", by_id=by.id, subject_id=file.id, owner_id=by.id)
    db.session.add(file)
    return file


def _hold_still(person: Person) -> None:
    """Two files of one person at once must not both see room for one: the person's row waits."""
    take_turns(Person, person.id)


def _judge_room(person: Person, size: int) -> None:
    if bytes_kept_by(person) + size > limits().person:
        raise Refused(_("Der er ikke plads til flere filer fra dig. Fjern en fil, du ikke bruger mere."), field="files")


def claim_files(ids: Iterable[UUID], *, by: Person, confidential: bool, most: int) -> list[StoredFile]:
    """Make files part of something: the person's own, completed, unclaimed, and of the right sort.

    Answers them in the order of the ids. Raises Refused otherwise, and for more than `most`.
    """
    wanted = list(dict.fromkeys(ids))
    if len(wanted) > most:
        raise Refused(_("Der er plads til %(most)s filer. Fjern nogle af dem.", most=most), field="files")
    found = claimable_files(wanted, by=by) if wanted else {}
    unfit = next((file for file in found.values() if file.state is FileState.REJECTED), None)
    if unfit is not None:
        raise Refused(unfit.why_rejected, field="files")
    if any(key not in found or found[key].is_confidential is not confidential for key in wanted):
        raise Refused(_("En af filerne er her ikke længere. Fjern den, og vælg den igen."), field="files")
    for file in found.values():
        file.claimed_at = now()
    return [found[key] for key in wanted]


def claim_new(file: StoredFile) -> None:
    """Make a file part of something that has come in this transaction: nobody else can have seen it yet, nor has the database."""
    file.claimed_at = now()


def release_file(file: StoredFile) -> None:
    """Let go of a file whose thing is gone; delete the row that points at it in the same transaction.

    Its key goes now; the sweeper removes bytes and row after the commit, so that an undone transaction loses nothing.
    """
    file.claimed_at, file.state = None, FileState.ABORTED
    if file in db.session.new:
        db.session.flush()  # its key is written with it, and must be there to go
    with db.session.no_autoflush:  # the row that points at it is on its way out, and fits no rule any more
        db.session.execute(delete(FileKey).where(FileKey.id == file.id))
