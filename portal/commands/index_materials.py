"""Bring materials into the search, once, without a worker."""

import sys

import click

from portal.app import create_app
from portal.searching.indexing import index_all, tidy
from portal.storage.store import StoreDown


@click.command("index-materials")
@click.option("--anew", is_flag=True, help="Read every material again, also what is up to date.")
def command(*, anew: bool) -> None:
    """Bring what is due into the search; may be run at any time, and beside the worker. Exit status 1 when the store is down."""
    with create_app().app_context():
        try:
            done = index_all(anew=anew)
        except StoreDown:
            sys.exit("The store does not answer. What was brought in until now stands; run it again later.")
        tidy()
    click.echo(f"{done} materials brought into the search.")
