"""Does production keep away from made-up people, whichever way it begins, and say so in a sentence?"""

import runpy
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from portal.commands import check
from portal.config import Config, Misconfigured
from portal.db import db
from portal.demo.seed import seed
from portal.journal import made_up
from tests.commands.conftest import Run
from tests.commands.test_commands import PRODUCTION
from tests.services.process import ROOT

Served = Callable[..., Flask]


def in_production(app: Flask) -> Config:
    app.extensions["portal"] = config = replace(app.extensions["portal"], mode="production")
    assert isinstance(config, Config)
    return config


@pytest.fixture
def served(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Served:
    """What another WSGI server gets with production's settings and these."""

    def serve(**settings: str) -> Flask:
        for name, value in (environ | PRODUCTION | settings).items():
            monkeypatch.setenv(name, value)
        app: Flask = runpy.run_path(str(ROOT / "wsgi.py"))["app"]
        return app

    return serve


def test_a_load_tests_people_are_marked_once_and_refused_at_every_way_in(run: Run, served: Served) -> None:
    run("migrate")
    run("init-storage")
    for command in ("check", "worker --once", "send-letters"):
        assert run(*command.split(), **PRODUCTION).returncode == 0
    served()
    assert run("seed", "--cohorts", "1", "--participants", "0").returncode == 0
    for command in ("check", "worker --once", "send-letters"):
        ended = run(*command.split(), **PRODUCTION)
        assert (ended.returncode, ended.stdout) == (1, ""), command
        assert ended.stderr.endswith(f"{made_up.REFUSED}\n"), command
        assert run(*command.split()).returncode == 0, command
    with pytest.raises(Misconfigured, match="production never serves those"):
        served()
    served(PORTAL_MODE="demo")


def test_nobody_is_made_up_among_people_who_are_not(run: Run) -> None:
    run("migrate", **PRODUCTION)
    run("add-administrator", "aase.aeroe@eksempel.dk", "Åse Ærø", **PRODUCTION)
    refused = run("seed", "--cohorts", "1", "--participants", "0")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("The people here are not made up, and none are added to them.")
    assert run("check", **PRODUCTION).returncode == 0


def test_it_is_written_down_once_and_in_the_same_transaction(own_app: Flask) -> None:
    with own_app.app_context():
        made_up.mark()
        db.session.rollback()
        assert not made_up.is_marked()
        seed(1, 0)
        seed(1, 0)
        db.session.rollback()
        marks = db.session.query(made_up.Entry).filter_by(act=made_up.MADE_UP).count()
        assert (made_up.is_marked(), marks) == (True, 1)


def test_a_process_that_runs_already_says_that_it_is_not_ready(own_app: Flask) -> None:
    with own_app.app_context():
        seed(1, 0)
        assert (made_up.refusal(own_app.extensions["portal"]), check.refusal(own_app.extensions["portal"])) == ("", "")
    config = in_production(own_app)
    with own_app.app_context():
        assert (made_up.refusal(config), check.refusal(config)) == (made_up.REFUSED, made_up.REFUSED)
    answer = own_app.test_client().get("/readyz")
    assert answer.status_code == 503
    assert answer.get_json()["dependencies"]["world"] == {"state": "down", "says": made_up.REFUSED}


@pytest.mark.once
def test_a_server_whose_database_is_away_begins_and_is_not_ready(served: Served) -> None:
    app = served(PORTAL_DATABASE_URL="sqlite:////proc/nowhere/portal.sqlite")
    answer = app.test_client().get("/readyz", base_url="https://portal.eksempel.dk")
    assert (answer.status_code, answer.get_json()["dependencies"]["database"]["state"]) == (503, "down")
