"""Bring materials into the search, once, without a worker."""

import json
import sys

import click

from portal.app import create_app
from portal.searching.indexing import index_all, tidy
from portal.storage.store import StoreDown

NO_ANSWER = 2


@click.command("index-materials")
@click.option("--anew", is_flag=True, help="Read every material again, also what is up to date.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, anew: bool, as_json: bool) -> None:
    """Bring what is due into the search. Safe at any time, beside the worker too, and as often as one likes.

    Exit status 2 when the store does not answer.
    """
    with create_app().app_context():
        try:
            done = index_all(anew=anew)
        except StoreDown:
            click.echo("The store does not answer. What was brought in until now stands.", err=True)
            sys.exit(NO_ANSWER)
        tidy()
    click.echo(json.dumps({"indexed": done}) if as_json else f"{done} materials brought into the search.")
