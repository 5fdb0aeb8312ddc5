"""How does a process end when it should? With the one that started it, and when a signal says so."""

import ctypes
import os
import signal
import sys
import threading
from typing import Final

PR_SET_PDEATHSIG: Final = 1


def end_with_parent(parent: int) -> None:
    """Let Linux send us SIGTERM when the process with this id is gone, even when it was killed. Elsewhere nothing happens."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it went before we asked
            sys.exit(0)


def listen_for_signals() -> None:
    """Let the main thread hear a signal that the kernel gave to another thread, also while it sleeps for ever.

    Python runs handlers in the main thread only, and nothing wakes that one when a second signal lands elsewhere: a web
    process then slept through the order to end, and was killed half a minute later.
    """
    heard, told = os.pipe()
    os.set_blocking(told, False)
    signal.set_wakeup_fd(told, warn_on_full_buffer=False)

    def pass_on() -> None:
        number = os.read(heard, 1)
        signal.pthread_kill(threading.main_thread().ident or 0, number[0])

    threading.Thread(target=pass_on, name="signals", daemon=True).start()
