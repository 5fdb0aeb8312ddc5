"""Who judges a file when workers die, come in numbers, or find the file changed under their hands?"""

import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal import clock
from portal.checking import judging
from portal.checking.judging import check_due_files
from portal.checking.leases import LEASE, take_due_file
from portal.db import db
from portal.errors import Refused
from portal.journal.models import Entry
from portal.letters.models import Letter
from portal.people.models import Person
from portal.receipts.checksum import recompute
from portal.storage import actions, current
from portal.storage.models import FileRendition, FileState, StoredFile
from portal.storage.store import StoreDown
from portal.storage.sweeping import sweep_files
from tests.checking.conftest import Send
from tests.checking.real import exif, image, of_kind, pdf
from tests.storage.conftest import Down
from tests.storage.test_actions import begin
from tests.storage.test_actions import send as send_parts


def keys() -> set[str]:
    return {found.key for found in current.store().listed()}


def test_a_file_is_taken_by_one_and_again_when_the_lease_is_over(send: Send) -> None:
    file = send("Notat.pdf", pdf())
    lease = take_due_file()
    assert lease is not None
    assert take_due_file() is None
    db.session.refresh(file)
    assert file.state is FileState.CHECKING
    clock.set_clock(clock.now() + LEASE - timedelta(seconds=1))
    assert check_due_files() == 0
    clock.set_clock(clock.now() + timedelta(seconds=1))
    assert check_due_files() == 1
    db.session.refresh(file)
    assert file.state is FileState.AVAILABLE


def test_who_comes_after_the_lease_writes_nothing_and_leaves_nothing(send: Send) -> None:
    file = send("Tavle.jpg", image("JPEG", exif=exif()))
    late = take_due_file()
    assert late is not None
    clock.set_clock(clock.now() + LEASE)
    assert check_due_files() == 1
    db.session.refresh(file)
    key, kept = file.key, keys()
    current.store().put(late.key, io.BytesIO(image("JPEG", exif=exif())), media_type="image/jpeg", limit=10**7)
    judging.check_file(late, "")
    current.store().delete(late.key)
    db.session.refresh(file)
    assert (file.key, keys()) == (key, kept)


def test_several_workers_judge_each_file_once(portal: Flask, send: Send) -> None:
    for number in range(6):
        send(f"Notat {number}.txt", b"hej")
    db.session.remove()

    def work(_number: int) -> int:
        with portal.app_context():
            return check_due_files()

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(work, range(3))) == 6
    judged = select(func.count()).select_from(Entry).where(Entry.act == "file.judged")
    assert db.session.scalar(judged) == 6


def test_what_is_given_up_while_it_is_judged_stays_given_up(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    file = send("Tavle.png", of_kind("png"))
    real = judging.judge_file

    def judge_and_give_up(*asked: object) -> object:
        actions.release_file(db.session.get_one(StoredFile, file.id))
        db.session.commit()
        return real(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr(judging, "judge_file", judge_and_give_up)
    assert check_due_files() == 1
    db.session.refresh(file)
    assert file.state is FileState.ABORTED
    assert keys() == {file.key}


def test_the_store_away_is_said_and_the_file_comes_again(send: Send) -> None:
    file = send("Notat.txt", b"hej")
    store = current.store()
    current.use(Down(), current.Config())  # type: ignore[arg-type]
    with pytest.raises(StoreDown):
        check_due_files()
    current.use(store, current.Config())
    db.session.refresh(file)
    assert file.state is FileState.RECEIVED
    clock.set_clock(clock.now() + timedelta(minutes=1))
    assert check_due_files() == 1
    db.session.refresh(file)
    assert file.state is FileState.AVAILABLE


def test_bytes_that_are_not_those_that_came_are_nobodys(send: Send) -> None:
    changed, gone = send("Notat.txt", b"hej med dig"), send("Andet.txt", b"hej")
    current.store().put(changed.key, io.BytesIO(b"hej med mig"), media_type="text/plain", limit=99)
    current.store().delete(gone.key)
    assert check_due_files() == 2
    db.session.expire_all()
    assert {changed.rejection, gone.rejection} == {"damaged"}


def test_what_went_straight_to_the_store_gets_its_checksum(sender: Person) -> None:
    content = of_kind("mp4")
    file = begin(sender, len(content))
    send_parts(file, content)
    actions.finish_upload(file)
    db.session.commit()
    assert file.sha256 is None
    assert check_due_files() == 1
    db.session.refresh(file)
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert file.state is FileState.AVAILABLE


def test_a_receipt_is_over_what_came_also_when_another_image_is_shown(send: Send) -> None:
    file = send("Tavle.heic", of_kind("heic"))
    before, fields = file.received, {"title": "Når svaret er lovet"}
    checksum = recompute(fields, [file])
    assert check_due_files() == 1
    db.session.refresh(file)
    assert (file.name, file.received) == ("Tavle.jpg", before)
    assert file.sha256 != before.sha256
    assert recompute(fields, [file]) == checksum


def test_a_file_shown_on_trust_stays_there_while_it_is_judged(send: Send) -> None:
    file = send("Notat.pdf", pdf())
    file.state = FileState.AVAILABLE
    db.session.commit()
    lease = take_due_file()
    assert lease is not None
    db.session.refresh(file)
    assert file.state is FileState.AVAILABLE
    judging.check_file(lease, "")
    db.session.refresh(file)
    assert (file.state, file.check_at, file.pages) == (FileState.AVAILABLE, None, 2)


def test_what_was_made_goes_with_its_file(send: Send, sender: Person) -> None:
    file = send("Notat.pdf", pdf())
    assert check_due_files() == 1
    assert len(keys()) == 3
    db.session.refresh(file)
    actions.release_file(file)
    db.session.commit()
    assert sweep_files().files == 1
    assert keys() == set()
    assert db.session.scalars(select(FileRendition)).all() == []


def test_a_rejected_file_cannot_be_put_anywhere_and_nobody_is_written_to_about_it(send: Send, sender: Person) -> None:
    file = send("Notat.pdf", pdf(2001), claimed=False)
    assert check_due_files() == 1
    db.session.refresh(file)
    assert db.session.scalars(select(Letter)).all() == []
    with pytest.raises(Refused, match="flere end"):
        actions.claim_files([file.id], by=sender, confidential=False, most=1)
