"""How does a test server start so that it never outlives the one who started it?"""

import ctypes
import os
import random
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOOPBACK = "127.0.0.1"
PR_SET_PDEATHSIG = 1


class ServiceError(RuntimeError):
    """A test service could not start or stopped by itself; the text says why."""


@dataclass(frozen=True)
class Child:
    name: str
    process: subprocess.Popen[bytes]
    output: Path

    def check(self) -> None:
        if self.process.poll() is not None:
            raise ServiceError(f"{self.name} ended with {self.process.returncode}: {self.tail()}")

    def tail(self) -> str:
        return self.output.read_text(errors="replace")[-1500:] if self.output.exists() else ""

    def stop(self, how: signal.Signals = signal.SIGTERM, seconds: float = 20) -> None:
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


Command = Sequence[str | Path]


def as_user(user: str | None) -> list[str]:
    if user is None:
        return []
    return ["--reuid", user, "--regid", user, "--init-groups"]


def spawn(
    name: str,
    command: Command,
    output: Path,
    *,
    on_parent_death: signal.Signals = signal.SIGTERM,
    user: str | None = None,
    environment: Mapping[str, str] | None = None,
    keep_open: Sequence[int] = (),
) -> Child:
    """Start a child that gets a signal from the kernel when this thread's process dies.

    setpriv rather than preexec_fn: no Python runs between fork and exec, so a caller with
    threads (pytest-xdist, Playwright) cannot deadlock there.
    """
    death = on_parent_death.name.removeprefix("SIG")
    with output.open("wb") as sink:
        process = subprocess.Popen(
            ["setpriv", "--pdeathsig", death, *as_user(user), "--", *map(str, command)],
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=sink,
            env=environment,
            pass_fds=keep_open,
            cwd=ROOT if user is None else "/",
            process_group=0,  # Ctrl-C reaches the parent, which then stops its children in order
        )
    return Child(name, process, output)


def run(
    command: Command,
    *,
    environment: Mapping[str, str] | None = None,
    user: str | None = None,
    seconds: float = 60,
) -> str:
    """Run a helper command to its end and give what it printed, or fail with what it said."""
    prefix = ["setpriv", *as_user(user), "--"] if user else []
    try:
        done = subprocess.run(
            [*prefix, *map(str, command)],
            env=environment,
            cwd="/" if user else None,
            stdin=subprocess.DEVNULL,
            check=False,
            capture_output=True,
            text=True,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        raise ServiceError(f"{command[0]} took more than {seconds:.0f} s") from None
    if done.returncode:
        raise ServiceError(f"{command[0]} failed: {done.stderr[-1500:]}")
    return done.stdout


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def pick_port() -> int:
    """A free port below the range from which outgoing connections take theirs."""
    for _ in range(200):
        port = random.randint(20000, 29999)
        if port_is_free(port):
            return port
    raise ServiceError("No free port between 20000 and 29999 on 127.0.0.1.")


def answers(port: int) -> bool:
    try:
        socket.create_connection((LOOPBACK, port), 1).close()
    except OSError:
        return False
    return True


def wait_until(ready: Callable[[], bool], child: Child, what: str, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not ready():
        child.check()
        if time.monotonic() > end:
            raise ServiceError(f"{child.name}: {what} took over {seconds:.0f} s: {child.tail()}")
        time.sleep(0.03)


def end_on_signals() -> None:
    """Turn SIGTERM and SIGINT into an orderly unwinding of every open context."""

    def leave(_number: int, _frame: object) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)


def die_with_parent() -> None:
    """For a process that was not started by spawn: the same promise, made by itself."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def environment_without(prefix: str, **more: str) -> dict[str, str]:
    """Our environment minus settings of the machine that would change how a server behaves."""
    return {k: v for k, v in os.environ.items() if not k.startswith(prefix)} | more
