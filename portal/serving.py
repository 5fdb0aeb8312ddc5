"""How does the portal go on the air? It is made once, and its web processes and worker are forked from there."""

import http.client
import logging
import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Flask
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from portal import logs
from portal.config import Config
from portal.processes import hear_orders_once, share_one_heap, share_what_is_made
from portal.watching import Fork

_log = logging.getLogger("portal.serving")
WEB: Final = "web"
WORKER: Final = "worker"


class ServerHere(MPServer):
    """The web server with its one worker in this process, where it would have forked another."""

    def _spawn_workers(self, spawn_target: Callable[..., None], target_loader: Callable[..., Any]) -> None:
        self._spawn_worker(0, spawn_target, target_loader).inner.run()
        self.interrupt_signal = True  # as if we had been told to end: there is nothing left to watch over
        self.main_loop_interrupt.set()


def load(config: Config, welcome: str, roles: Sequence[str], fork: Fork) -> None:
    """Make the portal and fork a process for each role; says `welcome` when the first page can be had.

    Only then the worker: people come first.
    """
    share_one_heap()
    app = import_module("portal.web").portal(config)
    share_what_is_made()
    web = [fork(WEB, partial(_serve, config, app)) for role in roles if role == WEB]
    if web:
        _wait_until_ready(config, web)
    if welcome:
        sys.stdout.write(f"\n{welcome}\n")
        sys.stdout.flush()
    else:
        logs.init_logs(config)
        _log.warning("ended by itself and begun again: %s", ", ".join(roles))
    if WORKER in roles:
        fork(WORKER, partial(import_module("portal.worker").run, app))


def _wait_until_ready(config: Config, web: Sequence[int]) -> None:
    """Raises SystemExit when one of them has ended before."""
    host = urlsplit(config.base_url).netloc
    while True:
        line = http.client.HTTPConnection(config.host, config.port, timeout=5)
        try:
            line.request("GET", "/livez", headers={"Host": host})
            if line.getresponse().status == http.client.OK:
                return
        except OSError:
            if any(map(_has_ended, web)):
                sys.exit(1)
            time.sleep(0.1)
        finally:
            line.close()


def _has_ended(process: int) -> bool:
    """Whether a child of ours has; whoever watches may still ask for its status."""
    return os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _serve(config: Config, app: Flask) -> None:
    """What runs in each web process."""
    hear_orders_once()
    application = import_module("portal.web").application(app)
    server = ServerHere(
        "portal.web",
        address=config.host,
        port=config.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.auto,
        blocking_threads=config.web_threads,
        log_level=LogLevels.error,
    )
    server.serve(target_loader=lambda: application, wrap_loader=False)
