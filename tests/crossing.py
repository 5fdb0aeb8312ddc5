"""Do two acts ever wait for each other? Each is halted after every lock it takes while the other goes as far as it can."""

import re
from collections.abc import Callable
from threading import Event, Thread, current_thread
from typing import Any, Final

from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import ObjectDeletedError
from werkzeug.exceptions import NotFound

from portal.db import db
from portal.errors import Refused
from portal.people import session
from tests.enrolments.test_races import Act

LOCKS: Final = re.compile(r"^\s*(INSERT|UPDATE|DELETE)|\bFOR (NO KEY |KEY )?(UPDATE|SHARE)", re.IGNORECASE)
MOST_LOCKS: Final = 60
WAITS: Final = text("SELECT cardinality(pg_blocking_pids(:pid)) > 0")


class Crossing:
    """Two acts on connections of their own: the first is halted after its lock number `halt_after`."""

    def __init__(self, app: Flask, first: Act, second: Act, halt_after: int) -> None:
        self.app, self.halt_after, self.locks, self.pid = app, halt_after, 0, 0
        self.halted, self.go_on = Event(), Event()
        self.results: dict[str, object] = {}
        self.first = Thread(target=self._run, args=("first", first), daemon=True)
        self.second = Thread(target=self._run, args=("second", second), daemon=True)

    def meet(self) -> dict[str, object]:
        """What each gave, was refused with, or failed of."""
        with self.app.app_context():
            engine = db.engine
        event.listen(engine, "after_cursor_execute", self._count)
        event.listen(engine, "before_cursor_execute", self._note)
        try:
            self.first.start()
            while not self.halted.wait(0.01) and self.first.is_alive():
                pass
            self.second.start()
            with engine.connect() as watching:
                while self.second.is_alive() and not (self.pid and watching.scalar(WAITS, {"pid": self.pid})):
                    self.second.join(0.01)
        finally:
            self.go_on.set()
            self.first.join()
            self.second.join()
            event.remove(engine, "after_cursor_execute", self._count)
            event.remove(engine, "before_cursor_execute", self._note)
        return self.results

    def _run(self, name: str, act: Act) -> None:
        with self.app.app_context():
            session.begin(writes=True)
            try:
                self.results[name] = act()
                db.session.commit()
            except (Refused, NotFound, OperationalError, ObjectDeletedError) as no:
                db.session.rollback()
                self.results[name] = no

    def _count(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if current_thread() is self.first and LOCKS.search(statement):
            self.locks += 1
            if self.locks == self.halt_after:
                self.halted.set()
                self.go_on.wait()

    def _note(self, connection: Any, *_rest: Any) -> None:
        if current_thread() is self.second:
            self.pid = connection.connection.driver_connection.info.backend_pid


def deadlocks(app: Flask, pair: Callable[[], tuple[Act, Act]]) -> list[str]:
    """Where one of two acts was undone: after which lock of the first, in which statement. `pair` makes them anew each time."""
    found = []
    for halt_after in range(1, MOST_LOCKS):
        crossing = Crossing(app, *pair(), halt_after)
        for name, result in crossing.meet().items():
            if isinstance(result, OperationalError):
                found.append(f"{halt_after}: {name}: {result.statement} {result.orig}")
        if not crossing.halted.is_set():
            break
    assert halt_after > 1, "the first act takes no lock"
    assert not isinstance(crossing.results["first"], Exception), "alone the first act would do it"
    return found
