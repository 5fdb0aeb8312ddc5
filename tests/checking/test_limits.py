"""Does the child keep within its limits, and does nobody wait when it does not?"""

import os
import signal
import struct
import sys
import threading
import time
import zlib
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psutil
import pytest

from portal import clock
from portal.checking import judging, sandbox
from portal.checking.findings import Desk
from portal.checking.limits import MEGABYTE, Limits
from portal.checking.sandbox import CannotJudge, Ended, judge_file, run
from portal.db import db
from portal.storage.models import FileState
from portal.storage.reasons import Reason
from tests.checking.conftest import Send
from tests.checking.real import of_kind, pdf

pytestmark = pytest.mark.once

LIMITS = Limits()


def put(folder: Path, content: bytes) -> Desk:
    desk = Desk(folder / "file", folder)
    desk.path.write_bytes(content)
    return desk


def script(folder: Path, words: str, *, wall: float = 10, memory: int = 512 * MEGABYTE, processor: int = 20) -> Ended:
    """A child of ours that takes the limits on and then does something else."""
    limits = f"Limits(memory={memory}, processor={processor})"
    code = f"from portal.checking.limits import Limits\nis_alone = {limits}.take_on()\n{words}"
    return run([sys.executable, "-I", "-c", code], told=b"", folder=folder, wall=wall)


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def test_a_picture_of_64_000_by_64_000_is_refused_unseen(tmp_path: Path) -> None:
    head = struct.pack(">IIBBBBB", 65_536, 65_536, 8, 2, 0, 0, 0)
    content = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(9 << 20)))
        + chunk(b"IEND", b"")
    )
    begun = time.monotonic()
    assert judge_file(put(tmp_path, content), ".png", LIMITS).reason is Reason.TOO_MANY_PIXELS
    assert time.monotonic() - begun < 20


def test_a_child_over_its_time_is_ended_with_all_it_began(tmp_path: Path) -> None:
    words = "import subprocess, time\nprint(subprocess.Popen(['/bin/sleep', '60']).pid, flush=True)\ntime.sleep(60)"
    ended = script(tmp_path, words, wall=1.5)
    assert ended.is_over_time
    pid = int(ended.answer)
    deadline = time.monotonic() + 60
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("x = bytearray(600 << 20)", b""),
        ("open('stor', 'wb').write(bytes(1 << 20) * 500)", b""),
        ("while True: pass", b""),
        ("import os\nprint(set(os.environ) <= {'LC_CTYPE'})", b"True\n"),
    ],
    ids=["memory", "disk", "processor", "environment"],
)
def test_there_is_no_more_of_anything_than_it_was_given(tmp_path: Path, words: str, said: bytes) -> None:
    ended = script(tmp_path, words, processor=1)
    assert ended.answer == said
    assert ended.is_well is bool(said)
    assert not (tmp_path / "stor").exists() or (tmp_path / "stor").stat().st_size <= LIMITS.file


def test_the_network_is_out_of_reach_where_the_kernel_allows_it(tmp_path: Path) -> None:
    words = (
        "import socket\ntry:\n    socket.create_connection(('127.0.0.1', 9), 1)\n"
        "except ConnectionRefusedError:\n    print('reached', is_alone)\nexcept OSError:\n    print('away', is_alone)"
    )
    assert script(tmp_path, words).answer in {b"away True\n", b"reached False\n"}


def test_a_child_that_somebody_kills_is_asked_again(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    killed = []
    real = judging.judge_file

    def kill_the_first(desk: Desk, ending: str, limits: Limits) -> object:
        if killed:
            return real(desk, ending, limits)
        stop = threading.Event()
        hunter = threading.Thread(target=_kill_children, args=(stop, killed))
        hunter.start()
        try:
            return real(desk, ending, limits)
        finally:
            stop.set()
            hunter.join()

    monkeypatch.setattr(judging, "judge_file", kill_the_first)
    file = send("Notat.pdf", pdf())
    assert judging.check_due_files() == 1
    assert killed
    assert _state(file) is FileState.AVAILABLE


def _state(file: object) -> FileState:
    db.session.refresh(file)
    return file.state  # type: ignore[attr-defined,no-any-return]


def _kill_children(stop: threading.Event, killed: list[int]) -> None:
    while not stop.is_set() and not killed:
        for child in psutil.Process().children():
            with suppress(psutil.Error):  # it may become another program, or end, while it is looked at
                if "portal.checking.child" in " ".join(child.cmdline()):
                    os.kill(child.pid, signal.SIGKILL)
                    killed.append(child.pid)
        time.sleep(0.005)


def test_a_child_that_always_dies_ends_the_file_not_the_worker(judged: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "run", lambda *_a, **_k: Ended(-signal.SIGKILL, False, b""))
    file = judged("Notat.pdf", pdf())
    assert (file.state, file.rejection) == (FileState.REJECTED, "too_heavy")


def test_a_child_that_cannot_begin_leaves_the_file_for_another_time(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "LIMITS", replace(LIMITS, memory=4 * MEGABYTE))
    file = send("Notat.pdf", pdf())
    with pytest.raises(CannotJudge, match="ends with 1 before"):
        judging.check_due_files()
    assert _state(file) is FileState.RECEIVED
    monkeypatch.undo()
    clock.set_clock(clock.now() + timedelta(seconds=30))
    assert judging.check_due_files() == 1
    assert _state(file) is FileState.AVAILABLE


def test_a_childs_word_counts_only_in_the_shape_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = put(tmp_path, of_kind("pdf"))
    lies = {
        b'{"reason": "nonsense"}\n': Reason.UNREADABLE,
        b'{"findings": 7}\n': Reason.UNREADABLE,
        b'{"findings": {"replaced_by": ".exe"}}\n': Reason.UNREADABLE,
        b'{"findings": {"pages": -4, "language": 9, "is_tagged": "ja", "replaced_by": ""}}\n': None,
    }
    for lie, reason in lies.items():
        monkeypatch.setattr(sandbox, "run", lambda *_a, answer=lie, **_k: Ended(0, False, answer))
        judged = judge_file(desk, ".pdf", LIMITS)
        assert judged.reason is reason
        assert judged.facts in ({}, {"pages": None, "language": None})
