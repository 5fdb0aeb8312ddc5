"""May this portal serve, and what should the person who starts it know?"""

import sys

import click
from sqlalchemy.exc import SQLAlchemyError

from portal import schema
from portal.app import create_app
from portal.config import Config
from portal.demo.content.people import PEOPLE, SIGN_IN_AS
from portal.journal.queries import holds_demonstration
from portal.letters.relay import relay_from
from portal.people.models import Person
from portal.people.queries import people_by_email
from portal.storage.current import store
from portal.storage.store import StoreDown


def refusal(config: Config) -> str:
    """Why the portal must not serve from this database; empty when it may. Raises SQLAlchemyError."""
    if not schema.is_current():
        return "The database has the tables of another version. Run `portal migrate` first."
    if config.mode == "production" and holds_demonstration():
        return (
            "This database holds the demonstration world, and production never serves that. "
            "Give PORTAL_DATABASE_URL an empty database, or set PORTAL_MODE=demo."
        )
    return ""


def _known() -> list[Person]:
    """Those of the demonstration's people to sign in as who are there, in the order they are shown."""
    emails = {plan.key: plan.email for plan in PEOPLE}
    found = people_by_email(emails.values())
    return [found[emails[key]] for key in SIGN_IN_AS if emails[key] in found]


def welcome(config: Config) -> str:
    """The address, whom one can sign in as, and where the letters are."""
    said = [f"MitKomponent is ready: {config.base_url}"]
    if not config.is_demo:
        return said[0]
    people = _known()
    width = max((len(person.email) for person in people), default=0)
    if people:
        said += ["Sign in as", *(f"  {one.email:{width}}  {one.name}, {one.title}" for one in people)]
    said += [f"Codes and all other letters are kept at {config.base_url}/breve", "Ctrl-C ends it."]
    return "\n".join(said)


@click.command("check")
def command() -> None:
    """Say whether the portal can serve with these settings; exit status 1 and a sentence when not."""
    app = create_app()
    config: Config = app.extensions["portal"]
    relay_from(config.smtp_url)
    with app.app_context():
        try:
            reason = refusal(config)
            if reason:
                sys.exit(reason)
            said = welcome(config)
        except SQLAlchemyError as trouble:
            sys.exit(f"The database does not answer ({type(trouble).__name__}). See PORTAL_DATABASE_URL.")
    try:
        store().check()
    except StoreDown:
        click.echo(
            "The store does not answer yet; texts are kept, files have to wait. See PORTAL_STORAGE_URL.", err=True
        )
    click.echo(said)
