"""What can the people who run the service do from the command line?

Each command is a module of its own, loaded when it is called: a server that is up for months does not carry the tools
that migrate or build the demonstration.
"""

import sys
from importlib import import_module
from typing import Final

import click

from portal.config import Misconfigured

COMMANDS: Final = {
    "add-administrator": "portal.commands.add_administrator",
    "backup": "portal.commands.backup",
    "check": "portal.commands.check",
    "demo": "portal.commands.demo",
    "erase": "portal.commands.erase",
    "index-materials": "portal.commands.index_materials",
    "init-storage": "portal.commands.init_storage",
    "migrate": "portal.commands.migrate",
    "restore": "portal.commands.restore",
    "retention": "portal.commands.retention",
    "rotate-master-key": "portal.commands.rotate_master_key",
    "routes": "portal.commands.routes",
    "seed": "portal.commands.seed",
    "send-letters": "portal.commands.send_letters",
    "serve": "portal.commands.serve",
    "sign-in-code": "portal.commands.sign_in_code",
    "sweep-files": "portal.commands.sweep_files",
    "verify-journal": "portal.commands.verify_journal",
    "verify-storage": "portal.commands.verify_storage",
    "worker": "portal.commands.worker",
}


class Commands(click.Group):
    """The commands by name, each in its module as `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All names."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """One command, loaded now; None for a name we do not know."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(COMMANDS[cmd_name]).command
        return found


@click.command(cls=Commands)
def portal() -> None:
    """MitKomponent, for those who run it. Settings come from the environment; README lists them."""


def main() -> None:
    """Run a command; a bad setting ends it with a sentence, and so does a database that is away or of another version."""
    try:
        portal()
    except Misconfigured as problem:
        sys.exit(str(problem))
    except Exception as trouble:
        no_database = import_module("portal.commands.no_database")  # late: `portal serve` loads no database
        sentence = no_database.sentence(trouble)
        if not sentence:
            raise
        click.echo(sentence, err=True)
        sys.exit(no_database.STATUS)
