"""How does a process behave among others? It ends with the one that started it, hears the order to end, and stays small."""

import ctypes
import gc
import os
import signal
import sys
import threading
from typing import Final

PR_SET_PDEATHSIG: Final = 1
M_ARENA_MAX: Final = -8
GARBAGE: Final = 2_000


def end_with_parent(parent: int) -> None:
    """Let Linux send us SIGTERM when the process with this id is gone, even when it was killed. Elsewhere nothing happens."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it went before we asked
            sys.exit(0)


def share_what_is_made() -> None:
    """Let processes that are forked from here on share what is in memory now: what they write to they would copy.

    None of it is garbage, so the collector leaves it alone, and looks less often at the little that a request leaves.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE)


def share_one_heap() -> None:
    """Let all threads allocate from one heap: glibc gives each its own, which took 20 MB more in every web process."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        mallopt(M_ARENA_MAX, 1)


def give_room_back() -> None:
    """Return to the system what a large body took: glibc keeps it for the next, 16 MB in every web process."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


def hear_orders_once() -> None:
    """Wait for the order to end in a thread of its own, and pass the first one on to whoever handles it then.

    The server's handler must not run inside itself, as happens when Ctrl-C and its parent both say so; and Python runs
    handlers in the main thread only, which sleeps through a signal that the kernel gave to another thread.
    """
    orders = {signal.SIGINT, signal.SIGTERM}
    for order in orders:
        signal.signal(order, signal.SIG_DFL)  # the one we were born with speaks to our parent's server
    signal.pthread_sigmask(signal.SIG_BLOCK, orders)  # also for every thread that is started from here on

    def wait() -> None:
        order = signal.sigwait(orders)
        handler = signal.getsignal(order)
        if not callable(handler):
            os._exit(0)  # nothing has begun yet
        handler(order, None)

    threading.Thread(target=wait, name="orders", daemon=True).start()
