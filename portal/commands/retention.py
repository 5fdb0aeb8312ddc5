"""Delete what is due, once, without a worker."""

import json
import sys

import click

from portal.app import create_app
from portal.config import Config
from portal.ledger import Ledger
from portal.retention.running import journal_due, run, what_is_due
from portal.worker import sealer_from


def _say_due(*, as_json: bool) -> None:
    due, entries = what_is_due(), journal_due()
    if as_json:
        click.echo(json.dumps({**due, "journal": entries}, indent=2))
        return
    counts = {**{kind: len(things) for kind, things in due.items()}, "journal": entries}
    words = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
    click.echo(f"Due: {words or 'nothing'}. Nothing was changed.")
    for kind, things in due.items():
        for thing in things:
            click.echo(f"{kind} {thing}")


@click.command("retention")
@click.option("--dry-run", is_flag=True, help="Say what is due, by kind and id, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, dry_run: bool, as_json: bool) -> None:
    """Delete exactly what the clocks say, send the letters that are due, and erase again what stands in the ledger.

    The worker does the same every hour. May be stopped and run again. Exit status 1 when a line of the ledger
    cannot be read.
    """
    app = create_app()
    config: Config = app.extensions["portal"]
    with app.app_context():
        if dry_run:
            _say_due(as_json=as_json)
            return
        done = run(Ledger(config.ledger_file), sealer_from(config))
    click.echo(json.dumps(done) if as_json else f"Done: {done.in_words or 'nothing was due'}.")
    sys.exit(1 if done["unreadable"] else 0)
