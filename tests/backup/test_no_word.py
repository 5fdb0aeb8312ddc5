"""Does anything that somebody could carry off without the master key hold a word of what people write in confidence?"""

import base64
import io
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import inspect, select

from portal import clock
from portal.backup.making import back_up
from portal.checking.leases import take_due_file
from portal.checking.outcome import reject
from portal.config import Config
from portal.db import db
from portal.dilemmas.models import Dilemma
from portal.own_cases.models import OwnCase
from portal.people.models import HeldForm
from portal.room.models import GameVote
from portal.storage.current import store, store_from
from portal.storage.models import StoredFile
from portal.storage.reasons import Reason
from tests.assignments.acting import send
from tests.assignments.scene import make_task
from tests.cast import Cast
from tests.dilemmas.test_cards import say
from tests.reader import Reader
from tests.room.playing import Played
from tests.storage.judged import let_all_in

TEXTS = ("title", "situation", "dilemma", "actors", "attempts", "question")
CARD = ("title", "situation", "option_1", "option_2", "option_3", "option_4")


class Course:
    """People go through a course, and leave a word of its own wherever one writes in confidence."""

    def __init__(self, app: Flask) -> None:
        self.cast, self.words = Cast(app), 0
        self.instructor = Reader(app).sign_in(self.cast.instructor)
        self.author = Reader(app).sign_in(self.cast.author)
        self._case()
        self._card_and_game()
        self._answer()
        with app.app_context():
            fields = {"situation": [self.word()]}
            db.session.add(HeldForm(person_id=self.cast.author.id, path="/hold/1/case", fields=fields))
            db.session.commit()

    def word(self) -> str:
        """One that stands nowhere else."""
        self.words += 1
        return f"spor{self.words:02}blåbærgrød"

    def _file(self) -> tuple[io.BytesIO, str]:
        return io.BytesIO(f"{self.word()}\n".encode()), f"{self.word()}.txt"

    def _case(self) -> None:
        write = f"/hold/{self.cast.cohort.id}/case"
        asked = {"visibility": "instructors", "is_anonymised": "y"}
        texts = {name: self.word() for name in TEXTS}
        sent = self.author.post(
            write, {**texts, **asked, "version": "0", "intent": "stay", "files": [self._file(), self._file()]}
        )
        assert sent.status == 303, sent.text
        with self.cast.app.app_context():
            lease = take_due_file()
            assert lease is not None
            reject(lease, Reason.IN_ZIP, entry := self.word())
            let_all_in()
            rejected = db.session.scalars(select(StoredFile).where(StoredFile.rejection.is_not(None))).one()
            assert rejected.rejected_entry == entry
        page = self.author.get(write)
        rest = {"version": page.field("version"), "intent": "submit", "removed_ids": str(rejected.id)}
        sent = self.author.post(write, {**texts, **asked, **rest})
        assert sent.status == 303, sent.text
        self.case = sent.location.removesuffix("/kvittering")
        assert self.instructor.post(f"{self.case}/kommentar", {"text": self.word()}).status == 303

    def _card_and_game(self) -> None:
        card = {name: self.word() for name in CARD}
        assert self.instructor.post(f"{self.case}/dilemma", card).status == 303
        with self.cast.app.app_context():
            dilemma_id = db.session.scalars(select(Dilemma.id)).one()
        assert self.instructor.post(f"/dilemma/{dilemma_id}/spoerg").status == 303
        assert say(self.author, self.cast.app, "ja").status == 303
        game = Played(self.cast, self.instructor, card=str(dilemma_id))
        game.command("next")
        assert game.vote(self.author, 2, self.word()).status == 303

    def _answer(self) -> None:
        task = make_task(self.cast)
        sent = send(self.author, task, self.word(), files=[self._file()])
        assert sent.status == 303, sent.text
        with self.cast.app.app_context():
            let_all_in()


def dumped() -> Iterator[bytes]:
    """Every column of every row as the database says it, in every way somebody might write it down."""
    connection = db.session.connection()
    for name in inspect(connection).get_table_names():
        for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"'):
            yield from (form for value in row for form in _forms(value))


def _forms(value: Any) -> Iterator[bytes]:
    if isinstance(value, bytes | memoryview):
        yield bytes(value)
    elif value is not None:
        yield str(value).encode()
        if not isinstance(value, str):
            yield json.dumps(value, default=str, ensure_ascii=False).encode()


def kept_by(config: Config, folder: Path) -> Iterator[bytes]:
    """What lies in the store, in a folder, and beside the database where that is a file; and what all that is called."""
    for one in store().listed():
        yield one.key.encode()
        yield b"".join(store().read(one.key))
    scheme, _separator, path = config.database_address.partition(":///")
    beside = list(Path(path).parent.glob(f"{Path(path).name}*")) if scheme.startswith("sqlite") else []
    for file in [*beside, *folder.rglob("*")]:
        yield str(file).encode()
        if file.is_file():
            yield file.read_bytes()


def disguises(word: str) -> Iterator[bytes]:
    """A word as computers write it."""
    for plain in (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"), word.encode("latin-1")):
        yield plain
        for shift in range(3):
            yield base64.b64encode(b"\0" * shift + plain)[4 if shift else 0 : -4]
    yield json.dumps(word)[1:-1].encode()
    yield word.encode().hex().encode()


def test_without_the_key_database_store_and_backup_hold_no_word(
    new_place: Callable[[], Config], portal: Callable[[Config], Flask], tmp_path: Path
) -> None:
    config = new_place()
    app = portal(config)
    course = Course(app)
    back_up(config, store_from(config), tmp_path / "kopi", at=clock.now(), keep=timedelta(days=35))
    with app.app_context():
        everything = b"\0".join([*dumped(), *kept_by(config, tmp_path)]).lower()
        markers = [f"spor{number:02}blåbærgrød" for number in range(1, course.words + 1)]
        assert [word for word in markers for form in disguises(word) if form.lower() in everything] == []
        assert [one.title for one in db.session.scalars(select(OwnCase))] == markers[:1], "who has the key reads it"
        assert [one.option_4 for one in db.session.scalars(select(Dilemma))] == markers[17:18]
        assert [one.reason for one in db.session.scalars(select(GameVote))] == markers[18:19]
        assert f"{markers[21]}.txt" in {one.name for one in db.session.scalars(select(StoredFile))}
        assert "underviser" in everything.decode(errors="replace"), "what is not confidential is found"
