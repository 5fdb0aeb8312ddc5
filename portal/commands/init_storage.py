"""Make the place where files are kept, and see whether it is as it should be."""

import json
import os
import sys

import click

from portal.commands.no_store import ending_without_store
from portal.config import read_config
from portal.storage.current import prepare
from portal.storage.settings import Outcome


@click.command("init-storage")
@click.option("--check", is_flag=True, help="Change nothing, only say how it is.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, check: bool, as_json: bool) -> None:
    """Make the folder or the bucket with its settings: who may send, what goes by itself, encryption, versions.

    May be run at every start. Exit status 1 when a setting is missing, 2 when the store does not answer. A setting that
    the server does not know is said and no fault.
    """
    with ending_without_store():
        settings = prepare(read_config(os.environ), change=not check)
    if as_json:
        click.echo(json.dumps([one._asdict() for one in settings], indent=2))
    else:
        for one in settings:
            click.echo(f"{one.name}: {one.outcome}, {one.words}.")
    sys.exit(1 if any(one.outcome is Outcome.MISSING for one in settings) else 0)
