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
from portal.storage import content
from portal.storage.actions import receive_file, release_file
from portal.storage.aside import sealed_aside
from portal.storage.current import store
from portal.storage.models import FileKey, StoredFile
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
        assert aside.sealed == (sealed_size(len(plain)), hashlib.sha256(waits).hexdigest())
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


def test_a_file_from_before_is_sealed_by_the_worker_with_what_was_made_of_it(inside: AppContext, cast: Cast) -> None:
    file = received(cast)
    plain = content.bytes_of(file)
    before = b"".join(content.read(plain))
    store().delete(file.key)
    store().put(file.key, io.BytesIO(before), media_type=file.media_type, limit=len(before))
    for made in db.session.query(type(file).renditions.property.mapper.class_).filter_by(file_id=file.id).all():
        db.session.delete(made)
    file.is_sealed = False
    db.session.commit()
    db.session.info.clear()
    old = file.key
    assert (seal_plain_files(), seal_plain_files()) == (1, 0)
    db.session.refresh(file)
    assert (file.is_sealed, file.key == old, store().size_of(old)) == (True, False, None)
    assert b"".join(content.read(content.bytes_of(file))) == WORDS * 9
    assert b"borgmesteren" not in b"".join(store().read(file.key))


def test_a_file_from_before_that_is_longer_than_its_row_says_stays_as_it_is(inside: AppContext, cast: Cast) -> None:
    file = received(cast)
    store().put(file.key, io.BytesIO(WORDS * 10), media_type=file.media_type, limit=len(WORDS) * 10)
    file.is_sealed = False
    db.session.commit()
    kept = {one.key for one in store().listed()}
    assert seal_plain_files() == 0
    db.session.refresh(file)
    assert (file.is_sealed, {one.key for one in store().listed()}) == (False, kept)
    assert b"".join(store().read(file.key)) == WORDS * 10
