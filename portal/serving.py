"""How does the portal go on the air? It is made once, and its web processes are forked from there; one has the worker."""

import http.client
import logging
import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import partial
from importlib import import_module
from threading import Event
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Flask
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from portal import logs
from portal.config import Config
from portal.processes import ENDING, hear_orders_once, share_one_heap, share_what_is_made
from portal.supervisor import Fork
from portal.worker_thread import beside

_log = logging.getLogger("portal.serving")
WITH_WORKER: Final = "web+worker"


class ServerHere(MPServer):
    """The web server with its one worker in this process, where it would have forked another."""

    def _spawn_workers(self, spawn_target: Callable[..., None], target_loader: Callable[..., Any]) -> None:
        self._spawn_worker(0, spawn_target, target_loader).inner.run()
        self.interrupt_signal = True  # as if we had been told to end: there is nothing left to watch over
        self.main_loop_interrupt.set()


def load(config: Config, welcome: str, roles: Sequence[str], fork: Fork) -> None:
    """Make the portal and fork a process for each role; says `welcome` when the first page can be had."""
    share_one_heap()
    app = import_module("portal.web").portal(config)
    share_what_is_made()
    web = [fork(role, partial(_serve, config, app, has_worker=role == WITH_WORKER)) for role in roles]
    if not _is_ready(config, lambda: any(map(_has_ended, web))):
        sys.exit(1)
    if welcome:
        sys.stdout.write(f"\n{welcome}\n")
        sys.stdout.flush()
    else:
        logs.init_logs(config)
        _log.warning("ended by itself and begun again: %s", ", ".join(roles))


def _is_ready(config: Config, is_over: Callable[[], bool]) -> bool:
    """Wait for the first page; whether it could be had before it was over."""
    while not _answers(config):
        if is_over():
            return False
        time.sleep(0.1)
    return True


def _answers(config: Config) -> bool:
    line = http.client.HTTPConnection(config.host, config.port, timeout=5)
    try:
        line.request("GET", "/livez", headers={"Host": urlsplit(config.base_url).netloc})
        return line.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        line.close()


def _has_ended(process: int) -> bool:
    """Whether a child of ours has; whoever watches may still ask for its status."""
    return os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _serve(config: Config, app: Flask, *, has_worker: bool) -> None:
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
    with beside(partial(_work, config, app), ENDING) if has_worker else nullcontext():
        server.serve(target_loader=lambda: application, wrap_loader=False)


def _work(config: Config, app: Flask, stop: Event) -> None:
    """The worker, once the first page can be had: people come first."""
    if _is_ready(config, stop.is_set):
        import_module("portal.worker").work(app, stop)
