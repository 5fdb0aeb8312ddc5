"""Do a few compute and many wait, without one slow line stopping the others?"""

import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from threading import Semaphore
from typing import Any

import psutil
import pytest

from portal import turnstile
from portal.processes import Tidying, give_room_back
from portal.turnstile import SMALL, Environ, Turnstile

Start = Callable[..., Any]


def run(gate: Turnstile, **environ: Any) -> tuple[list[str], bytes]:
    """One request through the turnstile: the statuses it said and its body."""
    said: list[str] = []
    answer = gate({"wsgi.input": BytesIO(b""), **environ}, lambda status, headers, *rest: said.append(status))
    return said, b"".join(answer)


def in_threads(count: int, work: Callable[[], object]) -> None:
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Counter:
    """How many were inside at once, at most."""

    def __init__(self) -> None:
        self.lock, self.now, self.most = threading.Lock(), 0, 0

    def __enter__(self) -> None:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)

    def __exit__(self, *error: object) -> None:
        with self.lock:
            self.now -= 1


@pytest.mark.parametrize(("sent", "is_all"), [(2_000_000, True), (turnstile.LET_PASS + 2 * SMALL, False)])
def test_what_comes_after_the_answer_is_let_pass_up_to_a_bound(sent: int, is_all: bool) -> None:
    body = Endless(sent)
    gate = Turnstile(lambda _environ, start: start("413", []) or [b"too much"], 1)
    said, answer = run(gate, **{"wsgi.input": body, "CONTENT_LENGTH": str(sent)})
    assert (said, answer) == (["413"], b"too much")
    assert (body.left == 0) is is_all


class Endless:
    """A body of so many bytes that nobody has to hold."""

    def __init__(self, left: int) -> None:
        self.left = left

    def read(self, length: int) -> bytes:
        got = min(length, self.left)
        self.left -= got
        return bytes(got)


@pytest.mark.parametrize("at_once", [1, 2])
def test_no_more_than_so_many_compute_at_the_same_time(at_once: int) -> None:
    inside = Counter()

    def application(environ: Environ, start: Start) -> Iterable[bytes]:
        with inside:
            time.sleep(0.01)
        start("200 OK", [])
        return [b""]

    gate = Turnstile(application, at_once)
    in_threads(8, lambda: run(gate))
    assert inside.most == at_once


class SlowBody:
    """A body that comes when told."""

    def __init__(self, content: bytes) -> None:
        self.content, self.asked, self.comes = BytesIO(content), threading.Event(), threading.Event()

    def read(self, *length: int) -> bytes:
        self.asked.set()
        assert self.comes.wait(60)
        return self.content.read(*length)

    readline = read


def reads_all(environ: Environ, start: Start) -> Iterable[bytes]:
    body = environ["wsgi.input"].read()
    start("200 OK", [("Content-Length", str(len(str(len(body)))))])
    return [str(len(body)).encode()]


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> float:
    """Who waits would wait for minutes; answers the seconds after which it is plain that somebody waited."""
    monkeypatch.setattr(turnstile, "PATIENCE", 120)
    return 60


@pytest.mark.parametrize("length", [SMALL, SMALL + 1])
def test_a_slow_body_small_or_large_stops_nobody(length: int, patient: float) -> None:
    gate, slow, done = Turnstile(reads_all, 1), SlowBody(b"x" * length), []
    slow_one = threading.Thread(
        target=lambda: done.append(run(gate, **{"wsgi.input": slow, "CONTENT_LENGTH": str(length)}))
    )
    slow_one.start()
    assert slow.asked.wait(60)
    before = time.monotonic()
    assert run(gate, **{"wsgi.input": BytesIO(b"abc"), "CONTENT_LENGTH": "3"}) == (["200 OK"], b"3")
    assert time.monotonic() - before < patient
    slow.comes.set()
    slow_one.join()
    assert done == [(["200 OK"], str(length).encode())]


def test_a_body_in_chunks_of_unknown_length_is_read_outside_too() -> None:
    environ = {"wsgi.input": BytesIO(b"abc"), "HTTP_TRANSFER_ENCODING": "chunked"}
    assert run(Turnstile(reads_all, 1), **environ) == (["200 OK"], b"3")


def test_lines_of_a_large_body_come_as_lines() -> None:
    def application(environ: Environ, start: Start) -> Iterable[bytes]:
        start("200 OK", [])
        return list(environ["wsgi.input"])

    content = b"en\nto\n" + b"x" * SMALL
    environ = {"wsgi.input": BytesIO(content), "CONTENT_LENGTH": str(len(content))}
    assert run(Turnstile(application, 1), **environ)[1] == content


def test_an_answer_is_sent_after_the_turnstile() -> None:
    sent = threading.Event()

    def stream() -> Iterator[bytes]:
        assert sent.wait(60)
        yield b"last"

    def application(environ: Environ, start: Start) -> Iterable[bytes]:
        start("200 OK", [])
        return stream() if environ.get("slow") else [b"quick"]

    gate = Turnstile(application, 1)
    slow = gate({"wsgi.input": BytesIO(b""), "slow": True}, lambda *_: None)
    assert run(gate)[1] == b"quick"
    sent.set()
    assert b"".join(slow) == b"last"


def test_a_short_answer_goes_in_one_piece_and_is_closed() -> None:
    class Answer(list[bytes]):
        closed = False

        def close(self) -> None:
            self.closed = True

    answer = Answer([b"a", b"b"])

    def application(environ: Environ, start: Start) -> Iterable[bytes]:
        start("200 OK", [("Content-Length", "2")])
        return answer

    assert Turnstile(application, 1)({"wsgi.input": BytesIO(b"")}, lambda *_: None) == [b"ab"]
    assert answer.closed


def test_an_error_gives_the_place_back(patient: float) -> None:
    def application(environ: Environ, start: Start) -> Iterable[bytes]:
        if environ.get("breaks"):
            raise ValueError
        start("200 OK", [])
        return [b"fine"]

    gate = Turnstile(application, 1)
    for _ in range(3):
        with pytest.raises(ValueError):  # noqa: PT011 - ours, from the application
            gate({"wsgi.input": BytesIO(b""), "breaks": True}, lambda *_: None)
    before = time.monotonic()
    assert run(gate)[1] == b"fine"
    assert time.monotonic() - before < patient


def test_who_waits_too_long_goes_on_and_the_places_stay_as_many() -> None:
    stuck, inside = threading.Event(), Counter()

    def application(environ: Environ, start: Start) -> Iterable[bytes]:
        with inside:
            if environ.get("stuck"):
                assert stuck.wait(60)
            else:
                time.sleep(0.01)
        start("200 OK", [])
        return [b"fine"]

    gate = Turnstile(application, 1)
    hung = threading.Thread(target=lambda: run(gate, stuck=True))
    hung.start()
    assert run(gate)[1] == b"fine"
    stuck.set()
    hung.join()
    inside.most = 0
    in_threads(6, lambda: run(gate))
    assert inside.most == 1


def test_room_that_stands_empty_is_given_back_after_a_request_and_after_the_next() -> None:
    def answers(_environ: Environ, start: Start) -> Iterable[bytes]:
        start("200 OK", [])
        return [b"here"]

    tidied = Semaphore(0)
    gate = Turnstile(answers, at_once=1, note=Tidying(tidied.release, pause=0).note)
    for _ in range(2):
        run(gate)
        assert tidied.acquire(timeout=60)


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's heap")
def test_what_lay_between_things_that_stay_goes_back_to_the_system() -> None:
    process, held = psutil.Process(), [bytes(2_000) for _ in range(30_000)]
    full = process.memory_info().rss
    del held[:-1]  # the last one keeps the heap from shrinking by itself
    tidied = Semaphore(0)

    def tidy() -> None:
        give_room_back()
        tidied.release()

    Tidying(tidy, pause=0).note()
    assert tidied.acquire(timeout=60)
    assert full - process.memory_info().rss > 30_000_000
