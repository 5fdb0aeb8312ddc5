"""Is every file there as it came?"""

import json
import sys

import click

from portal.app import create_app
from portal.commands.no_store import ending_without_store
from portal.storage.verifying import Verified, verify_storage


def _said(found: Verified) -> list[str]:
    """A line for the whole, and one for each kind of trouble with the ids it is about."""
    lines = [f"{found.checked} files compared. {'All are well.' if found.is_well else 'Not all are well.'}"]
    for words, ids in (
        ("missing", found.missing),
        ("of another size", found.wrong_size),
        ("of another content", found.wrong_sha256),
        ("in the store, and named by no row", found.strays),
    ):
        if ids:
            lines.append(f"{len(ids)} {words}: {', '.join(map(str, ids))}")
    return lines


@click.command("verify-storage")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--read-all", is_flag=True, help="Also read every file and compare its SHA-256.")
def command(*, as_json: bool, read_all: bool) -> None:
    """Compare the store with the database. Safe while files come in.

    Exit status 1 when a file is missing or not as it came, 2 when the store does not answer.
    """
    with create_app().app_context(), ending_without_store():
        found = verify_storage(read_all=read_all)
    if as_json:
        click.echo(json.dumps({**found._asdict(), "is_well": found.is_well}, default=str, indent=2))
    else:
        click.echo("\n".join(_said(found)))
    sys.exit(0 if found.is_well else 1)
