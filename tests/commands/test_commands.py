"""Do the commands do what their names say, and say in a sentence what stands in the way?"""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from portal.courses.cohort_models import CourseDay
from portal.db import db
from tests.commands.conftest import Run
from tests.journeys.running import rows_of

PRODUCTION = {
    "PORTAL_MODE": "production",
    "PORTAL_SECRET_KEY": "g7-Kf2qLx9_vT4mRz8wYc1nHb6dJp3sA",
    "PORTAL_BASE_URL": "https://portal.eksempel.dk",
    "PORTAL_MASTER_KEY": "m2-Kf2qLx9_vT4mRz8wYc1nHb6dJp3sB",
}


def test_a_portal_from_nothing_to_its_demonstration(run: Run) -> None:
    assert run("check").stderr == "The database has the tables of another version. Run `portal migrate` first.\n"
    assert run("migrate").returncode == 0
    assert run("demo").stdout == "The demonstration world is built.\n"
    assert run("demo").stdout == "There are people here already; nothing was changed.\n"
    checked = run("check")
    assert checked.returncode == 0
    assert checked.stdout.startswith("MitKomponent is ready: http://localhost:8000\nSign in as\n  maja.bruun@")
    assert "Codes and all other letters are kept at http://localhost:8000/breve" in checked.stdout

    refused = run("check", **PRODUCTION)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("This database holds made-up people, of `portal demo` or `portal seed`, and")
    assert run("serve", **PRODUCTION).returncode == 1

    verified = run("verify-storage", "--read-all", "--json")
    found = json.loads(verified.stdout)
    assert (verified.returncode, found["is_well"], found["missing"]) == (0, True, [])
    assert found["checked"] > 0
    lost = next(path for path in Path(run.folder, "files").rglob("*") if path.is_file())  # type: ignore[attr-defined]
    lost.unlink()
    verified = run("verify-storage", "--json")
    assert verified.returncode == 1
    [missing] = json.loads(verified.stdout)["missing"]
    said = run("verify-storage").stdout
    assert said == f"{found['checked']} files compared. Not all are well.\n1 missing: {missing}\n"


def test_a_demonstration_whose_course_has_passed_says_so_and_is_built_anew(run: Run, environ: dict[str, str]) -> None:
    run("check", "--prepare")
    over = "The course that was next in this world is over. `portal demo --anew` builds it round today.\n"
    assert over not in run("check").stdout
    with rows_of(environ["PORTAL_DATABASE_URL"]) as rows, rows.app_context():
        for day in db.session.query(CourseDay):
            day.starts_at, day.ends_at = day.starts_at - timedelta(days=40), day.ends_at - timedelta(days=40)
        db.session.commit()
    assert over in run("check").stdout
    assert run("demo", "--anew").stdout == "The demonstration world is built.\n"
    assert over not in run("check").stdout
    assert run("verify-journal").returncode == 0
    assert run("verify-storage").returncode == 0
    refused = run("demo", "--anew", **PRODUCTION)
    assert refused.stderr == "The demonstration world is never built in production. Set PORTAL_MODE=demo.\n"


def test_what_is_no_demonstration_is_never_thrown_away(run: Run) -> None:
    run("migrate")
    run("add-administrator", "aase@eksempel.dk", "Åse Ærø")
    refused = run("demo", "--anew")
    said = "Only a demonstration is thrown away, and this database has none; nothing was changed.\n"
    assert (refused.returncode, refused.stderr) == (1, said)
    assert run("sign-in-code", "aase@eksempel.dk").returncode == 0


@pytest.mark.once  # on the other database by tests/commands/test_serve.py
def test_preparing_migrates_and_fills_an_empty_demonstration_only(run: Run) -> None:
    assert "maja.bruun@" in run("check", "--prepare").stdout
    assert "maja.bruun@" in run("check", "--prepare").stdout


@pytest.mark.once
def test_production_is_prepared_without_the_demonstration(run: Run) -> None:
    assert run("check", "--prepare", **PRODUCTION).stdout == "MitKomponent is ready: https://portal.eksempel.dk\n"
    assert run("demo", **PRODUCTION).returncode == 1
    assert run("seed", "--cohorts", "1", "--participants", "1", **PRODUCTION).returncode == 1


@pytest.mark.once
def test_seeding_prints_ids_addresses_and_names_and_a_code_signs_somebody_in(run: Run) -> None:
    run("migrate")
    made = json.loads(run("seed", "--cohorts", "2", "--participants", "3", "--json").stdout)
    assert [len(cohort["participants"]) for cohort in made["cohorts"]] == [3, 3]
    person = made["cohorts"][0]["participants"][0]
    assert set(person) == {"id", "name", "email"}

    told = run("sign-in-code", person["email"].upper())
    assert re.fullmatch(r"\d{8}\n", told.stdout)
    assert "Works for 10 minutes: http://localhost:8000/log-ind" in told.stderr

    for stranger in ("ingen@eksempel.dk", "ikke en adresse"):
        unknown = run("sign-in-code", stranger)
        assert (unknown.returncode, unknown.stdout) == (1, "")
        assert unknown.stderr == f"Nobody here has the address {stranger}.\n"

    erased = json.loads(run("erase", person["email"].upper(), "--json").stdout)
    assert erased == {"own_cases": 1, "submissions": 0, "letters": 0, "files": 0}
    again = run("erase", person["email"])
    assert (again.returncode, again.stderr) == (1, f"Nobody here has the address {person['email']}.\n")


@pytest.mark.once
def test_the_first_administrator_of_a_production_gets_in_by_a_told_code(run: Run) -> None:
    run("migrate", **PRODUCTION)
    wrong = run("add-administrator", "ikke en", "Åse Ærø", **PRODUCTION)
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert wrong.stderr == "“ikke en” ligner ikke en e-mailadresse. Skriv den som navn@kommune.dk.\n"
    for _time in range(2):
        made = run("add-administrator", "Aase.Aeroe@eksempel.dk", "Åse Ærø", **PRODUCTION)
        assert made.returncode == 0
        assert "Åse Ærø <aase.aeroe@eksempel.dk> administers the portal" in made.stdout
    assert run("send-letters", **PRODUCTION).stdout.startswith("0 letters sent, 0 to be tried again, 1 wait")
    assert re.fullmatch(r"\d{8}\n", run("sign-in-code", "aase.aeroe@eksempel.dk", **PRODUCTION).stdout)


@pytest.mark.once
def test_letters_files_and_storage_are_looked_after_by_hand_too(run: Run) -> None:
    run("migrate")
    looked = run("init-storage", "--check", "--json")
    assert (looked.returncode, json.loads(looked.stdout)[0]["outcome"]) == (1, "missing")
    assert run("sweep-files").returncode == 2
    assert run("verify-storage").returncode == 2
    made = run("init-storage")
    assert (made.returncode, made.stdout) == (0, "folder: made, is there and can be written to.\n")
    assert run("index-materials").stdout == "0 materials brought into the search.\n"
    assert run("sweep-files").stdout == "0 files removed, 0 without a row, 0 uploads ended, 0 in use.\n"
    assert json.loads(run("sweep-files", "--json").stdout) == {"files": 0, "in_use": 0, "strays": 0, "uploads": 0}
    assert run("send-letters").stdout.startswith("0 letters sent, 0 to be tried again, 0 wait. No relay is set")
    assert run("worker", "--once").returncode == 0


@pytest.mark.once
def test_routes_lists_every_address_with_its_page_and_rule(run: Run) -> None:
    listed = json.loads(run("routes", "--json").stdout)
    by_page = {row["page"]: row for row in listed}
    assert by_page["people.profile"] == {
        "address": "/profil",
        "methods": "GET POST",
        "page": "people.profile",
        "rule": "signed_in",
    }
    assert {row["rule"] for row in listed} - {"closed"} == {row["rule"] for row in listed}
    table = run("routes").stdout.splitlines()
    assert len(table) == len(listed)
    assert any(re.fullmatch(r"/profil +GET POST +people\.profile +signed_in", line) for line in table)


@pytest.mark.once
def test_a_bad_setting_ends_any_command_with_its_sentence(run: Run) -> None:
    ended = run("worker", "--once", PORTAL_SMTP_URL="mail.eksempel.dk")
    assert (ended.returncode, ended.stderr) == (
        1,
        "PORTAL_SMTP_URL must begin with smtp:// or smtps://; write one like smtp://user:password@host:587.\n",
    )
    away = run("check", PORTAL_DATABASE_URL="sqlite:////proc/nowhere/portal.sqlite")
    assert away.returncode == 1
    assert re.fullmatch(r"PORTAL_DATABASE_URL: the folder /proc/nowhere cannot be made \(.*\)\.\n", away.stderr)
