"""Do the tables have the shape this version wants? Asked often, so without the migration tools in memory."""

import re
from functools import cache
from pathlib import Path
from typing import Final

from sqlalchemy import inspect, text

from portal.config import Config, Misconfigured
from portal.db import db

MIGRATIONS: Final = Path(__file__).resolve().parents[1] / "migrations"
NAMED: Final = re.compile(r'^(down_)?revision(?:: [^=]+)? = "(\w+)"', re.MULTILINE)
FILE: Final = "sqlite:///"
UNFINISHED: Final = "restore_under_way"
RESTORING: Final = (
    "A restore into this database is under way, or was cut off. Wait for its end, or run `portal restore` again."
)


def make_folder(config: Config) -> None:
    """Make the folder of an SQLite file. Raises Misconfigured when it cannot be made.

    A demonstration that somebody threw away leaves no journal's head behind, which the new one could not reach.
    """
    if not config.database_address.startswith(FILE):
        return
    file = Path(config.database_address.removeprefix(FILE))
    folder = file.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if config.is_demo and config.head_file is not None and not file.exists():
            config.head_file.unlink(missing_ok=True)
    except OSError as error:
        raise Misconfigured(f"PORTAL_DATABASE_URL: the folder {folder} cannot be made ({error.strerror}).") from error


@cache
def wanted() -> str:
    """The newest revision among the files: the one that no other builds on."""
    found = [NAMED.findall(path.read_text()) for path in (MIGRATIONS / "versions").glob("*.py")]
    named = {name for names in found for is_down, name in names if not is_down}
    (newest,) = named - {name for names in found for is_down, name in names if is_down}
    return str(newest)


def present() -> str | None:
    """The revision the database has, None before the first."""
    if not inspect(db.session.connection()).has_table("alembic_version"):
        return None
    found: str | None = db.session.scalar(text("select version_num from alembic_version"))
    return found


def is_current() -> bool:
    """Whether the database has been brought to this version."""
    return present() == wanted()


def is_being_restored() -> bool:
    """Whether a restore is under way, or was cut off: what was erased may still be there."""
    return inspect(db.session.connection()).has_table(UNFINISHED)
