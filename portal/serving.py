"""How does the portal go on the air? One process watches over the web processes and, if asked, a worker.

It makes the portal, and never runs it: what is made before they are forked is in memory once.
"""

import errno
import http.client
import os
import signal
import socket
import sys
from functools import partial
from importlib import import_module
from multiprocessing.context import ForkProcess
from threading import Event, Thread
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Flask
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from portal.config import Config, Misconfigured
from portal.processes import end_with_parent, hear_orders_once, share_one_heap, share_what_is_made

PATIENCE: Final = 30


def refuse_taken_port(config: Config) -> None:
    """Raises Misconfigured when somebody listens there already; the server itself would share the port and say nothing."""
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((config.host, config.port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise Misconfigured(f"PORTAL_LISTEN is {config.listen!r}: {error.strerror}.") from error
            other = f"{config.listen.rpartition(':')[0]}:{config.port % 65535 + 1}"
            raise Misconfigured(
                f"Port {config.port} is taken, perhaps by a portal that is running. "
                f"End that one, or choose another port: PORTAL_LISTEN={other} make run"
            ) from error


class WorkerChild:
    """A worker beside the web processes, started again when it ends by itself."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._stop = Event()
        self._process: ForkProcess | None = None

    def keep(self) -> None:
        """Run it until we end."""
        while not self._stop.is_set():
            self._process = ForkProcess(target=_work, args=(os.getpid(), self._app), name="worker")
            self._process.start()
            self._process.join()
            self._stop.wait(2)

    def end(self) -> None:
        """Let it finish what it has begun."""
        self._stop.set()
        if self._process is not None and self._process.is_alive():
            self._process.terminate()
            self._process.join(PATIENCE)
            self._process.kill()


def _work(parent: int, app: Flask) -> None:
    """What runs in the worker's process."""
    for order in (signal.SIGINT, signal.SIGTERM):
        signal.signal(order, signal.SIG_DFL)  # what we were born with speaks to the server we came from
    os.setpgrp()  # Ctrl-C ends the server, and that ends us
    end_with_parent(parent)
    import_module("portal.worker").run(app)


def _after_start(server: MPServer, config: Config, text: str, stop: Event, worker: WorkerChild | None) -> None:
    """Welcome whoever started us when the first page can be had. Only then the worker: people come first."""
    while (
        len(server.wrks) < config.web_processes
    ):  # what a thread holds while they are forked, they would hold for ever
        if stop.wait(0.05):
            return
    _wait_until_ready(config, stop)
    if not stop.is_set():
        sys.stdout.write(f"\n{text}\n")
        sys.stdout.flush()
        if worker is not None:
            worker.keep()


def _wait_until_ready(config: Config, stop: Event) -> None:
    host = urlsplit(config.base_url).netloc
    while not stop.wait(0.1):
        line = http.client.HTTPConnection(config.host, config.port, timeout=5)
        try:
            line.request("GET", "/livez", headers={"Host": host})
            if line.getresponse().status == http.client.OK:
                return
        except OSError:
            pass
        finally:
            line.close()


def _application(parent: int, app: Flask) -> Any:
    """What runs in each web process."""
    hear_orders_once()
    share_one_heap()
    os.setpgrp()  # Ctrl-C is for the one who watches over us
    end_with_parent(parent)
    return import_module("portal.web").application(app)


def serve(config: Config, *, welcome: str, with_worker: bool) -> None:
    """Serve until a signal ends it. Says `welcome` when the first page can be had."""
    server = MPServer(
        "portal.web",
        address=config.host,
        port=config.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.auto,
        workers=config.web_processes,
        blocking_threads=config.web_threads,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        log_level=LogLevels.error,
    )
    app = import_module("portal.web").portal(config)
    worker, stop = WorkerChild(app) if with_worker else None, Event()
    share_what_is_made()
    server.on_shutdown(stop.set)
    if worker is not None:
        server.on_shutdown(worker.end)
    Thread(target=_after_start, args=(server, config, welcome, stop, worker), name="after-start", daemon=True).start()
    server.serve(target_loader=partial(_application, os.getpid(), app), wrap_loader=False)
