"""Erase somebody on their behalf."""

import json
import sys

import click

from portal.app import create_app
from portal.config import Config
from portal.db import db
from portal.errors import Refused
from portal.ledger import Ledger
from portal.people.models import Person
from portal.people.queries import canonical_email, person_by_email
from portal.retention.erasing import Erased, erase_person
from portal.retention.letters import farewell
from portal.retention.reapplying import sweep_at_once, wipe_traces


def _person(email: str) -> Person:
    try:
        person = person_by_email(canonical_email(email))
    except Refused:
        person = None
    if person is None:
        sys.exit(f"Nobody here has the address {email}.")
    return person


def _erase(person: Person, ledger: Ledger) -> Erased:
    try:
        erased = erase_person(person.id, by_id=None, ledger=ledger)
    except Refused as refusal:
        sys.exit(refusal.sentence)
    if erased is None:
        sys.exit("This row stands for everybody who was erased. It stays.")
    farewell(person)
    db.session.commit()
    return erased


@click.command("erase")
@click.argument("email")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(email: str, *, as_json: bool) -> None:
    """Erase the person with the address EMAIL and everything that is theirs, at once and for good.

    What belongs to a cohort stays without their name. They get a last letter.
    """
    app = create_app()
    config: Config = app.extensions["portal"]
    with app.app_context():
        erased = _erase(_person(email), Ledger(config.ledger_file))
        sweep_at_once(erased.files)
        wipe_traces()
    counts = {**erased._asdict(), "files": len(erased.files)}
    if as_json:
        click.echo(json.dumps(counts))
        return
    click.echo(
        "Erased, with {own_cases} cases, {submissions} answers, {files} files and {letters} letters.".format(**counts)
    )
