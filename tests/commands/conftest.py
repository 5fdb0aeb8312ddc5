"""What do tests of commands stand on? A folder of their own, and the command run as a person would."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.services.commands import Commands, Ended
from tests.services.process import ROOT

Run = Callable[..., Ended]


@pytest.fixture
def environ(make_database, tmp_path: Path) -> dict[str, str]:  # type: ignore[no-untyped-def]
    """Settings for one portal; nothing of the machine's own."""
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("PORTAL_", "AWS_", "FLASK_"))}
    return ours | {
        "PORTAL_DATABASE_URL": make_database(),
        "PORTAL_STORAGE_URL": f"file:{tmp_path}/files",
        "PYTHONPATH": str(ROOT),
    }


@pytest.fixture
def run(environ: dict[str, str], tmp_path: Path, commands: Commands) -> Run:
    """Run `portal …` to its end."""

    def command(*words: str, **settings: str) -> Ended:
        return commands.run(*words, environment=environ | settings, folder=tmp_path)

    command.folder = tmp_path  # type: ignore[attr-defined]  # where its files are
    return command
