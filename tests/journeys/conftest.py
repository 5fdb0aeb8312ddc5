"""What do journeys stand on? A portal on the air for each worker, a Chromium, and windows that must not complain."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.browsing import Windows
from tests.journeys.running import Running, running_portal
from tests.journeys.stage import Stage
from tests.services.commands import Commands
from tests.services.firefox import Firefox, running_firefox
from tests.services.s3 import shared_s3, with_bucket
from tests.services.shared import worker_name


@pytest.fixture(autouse=True)
def stopped_clock() -> None:
    """In the journeys time goes on: the portal is another process, with the machine's clock."""


@pytest.fixture(scope="session")
def portal(
    request: pytest.FixtureRequest,
    make_migrated,
    root: Path,
    tmp_path_factory: pytest.TempPathFactory,
    commands: Commands,
) -> Iterator[Running]:
    """The portal of this worker: SQLite with a folder, or PostgreSQL with a real S3 store."""
    folder = tmp_path_factory.mktemp("portal")
    if request.config.getoption("--database") == "sqlite":
        with running_portal(make_migrated, None, folder, commands) as running:
            yield running
        return
    with (
        shared_s3(root) as s3,
        running_portal(make_migrated, with_bucket(s3, f"journeys-{worker_name()}"), folder, commands) as running,
    ):
        yield running


@pytest.fixture(scope="session")
def firefox() -> Iterator[Firefox]:
    with running_firefox() as browser:
        yield browser


@pytest.fixture
def windows(chromium: Browser, portal: Running) -> Iterator[Windows]:
    """Windows to open. Afterwards nothing may have been complained about that the test did not expect."""
    opened = Windows(chromium, portal)
    yield opened
    opened.close()
    assert opened.complaints.left() == []


@pytest.fixture
def stage(portal: Running) -> Stage:
    """The people and cohort of this journey."""
    return Stage(portal.rows)
