"""A sign-in code for somebody whose letters do not arrive."""

import sys

import click

from portal.app import create_app
from portal.config import Config
from portal.db import db
from portal.errors import Refused
from portal.people.actions import CODE_MINUTES, tell_code
from portal.people.models import Person
from portal.people.queries import canonical_email, person_by_email


def _person(email: str) -> Person:
    try:
        person = person_by_email(canonical_email(email))
    except Refused:
        person = None
    if person is None:
        sys.exit(f"Nobody here has the address {email}.")
    if person.disabled_at is not None:
        sys.exit(f"The account of {email} is closed.")
    return person


@click.command("sign-in-code")
@click.argument("email")
def command(email: str) -> None:
    """Print a code for EMAIL. It works once; in production its bearer chooses a passkey or a password with it."""
    app = create_app()
    config: Config = app.extensions["portal"]
    with app.app_context():
        code = tell_code(_person(email))
        db.session.commit()
    click.echo(code)
    where = f"{config.base_url}/log-ind" if config.is_demo else f"{config.base_url}/log-ind/engangskode"
    click.echo(f"Works for {CODE_MINUTES} minutes: {where}, type {email}, then the code.", err=True)
