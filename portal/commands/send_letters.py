"""Hand over what is due, once, without a worker."""

import sys

import click

from portal.app import create_app
from portal.config import Config
from portal.journal import made_up
from portal.letters.delivery import send_due_letters
from portal.letters.queries import waiting
from portal.letters.relay import RelayDown, relay_from
from portal.preparing.reminding import may_get


@click.command("send-letters")
def command() -> None:
    """Send the letters that are due. Exit status 1 when the relay takes nothing."""
    app = create_app()
    config: Config = app.extensions["portal"]
    relay = relay_from(config.smtp_url)
    with app.app_context():
        if refused := made_up.refusal(config):
            sys.exit(refused)
        try:
            done = send_due_letters(relay, sender=config.mail_from, may_get=may_get)
        except RelayDown as trouble:
            sys.exit(f"The relay takes no letters now ({trouble}). {waiting()} letters wait.")
        left = waiting()
    where = "" if relay else " No relay is set (PORTAL_SMTP_URL), so letters stay in the outbox."
    click.echo(f"{done.sent} letters sent, {done.failed} to be tried again, {left} wait.{where}")
