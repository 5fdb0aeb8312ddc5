"""How does everybody of the matrix ask for a page, as if nobody had asked before?"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import Table, select
from sqlalchemy.exc import IntegrityError
from werkzeug.test import TestResponse

from portal import clock
from portal.assignments.models import Submission, SubmissionAttachment
from portal.db import db
from portal.journal.models import Entry
from portal.loaders import LOADERS
from portal.own_cases.models import OwnCase, OwnCaseAttachment
from tests.access.world import PRINCIPALS, World, build
from tests.cast import Cast
from tests.conftest import MONDAY_MORNING, rolled_back
from tests.reader import Reader


@dataclass
class Entered:
    """The world, and what the browser of each holds; whatever a request does is taken back."""

    app: Flask
    world: World
    held: dict[str, tuple[dict[str, str], str]] = field(default_factory=dict)  # cookie and form token of each
    _nothing: dict[tuple[str, str, str], TestResponse] = field(default_factory=dict)

    def ask(self, name: str, method: str, address: str, **options: object) -> TestResponse:
        """One request by somebody."""
        with self._taken_back():
            return self._send(name, method, address, None, **options)

    def ask_for_nothing(self, name: str, method: str, endpoint: str, ids: dict[str, str]) -> TestResponse:
        """The same request about things that never were; asked once."""
        key = name, method, endpoint
        if key not in self._nothing:
            self._nothing[key] = self.ask(name, method, address_of(self.app, endpoint, dict.fromkeys(ids, uuid4())))
        return self._nothing[key]

    @contextmanager
    def without(self, ids: dict[str, str]) -> Iterator[bool]:
        """The world once a thing was deleted; False where the database keeps it as long as others need it."""
        argument, key = next(iter(ids.items()))
        kind = next(one for one in LOADERS if one.__tablename__ == argument.removesuffix("_id"))  # type: ignore[attr-defined]
        table: Table = kind.__table__  # type: ignore[attr-defined]
        with self._taken_back():
            try:
                db._app_engines[self.app][None].execute(table.delete().where(table.c.id == self.world.ids[key]))
                is_gone = True
            except IntegrityError:
                is_gone = False
            yield is_gone

    @contextmanager
    def kept_for_a_look(
        self, name: str, method: str, address: str, *, fields: dict[str, str] | None = None, **options: object
    ) -> Iterator[TestResponse]:
        """One request, taken back after what it did was looked at."""
        with self._taken_back():
            yield self._send(name, method, address, fields, **options)

    def written(
        self, name: str, method: str, address: str, fields: dict[str, str] | None = None
    ) -> tuple[TestResponse, list[Entry]]:
        """The same, with what the journal got."""
        with self._taken_back():
            answer = self._send(name, method, address, fields)
            answer.get_data()
            with self.app.app_context():
                return answer, list(db.session.scalars(select(Entry)))

    @contextmanager
    def _taken_back(self) -> Iterator[None]:
        savepoint = db._app_engines[self.app][None].begin_nested()
        try:
            yield
        finally:
            savepoint.rollback()

    def _send(
        self, name: str, method: str, address: str, fields: dict[str, str] | None, **options: object
    ) -> TestResponse:
        cookies, token = self.held[name]
        client = self.app.test_client()
        for kind, value in cookies.items():
            client.set_cookie(kind, value)
        if method == "POST" and "json" not in options:
            options["data"] = {"csrf_token": token, **(fields or {})}
        return client.open(address, method=method, **options)  # type: ignore[arg-type]

    def address(self, endpoint: str, ids: dict[str, str]) -> str:
        """Where the things of the world are that a row names."""
        return address_of(self.app, endpoint, {name: self.world.ids[key] for name, key in ids.items()})

    def methods(self, endpoint: str) -> list[str]:
        """How a page can be asked: looked at, sent to, or both."""
        return sorted(
            {m for rule in self.app.url_map.iter_rules(endpoint) for m in rule.methods or ()} & {"GET", "POST"}
        )

    def id_of(self, name: str) -> UUID:
        """Who somebody is."""
        found: UUID = getattr(self.world.cast, name).id
        return found

    def owner(self, ids: dict[str, str]) -> UUID:
        """Whose case or answer a row is about."""
        wanted = self.world.ids[next(iter(ids.values()))]
        with self.app.app_context():
            if row := db.session.get(OwnCaseAttachment, wanted):
                wanted = row.own_case_id
            elif answer := db.session.get(SubmissionAttachment, wanted):
                wanted = answer.submission_id
            found = db.session.get(OwnCase, wanted) or db.session.get_one(Submission, wanted)
            return found.author_id


def address_of(app: Flask, endpoint: str, ids: dict[str, object]) -> str:
    """The path of a page about these things."""
    return app.url_map.bind("localhost").build(endpoint, ids)


@contextmanager
def entering(app: Flask) -> Iterator[Entered]:
    """One world, with everybody signed in."""
    clock.set_clock(MONDAY_MORNING)
    with rolled_back(app):
        entered = Entered(app, build(Cast(app)))
        for name in ("anonymous", "speaker", *PRINCIPALS):
            reader = Reader(app)
            if name == "speaker":
                entered.world.let_speak(reader)
            elif name != "anonymous":
                reader.sign_in(getattr(entered.world.cast, name))
            token = reader.token()
            entered.held[name] = reader.cookies, token
        yield entered
