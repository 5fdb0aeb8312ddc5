"""Does a command say in a sentence that the store is away, or refuses the key, and end with a status of its own?"""

from pathlib import Path

import pytest

from tests.commands.conftest import Run

pytestmark = pytest.mark.once
SAID = "The store does not answer, or does not take the key. See PORTAL_STORAGE_URL."
ENDS = {
    "verify-storage": (2, f"{SAID}\n"),
    "sweep-files": (2, f"{SAID} What was swept until now stands.\n"),
    "check": (0, f"{SAID} Texts are kept, files have to wait.\n"),
}


@pytest.mark.parametrize("command", ENDS)
def test_a_store_that_is_away_is_said(run: Run, tmp_path: Path, command: str) -> None:
    run("migrate")
    (tmp_path / "no folder").write_text("")
    ended = run(*command.split(), PORTAL_STORAGE_URL=f"file:{tmp_path}/no folder")
    assert (ended.returncode, ended.stderr) == ENDS[command]
