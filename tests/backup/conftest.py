"""What do tests of backups stand on? A portal with a world in it, and empty places: files beside SQLite, a bucket beside PostgreSQL."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask

from portal import clock
from portal.app import create_app
from portal.config import Config
from portal.db import db
from portal.journal.actions import record
from portal.journal.sealing import Sealer
from portal.migrating import bring_up_to_date
from portal.storage.actions import receive_file
from portal.storage.current import prepare
from tests.access.world import World, build
from tests.cast import Cast
from tests.conftest import MONDAY_MORNING, settings
from tests.services.s3 import shared_s3, with_bucket
from tests.storage.judged import let_all_in
from tests.storage.samples import sample


@pytest.fixture(scope="module")
def new_place(
    request: pytest.FixtureRequest, make_database, tmp_path_factory: pytest.TempPathFactory, root: Path
) -> Iterator[Callable[[], Config]]:
    """A function that gives settings of a portal nobody has used yet."""

    def beside_files() -> Config:
        folder = tmp_path_factory.mktemp("place")
        (folder / "erased").touch()
        return replace(
            settings(make_database(), folder / "files"),
            journal_head=f"{folder}/head",
            erasure_ledger=f"{folder}/erased",
        )

    if request.config.getoption("--database") == "sqlite":
        yield beside_files
        return
    with shared_s3(root) as s3, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", s3.access_key)
        patch.setenv("AWS_SECRET_ACCESS_KEY", s3.secret_key)

        def beside_a_bucket() -> Config:
            bucket = with_bucket(s3, f"backup-{uuid4().hex[:12]}").bucket
            return replace(beside_files(), storage_url=f"s3://{bucket}", s3_endpoint_url=s3.endpoint)

        yield beside_a_bucket


def portal_on(config: Config) -> Flask:
    """A portal that is up to date, with its store."""
    app = create_app(config)
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False)
    prepare(config)
    bring_up_to_date(app)
    return app


def sealed(config: Config) -> None:
    """Seal the journal, as the worker does. Inside an app context."""
    Sealer(config.sealing_key, config.head_file).seal()


@pytest.fixture(scope="module")
def live(new_place: Callable[[], Config]) -> Config:
    """Settings of a portal with people, cases and two files in it, whose journal is sealed."""
    clock.set_clock(MONDAY_MORNING)
    config = new_place()
    app = portal_on(config)
    world = build(Cast(app))
    with app.app_context():
        add_file(world)
        sealed(config)
    leave(app)
    return config


def add_file(world: World, kind: str = "pdf") -> None:
    """The author sends a file. Inside an app context."""
    receive_file(by=world.cast.author, name=f"bilag å.{kind}", stream=io.BytesIO(sample(kind)))
    let_all_in()
    record("file.received", by_id=world.cast.author.id)
    db.session.commit()


def leave(app: Flask) -> None:
    """Let go of a portal's connections."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def portal() -> Iterator[Callable[[Config], Flask]]:
    """A function that puts a portal on these settings, whose connections are let go of after the test."""
    made: list[Flask] = []

    def make(config: Config) -> Flask:
        made.append(portal_on(config))
        return made[-1]

    yield make
    for app in made:
        leave(app)
