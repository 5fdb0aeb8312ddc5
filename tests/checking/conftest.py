"""A portal of one's own whose files are judged for real, a scanner that is one, and scanners that only say so."""

import io
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from portal.checking import converting
from portal.checking.judging import check_due_files
from portal.db import db
from portal.people.models import Person
from portal.storage import actions, current
from portal.storage.models import StoredFile
from tests.services.clamav import shared_clamd


@pytest.fixture
def portal(own_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """Without LibreOffice, which takes its seconds for each document and has tests of its own."""
    monkeypatch.setattr(converting, "office_program", lambda: None)
    with own_app.app_context():
        current.store().prepare("http://localhost")
        yield own_app


@pytest.fixture
def sender(portal: Flask) -> Person:
    person = Person(email="maja@eksempel.dk", name="Maja Holm")
    db.session.add(person)
    db.session.commit()
    return person


@pytest.fixture
def scanner(root: Path) -> Iterator[str]:
    with shared_clamd(root) as address:
        yield address


Send = Callable[..., StoredFile]


@pytest.fixture
def send(sender: Person) -> Send:
    """Send a file and come as far as waiting for its judgement."""

    def one(name: str, content: bytes, *, claimed: bool = True, handed_in: bool = False) -> StoredFile:
        receive = actions.receive_file if handed_in else actions.receive_material
        file = receive(by=sender, name=name, stream=io.BytesIO(content))
        if claimed:
            actions.claim_files([file.id], by=sender, confidential=handed_in, most=1)
        db.session.commit()
        return file

    return one


@pytest.fixture
def judged(send: Send) -> Send:
    """Send a file and have it judged."""

    def one(name: str, content: bytes, *, scanner: str = "", handed_in: bool = False) -> StoredFile:
        file = send(name, content, handed_in=handed_in)
        assert check_due_files(scanner) == 1
        db.session.refresh(file)
        return file

    return one


@contextmanager
def scanner_that(answers: Callable[[socket.socket], None]) -> Iterator[str]:
    """Something at an address that behaves like this with each who comes."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    line, _address = server.accept()
                except OSError:
                    return
                with line:
                    try:
                        answers(line)
                    except OSError:
                        continue

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)
