"""A portal brought back from a backup."""

import json
import os
import sys
import time
from pathlib import Path

import click

from portal.backup.restoring import Restored, check, restore
from portal.commands.backup import AMISS, ending_with_a_sentence, figures, megabytes
from portal.config import Config, read_config


def _said(done: Restored, seconds: float) -> list[str]:
    found = done.manifest
    lines = [
        (
            f"Backup {done.name} is restored: {found.rows} rows ({megabytes(found.dump_size)}) and {len(found.objects)} files "
            f"({megabytes(found.object_bytes)}), all as they were, in {seconds:.1f} s."
        ),
        f"Everybody has to sign in again: {done.ended} sessions and all codes were ended.",
    ]
    if any(done.erased[:3]):
        lines.append(
            f"Erased again, as the ledger says: {done.erased.persons} people, {done.erased.own_cases} cases, "
            f"{done.erased.submissions} answers."
        )
    lines += _closed_again(done)
    if done.erased.unreadable:
        lines.append(f"{done.erased.unreadable} lines of the erasure ledger cannot be read.")
    if done.is_migrated:
        lines.append(f"The tables were of an older version ({found.revision}) and are brought to this one.")
    if found.lost:
        lines.append(
            f"{len(found.lost)} files were not in the store when the backup was made: {', '.join(found.lost)}."
        )
    if not done.journal_is_whole:
        lines.append("The journal was not whole when the backup was made. See `portal verify-journal`.")
    return lines


def _closed_again(done: Restored) -> list[str]:
    """What had been closed since the backup and is so again, and what somebody has to close by hand."""
    again = (
        f"Closed again, as the ledger says: {done.closed.withdrawn} cases are withdrawn, {done.closed.narrowed} are for their "
        "instructors alone. Their authors can open them again."
    )
    return [
        *([again] if any(done.closed) else []),
        "No case is for the big screen, no card of a case is played and no joint session goes on until that is allowed anew.",
        (
            f"What else was done after {done.manifest.made_at[:16].replace('T', ' ')} UTC is undone, and nobody has a list of it. "
            "Before others are let in, sign in and take away again the roles and places that were taken away since, and shut out whoever had been."
        ),
    ]


def _as_json(done: Restored, seconds: float) -> str:
    own: dict[str, object] = {
        "name": done.name,
        "sessions_ended": done.ended,
        "journal_is_whole": done.journal_is_whole,
    }
    own |= {"erased": done.erased._asdict(), "closed": done.closed._asdict()}
    return json.dumps(own | {"seconds": round(seconds, 3)} | figures(done.manifest), indent=2)


def _check(config: Config, folder: Path, name: str | None, *, as_json: bool) -> None:
    with ending_with_a_sentence():
        chosen, found = check(config, folder, name)
    if as_json:
        click.echo(json.dumps({"name": chosen} | figures(found), indent=2))
    else:
        click.echo(
            f"Backup {chosen} is whole: {found.rows} rows and {len(found.objects)} files, all as they were written."
        )
    sys.exit(AMISS if found.lost else 0)


@click.command("restore")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", help="Which backup, as it was called when it was made; the newest otherwise.")
@click.option("--check", "only_check", is_flag=True, help="Only read all of the backup and compare its checksums.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, folder: Path, name: str | None, only_check: bool, as_json: bool) -> None:
    """Bring the backup in FOLDER into an empty database and an empty store, before web server and worker are started.

    Exit status 1 when backup or place do not allow it, 2 when database, store or folder do not answer or have no room;
    then nothing opens, and it may be run again. 3 when it is done, and something was amiss when the backup was made.
    """
    begun = time.monotonic()
    config = read_config(os.environ)
    if only_check:
        _check(config, folder, name, as_json=as_json)
    with ending_with_a_sentence():
        done = restore(config, folder, name)
    seconds = time.monotonic() - begun
    click.echo(_as_json(done, seconds) if as_json else "\n".join(_said(done, seconds)))
    sys.exit(AMISS if done.manifest.lost or done.erased.unreadable or not done.journal_is_whole else 0)
