"""How do the tables come to the shape this version wants? Apart from the rest: its tools are not in memory while serving."""

from flask import Flask
from flask_migrate import Migrate, downgrade, upgrade
from sqlalchemy.exc import DBAPIError

from portal.app import create_app
from portal.config import Config, Misconfigured
from portal.db import db
from portal.people.municipalities import ensure_municipalities
from portal.schema import MIGRATIONS, make_folder
from portal.sealing import state
from portal.sealing.plain import seal_what_is_plain


def bring_up_to_date(app: Flask) -> None:
    """Run what the database lacks, and seal what is plain; nothing happens when it has it all.

    Raises Misconfigured when another master key than ours has sealed some of it: ours would be mixed with it.
    """
    change_tables(app)
    with app.app_context():
        if not state.opens_everything():
            raise Misconfigured(state.MISSING)
        seal_what_is_plain()


class NotMigrated(Exception):
    """The database refused a revision, and is as it was; the cause is what it said."""


def change_tables(app: Flask) -> None:
    """Run what the database lacks. Raises NotMigrated."""
    make_folder(app.extensions["portal"])
    _with_migrations(app)
    with app.app_context():
        db.engine.connect().close()  # one that is away is no revision's fault
        try:
            upgrade()
        except DBAPIError as trouble:
            raise NotMigrated(str(trouble.orig)) from trouble
        ensure_municipalities()
        db.session.commit()


def take_away_tables(app: Flask) -> None:
    """Undo every revision: of what was in the database nothing is left, nor of the journal's head, which it could not reach."""
    config: Config = app.extensions["portal"]
    _with_migrations(app)
    with app.app_context():
        downgrade(revision="base")
    if config.head_file is not None:
        config.head_file.unlink(missing_ok=True)


def app_for_revisions() -> Flask:
    """For whoever changes a table: `flask --app portal.migrating:app_for_revisions db revision`."""
    return _with_migrations(create_app())


def _with_migrations(app: Flask) -> Flask:
    Migrate(app, db, directory=str(MIGRATIONS))
    return app
