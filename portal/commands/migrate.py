"""Bring the database to this version of the portal."""

import click

from portal.app import create_app
from portal.migrating import bring_up_to_date


@click.command("migrate")
def command() -> None:
    """Bring the database to this version of the portal. May be run at every start."""
    bring_up_to_date(create_app())
