"""What can the people who run the service do from the command line?"""

import sys

import click
from flask_migrate import upgrade

from portal.app import create_app
from portal.config import Misconfigured


@click.group()
def portal() -> None:
    """MitKomponent, for those who run it."""


@portal.command()
def migrate() -> None:
    """Bring the database to this version of the portal."""
    with create_app().app_context():
        upgrade()


def main() -> None:
    """Run a command; a bad setting ends it with a sentence."""
    try:
        portal()
    except Misconfigured as problem:
        sys.exit(str(problem))
