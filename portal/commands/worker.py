"""What waits in tables is done here: letters, checksums, sweeping."""

import click

from portal.app import create_app
from portal.worker import run


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
def command(*, once: bool) -> None:
    """Do what waits: send letters, compute checksums, sweep files. Any number of workers may run at once."""
    raise SystemExit(0 if run(create_app(), once=once) else 1)
