"""Remove files nobody wants, once, without a worker."""

import json

import click

from portal.app import create_app
from portal.commands.no_store import ending_without_store
from portal.storage.sweeping import sweep_files


@click.command("sweep-files")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, as_json: bool) -> None:
    """Remove what was given up, or begun a day ago and never claimed. Safe while files come in.

    Exit status 2 when the store does not answer.
    """
    with create_app().app_context(), ending_without_store("What was swept until now stands."):
        swept = sweep_files()
    if as_json:
        click.echo(json.dumps(swept._asdict()))
        return
    click.echo(
        f"{swept.files} files removed, {swept.strays} without a row, {swept.uploads} uploads ended, {swept.in_use} in use."
    )
