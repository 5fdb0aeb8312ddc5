"""Bring materials into the search, once, without a worker."""

import json

import click

from portal.app import create_app
from portal.commands.no_store import ending_without_store
from portal.searching.indexing import index_all, tidy


@click.command("index-materials")
@click.option("--anew", is_flag=True, help="Read every material again, also what is up to date.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, anew: bool, as_json: bool) -> None:
    """Bring what is due into the search. Safe at any time, beside the worker too, and as often as one likes.

    Exit status 2 when the store does not answer.
    """
    with create_app().app_context():
        with ending_without_store("What was brought in until now stands."):
            done = index_all(anew=anew)
        tidy()
    click.echo(json.dumps({"indexed": done}) if as_json else f"{done} materials brought into the search.")
