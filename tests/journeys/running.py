"""How does a real portal run for the journeys: web processes, worker, database, store and mail server?"""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from portal import acting
from portal.db import db
from portal.journal import roles
from portal.sealing.masters import Masters
from tests.journeys.doors import BucketDoor, FolderDoor, StoreDoor
from tests.services.commands import Commands
from tests.services.oidc import SIGN_ON
from tests.services.process import LOOPBACK, Child, answers, pick_port, port_is_free, spawn, wait_until
from tests.services.s3 import S3
from tests.services.smtp_sink import Sink, running_smtp

SECONDS_TO_DIE = 60
SECRET = "kun til rejser gennem portalen, aldrig andet"
MASTER_KEY = "ogsaa-kun-til-rejser-9f2c61d07be84a35"


@dataclass(frozen=True)
class Running:
    """A portal on the air. `rows` is a Flask app on its database, for what a test puts there or reads back.

    `restart` kills it as a crash does, and starts it again at the same address.
    """

    address: str
    letters: Sink
    store: StoreDoor
    rows: Flask
    restart: Callable[[], None]


@contextmanager
def rows_of(database_url: str) -> Iterator[Flask]:
    """An app that knows the tables and nothing else: the store of the process stays whose it is.

    Its connections end with it: one left to the garbage is a warning in whichever test comes later.
    """
    roles.find_with(acting.role_in_force)
    app = Flask("rows")
    app.config |= {"SQLALCHEMY_DATABASE_URI": database_url, "SECRET_KEY": SECRET}
    app.extensions["masters"] = Masters([MASTER_KEY])  # else it could not read the cases of its portal
    db.init_app(app)
    try:
        yield app
    finally:
        with app.app_context():
            db.engine.dispose()


def settings(port: int, database_url: str, store: StoreDoor, letters: Sink) -> dict[str, str]:
    """The environment of the portal: this machine's without its own portal settings."""
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("PORTAL_", "AWS_"))}
    return plain | {
        "PORTAL_LISTEN": f"{LOOPBACK}:{port}",
        "PORTAL_BASE_URL": f"http://localhost:{port}",  # passkeys know no bare numbers
        "PORTAL_DATABASE_URL": database_url,
        "PORTAL_SMTP_URL": letters.url,
        "PORTAL_SECRET_KEY": SECRET,
        "PORTAL_MASTER_KEY": MASTER_KEY,
        "PORTAL_OIDC": SIGN_ON,
        **store.settings,
    }


@contextmanager
def opened_store(s3: S3 | None, folder: Path) -> Iterator[StoreDoor]:
    """The store, behind a door that a test can shut."""
    if s3 is None:
        yield FolderDoor(folder / "files")
        return
    with BucketDoor(s3) as door:
        yield door


@contextmanager
def running_portal(
    make_database: Callable[[], str], s3: S3 | None, folder: Path, commands: Commands
) -> Iterator[Running]:
    """The demonstration world on the production server with its worker, as `make run` has it, mail and all."""
    database_url, port = make_database(), pick_port()
    with running_smtp() as letters, opened_store(s3, folder) as store, rows_of(database_url) as rows:
        environment = settings(port, database_url, store, letters)
        for command in ("migrate", "init-storage", "demo"):
            commands.do(command, environment=environment)
        servers: list[Child] = []

        def start() -> None:
            server = spawn(
                "portal",
                [sys.executable, "-m", "portal", "serve", "--with-worker"],
                folder / f"portal-{len(servers)}.log",
                environment=environment,
            )
            servers.append(server)
            wait_until(lambda: answers(port) and "ready" in server.tail(), server, "starting", 300)

        def restart() -> None:
            servers[-1].stop(signal.SIGKILL)
            end = time.monotonic() + SECONDS_TO_DIE
            while not port_is_free(port):
                assert time.monotonic() < end, "the web processes outlive the portal"
                time.sleep(0.05)
            start()

        try:
            start()
            yield Running(f"http://localhost:{port}", letters, store, rows, restart)
        finally:
            servers[-1].stop()
