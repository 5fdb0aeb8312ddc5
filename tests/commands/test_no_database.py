"""Does a command say in a sentence that the database is away, or not brought to this version?"""

import re
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from portal.commands.no_database import sentence
from tests.commands.conftest import Run

OTHER_VERSION = "The database has the tables of another version. Run `portal migrate` first.\n"
COMMANDS = {
    "demo": "demo",
    "seed": "seed --cohorts 1 --participants 1 --json",
    "sign-in-code": "sign-in-code aase@eksempel.dk",
    "add-administrator": "add-administrator aase@eksempel.dk Åse",
    "erase": "erase aase@eksempel.dk",
    "send-letters": "send-letters",
    "sweep-files": "sweep-files",
    "verify-storage": "verify-storage",
    "verify-journal": "verify-journal",
    "index-materials": "index-materials",
    "retention": "retention",
    "rotate-master-key": "rotate-master-key",
}


@pytest.mark.parametrize("name", COMMANDS)
def test_before_the_tables_are_there_a_command_says_what_to_do(run: Run, name: str) -> None:
    ended = run(*COMMANDS[name].split())
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", OTHER_VERSION)


@pytest.mark.once
@pytest.mark.parametrize("name", [*COMMANDS, "migrate"])
def test_a_database_that_is_away_is_said_to_be_without_its_address(run: Run, tmp_path: Path, name: str) -> None:
    away = f"postgresql://portal:hemmeligt@/portal?host={tmp_path}"  # a folder without a server's socket
    ended = run(*COMMANDS.get(name, name).split(), PORTAL_DATABASE_URL=away)
    said = "The database does not answer (OperationalError). See PORTAL_DATABASE_URL.\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", said)


def test_what_is_no_databases_fault_is_left_as_it_is() -> None:
    assert sentence(KeyError("x")) == ""


def test_a_revision_that_the_database_refuses_says_why(run: Run, environ: dict[str, str]) -> None:
    engine = create_engine(environ["PORTAL_DATABASE_URL"])
    with engine.begin() as line:
        line.execute(text("CREATE TABLE person (id INTEGER)"))
    engine.dispose()
    ended = run("migrate")
    assert (ended.returncode, OTHER_VERSION in ended.stderr) == (1, False)
    assert re.search(r'NotMigrated: .*"?person"? already exists', ended.stderr)
