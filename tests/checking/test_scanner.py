"""What if the scanner finds something, is away, hangs, or talks nonsense? Nothing it has not called OK reaches anybody."""

import socket
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest

from portal import clock
from portal.checking import scanning
from portal.checking.judging import check_due_files
from portal.db import db
from portal.storage.models import FileState
from portal.storage.reasons import Reason
from tests.checking.conftest import Send, scanner_that
from tests.checking.real import docx, pdf
from tests.services.clamav import MARK
from tests.services.process import pick_port
from tests.storage.samples import zipped

pytestmark = pytest.mark.once


def said(words: bytes) -> Callable[[socket.socket], None]:
    """A scanner that hears the whole file and then says this."""

    def answer(line: socket.socket) -> None:
        heard = b""
        while not heard.endswith(b"\0\0\0\0"):
            heard = heard[-4:] + line.recv(65536)
        line.sendall(words)

    return answer


def test_a_clean_file_is_there_and_says_that_it_was_scanned(judged: Send, scanner: str) -> None:
    file = judged("Notat.pdf", pdf(), scanner=scanner)
    assert (file.state, file.is_scanned) == (FileState.AVAILABLE, True)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Notat.txt", b"Hej\n" + MARK),
        ("Notat.docx", docx(**{"word/media/x.emf": MARK * 3})),
        ("Parcel.zip", zipped({"mappe/notat.docx": docx(**{"word/media/x.emf": MARK})})),
    ],
    ids=["plain", "in Word", "in Word in a zip"],
)
def test_what_the_scanner_knows_is_kept_from_everybody(judged: Send, scanner: str, name: str, content: bytes) -> None:
    file = judged(name, content, scanner=scanner)
    assert (file.state, file.rejection) == (FileState.REJECTED, Reason.INFECTED)


def test_a_file_behind_the_scanners_limits_waits(judged: Send, scanner: str) -> None:
    """The test's scanner takes 1 MB, and says so in the middle of a line."""
    content = b"\n".join(b"%08d %s" % (n, b"x" * 90) for n in range(12_000))
    assert judged("Lang.txt", content, scanner=scanner).state is FileState.WAITING


def test_anything_but_a_literal_ok_waits(judged: Send) -> None:
    for words in (
        b"", b"OK\0", b"stream: OK", b"stream: OK\n", b"stream: ok\0", b"stream: OK\0x", b"stream: Eget FOUND OK\0",
        b"INSTREAM size limit exceeded. ERROR\0", b"\xff\xfe\0", b"stream: " + b"x" * 9000 + b"\0",
    ):  # fmt: skip
        with scanner_that(said(words)) as address:
            file = judged("Notat.txt", b"hej", scanner=address)
        assert (words, file.state, file.rejection, file.check_tries) == (words, FileState.WAITING, None, 1)


def test_a_scanner_that_is_away_is_asked_again_with_growing_pauses(judged: Send, scanner: str) -> None:
    away = f"127.0.0.1:{pick_port()}"
    file = judged("Notat.txt", b"hej", scanner=away)
    pauses = []
    for _try in range(8):
        assert file.state is FileState.WAITING
        assert check_due_files(away) == 0
        pauses.append((file.check_at - clock.now()).total_seconds())
        clock.set_clock(file.check_at)
        assert check_due_files(away) == 1
        db.session.refresh(file)
    assert pauses == [30, 60, 120, 240, 480, 960, 1800, 1800]
    clock.set_clock(file.check_at + timedelta(seconds=1))
    assert check_due_files(scanner) == 1
    db.session.refresh(file)
    assert (file.state, file.is_scanned, file.check_tries) == (FileState.AVAILABLE, True, 0)


def test_a_scanner_that_hangs_holds_nobody_for_long(judged: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "SILENCE", 0.5)
    begun, is_over = time.monotonic(), threading.Event()
    with scanner_that(lambda line: is_over.wait(30) and None) as address:
        assert judged("Notat.txt", b"hej", scanner=address).state is FileState.WAITING
        assert time.monotonic() - begun < 20
        is_over.set()


def test_whether_it_is_there_is_asked_in_its_own_words(scanner: str) -> None:
    assert scanning.is_there(scanner)
    assert not scanning.is_there(f"127.0.0.1:{pick_port()}")
    assert not scanning.is_there("/findes/ikke.sock")
    with scanner_that(lambda line: line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")) as address:
        assert not scanning.is_there(address)
