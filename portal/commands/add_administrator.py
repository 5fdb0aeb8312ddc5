"""The first administrator, whom nobody inside can appoint."""

import sys

import click

from portal.app import create_app
from portal.db import db
from portal.errors import Refused
from portal.roles.office import OfficeRole, give_office_role


@click.command("add-administrator")
@click.argument("email")
@click.argument("name")
def command(email: str, name: str) -> None:
    """Make EMAIL, called NAME, an administrator, who gives everybody else their roles. Twice is once."""
    with create_app().app_context():
        try:
            person = give_office_role(OfficeRole.ADMINISTRATOR, by=None, email=email, name=name)
        except Refused as refusal:
            sys.exit(refusal.sentence)
        db.session.commit()
        click.echo(
            f"{person.name} <{person.email}> administers the portal, and an invitation goes out with the letters."
        )
        click.echo(f"Without mail: portal sign-in-code {person.email}")
