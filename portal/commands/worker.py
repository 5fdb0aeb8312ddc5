"""What waits in tables is done here: letters, checksums, sweeping."""

import signal
from threading import Event

import click

from portal import logs
from portal.app import create_app
from portal.config import Config
from portal.processes import end_with_parent
from portal.worker import Worker


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
@click.option("--with-parent", type=int, hidden=True, help="The process to end with.")
def command(*, once: bool, with_parent: int | None) -> None:
    """Do what waits: send letters, compute checksums, sweep files. Any number of workers may run at once."""
    if with_parent is not None:
        end_with_parent(with_parent)
    app = create_app()
    config: Config = app.extensions["portal"]
    logs.init_logs(config)
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    worker = Worker(app, config, stop)
    if once:
        raise SystemExit(0 if worker.work_once() else 1)
    worker.work()
