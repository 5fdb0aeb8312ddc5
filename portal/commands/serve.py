"""The portal on the air."""

import errno
import os
import socket
import subprocess
import sys

import click

from portal.config import Config, Misconfigured, read_config
from portal.supervisor_main import begin


def _refuse_taken_port(config: Config) -> None:
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


@click.command("serve")
@click.option("--prepare", is_flag=True, help="Migrate first, and fill an empty demonstration.")
@click.option("--with-worker", is_flag=True, help="Let one of the web processes be the worker too.")
def command(*, prepare: bool, with_worker: bool) -> None:
    """Serve with the production server, on PORTAL_LISTEN."""
    config = read_config(os.environ)
    _refuse_taken_port(config)
    # In a process of its own: what it loads is not needed any more while the server runs.
    check = [sys.executable, "-m", "portal", "check", *(["--prepare"] if prepare else [])]
    checked = subprocess.run(check, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603 - our own command
    if checked.returncode:
        sys.exit(checked.returncode)
    first = "web+worker" if with_worker else "web"
    begin(checked.stdout.rstrip(), [first, *["web"] * (config.web_processes - 1)])
