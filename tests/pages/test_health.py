"""Does the portal say truthfully whether it can work?"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from portal import clock, schema
from portal.app import create_app
from portal.config import Config
from portal.db import db
from portal.letters.models import Letter
from portal.pages import health
from portal.storage import current
from portal.storage.local import LocalStore

FINE = {"state": "ok", "says": ""}


@pytest.fixture(autouse=True)
def nothing_remembered(own_app: Flask) -> Iterator[None]:
    """The store is asked anew in each test, and is there when it begins."""
    config: Config = own_app.extensions["portal"]
    current.prepare(config)
    health._store.until = 0.0
    yield
    health._store.until = 0.0


def asked(app: Flask) -> tuple[int, dict[str, dict[str, str]]]:
    answer = app.test_client().get("/readyz")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    return answer.status_code, answer.get_json()["dependencies"]


def test_a_living_process_says_so_even_without_a_database(tmp_path: Path) -> None:
    app = create_app(Config(database_url=f"sqlite:///{tmp_path}/nowhere/portal.sqlite"))
    answer = app.test_client().get("/livez")
    assert (answer.status_code, answer.get_json()) == (200, {"state": "ok"})
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_demonstration_is_ready_with_its_letters_kept(own_app: Flask) -> None:
    kept = {"state": "ok", "says": "No relay is set: letters are kept and can be read at /breve."}
    status, dependencies = asked(own_app)
    assert dependencies.pop("office")["state"] == "ok"
    unscanned = {"state": "ok", "says": "No scanner is set: files are not scanned for viruses."}
    assert (status, dependencies) == (
        200,
        dict.fromkeys(("database", "migrations", "world", "sealing", "storage", "sign_in"), FINE)
        | {"mail": kept, "scanner": unscanned},
    )


def test_without_its_database_the_portal_is_not_ready(tmp_path: Path) -> None:
    app = create_app(Config(database_url=f"sqlite:///{tmp_path}/nowhere/portal.sqlite", storage_url=f"file:{tmp_path}"))
    status, dependencies = asked(app)
    assert status == 503
    assert dependencies["database"] == {"state": "down", "says": "The database does not answer."}
    assert dependencies["storage"] == FINE


def test_tables_of_another_version_make_it_unready(own_app: Flask) -> None:
    with own_app.app_context():
        db.session.execute(text("update alembic_version set version_num = '0000'"))
        db.session.commit()
    status, dependencies = asked(own_app)
    assert (status, dependencies["migrations"]["state"]) == (503, "down")


def test_the_wanted_revision_is_the_one_migrating_leads_to(own_app: Flask) -> None:
    with own_app.app_context():
        assert schema.present() == schema.wanted()


def test_a_store_that_is_away_is_said_but_stops_nobody_and_is_asked_once_in_five_seconds(
    own_app: Flask, tmp_path: Path
) -> None:
    config: Config = own_app.extensions["portal"]
    current.use(LocalStore(tmp_path / "away", secret_key="x"), config)
    status, dependencies = asked(own_app)
    assert (status, dependencies["storage"]["state"]) == (200, "degraded")
    current.use(current.store_from(config), config)
    assert asked(own_app)[1]["storage"]["state"] == "degraded"
    health._store.until = 0.0
    assert asked(own_app)[1]["storage"] == FINE


def test_letters_that_should_have_left_are_said(own_app: Flask) -> None:
    own_app.extensions["portal"] = replace(own_app.extensions["portal"], smtp_url="smtp://localhost")
    assert asked(own_app)[1]["mail"] == FINE
    with own_app.app_context():
        for number, given_up in enumerate((None, None, clock.now())):
            db.session.add(
                Letter(
                    kind="x", to_name="", to_email="", subject="", body="", message_id=f"{number}", given_up_at=given_up
                )
            )
        db.session.commit()
    clock.set_clock(clock.now() + timedelta(minutes=6))
    late = {"state": "degraded", "says": "2 letters are late, 1 were given up."}
    status, dependencies = asked(own_app)
    assert (status, dependencies["mail"]) == (200, late)
    assert {dependencies[name]["state"] for name in ("database", "migrations", "storage")} == {"ok"}


def test_a_scanner_that_is_away_is_said_and_stops_nothing(own_app: Flask) -> None:
    config: Config = own_app.extensions["portal"]
    own_app.extensions["portal"] = replace(config, clamd="/findes/ikke.sock")
    away = {"state": "degraded", "says": "The scanner does not answer. Files that come have to wait."}
    assert asked(own_app)[1]["scanner"] == away
    own_app.extensions["portal"] = replace(config, mode="production")
    assert asked(own_app)[1]["scanner"]["state"] == "degraded"


def test_a_production_portal_without_a_relay_says_so(own_app: Flask) -> None:
    own_app.extensions["portal"] = replace(own_app.extensions["portal"], mode="production")
    assert asked(own_app)[1]["mail"] == {"state": "degraded", "says": "No relay is set."}
