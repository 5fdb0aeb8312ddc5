"""Which pages are there, and which rule opens each?"""

import json
from typing import NamedTuple

import click
from flask import Flask

from portal.app import create_app
from portal.door import DOORS


class Route(NamedTuple):
    """One address: how it is asked, which page answers, which rule opens it."""

    address: str
    methods: str
    page: str
    rule: str


def routes_of(app: Flask) -> list[Route]:
    """Every address of the url map, sorted. What was registered past the door has no rule: it answers 404."""
    found = [
        Route(
            str(rule),
            " ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})),
            rule.endpoint,
            DOORS[rule.endpoint].__name__ if rule.endpoint in DOORS else "closed",
        )
        for rule in app.url_map.iter_rules()
    ]
    return sorted(found)


@click.command("routes")
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects.")
def command(*, as_json: bool) -> None:
    """List every address with its methods, its page and the rule that opens it."""
    found = routes_of(create_app())
    if as_json:
        click.echo(json.dumps([route._asdict() for route in found], indent=2))
        return
    widths = [max(len(cell) for cell in column) for column in zip(*found, strict=True)]
    for route in found:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(route, widths, strict=True)).rstrip())
