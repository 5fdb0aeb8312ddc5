"""Is a film in a folder whole whatever happens while its parts are joined, and does it take no more room than it has?"""

import io
import os
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from shutil import copyfileobj
from typing import Any

import pytest

from portal.storage.local import LocalStore
from portal.storage.store import FileMissing, StoreDown
from tests.storage.conftest import SECRET, sha256_of

pytestmark = pytest.mark.once

PARTS = [secrets.token_bytes(length) for length in (300_000, 300_000, 300_000, 7)]
KEY = "a" * 40
COPY = "shutil.copyfileobj"


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    made = LocalStore(tmp_path, secret_key=SECRET)
    made.prepare("http://localhost")
    return made


def put(store: LocalStore, upload: str, number: int) -> None:
    content = PARTS[number - 1]
    store.put_part(KEY, upload, number, io.BytesIO(content), size=len(content), sha256=sha256_of(content))


@pytest.fixture
def upload(store: LocalStore) -> str:
    begun = store.begin(KEY, media_type="video/mp4")
    for number in range(1, len(PARTS) + 1):
        put(store, begun, number)
    return begun


def bytes_on(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def stopping(real: Callable[..., Any], after: int, *, half: bool) -> Callable[..., Any]:
    """Lets a call through so many times, then the machine goes down, if need be with half of the work done."""
    calls = count()

    def call(*given: Any, **more: Any) -> Any:
        if next(calls) < after:
            return real(*given, **more)
        if half:
            given[1].write(b"half of it")
        raise OSError("the machine went down")

    return call


@pytest.mark.parametrize("after", range(8))
@pytest.mark.parametrize(
    ("step", "real"), [("os.fsync", os.fsync), ("pathlib.Path.unlink", Path.unlink), (COPY, copyfileobj)]
)
def test_a_join_that_is_stopped_anywhere_goes_on_to_the_same_film(
    store: LocalStore, upload: str, step: str, real: Callable[..., Any], after: int
) -> None:
    with pytest.MonkeyPatch.context() as down:
        down.setattr(step, stopping(real, after, half=step == COPY))
        try:
            store.finish(KEY, upload)
        except StoreDown:
            assert store.parts(KEY, upload) == {n: len(part) for n, part in enumerate(PARTS, start=1)}
            assert {found.upload_id for found in store.open_uploads()} == {upload}
            with pytest.raises(FileMissing):
                put(store, upload, 2)
    assert store.finish(KEY, upload) == sum(map(len, PARTS))
    assert b"".join(store.read(KEY)) == b"".join(PARTS)
    assert list(store.open_uploads()) == []


def test_joining_takes_no_more_room_than_one_part(
    store: LocalStore, upload: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    most, real = [0], os.fsync

    def look(descriptor: int) -> None:
        most[0] = max(most[0], bytes_on(tmp_path))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", look)
    store.finish(KEY, upload)
    assert most[0] < sum(map(len, PARTS)) + max(map(len, PARTS)) + 1000
    assert bytes_on(tmp_path) == sum(map(len, PARTS))


def test_whoever_asks_for_the_end_at_the_same_time_gets_the_same_film(store: LocalStore, upload: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _number: store.finish(KEY, upload), range(8))) == {sum(map(len, PARTS))}
    assert b"".join(store.read(KEY)) == b"".join(PARTS)


def test_who_asks_for_the_end_while_somebody_else_begins_it_finds_the_parts(
    store: LocalStore, upload: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = next(tmp_path.rglob(upload))
    real = Path.read_text

    def read_late(path: Path, *how: str) -> str:
        if path.parent == opened and opened.is_dir():
            begun = opened.parent.parent / "joining" / upload
            begun.parent.mkdir(exist_ok=True)
            opened.rename(begun)
        return real(path, *how)

    monkeypatch.setattr(Path, "read_text", read_late)
    assert store.finish(KEY, upload) == sum(map(len, PARTS))
    assert not opened.exists()


def test_an_upload_given_up_in_the_middle_of_its_end_leaves_nothing(
    store: LocalStore, upload: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as down:
        down.setattr(COPY, stopping(copyfileobj, 1, half=True))
        with pytest.raises(StoreDown):
            store.finish(KEY, upload)
    store.abort(KEY, upload)
    assert bytes_on(tmp_path) == 0
