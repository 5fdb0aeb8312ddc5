"""How does a process behave among others? It hears the order to end, and stays small."""

import ctypes
import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Final

M_ARENA_MAX: Final = -8
GARBAGE: Final = 2_000
PAUSE: Final = 2.0
ASK_EVERY: Final = 0.1
ENDING: Final = threading.Event()
"""This process has been told to end: whoever waits for something gives it up."""


def share_what_is_made() -> None:
    """Let processes that are forked from here on share what is in memory now: what they write to they would copy.

    None of it is garbage, so the collector leaves it alone, and looks less often at the little that a request leaves.
    """
    gc.collect()
    give_room_back()
    gc.freeze()
    gc.set_threshold(GARBAGE)


def keep_little_for_bodies() -> None:
    """Let the web server return what bodies took, before it is loaded: left alone it kept 15 MB in every web process.

    Granian's allocator is jemalloc: one arena instead of four for each processor, nothing kept in each thread, and pages
    given back when they are free.
    """
    os.environ.setdefault("_RJEM_MALLOC_CONF", "narenas:1,tcache:false,dirty_decay_ms:0,muzzy_decay_ms:0")


def share_one_heap() -> None:
    """Let all threads allocate from one heap: glibc gives each its own, which took 20 MB more in every web process.

    To be said before the first thread begins: glibc counts what it may give when that one asks, and never again.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        mallopt(M_ARENA_MAX, 1)


def give_room_back() -> None:
    """Return to the system what a large body took: glibc keeps it for the next, 16 MB in every web process."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


class Tidying:
    """Gives room back a moment after somebody was here, and again while more come: large pages leave up to 20 MB empty."""

    def __init__(self, tidy: Callable[[], None] = give_room_back, pause: float = PAUSE) -> None:
        self._tidy, self._pause = tidy, pause
        self._was_here = threading.Event()
        threading.Thread(target=self._go_round, name="tidying", daemon=True).start()

    def note(self) -> None:
        """Somebody was here."""
        if not self._was_here.is_set():
            self._was_here.set()

    def _go_round(self) -> None:
        while self._was_here.wait():
            time.sleep(self._pause)
            self._was_here.clear()  # before: whoever comes meanwhile is tidied up after too
            self._tidy()


def hear_orders_once() -> None:
    """Wait for the order to end in a thread of its own, and pass the first one on to whoever handles it, now or later.

    The server's handler must not run twice, as happens when Ctrl-C and its parent both say so: it may wait for ever. And
    Python runs handlers in the main thread only, which sleeps through a signal that the kernel gave to another thread.
    """
    orders = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, orders)  # also for every thread that is started from here on
    threading.Thread(target=_pass_on, args=(orders,), name="orders", daemon=True).start()


def _pass_on(orders: set[signal.Signals]) -> None:
    """To each handler once: while the server begins it has one that only notes the order, and then serves with another."""
    order, told = signal.sigwait(orders), None
    ENDING.set()
    while True:
        handler = signal.getsignal(order)
        if not callable(handler):
            os._exit(0)  # nothing has begun yet
        if handler is not told:
            handler(order, None)
            told = handler
        time.sleep(ASK_EVERY)
