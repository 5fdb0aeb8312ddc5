"""People and cohorts for load tests."""

import json
import sys

import click

from portal.app import create_app
from portal.config import Config
from portal.demo.seed import seed
from portal.journal import made_up
from portal.people.queries import is_nobody_here
from portal.storage.current import prepare


@click.command("seed")
@click.option("--cohorts", type=click.IntRange(1), required=True, help="How many cohorts.")
@click.option("--participants", type=click.IntRange(0), required=True, help="How many people on each.")
@click.option("--json", "as_json", is_flag=True, help="Print ids, addresses and names as JSON.")
def command(*, cohorts: int, participants: int, as_json: bool) -> None:
    """Add cohorts with participants, an instructor and a coordinator each, for load tests."""
    app = create_app()
    config: Config = app.extensions["portal"]
    if not config.is_demo:
        sys.exit("Made-up people are never added in production. Set PORTAL_MODE=demo.")
    prepare(config)
    with app.app_context():
        if not is_nobody_here() and not made_up.is_marked():
            sys.exit(
                "The people here are not made up, and none are added to them. Give PORTAL_DATABASE_URL an empty database."
            )
        made = seed(cohorts, participants)
    click.echo(
        json.dumps(made, ensure_ascii=False, indent=2) if as_json else f"{cohorts} cohorts of {participants} added."
    )
