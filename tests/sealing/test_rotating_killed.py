"""Can `portal rotate-master-key` be killed at any moment, and does no command begin its work with a wrong or missing key?"""

import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from portal.config import Config
from portal.db import db
from portal.dilemmas.models import Dilemma
from portal.sealing import state
from portal.sealing.masters import masters_of
from tests.cast import Cast
from tests.own_cases.work import WHOLE
from tests.sealing.test_masters import CARD, NEW, OLD, five_cases, plain_again, titles, use
from tests.services.commands import Commands
from tests.services.process import pick_port, spawn

CARDS, KILLS = 600, 3
DONE = "The first master key opens everything now"
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)
TITLES = {WHOLE["title"], CARD}
MISSING = "does not open the cases that are here"


def environment(app: Flask, *keys: str, **more: str) -> dict[str, str]:
    """Settings for commands on the same database, with these master keys."""
    config: Config = app.extensions["portal"]
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "AWS_"))}
    return plain | {
        "PORTAL_DATABASE_URL": config.database_url,
        "PORTAL_STORAGE_URL": config.storage_url,
        "PORTAL_SECRET_KEY": config.secret_key,
        "PORTAL_ERASURE_LEDGER": config.erasure_ledger,
        "PORTAL_MASTER_KEY": " ".join(keys),
        **more,
    }


def many_cards(app: Flask) -> None:
    """Enough keys for a rotation to take some steps."""
    maker = Cast(app).person("Ina Lund")
    words = dict.fromkeys(("title", "situation", "option_1", "option_2"), CARD)
    db.session.add_all(Dilemma(made_by_id=maker.id, **words) for _card in range(CARDS))
    db.session.commit()
    db.session.remove()


def keys() -> list[tuple[str, str]]:
    """Every key by what it belongs to, and which master key wrapped it; nothing stays locked."""
    kinds = state.key_kinds()
    found = [(str(row.id), row.master) for kind in kinds for row in db.session.execute(select(kind.id, kind.master))]
    db.session.remove()
    return sorted(found)


def left(app: Flask) -> int:
    """How many of them the first master key has not wrapped yet."""
    current = masters_of(app.extensions["portal"]).current
    counts = [select(func.count()).where(kind.master != current) for kind in state.key_kinds()]
    found = sum(db.session.scalar(count) or 0 for count in counts)
    db.session.remove()
    return found


def refusal() -> str:
    """Why nobody can be served."""
    said = state.refusal()
    db.session.remove()
    return said


def all_titles() -> set[str]:
    """Those of all cases and cards."""
    found = {*titles(), *(one.title for one in db.session.scalars(select(Dilemma)))}
    db.session.remove()
    return found


def begin_and_kill(app: Flask, log: Path) -> None:
    """Begin it, and kill it somewhere after its first step; it may have been faster."""
    before = left(app)
    portal = [sys.executable, "-m", "portal", "rotate-master-key"]
    rotating = spawn("rotation", portal, log, environment=environment(app, NEW, OLD))
    while rotating.process.poll() is None and left(app) == before > 0:
        time.sleep(0.001)
    time.sleep(random.uniform(0, 0.02))
    rotating.stop(signal.SIGKILL)
    while is_still_served():
        time.sleep(0.005)


def is_still_served() -> bool:
    """Whether PostgreSQL still does what somebody asked who is gone: a commit under way is finished."""
    if db.engine.dialect.name == "sqlite":
        return False
    others = db.session.scalar(text(OTHERS))
    db.session.remove()
    return others != 0


def test_a_rotation_that_is_killed_again_and_again_is_finished_by_the_next_and_loses_nothing(
    own_app: Flask, commands: Commands, tmp_path: Path
) -> None:
    with own_app.app_context():
        use(own_app, OLD)
        five_cases(own_app)
        many_cards(own_app)
        use(own_app, NEW, OLD)
        for number in range(KILLS):  # that there is a half way is seen commit by commit in test_masters.py
            begin_and_kill(own_app, tmp_path / f"{number}.log")
            count = left(own_app)
            assert titles() == [WHOLE["title"]] * 5
            for half, is_enough in ((OLD, False), (NEW, count == 0)):
                use(own_app, half)
                assert (refusal() == "") is is_enough
            use(own_app, NEW, OLD)
        assert count < CARDS, "else nothing was killed but starts"
        ended = commands.run("rotate-master-key", environment=environment(own_app, NEW, OLD), folder=tmp_path)
        assert (ended.returncode, f"{count} keys are wrapped anew." in ended.stdout) == (0, True), ended.stderr
        again = commands.run("rotate-master-key", environment=environment(own_app, NEW), folder=tmp_path)
        assert (again.returncode, again.stdout.startswith("0 keys"), DONE in again.stdout) == (0, True, True)
        use(own_app, NEW)
        assert (refusal(), all_titles()) == ("", TITLES)


@pytest.mark.parametrize("words", [["check"], ["serve"], ["worker", "--once"], ["rotate-master-key"]])
def test_nothing_begins_with_another_master_key_and_nothing_is_changed_by_trying(
    own_app: Flask, commands: Commands, tmp_path: Path, words: list[str]
) -> None:
    with own_app.app_context():
        use(own_app, OLD)
        five_cases(own_app)
        before = keys()
        settings = environment(own_app, NEW, PORTAL_LISTEN=f"127.0.0.1:{pick_port()}")
        ended = commands.run(*words, environment=settings, folder=tmp_path)
        assert (ended.returncode, MISSING in ended.stderr, "Traceback" in ended.stderr) == (1, True, False), (
            ended.stderr
        )
        assert keys() == before
        assert all_titles() == TITLES


def test_a_migration_half_way_is_not_gone_on_with_by_another_master_key(
    own_app: Flask, commands: Commands, tmp_path: Path
) -> None:
    with own_app.app_context():
        use(own_app, OLD)
        five_cases(own_app)
        plain_again()  # all but the files
        before = keys()
        ended = commands.run("migrate", environment=environment(own_app, NEW), folder=tmp_path)
        assert (ended.returncode, MISSING in ended.stderr, "Traceback" in ended.stderr) == (1, True, False), (
            ended.stderr
        )
        assert keys() == before
        commands.do("migrate", environment=environment(own_app, OLD))
        assert (refusal(), all_titles()) == ("", TITLES)


@pytest.mark.once
@pytest.mark.parametrize("words", [["check"], ["serve"], ["worker", "--once"], ["migrate"], ["rotate-master-key"]])
def test_production_says_which_setting_is_missing(
    own_app: Flask, commands: Commands, tmp_path: Path, words: list[str]
) -> None:
    settings = environment(own_app, PORTAL_MODE="production", PORTAL_BASE_URL="https://portal.eksempel.dk")
    settings["PORTAL_SECRET_KEY"] = "ni tilfældige ræve under en åben himmel 48151"
    settings["PORTAL_MASTER_KEY_FILE"] = str(tmp_path / "ingen")
    ended = commands.run(*words, environment=settings, folder=tmp_path)
    assert (ended.returncode, "Traceback" in ended.stderr) == (1, False), ended.stderr
    assert "PORTAL_MASTER_KEY_FILE" in ended.stderr
