"""What does every test stand on? An app on a real database, a stopped clock, a transaction that is rolled back."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.ctx import AppContext
from playwright.sync_api import Browser
from sqlalchemy import Connection, Engine

from portal import clock
from portal.app import create_app
from portal.config import Config
from portal.db import db
from portal.migrating import bring_up_to_date
from portal.storage import current
from portal.storage.store import Store
from tests.cast import Cast
from tests.reader import Reader
from tests.services.chromium import BRIEFLY, running_chromium
from tests.services.commands import Commands, running_commands
from tests.services.databases import Databases, PostgresDatabases, SqliteFiles
from tests.services.oidc import SIGN_ON
from tests.services.postgres import shared_postgres
from tests.services.shared import run_folder
from tests.translations import compile_words
from tests.whole_run import pytest_terminal_summary, pytest_xdist_auto_num_workers  # noqa: F401 - pytest finds them here

MONDAY_MORNING = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
STORE_OF_ALL: list[tuple[Store, current.Limits] | None] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database", choices=["sqlite", "postgresql"], default="sqlite", help="which real database to use"
    )


def pytest_configure(config: pytest.Config) -> None:
    gc.disable()
    if not hasattr(config, "workerinput"):  # once, before the workers begin
        compile_words()


def pytest_collection_finish() -> None:
    """What is loaded now stays: looking through it for garbage again and again took a seventh of the run."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what asks a database: the rest has been seen once, on SQLite."""
    if config.getoption("--database") == "sqlite":
        return
    asks = [one for one in items if "databases" in getattr(one, "fixturenames", ()) and not _is_alike_everywhere(one)]
    config.hook.pytest_deselected(items=[one for one in items if one not in asks])
    items[:] = asks


def _is_alike_everywhere(item: pytest.Item) -> bool:
    return item.get_closest_marker("once") is not None


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all workers of this run share."""
    return run_folder(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of this worker."""
    with running_chromium(*BRIEFLY) as browser:
        yield browser


@pytest.fixture(scope="session")
def commands() -> Iterator[Commands]:
    """`portal …`, ready to run."""
    with running_commands() as ready:
        yield ready


@pytest.fixture(scope="session")
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, root: Path
) -> Iterator[Databases]:
    """Databases of the kind this run is on."""
    if request.config.getoption("--database") == "sqlite":
        yield SqliteFiles(lambda: tmp_path_factory.mktemp("db"))
        return
    with shared_postgres(root) as server:
        yield PostgresDatabases(server)


@pytest.fixture(scope="session")
def make_database(databases: Databases) -> Callable[[], str]:
    """A function that gives the address of a new, empty database."""
    return databases.new


@pytest.fixture(scope="session")
def make_migrated(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """The same with its tables, and the municipalities, which come with them."""
    first = databases.new()
    app = _portal(settings(first, tmp_path_factory.mktemp("files")))
    bring_up_to_date(app)
    _let_go(app)
    return lambda: databases.copy_of(first)


def _let_go(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def settings(database_url: str, files: Path) -> Config:
    """Settings for a portal of the tests' own."""
    return Config(
        database_url=database_url,
        storage_url=f"file://{files}",
        erasure_ledger=f"{files.parent}/erased",
        secret_key="kun til prøver, aldrig andet" * 2,
        master_key="nøglen-til-prøvernes-cases-æøå-0123",
        oidc=SIGN_ON,
        security_contact="mailto:sikkerhed@mitkomponent.eksempel.dk",
    )


def _portal(config: Config) -> Flask:
    app = create_app(config)
    app.config["TESTING"] = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.extensions["room_lines"].longest = 0  # each says its first word and ends: tests read answers to their end
    return app


@pytest.fixture(scope="session")
def app(make_migrated: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The portal on a database of its own; what a test does is rolled back."""
    app = _portal(settings(make_migrated(), tmp_path_factory.mktemp("files")))
    STORE_OF_ALL.append(current._chosen)
    yield app
    db._app_engines[app][None].dispose()


@pytest.fixture
def own_app(make_migrated: Callable[[], str], tmp_path: Path) -> Iterator[Flask]:
    """A portal whose database nobody rolls back: for tests with several connections at once."""
    app = _portal(settings(make_migrated(), tmp_path / "files"))
    yield app
    _let_go(app)


@pytest.fixture
def crossed_app(own_app: Flask) -> Flask:
    """The same where two may write at the same time, which SQLite does not let them."""
    with own_app.app_context():
        if db.engine.dialect.name != "postgresql":
            pytest.skip("SQLite lets one write at a time")
    return own_app


@pytest.fixture(autouse=True)
def stopped_clock() -> Iterator[None]:
    """It is Monday the 2nd of November 2026, 9.30 in Denmark, until a test says otherwise."""
    clock.set_clock(MONDAY_MORNING)
    yield
    clock.set_clock(None)


@pytest.fixture(autouse=True)
def same_store() -> Iterator[None]:
    """A portal that a test makes for itself leaves its store to nobody."""
    chosen = current._chosen
    yield
    current._chosen = chosen or _store_of_all()


@pytest.fixture(autouse=True, scope="module")
def same_store_after_all() -> Iterator[None]:
    """Nor does one that several tests share, which is made before the fixture above looks."""
    chosen = current._chosen
    yield
    current._chosen = chosen or _store_of_all()


def _store_of_all() -> tuple[Store, current.Limits] | None:
    """That of the portal all share, which may have been made since by a later test of the same file."""
    return STORE_OF_ALL[0] if STORE_OF_ALL else None


@contextmanager
def rolled_back(app: Flask) -> Iterator[None]:
    """Everything inside happens in one outer transaction that is undone; commits become savepoints."""
    engines = db._app_engines[app]
    engine = engines[None]
    _shorten_savepoints(engine)
    connection = engine.connect()
    outer = connection.begin()
    engines[None] = connection  # type: ignore[assignment]
    db.session.session_factory.configure(join_transaction_mode="create_savepoint")
    try:
        yield
    finally:
        db.session.session_factory.configure(join_transaction_mode="conditional_savepoint")
        engines[None] = engine
        outer.rollback()
        connection.close()


def _shorten_savepoints(engine: Engine) -> None:
    """Say them to the driver as they are: they are half of all statements of a test, and each was compiled anew."""

    def said(words: str) -> Callable[[Connection, str], None]:
        return lambda connection, name: connection.exec_driver_sql(f"{words} {name}") and None

    engine.dialect.do_savepoint = said("SAVEPOINT")  # type: ignore[method-assign]
    engine.dialect.do_rollback_to_savepoint = said("ROLLBACK TO SAVEPOINT")  # type: ignore[method-assign]
    engine.dialect.do_release_savepoint = said("RELEASE SAVEPOINT")  # type: ignore[method-assign]


@pytest.fixture
def isolated(app: Flask) -> Iterator[Flask]:
    """The app inside a transaction that is rolled back after the test."""
    with rolled_back(app):
        yield app


@pytest.fixture
def inside(isolated: Flask) -> Iterator[AppContext]:
    """An app context with its session: for tests of actions and queries. Do not mix with `reader`."""
    with isolated.app_context() as context:
        yield context


@pytest.fixture
def cast(isolated: Flask) -> Cast:
    """The people and cohorts by name; each is made when asked for."""
    return Cast(isolated)


@pytest.fixture
def reader(isolated: Flask) -> Reader:
    """A browser without script that checks every page it gets."""
    return Reader(isolated)
