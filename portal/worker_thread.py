"""How does the worker run beside the pages in one process? In a thread of its own; neither outlives the other."""

import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Final

LET_GO: Final = 0.0005
_log = logging.getLogger("portal.worker_thread")


@contextmanager
def beside(work: Callable[[Event], object], stop: Event) -> Iterator[None]:
    """Let this run in a thread while the block does, until `stop` is set; what it has begun is finished before we go on.

    Should it end by itself, the process is told to end: whoever watches begins both again.
    """
    sys.setswitchinterval(LET_GO)  # a page asks for the interpreter after each query, and would wait 5 ms every time
    thread = Thread(target=_live, args=(work, stop), name="worker")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _live(work: Callable[[Event], object], stop: Event) -> None:
    try:
        work(stop)
    except BaseException:  # noqa: BLE001 - whatever it is, it is said without its words, and nobody goes on without a worker
        _log.exception("what ran beside the pages failed")
    finally:
        if not stop.is_set():
            os.kill(os.getpid(), signal.SIGTERM)
