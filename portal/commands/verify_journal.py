"""Is the journal as it was written?"""

import json
import sys

import click

from portal.app import create_app
from portal.config import Config
from portal.journal.sealing import Head
from portal.journal.verifying import Verified, verify
from portal.worker import sealer_from


def _heads(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> list[Head]:
    """Heads as this command prints them."""
    heads = []
    for one in given:
        sequence, colon, mac = one.partition(":")
        if not colon or not sequence.isdecimal():
            raise click.BadParameter("write a head as it was printed, for example 120:9f86d0…")
        heads.append(Head(int(sequence), mac))
    return heads


def _said(found: Verified) -> list[str]:
    lines = [
        f"{found.checked} sealed entries compared. {'The journal is whole.' if found.is_whole else 'It is not whole.'}"
    ]
    for words, places in (("changed", found.changed), ("missing", found.missing)):
        if places:
            lines.append(f"{len(places)} {words}, at {', '.join(map(str, places))}")
    if found.forged:
        lines.append(f"{len(found.forged)} dropped without right, through {', '.join(map(str, found.forged))}")
    if found.dropped:
        lines.append(f"{found.dropped} older ones went by the clock")
    if found.unsealed:
        lines.append(f"{found.unsealed} without a seal: no worker runs, or they came past the portal")
    if found.is_cut:
        lines.append("Its end is not the one that was kept outside: entries were cut off, or it is another journal.")
    return [*lines, f"Head: {found.head.sequence}:{found.head.mac}"]


@click.command("verify-journal")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--head", "heads", callback=_heads, multiple=True, help="A head printed earlier and kept elsewhere.")
def command(*, as_json: bool, heads: list[Head]) -> None:
    """Walk the journal's chain. Exit status 1 when anything was changed, removed, put in or cut off.

    Keep the head it prints in another place: with it a later run also finds that the end was cut off and sealed anew.
    """
    app = create_app()
    config: Config = app.extensions["portal"]
    with app.app_context():
        found = verify(sealer_from(config), *heads)
    if as_json:
        click.echo(json.dumps({**found._asdict(), "head": found.head._asdict(), "is_whole": found.is_whole}, indent=2))
    else:
        click.echo("\n".join(_said(found)))
    sys.exit(0 if found.is_whole else 1)
