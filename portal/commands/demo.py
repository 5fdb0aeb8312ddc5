"""The demonstration world in an empty portal."""

import sys

import click
from flask import Flask

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


@click.command("demo")
def command() -> None:
    """Fill an empty portal with the demonstration world. One that has people in it is left as it is."""
    app = create_app()
    config: Config = app.extensions["portal"]
    if not config.is_demo:
        sys.exit("The demonstration world is never built in production. Set PORTAL_MODE=demo.")
    is_built = build_if_empty(app)
    click.echo(
        "The demonstration world is built." if is_built else "There are people here already; nothing was changed."
    )
