"""Who watches over the processes of the portal? One that holds none of it.

They are forked from a process that has loaded the portal, so that what they do not change is in memory once. That process
ends when they are there: what they have changed since would otherwise be kept twice, in its old and its new state.
"""

import ctypes
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from threading import Thread
from typing import Final, NoReturn

PATIENCE: Final = 30.0
PAUSE: Final = 2.0
PR_SET_CHILD_SUBREAPER: Final = 36
ORDERS: Final = (signal.SIGINT, signal.SIGTERM)

Fork = Callable[[str, Callable[[], None]], int]
"""Begins a process of this role, which runs what is given; its id."""
Load = Callable[[Sequence[str], Fork], None]
"""Loads what the processes share, and forks one for each of the roles."""


class Watch:
    """Keeps one process for each role, starts another when one ends by itself, and ends all when it is told to."""

    def __init__(self, load: Load, roles: Sequence[str]) -> None:
        self._load = load
        self._missing = list(roles)
        self._running: dict[int, str] = {}
        self._loader: int | None = None
        self._loading: list[str] = []
        self.has_begun = self._is_ending = False
        self._news, self._report = os.pipe()  # who has begun
        self._lifeline: int | None
        self._here, self._lifeline = os.pipe()  # nobody else holds its end: who reads it learns that we are gone
        self._woken, alarm = os.pipe()
        for end in (self._news, self._woken, alarm):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(alarm, warn_on_full_buffer=False)
        for order in ORDERS:
            signal.signal(order, self._hear_order)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)

    def keep(self) -> int:
        """Watch until a signal says stop, or they could not begin; the exit status."""
        self._begin()
        while not self._is_ending and (self.has_begun or self._loader):
            self._sleep(PAUSE)
            self._reap()
            if self._missing and self._loader is None and self.has_begun:
                self._begin_again()
        self._end()
        return 0 if self._is_ending else 1

    def _hear_order(self, _number: int, _frame: object) -> None:
        self._is_ending = True

    def _begin(self) -> None:
        """Load and fork what is missing. Where Linux does not let us adopt those who are left, they are our own children."""
        self._loading, self._missing = self._missing, []
        if not _adopt_orphans():
            self._load(self._loading, self._fork)
            self.has_begun = True
            return
        self._loader = os.fork()
        if not self._loader:
            self._become(lambda: self._load(self._loading, self._fork))

    def _begin_again(self) -> None:
        """After a moment, which whatever ended it may need too; not when all are to end by now."""
        end = time.monotonic() + PAUSE
        while not self._is_ending and (left := end - time.monotonic()) > 0:
            self._sleep(left)
        if not self._is_ending:
            self._begin()

    def _fork(self, role: str, run: Callable[[], None]) -> int:
        def live() -> None:
            os.setpgrp()  # Ctrl-C is for the one who watches
            _end_with(self._here)
            run()

        process = os.fork()
        if not process:
            self._become(live)
        os.write(self._report, f"{role} {process}\n".encode())
        return process

    def _become(self, live: Callable[[], None]) -> NoReturn:
        """What a forked process does, and only that."""
        if self._lifeline is not None:
            os.close(self._lifeline)
            self._lifeline = None
        signal.set_wakeup_fd(-1)
        for number in (*ORDERS, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        status = 1
        try:
            live()
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0
        except BaseException:  # noqa: BLE001 - nothing may go on as if it were the process we came from
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)

    def _sleep(self, seconds: float) -> None:
        select.select([self._woken], [], [], seconds)
        _all_of(self._woken)

    def _hear_news(self) -> None:
        for line in _all_of(self._news).decode().splitlines():
            role, process = line.split()
            self._running[int(process)] = role
            if role in self._loading:
                self._loading.remove(role)

    def _reap(self) -> None:
        """Note who has ended."""
        while (ended := _ended_child()) is not None:
            process, status = ended
            self._hear_news()  # after it ended: nothing that it has begun is missed
            if process == self._loader:
                self._loader = None
                self.has_begun |= status == 0
                self._missing += self._loading
            elif role := self._running.pop(process, None):
                self._missing.append(role)

    def _end(self) -> None:
        """Let all finish what they have begun, and no longer than that."""
        told: set[int] = set()
        end = time.monotonic() + PATIENCE
        while True:
            self._hear_news()
            left = {*self._running, *([self._loader] if self._loader else [])}
            if not left:
                return
            late = time.monotonic() > end
            for process in left if late else left - told:
                _send(process, signal.SIGKILL if late else signal.SIGTERM)
            told |= left
            self._sleep(0.5)
            self._reap()


def _end_with(here: int) -> None:
    """End when nobody holds the other end any more, even when the one who watched was killed."""

    def wait() -> None:
        os.read(here, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    before = signal.pthread_sigmask(signal.SIG_BLOCK, ORDERS)  # this thread never hears them: others handle them
    Thread(target=wait, name="lifeline", daemon=True).start()
    signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _adopt_orphans() -> bool:
    """Become the parent of those whose parent ends; whether that can be had."""
    return sys.platform == "linux" and not ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def _ended_child() -> tuple[int, int] | None:
    try:
        process, status = os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return None
    return (process, status) if process else None


def _all_of(pipe: int) -> bytes:
    """What has been written so far."""
    try:
        return os.read(pipe, 65_536)
    except BlockingIOError:
        return b""


def _send(process: int, number: int) -> None:
    try:
        os.kill(process, number)
    except ProcessLookupError:
        return
