"""Remove files nobody wants, once, without a worker."""

import sys

import click

from portal.app import create_app
from portal.storage.store import StoreDown
from portal.storage.sweeping import sweep_files


@click.command("sweep-files")
def command() -> None:
    """Remove what was given up, or begun a day ago and never claimed. Exit status 1 when the store is down."""
    with create_app().app_context():
        try:
            swept = sweep_files()
        except StoreDown:
            sys.exit("The store does not answer. What was swept until now stands.")
    click.echo(
        f"{swept.files} files removed, {swept.strays} without a row, {swept.uploads} uploads ended, {swept.in_use} in use."
    )
