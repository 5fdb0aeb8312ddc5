"""The stores under test, each with a client that knows nothing but the addresses it is given."""

import hashlib
import http.client
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask_wtf import CSRFProtect

from portal import acting, clock
from portal.config import Config
from portal.db import db
from portal.figures import init_figures
from portal.journal import roles
from portal.people import session
from portal.people.models import Person
from portal.sealing.masters import Masters
from portal.storage import current
from portal.storage.local import LocalStore
from portal.storage.models import StoredFile
from portal.storage.routes import pages
from portal.storage.s3 import S3Store
from portal.storage.store import Store, StoreDown
from portal.text import init_text
from tests.services.s3 import S3, shared_s3

BRIEF = timedelta(seconds=2)
SECRET = "en hemmelighed til proever, lang nok"


class Answer(NamedTuple):
    status: int
    body: bytes
    headers: dict[str, str]


class Client(Protocol):
    """A browser, as far as a store is concerned."""

    def __call__(self, method: str, address: str, body: bytes = b"", **headers: str) -> Answer: ...


class Place(NamedTuple):
    """A store and how a browser reaches it.

    `short` is the same store with addresses that live two seconds, `stranger` one who has not got the right secret.
    """

    store: Store
    short: Store
    stranger: Store
    ask: Client


class Down:
    """A store that does not answer."""

    origin = ""

    def __getattr__(self, verb: str) -> Callable[..., Any]:
        def say(*_args: object, **_kwargs: object) -> None:
            raise StoreDown

        return say


def make_app(store: Store, folder: Path, **limits: int) -> Flask:
    app = Flask("storage")
    app.config.update(
        SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder / 'proeve.sqlite'}", SECRET_KEY=SECRET, WTF_CSRF_ENABLED=False
    )
    db.init_app(app)
    CSRFProtect(app)
    session.init_session(app, Config(**limits))
    roles.find_with(acting.role_in_force)
    init_text(app, choose=lambda: "da")
    init_figures(app)
    app.register_blueprint(pages)
    current.use(store, Config(**limits))
    app.extensions["masters"] = Masters([SECRET])
    with app.app_context():
        db.create_all()
    return app


@pytest.fixture(autouse=True)
def stopped_clock() -> None:
    """Here the clock runs: addresses expire, and an S3 server has a clock of its own."""
    clock.set_clock(None)


@pytest.fixture(autouse=True)
def own_choice() -> Iterator[None]:
    """The store a test chooses is its own; the next one finds what was there before."""
    before = current._chosen
    yield
    current._chosen = before


@pytest.fixture(scope="session")
def s3_server(root: Path) -> Iterator[S3]:
    with shared_s3(root) as s3:
        yield s3


def s3_store(s3: S3, **more: timedelta) -> S3Store:
    return S3Store(s3.bucket, endpoint_url=s3.endpoint, access_key=s3.access_key, secret_key=s3.secret_key, **more)


def ask_over_http(method: str, address: str, body: bytes = b"", **headers: str) -> Answer:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=60)
    try:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, f"{parts.path}?{parts.query}", body or None, sent)
        answer = connection.getresponse()
        return Answer(answer.status, answer.read(), dict(answer.getheaders()))
    finally:
        connection.close()


@pytest.fixture
def local(tmp_path: Path) -> Place:
    folder = tmp_path / "files"
    store = LocalStore(folder, secret_key=SECRET)
    store.prepare("http://localhost")
    client = make_app(store, tmp_path).test_client()

    def ask(method: str, address: str, body: bytes = b"", **headers: str) -> Answer:
        answer = client.open(address, method=method, data=body or None, headers=headers)
        return Answer(answer.status_code, answer.data, dict(answer.headers))

    short = LocalStore(folder, secret_key=SECRET, read_lifetime=BRIEF, part_lifetime=BRIEF)
    return Place(store, short, LocalStore(folder, secret_key=f"ikke {SECRET}"), ask)


@pytest.fixture(scope="session")
def s3(s3_server: S3) -> Place:
    store = s3_store(s3_server)
    store.prepare("http://localhost")
    short = s3_store(s3_server, read_lifetime=BRIEF, part_lifetime=BRIEF)
    return Place(store, short, s3_store(replace(s3_server, secret_key="forkert" * 6)), ask_over_http)


@pytest.fixture(params=["local", "s3"])
def place(request: pytest.FixtureRequest) -> Place:
    chosen: Place = request.getfixturevalue(request.param)
    return chosen


@pytest.fixture
def small_app(tmp_path: Path) -> Iterator[Flask]:
    store = LocalStore(tmp_path / "files", secret_key=SECRET)
    store.prepare("http://localhost")
    made = make_app(store, tmp_path, attachment_bytes=2_000_000, person_bytes=5_000_000, material_bytes=50_000_000)
    with made.app_context():
        yield made


@pytest.fixture
def author(small_app: Flask) -> Person:
    return _person("maja@eksempel.dk", "Maja Holm")


@pytest.fixture
def classmate(small_app: Flask) -> Person:
    return _person("otto@eksempel.dk", "Otto Krag")


def _person(email: str, name: str) -> Person:
    person = Person(email=email, name=name)
    db.session.add(person)
    db.session.commit()
    return person


def sha256_of(content: bytes) -> str:
    """As it goes along with a part."""
    return hashlib.sha256(content).hexdigest()


def keys_kept() -> set[str]:
    return {found.key for found in current.store().listed()}


def files_known() -> list[StoredFile]:
    return list(db.session.query(StoredFile))
