"""Is every file there as it came?"""

import json
import sys

import click

from portal.app import create_app
from portal.storage.store import StoreDown
from portal.storage.verifying import verify_storage


@click.command("verify-storage")
@click.option("--read-all", is_flag=True, help="Also read every file and compare its SHA-256.")
def command(*, read_all: bool) -> None:
    """Compare the store with the database; prints JSON. Exit status 1 when a file is missing or not as it came."""
    with create_app().app_context():
        try:
            found = verify_storage(read_all=read_all)
        except StoreDown:
            sys.exit("The store does not answer.")
    click.echo(json.dumps({**found._asdict(), "is_well": found.is_well}, default=str, indent=2))
    sys.exit(0 if found.is_well else 1)
