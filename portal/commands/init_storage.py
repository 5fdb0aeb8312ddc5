"""Make the place where files are kept."""

import os

import click

from portal.config import read_config
from portal.storage.current import prepare


@click.command("init-storage")
def command() -> None:
    """Make the folder or the bucket, and let the portal's pages send to it. May be run at every start."""
    prepare(read_config(os.environ))
