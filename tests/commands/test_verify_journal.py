"""Does the command tell a whole journal from a changed one?"""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.commands.conftest import Run

pytestmark = pytest.mark.once


def test_the_command_tells_a_whole_journal_from_a_changed_one_and_from_that_of_a_demonstration_thrown_away(
    run: Run, environ: dict[str, str]
) -> None:
    prepare(run)
    whole = run("verify-journal", "--json")
    found = json.loads(whole.stdout)
    assert (whole.returncode, found["is_whole"], found["changed"], found["unsealed"]) == (0, True, [], 0)
    head = f"{found['head']['sequence']}:{found['head']['mac']}"
    assert run("verify-journal", "--head", head).stdout == (
        f"{found['checked']} sealed entries compared. The journal is whole.\nHead: {head}\n"
    )
    with sqlite3.connect(environ["PORTAL_DATABASE_URL"].removeprefix("sqlite:///")) as database:
        database.execute("DROP TRIGGER journal_entry_no_update")
        database.execute(
            "UPDATE journal_entry SET result = 'refused' WHERE id = (SELECT entry_id FROM journal_seal WHERE sequence = 3)"
        )
    changed = run("verify-journal")
    assert changed.returncode == 1
    assert changed.stdout.splitlines()[:2] == [
        f"{found['checked']} sealed entries compared. It is not whole.",
        "1 changed, at 3",
    ]
    unread = run("verify-journal", "--head", "tre")
    assert unread.returncode == 2
    assert "write a head as it was printed" in unread.stderr
    _another_is_sealed_from_the_beginning(run, Path(environ["PORTAL_DATABASE_URL"].removeprefix("sqlite:///")))


def prepare(run: Run) -> None:
    """The demonstration world, with its entries sealed."""
    assert run("check", "--prepare").returncode == 0
    assert run("worker", "--once").returncode == 0


def _another_is_sealed_from_the_beginning(run: Run, database: Path) -> None:
    """The head of a demonstration that was thrown away is still there, and none of the new one's."""
    assert Path(f"{database}.head").exists()
    database.unlink()
    prepare(run)
    assert run("verify-journal").returncode == 0
