"""The demonstration world in an empty portal."""

import sys

import click
from flask import Flask

from portal import migrating, schema
from portal.app import create_app
from portal.config import Config
from portal.demo.build import build_demo
from portal.journal import made_up
from portal.people.queries import is_nobody_here
from portal.storage.current import prepare


def build_if_empty(app: Flask) -> bool:
    """Fill an empty portal; whether it was. The world and the mark that it is one stand or fall together."""
    prepare(app.extensions["portal"])
    with app.app_context():
        if not is_nobody_here():
            return False
        made_up.mark()
        build_demo()
    return True


def _begin_anew(app: Flask) -> None:
    """Throw a world of made-up people away, and make an empty portal of it; its files go with the next sweep."""
    with app.app_context():
        is_ours = schema.present() is None or made_up.is_marked()
    if not is_ours:
        sys.exit("Only a demonstration is thrown away, and this database has none; nothing was changed.")
    migrating.take_away_tables(app)
    migrating.bring_up_to_date(app)


@click.command("demo")
@click.option("--anew", is_flag=True, help="Throw the demonstration that is there away, and build it round today.")
def command(*, anew: bool) -> None:
    """Fill an empty portal with the demonstration world. One that has people in it is left as it is."""
    app = create_app()
    config: Config = app.extensions["portal"]
    if not config.is_demo:
        sys.exit("The demonstration world is never built in production. Set PORTAL_MODE=demo.")
    if anew:
        _begin_anew(app)
    is_built = build_if_empty(app)
    click.echo(
        "The demonstration world is built." if is_built else "There are people here already; nothing was changed."
    )
