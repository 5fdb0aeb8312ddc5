"""The portal on the air."""

import os
import subprocess
import sys

import click

from portal.config import read_config
from portal.serving import refuse_taken_port, serve


@click.command("serve")
@click.option("--prepare", is_flag=True, help="Migrate first, and fill an empty demonstration.")
@click.option("--with-worker", is_flag=True, help="Run a worker too, which ends with the server.")
def command(*, prepare: bool, with_worker: bool) -> None:
    """Serve with the production server, on PORTAL_LISTEN."""
    config = read_config(os.environ)
    refuse_taken_port(config)
    # In a process of its own: what it loads is not needed any more while the server runs.
    check = [sys.executable, "-m", "portal", "check", *(["--prepare"] if prepare else [])]
    checked = subprocess.run(check, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603 - our own command
    if checked.returncode:
        sys.exit(checked.returncode)
    serve(config, welcome=checked.stdout.rstrip(), with_worker=with_worker)
