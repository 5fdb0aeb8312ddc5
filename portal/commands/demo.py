"""The demonstration world in an empty portal."""

import sys

import click

from portal.app import create_app
from portal.config import Config
from portal.demo.build import build_demo, is_empty
from portal.journal.actions import record
from portal.journal.queries import DEMONSTRATION_BUILT
from portal.storage.current import prepare


@click.command("demo")
def command() -> None:
    """Fill an empty portal with the demonstration world. One that has people in it is left as it is."""
    app = create_app()
    config: Config = app.extensions["portal"]
    if not config.is_demo:
        sys.exit("The demonstration world is never built in production. Set PORTAL_MODE=demo.")
    prepare(config)
    with app.app_context():
        if not is_empty():
            click.echo("The portal has people in it already; nothing was changed.")
            return
        record(DEMONSTRATION_BUILT, by_id=None)
        build_demo()
    click.echo("The demonstration world is built.")
