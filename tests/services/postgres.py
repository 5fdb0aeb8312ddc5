"""How does a throw-away PostgreSQL come up for tests, and how does each worker get a database?"""

import os
import secrets
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from tests.services.folders import scratch_folder
from tests.services.install import POSTGRES, missing_programs, postgres_programs
from tests.services.process import (
    LOOPBACK,
    Child,
    Command,
    ServiceError,
    environment_without,
    pick_port,
    run,
    spawn,
    wait_until,
)
from tests.services.shared import Facts, shared

ROLE = "portal"
SETTINGS = {
    "listen_addresses": LOOPBACK,
    "fsync": "off",  # a test's data need not survive the machine
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum_naptime": "10min",
    "max_connections": "200",
    "timezone": "UTC",
    "lc_messages": "C.UTF-8",
}


def programs() -> Path:
    folder = postgres_programs()
    if folder is None or missing_programs(POSTGRES):
        raise ServiceError("PostgreSQL is not installed: run `python -m tests.services.install`.")
    return folder


def server_user() -> str | None:
    """PostgreSQL refuses to run as root, so root hands it to Debian's own user for it."""
    return "postgres" if os.geteuid() == 0 else None


def own_folder(folder: Path, name: str, user: str | None) -> Path:
    inner = folder / name
    inner.mkdir(mode=0o700)
    if user:
        folder.chmod(0o711)
        shutil.chown(inner, user, user)
    return inner


def make_cluster(folder: Path, password: str) -> Path:
    user = server_user()
    data = own_folder(folder, "data", user)
    secret = folder / "password"
    secret.touch(mode=0o600)
    secret.write_text(password)
    if user:
        shutil.chown(secret, user, user)
    options = ["--no-sync", "--encoding=UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256"]
    identity = [f"--username={ROLE}", f"--pwfile={secret}"]
    command: Command = [programs() / "initdb", *options, *identity, "-D", data]
    run(command, user=user, environment=environment_without("PG"))
    return data


def start_server(folder: Path, data: Path, port: int, shared_buffers: str) -> Child:
    user = server_user()
    sockets = own_folder(folder, "socket", user)
    settings = SETTINGS | {"unix_socket_directories": str(sockets), "shared_buffers": shared_buffers}
    command: Command = [
        *(programs() / "postgres", "-D", data, "-p", str(port)),
        *(f"--{name}={value}" for name, value in settings.items()),
    ]
    server = spawn(
        "postgres",
        command,
        folder / "postgres.log",
        on_parent_death=signal.SIGQUIT,  # "immediate": what it holds is thrown away, so nothing is written down
        user=user,
        environment=environment_without("PG"),
    )
    ready = sockets / f".s.PGSQL.{port}.lock"
    wait_until(lambda: is_ready(ready), server, "starting")
    return server


def is_ready(lock: Path) -> bool:
    """The server writes its state as the last line of the lock file beside its socket."""
    if not lock.exists():
        return False
    pid_file = lock.parents[1] / "data" / "postmaster.pid"
    return pid_file.exists() and pid_file.read_text().rstrip().endswith("ready")


@contextmanager
def running_postgres(shared_buffers: str = "64MB") -> Iterator[str]:
    """The address of a fresh server, without a database name: see create_database."""
    password = secrets.token_urlsafe(18)
    with scratch_folder("postgres") as folder:
        port = pick_port()
        server = start_server(folder, make_cluster(folder, password), port, shared_buffers)
        try:
            yield f"postgresql+psycopg://{ROLE}:{password}@{LOOPBACK}:{port}"
        finally:
            server.stop(signal.SIGQUIT)


def create_database(url: str, name: str, template: str | None = None) -> str:
    """The address of a new database; `template` copies one that nobody is connected to, as files: half of the work."""
    like = sql.SQL("TEMPLATE {} STRATEGY FILE_COPY").format(sql.Identifier(template)) if template else sql.SQL("")
    with psycopg.connect(f"{url.replace('+psycopg', '', 1)}/postgres", autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {} {}").format(sql.Identifier(name), like))
    return f"{url}/{name}"


@contextmanager
def postgres_facts() -> Iterator[Facts]:
    with running_postgres() as url:
        yield {"url": url}


@contextmanager
def shared_postgres(root: Path) -> Iterator[str]:
    """The address of the one server of this test run, without a database name."""
    with shared("postgres", root, postgres_facts) as facts:
        yield facts["url"]
