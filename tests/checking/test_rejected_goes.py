"""Do the bytes of a rejected file go by themselves, at their second, and does its sender see when?"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.db import db
from portal.journal.models import Entry
from portal.journal.sealing import Sealer
from portal.ledger import Ledger
from portal.people.models import Person
from portal.retention.running import run, what_is_due
from portal.sealing.stream import sealed_size
from portal.storage.current import store
from portal.storage.models import FileRendition, FileState, RenditionKind
from portal.storage.queries import bytes_kept_by
from portal.storage.sweeping import sweep_files
from portal.storage.verifying import verify_storage
from tests.checking.conftest import Send
from tests.checking.real import pdf

CASES = {"Sag æøå.txt": (b"Borgeren har 010190-1234.", 1), "Lang.pdf": (None, 7)}


@pytest.fixture
def retention(portal: Flask, tmp_path: Path) -> Callable[[], int]:
    def go() -> int:
        return run(Ledger(tmp_path / "erased"), Sealer(b"n", tmp_path / "head"))["rejected_file"]

    return go


@pytest.mark.parametrize("name", CASES)
def test_ad_7_a_rejected_file_is_emptied_at_its_second(
    judged: Send, sender: Person, retention: Callable[[], int], name: str
) -> None:
    """AD-7: a second before nothing, then every version of the bytes; the row says so and counts for nothing."""
    content, days = CASES[name]
    file = judged(name, content or pdf(2001), handed_in=True)
    assert file.state is FileState.REJECTED
    made = FileRendition(file=file, kind=RenditionKind.PICTURE, key=f"{file.key}p", media_type="image/webp", size=1)
    db.session.add(made)
    db.session.commit()
    goes = clock.now() + timedelta(days=days)
    assert file.goes_at == goes
    clock.set_clock(goes - timedelta(seconds=1))
    assert (what_is_due()["rejected_file"], retention(), sweep_files().files) == ([], 0, 0)
    assert store().size_of(file.key) == sealed_size(file.size)
    clock.set_clock(goes)
    assert what_is_due()["rejected_file"] == [str(file.id)]
    assert (retention(), retention()) == (1, 0)
    db.session.refresh(file)
    assert (file.emptied_at, file.goes_at, file.state, file.name) == (goes, None, FileState.REJECTED, name)
    assert store().size_of(file.key) is None
    assert db.session.scalars(select(FileRendition)).all() == []
    assert bytes_kept_by(sender) == 0
    assert verify_storage().is_well
    assert db.session.scalars(select(Entry.subject_id).where(Entry.act == "file.emptied")).all() == [file.id]
