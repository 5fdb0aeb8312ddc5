"""All rows and files, copied to a folder."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from portal import clock
from portal.app import create_app
from portal.backup.errors import Away, Hindered
from portal.backup.making import Made, back_up
from portal.backup.manifest import Manifest
from portal.commands import no_store
from portal.commands.no_database import no_answer
from portal.config import Config
from portal.db import db
from portal.journal.actions import record
from portal.storage.current import store
from portal.storage.store import StoreDown, StoreFull

REFUSED, NO_ANSWER, AMISS = 1, 2, 3


def _said(made: Made, seconds: float) -> list[str]:
    found = made.manifest
    lines = [
        (
            f"Backup {made.name} is made: {found.rows} rows ({megabytes(found.dump_size)}) and {len(found.objects)} files "
            f"({megabytes(found.object_bytes)}), {made.new} of them new ({megabytes(made.new_bytes)}), in {seconds:.1f} s."
        )
    ]
    if made.forgotten:
        lines.append(f"{made.forgotten} older backups were removed.")
    if found.lost:
        lines.append(
            f"{len(found.lost)} files are not in the store as the database says, and so not in the backup: "
            f"{', '.join(found.lost)}. See `portal verify-storage`."
        )
    return lines


def megabytes(number: int) -> str:
    """“1.2 MB”."""
    return f"{number / 1_000_000:.1f} MB"


def figures(made: Manifest) -> dict[str, object]:
    """What a backup holds, for machines."""
    return {
        "made_at": made.made_at,
        "rows": made.rows,
        "database_bytes": made.dump_size,
        "files": len(made.objects),
        "file_bytes": made.object_bytes,
        "lost": made.lost,
    }


def _as_json(made: Made, seconds: float) -> str:
    own = {"name": made.name, "new_files": made.new, "new_bytes": made.new_bytes, "removed_backups": made.forgotten}
    return json.dumps(own | {"seconds": round(seconds, 3)} | figures(made.manifest), indent=2)


@contextmanager
def ending_with_a_sentence() -> Iterator[None]:
    """What stands in the way is said, and ends the command: 1 when it must not be, 2 when it may work later."""
    try:
        yield
    except Hindered as trouble:
        click.echo(str(trouble), err=True)
        sys.exit(NO_ANSWER if isinstance(trouble, Away) else REFUSED)
    except StoreFull:
        click.echo("The store has no room left. Nothing was opened or counted.", err=True)
    except StoreDown:
        click.echo(no_store.SENTENCE, err=True)
    except SQLAlchemyError as trouble:
        click.echo(no_answer(trouble), err=True)
    else:
        return
    sys.exit(NO_ANSWER)


@click.command("backup")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--keep-days", type=click.IntRange(1), default=35, show_default=True, help="Remove backups older than that."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, folder: Path, keep_days: int, as_json: bool) -> None:
    """Copy all rows and files to FOLDER, as they are at one moment. Safe while the portal runs.

    A folder takes many backups; files that are there already are not copied again. Exit status 1 when it could not be made,
    2 when database, store or folder do not answer or have no room; then nothing counts. 3 when it is made, and the
    store lacked files that the database names.
    """
    begun = time.monotonic()
    app = create_app()
    config: Config = app.extensions["portal"]
    with ending_with_a_sentence(), app.app_context():
        made = back_up(config, store(), folder, at=clock.now(), keep=timedelta(days=keep_days))
        record("backup.made", by_id=None)
        db.session.commit()
    seconds = time.monotonic() - begun
    click.echo(_as_json(made, seconds) if as_json else "\n".join(_said(made, seconds)))
    sys.exit(AMISS if made.manifest.lost else 0)
