"""What the worker removes, reads and compares; on a database that is really committed to."""

import io
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from flask import Flask

from portal import clock
from portal.db import db
from portal.errors import Refused
from portal.journal.models import Entry
from portal.materials.models import Document, DocumentVersion, Material
from portal.people.models import Person
from portal.storage import actions, current
from portal.storage.models import StoredFile
from portal.storage.store import StoreDown
from portal.storage.sweeping import Swept, sweep_files
from portal.storage.verifying import verify_storage
from tests.cast import Cast
from tests.storage.conftest import Down, files_known, keys_kept
from tests.storage.samples import sample
from tests.storage.test_actions import begin, receive, send

DAY = timedelta(hours=24)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def worker(own_app: Flask) -> Iterator[Flask]:
    clock.set_clock(clock.now())
    with own_app.app_context():
        current.store().prepare("http://localhost")
        yield own_app


@pytest.fixture
def own_cast(worker: Flask) -> Cast:
    return Cast(worker)


@pytest.fixture
def author(own_cast: Cast) -> Person:
    return own_cast.author


def later(age: timedelta) -> None:
    clock.set_clock(clock.now() + age)


def finished(by: Person, content: bytes) -> StoredFile:
    file = begin(by, len(content))
    send(file, content)
    actions.finish_upload(file)
    db.session.commit()
    return file


class TestSweeping:
    def test_what_is_neither_finished_nor_claimed_goes_after_a_day_and_never_before(self, author: Person) -> None:
        begun, unclaimed, claimed = begin(author), receive(author), receive(author)
        actions.claim_files([claimed.id], by=author, confidential=True, most=1)
        db.session.commit()
        later(DAY)
        assert sweep_files() == Swept(0, 0, 0, 0)
        later(MINUTE)
        assert sweep_files() == Swept(2, 0, 0, 0)
        assert [file.id for file in files_known()] == [claimed.id]
        assert keys_kept() == {claimed.key}
        assert list(current.store().open_uploads()) == []
        removed = db.session.query(Entry).filter_by(act="file.removed")
        assert {entry.subject_id for entry in removed} == {begun.id, unclaimed.id}

    def test_the_day_of_a_film_on_a_slow_line_counts_from_the_last_part_that_came(self, author: Person) -> None:
        silent, slow = (begin(author, fingerprint=name) for name in ("silent", "slow"))
        for film in (silent, slow):
            send(film, bytes(2 * (film.part_size or 0)), 1)
        db.session.commit()
        later(DAY + MINUTE)
        send(slow, bytes(2 * (slow.part_size or 0)), 2)
        moment = clock.now().timestamp()
        os.utime(current.store()._upload(slow.key, slow.upload_id), (moment, moment))  # type: ignore[attr-defined]
        assert sweep_files() == Swept(1, 0, 0, 0)
        assert begin(author, fingerprint="slow").id == slow.id
        assert actions.parts_of(slow) == [1, 2]
        later(DAY + MINUTE)
        assert sweep_files() == Swept(1, 0, 0, 0)
        assert list(current.store().open_uploads()) == []

    def test_what_is_given_up_goes_at_once_and_twice_is_once(self, author: Person) -> None:
        begun, received = begin(author), receive(author)
        actions.cancel_upload(begun)
        actions.release_file(received)
        db.session.commit()
        assert [sweep_files().files, sweep_files().files] == [2, 0]
        assert (files_known(), keys_kept()) == ([], set())

    def test_a_file_something_points_at_stays_with_its_bytes(self, own_cast: Cast, author: Person) -> None:
        file = finished(author, sample("mp4"))
        shown = Document(versions=[DocumentVersion(number=1, file_id=file.id)])
        db.session.add(Material(cohort_id=own_cast.cohort.id, title="Film", position=1, document=shown))
        db.session.commit()
        later(DAY + MINUTE)
        assert sweep_files() == Swept(0, 1, 0, 0)
        assert keys_kept() == {file.key}

    def test_bytes_without_a_row_go_after_a_day(self, author: Person) -> None:
        kept = receive(author)
        actions.claim_files([kept.id], by=author, confidential=True, most=1)
        db.session.commit()
        current.store().put("e" * 40, io.BytesIO(b"x"), media_type="text/plain", limit=9)
        current.store().begin("f" * 40, media_type="video/mp4")
        assert sweep_files() == Swept(0, 0, 0, 0)
        clock.set_clock(None)
        assert sweep_files(clock.now() + DAY + MINUTE) == Swept(0, 0, 1, 1)
        assert keys_kept() == {kept.key}

    def test_a_store_full_of_strangers_is_left_alone(self, worker: Flask) -> None:
        for letter in "abc":
            current.store().put(letter * 40, io.BytesIO(b"x"), media_type="text/plain", limit=9)
        clock.set_clock(None)
        assert sweep_files(clock.now() + DAY + MINUTE) == Swept(0, 0, 0, 0)
        assert len(keys_kept()) == 3

    def test_a_store_that_is_down_loses_no_row(self, author: Person) -> None:
        actions.release_file(receive(author))
        db.session.commit()
        store = current.store()
        current.use(Down(), current.Config())  # type: ignore[arg-type]
        with pytest.raises(StoreDown):
            sweep_files()
        db.session.rollback()
        assert len(files_known()) == 1
        current.use(store, current.Config())
        assert sweep_files().files == 1


class TestVerifying:
    def test_every_difference_is_named(self, author: Person) -> None:
        whole, gone, shorter, changed = (receive(author) for _ in range(4))
        db.session.commit()
        store = current.store()
        altered = b"".join(store.read(whole.key))
        store.delete(gone.key)
        store.put(shorter.key, io.BytesIO(b"x"), media_type="x", limit=9)
        store.put(changed.key, io.BytesIO(altered), media_type="x", limit=9999)
        store.put("d" * 40, io.BytesIO(b"x"), media_type="x", limit=9)
        clock.set_clock(clock.now() + 30 * 365 * DAY)
        found = verify_storage()
        assert (found.checked, found.missing, found.wrong_size) == (4, [gone.id], [shorter.id])
        assert (found.wrong_sha256, found.strays) == ([], ["d" * 40])
        assert verify_storage(read_all=True).wrong_sha256 == [changed.id]
        assert whole.id not in {*found.missing, *found.wrong_size}
        assert not found.is_well

    def test_a_whole_store_is_well(self, author: Person) -> None:
        receive(author)
        db.session.commit()
        assert verify_storage(read_all=True).is_well


def test_many_files_of_one_person_at_once_get_no_more_room_than_one_by_one(worker: Flask, author: Person) -> None:
    current.use(current.store(), current.Config(person_bytes=5_000))
    person_id = author.id
    db.session.remove()

    def send_one(number: int) -> bool:
        with worker.app_context():
            person = db.session.get(Person, person_id)
            assert person is not None
            db.session.commit()
            try:
                receive(person, f"{number}.txt", b"a" * 1_000)
            except Refused:
                db.session.rollback()
                return False
            db.session.commit()
            return True

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(send_one, range(12)))
    assert taken.count(True) == 5
    assert (len(files_known()), len(keys_kept())) == (5, 5)


def test_sweeping_and_verifying_beside_uploads_touch_none_of_them(worker: Flask, author: Person) -> None:
    """Six people send, give up and send again while both go round and round."""
    person_id, content, over = author.id, sample("mp4") + bytes(9 << 20), Event()
    db.session.remove()

    def look_after() -> int:
        rounds = 0
        while not over.is_set():
            with worker.app_context():
                sweep_files()
                assert verify_storage().is_well
            rounds += 1
        return rounds

    def send_some(number: int) -> bool:
        with worker.app_context():
            person = db.session.get_one(Person, person_id)
            given_up = begin(person, len(content), fingerprint=f"{number}|opgivet")
            db.session.commit()
            actions.cancel_upload(given_up)
            file = begin(person, len(content), fingerprint=f"{number}|sendt")
            db.session.commit()
            send(file, content)
            actions.finish_upload(file)
            db.session.commit()
            return b"".join(current.store().read(file.key)) == content

    with ThreadPoolExecutor(4) as pool:
        keeper = pool.submit(look_after)
        sent = list(pool.map(send_some, range(6)))
        over.set()
        assert keeper.result() > 0
    assert sent == [True] * 6
    sweep_files()
    assert len(files_known()) == len(keys_kept()) == 6
    assert list(current.store().open_uploads()) == []
