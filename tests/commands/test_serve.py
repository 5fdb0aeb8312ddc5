"""Does the real server start, keep slow lines from stopping others, and end with all its processes?"""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

from tests.commands.conftest import Run
from tests.services.process import Child, pick_port, spawn, wait_until

PYTHON = Path(sys.executable)
SLOW_LINES = 20
HEAP = 64 << 20


class Server:
    """A running `portal serve --with-worker` and how to ask it."""

    def __init__(self, child: Child, port: int) -> None:
        self.child, self.port = child, port

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of one page, on a line of its own; raises when nothing comes for a minute."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        line.request("GET", path)
        answer = line.getresponse()
        body = answer.read().decode()
        line.close()
        return answer.status, body

    def family(self) -> list[psutil.Process]:
        """The server and everything it started."""
        first = psutil.Process(self.child.process.pid)
        return [first, *first.children(recursive=True)]


def web_of(server: Server) -> list[psutil.Process]:
    """Those who listen on the port."""
    return [one for one in server.family() if _listens(one, server.port)]


def _listens(process: psutil.Process, port: int) -> bool:
    try:
        return any(line.laddr.port == port for line in process.net_connections())
    except psutil.NoSuchProcess:
        return False


def heaps_beside(process: psutil.Process) -> int:
    """How many heaps glibc has made for threads: each has 64 MB of addresses, of which the rest is out of bounds."""
    found = [line.split()[:2] for line in Path(f"/proc/{process.pid}/maps").read_text().splitlines()]
    spans = [(int(span.partition("-")[0], 16), int(span.partition("-")[2], 16), may) for span, may in found]
    return sum(
        begin % HEAP == 0 and rest == "---p" and stop == begin + HEAP
        for (begin, _end, _may), (_begin, stop, rest) in pairwise(spans)
    )


@pytest.fixture
def server(environ: dict[str, str], tmp_path: Path) -> Iterator[Server]:
    """As `make run` has it, with the demonstration world."""
    with serving(environ, tmp_path, "--prepare") as ready:
        yield ready


@pytest.fixture
def empty_server(environ: dict[str, str], make_migrated: Callable[[], str], tmp_path: Path) -> Iterator[Server]:
    """One in which nobody is."""
    with serving(environ | {"PORTAL_DATABASE_URL": make_migrated()}, tmp_path) as ready:
        yield ready


@contextmanager
def serving(environ: dict[str, str], folder: Path, *words: str) -> Iterator[Server]:
    port = pick_port()
    settings = environ | {"PORTAL_LISTEN": f"127.0.0.1:{port}"}
    command = [PYTHON, "-m", "portal", "serve", *words, "--with-worker"]
    child = spawn("portal", command, folder / "server.log", environment=settings)
    try:
        wait_until(lambda: "is ready" in child.output.read_text(), child, "starting", 300)
        yield Server(child, port)
    finally:
        child.stop()


def slow_upload(port: int, stack: ExitStack) -> socket.socket:
    """Somebody with a poor line begins to send 25 MB."""
    line = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
    head = "POST /log-ind HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n"
    line.sendall(f"{head}Content-Length: 25000000\r\n\r\n--x\r\n".encode() + b"x" * 20_000)
    return line


def test_the_server_serves_beside_slow_lines_and_ends_with_everything_it_started(server: Server) -> None:
    assert server.get("/livez") == (200, '{"state":"ok"}\n')
    assert server.get("/readyz")[0] == 200
    said = server.child.output.read_text()
    assert f"MitKomponent is ready: http://localhost:{server.port}\nSign in as\n" in said
    assert f"http://localhost:{server.port}/breve" in said
    with ExitStack() as stack:
        lines = [slow_upload(server.port, stack) for _ in range(SLOW_LINES)]
        for _ in range(10):
            assert server.get("/hjaelp")[0] == 200  # else a slow line holds the others up
        for line in lines:
            line.sendall(b"x" * 1000)  # they are all still being received
    assert [heaps_beside(one) for one in web_of(server)] == [0, 0]
    family = server.family()
    judging = [one for one in family if one.is_running() and "portal.checking.child" in one.cmdline()]
    assert len(family) - len(judging) == 3  # the one that watches, and two for the web, of which one has the worker
    wait_until(lambda: times_here(server) == 1, server.child, "the worker")
    os.kill(server.child.process.pid, signal.SIGTERM)
    _gone, alive = psutil.wait_procs(family, 60)
    assert alive == []


@pytest.mark.once
def test_when_the_server_is_killed_nothing_is_left_behind(empty_server: Server) -> None:
    family = empty_server.family()
    empty_server.child.process.kill()
    _gone, alive = psutil.wait_procs(family, 60)
    assert alive == []


@pytest.mark.once  # whatever dies is begun again alike; each asks the database anew
def test_a_process_that_dies_is_replaced_with_its_worker_and_the_other_stays(empty_server: Server) -> None:
    server = empty_server
    watch = psutil.Process(server.child.process.pid)
    wait_until(lambda: len(watch.children()) == 2, server.child, "the one that loads to end")
    wait_until(lambda: times_here(server) == 1, server.child, "the first worker")
    for one in web_of(server):
        (other,) = (web for web in web_of(server) if web != one)
        one.kill()
        wait_until(partial(is_replaced, server, one), server.child, "replacing it")
        assert other in watch.children()
        wait_until(lambda: len(watch.children()) == 2, server.child, "the one that loads to end")
    wait_until(lambda: times_here(server) == 2, server.child, "the worker of the one that had it")
    wait_until(lambda: times_said(server, "ended by itself and begun again: web") == 2, server.child, "saying so")
    assert times_said(server, "ended by itself and begun again: web+worker") == 1
    assert times_said(server, "is ready") == 1
    assert server.get("/livez")[0] == 200
    assert times_here(server) == 2


def is_replaced(server: Server, dead: psutil.Process) -> bool:
    return len({*web_of(server)} - {dead}) == 2


def times_here(server: Server) -> int:
    return times_said(server, "the worker is here")


def times_said(server: Server, words: str) -> int:
    return server.child.output.read_text().count(words)


@pytest.mark.once
def test_a_taken_port_is_said_in_a_sentence(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended: subprocess.CompletedProcess[str] = run("serve", PORTAL_LISTEN=f"127.0.0.1:{port}")
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"Port {port} is taken, perhaps by a portal that is running.")
    assert len(ended.stderr.splitlines()) == 1
