"""Is this a made-up world in production? What demo and seed build is marked in the journal, and every way in asks here."""

from typing import Final

from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from portal.config import Config, Misconfigured
from portal.db import db
from portal.journal.actions import record
from portal.journal.models import Entry

MADE_UP: Final = "demonstration.built"
REFUSED: Final = (
    "This database holds made-up people, of `portal demo` or `portal seed`, and production never serves those. "
    "Give PORTAL_DATABASE_URL an empty database, or set PORTAL_MODE=demo."
)


def mark() -> None:
    """Write down, in the transaction that makes them up, that there are made-up people here; once is enough."""
    if not is_marked():
        record(MADE_UP, by_id=None)


def is_marked() -> bool:
    """Whether made-up people were ever put into this database. That entry is never thinned out."""
    built = select(Entry.id).where(Entry.subject_id.is_(None), Entry.act == MADE_UP)
    return db.session.scalar(built.limit(1)) is not None


def refusal(config: Config) -> str:
    """Why production does not touch this database; empty when all is well. Raises SQLAlchemyError."""
    return REFUSED if not config.is_demo and is_marked() else ""


def refuse(app: Flask) -> None:
    """For a server of another make, which begins without `portal check`. Raises Misconfigured.

    A database that does not answer may answer later; what it holds then, /readyz says. No connection stays open.
    """
    with app.app_context():
        try:
            said = refusal(app.extensions["portal"])
        except SQLAlchemyError:
            said = ""
        finally:
            db.session.remove()
            db.engine.dispose()
    if said:
        raise Misconfigured(said)
