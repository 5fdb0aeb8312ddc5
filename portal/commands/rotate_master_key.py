"""Change the master key that the keys of cases, answers and files are wrapped with."""

import sys

import click

from portal.app import create_app
from portal.sealing.cipher import Unopenable
from portal.sealing.rotating import rotate
from portal.sealing.state import MISSING


@click.command("rotate-master-key")
def command() -> None:
    """Wrap every key by the first of the master keys, which was put before the old one; may be run again at any time."""
    with create_app().app_context():
        try:
            count = rotate()
        except Unopenable:
            sys.exit(MISSING)
    click.echo(
        f"{count} keys are wrapped anew. The first master key opens everything now but the backups: keep the others until "
        "`portal backup` has run with them too, into every folder that has backups."
    )
