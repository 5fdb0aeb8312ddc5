"""Are confidential files read as they came, and never kept as they came?"""

import hashlib
import io
import secrets
from collections.abc import Iterator

import pytest
from flask.ctx import AppContext
from sqlalchemy import select

from portal.checking.judging import check_due_files
from portal.db import db
from portal.sealing import stream
from portal.sealing.cipher import Unopenable
from portal.sealing.stream import NONCE, PIECE, ROOM, TAG, opener, part_of, sealed_size, unsealed
from portal.storage import content, sealing_plain
from portal.storage.actions import receive_file, release_file
from portal.storage.aside import sealed_aside
from portal.storage.current import store
from portal.storage.models import FileKey, FileRendition, StoredFile
from portal.storage.sealing_plain import seal_plain_files
from portal.storage.store import FileMissing
from portal.storage.verifying import verify_storage
from tests.cast import Cast

KEY, PLACE = bytes(range(32)), "lager/1"
WORDS = "Æblegrød på åen, og hvad borgmesteren lovede.\n".encode()


def sealed(plain: bytes, length: int = 2 * PIECE) -> bytes:
    return b"".join(stream.sealed(map(bytearray, in_blocks(plain, length)), KEY, PLACE))


def in_blocks(whole: bytes, length: int = 4097) -> Iterator[bytes]:
    return (whole[at : at + length] for at in range(0, len(whole), length))


@pytest.mark.once
@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE, 3 * PIECE + 5])
def test_a_file_of_any_size_opens_to_what_it_was(size: int) -> None:
    plain = secrets.token_bytes(size)
    kept = sealed(plain)
    assert len(kept) == sealed_size(size)
    assert b"".join(unsealed(in_blocks(kept), KEY, PLACE)) == plain
    assert (
        b"".join(part_of(unsealed(in_blocks(kept), KEY, PLACE), size // 3, size - 1))
        == plain[size // 3 : max(0, size - 1)]
    )


@pytest.mark.once
@pytest.mark.parametrize("size", [1, PIECE, PIECE + 1, 3 * PIECE + 5])
def test_any_part_of_a_sealed_file_opens_without_the_rest(size: int) -> None:
    plain = secrets.token_bytes(size)
    ask = opener(io.BytesIO(sealed(plain)), size, KEY, PLACE)
    for start, end in ((0, size), (0, 1), (size - 1, size), (size // 3, size // 2 + 1), (PIECE - 1, PIECE + 1)):
        assert b"".join(ask(start, min(end, size))) == plain[start:end]


@pytest.mark.once
def test_no_part_opens_of_a_file_that_was_cut_or_turned_round() -> None:
    kept = sealed(secrets.token_bytes(2 * PIECE))
    for wrong, size in ((kept[:ROOM], PIECE), (kept[ROOM:] + kept[:ROOM], 2 * PIECE), (kept, 2 * PIECE + 1)):
        with pytest.raises(Unopenable):
            b"".join(opener(io.BytesIO(wrong), size, KEY, PLACE)(0, size))


@pytest.mark.once
@pytest.mark.parametrize("times", [0, 1, 5000])
def test_what_waits_to_be_judged_waits_sealed(times: int) -> None:
    plain = WORDS * times
    with sealed_aside(io.BytesIO(plain), len(plain), KEY, PLACE) as aside:
        aside.file.seek(0)
        waits = aside.file.read()
        assert b"borgmesteren" not in waits
        assert aside.size == len(waits) == sealed_size(len(plain))
        assert aside.plain == (len(plain), hashlib.sha256(plain).hexdigest())
        assert aside.opened.read() == plain


@pytest.mark.once
def test_a_file_that_was_cut_turned_round_altered_or_moved_does_not_open() -> None:
    kept = sealed(secrets.token_bytes(2 * PIECE + 9))
    first, second, last = kept[:ROOM], kept[ROOM : 2 * ROOM], kept[2 * ROOM :]
    altered = bytes([kept[NONCE] ^ 1])
    for wrong in (
        first + second,
        second + first + last,
        first + last,
        kept[:-1],
        kept + last,
        first[:NONCE] + altered + kept[NONCE + 1 :],
        b"",
        b"x" * TAG,
    ):
        with pytest.raises(Unopenable):
            b"".join(unsealed(in_blocks(wrong), KEY, PLACE))
    with pytest.raises(Unopenable):
        b"".join(unsealed(in_blocks(kept), KEY, "lager/2"))


def received(cast: Cast) -> StoredFile:
    file = receive_file(by=cast.author, name="Bilag på åen.txt", stream=io.BytesIO(WORDS * 9))
    db.session.commit()
    check_due_files()
    return db.session.get_one(StoredFile, file.id, populate_existing=True)


def everything_kept() -> bytes:
    return b"".join(b"".join(store().read(one.key)) for one in store().listed())


def test_the_store_has_no_word_of_a_file_or_of_what_is_made_of_it(inside: AppContext, cast: Cast) -> None:
    file = received(cast)
    assert (file.is_sealed, file.is_available, file.size) == (True, True, len(WORDS) * 9)
    assert b"".join(content.read(content.bytes_of(file))) == WORDS * 9
    assert b"borgmesteren" not in everything_kept()
    assert verify_storage(read_all=True).wrong_sha256 == []
    assert store().size_of(file.key) == sealed_size(file.size)


def test_a_file_that_is_let_go_of_cannot_be_opened_any_more(inside: AppContext, cast: Cast) -> None:
    file = received(cast)
    release_file(file)
    db.session.commit()
    assert db.session.scalars(select(FileKey.id).where(FileKey.id == file.id)).all() == []
    db.session.info.clear()
    with pytest.raises(FileMissing):
        content.bytes_of(file)


def test_a_sealed_file_that_another_was_put_for_is_refused_and_the_next_is_judged(
    inside: AppContext, cast: Cast
) -> None:
    altered, next_one = (
        receive_file(by=cast.author, name=name, stream=io.BytesIO(WORDS)) for name in ("Å.txt", "Ø.txt")
    )
    sealed = b"".join(store().read(altered.key))
    other = sealed[:NONCE] + bytes([sealed[NONCE] ^ 1]) + sealed[NONCE + 1 :]
    store().keep(altered.key, io.BytesIO(other), len(other), media_type=altered.media_type)
    db.session.commit()
    assert check_due_files() == 2
    db.session.expire_all()
    assert (altered.rejection, next_one.is_available) == ("damaged", True)


def kept_plain(cast: Cast, before: bytes) -> StoredFile:
    """A file from before, of which the store has these bytes; its row says `WORDS * 9`. What was made of it is plain too."""
    file = received(cast)
    for made in made_of(file):
        put_plain(made, b"".join(content.read(content.Bytes(made.key, made.size, content.data_key_of(file)))))
    put_plain(file, before)
    file.is_sealed = False
    db.session.commit()
    db.session.info.clear()
    return file


def made_of(file: StoredFile) -> list[FileRendition]:
    made = db.session.query(FileRendition).filter_by(file_id=file.id).populate_existing().all()
    assert made
    return made


def put_plain(row: StoredFile | FileRendition, plain: bytes) -> None:
    store().delete(row.key)
    store().put(row.key, io.BytesIO(plain), media_type=row.media_type, limit=len(plain))


def test_a_file_from_before_is_sealed_by_the_worker_with_what_was_made_of_it(inside: AppContext, cast: Cast) -> None:
    file = kept_plain(cast, WORDS * 9)
    old = {file.key, *(made.key for made in made_of(file))}
    assert b"borgmesteren" in everything_kept()
    assert (seal_plain_files(), seal_plain_files()) == (1, 0)
    db.session.refresh(file)
    assert (file.is_sealed, old & {one.key for one in store().listed()}) == (True, set())
    assert b"".join(content.read(content.bytes_of(file))) == WORDS * 9
    assert b"borgmesteren" not in everything_kept()
    for made in made_of(file):
        assert b"".join(content.read(content.Bytes(made.key, made.size, content.data_key_of(file))))


@pytest.mark.parametrize("before", [WORDS * 10, WORDS * 8, WORDS * 8 + WORDS.swapcase(), None])
def test_a_file_from_before_that_is_not_what_its_row_says_stays_and_is_told_of_once(
    inside: AppContext, cast: Cast, caplog: pytest.LogCaptureFixture, before: bytes | None
) -> None:
    file = kept_plain(cast, before or b"")
    if before is None:
        store().delete(file.key)
    kept = {one.key for one in store().listed()}
    assert (seal_plain_files(), seal_plain_files()) == (0, 0)
    db.session.refresh(file)
    assert (file.is_sealed, {one.key for one in store().listed()}) == (False, kept)
    assert before is None or b"".join(store().read(file.key)) == before
    (told,) = caplog.messages
    assert told.startswith("1 older files stay as they are")
    assert file.name not in told


def test_files_that_cannot_be_sealed_do_not_keep_others_from_it(
    inside: AppContext, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing_plain, "MOST_AT_ONCE", 1)
    files = sorted((kept_plain(cast, WORDS * 9) for _file in range(3)), key=lambda file: file.id)
    for file in files[:2]:
        store().put(file.key, io.BytesIO(b"kort"), media_type=file.media_type, limit=4)
    assert sum(seal_plain_files() for _minute in range(5)) == 1
    db.session.refresh(files[2])
    assert files[2].is_sealed


def test_of_a_file_from_before_nothing_is_sealed_when_what_was_made_of_it_is_not_whole(
    inside: AppContext, cast: Cast
) -> None:
    file = kept_plain(cast, WORDS * 9)
    put_plain(made_of(file)[0], b"k")
    kept = {one.key for one in store().listed()}
    assert seal_plain_files() == 0
    assert {one.key for one in store().listed()} == kept
