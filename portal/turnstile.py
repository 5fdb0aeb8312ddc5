"""How do many slow lines and few processors get along? Everybody may wait at once; only a few may compute at once.

Threads that compute at the same time fight for the interpreter, so a process lets a few through and the others wait their
turn. Waiting for somebody's slow line is not computing: small bodies are received before the turnstile, large ones step out
of it for every read, and long answers are sent after it.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from threading import Semaphore
from typing import Any, Final

from portal.processes import give_room_back

SMALL: Final = 1 << 18
GATHERED: Final = 1 << 20
PATIENCE: Final = 0.5
LET_PASS: Final = 1_000_000_000
LET_PASS_SECONDS: Final = 60.0
PIECE: Final = 1 << 16
Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class Pass:
    """One request's way through. Who waits longer than `PATIENCE` goes on anyway: those inside are stuck, not computing."""

    def __init__(self, places: Semaphore) -> None:
        self._places = places
        self._holds = False

    def enter(self) -> None:
        """Take a place, or go on without one when none comes free."""
        self._holds = self._places.acquire(timeout=PATIENCE)

    def leave(self) -> None:
        """Give the place to the next."""
        if self._holds:
            self._holds = False
            self._places.release()


class Outside:
    """A request's body that is waited for outside the turnstile."""

    def __init__(self, body: Any, way: Pass, length: int) -> None:
        self._body = body
        self._way = way
        self._missing = length

    def _wait(self, read: Callable[..., bytes], *length: int) -> bytes:
        self._way.leave()
        try:
            got = read(*length)
        finally:
            self._way.enter()
        self._missing = self._missing - len(got) if got else 0
        return got

    def is_still_coming(self) -> bool:
        """Whether somebody sends on what nobody here has read."""
        return self._missing > 0

    def let_pass(self) -> None:
        """Read what comes and forget it, up to a bound: browsers read their answer when they have sent all."""
        let_pass, end = 0, time.monotonic() + LET_PASS_SECONDS
        while let_pass < LET_PASS and time.monotonic() < end and (got := self._body.read(PIECE)):
            let_pass += len(got)

    def read(self, *length: int) -> bytes:
        """Bytes, as many as asked for unless the body ends."""
        return self._wait(self._body.read, *length)

    def readline(self, *length: int) -> bytes:
        """One line."""
        return self._wait(self._body.readline, *length)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.readline, b"")


class Lingering:
    """An answer that was given before all had come: when it has been sent, the rest is let pass.

    Few wait so at a time. Whoever comes beside them may see a broken line, as everybody did before.
    """

    places: Final = Semaphore(8)

    def __init__(self, answer: Iterable[bytes], body: Outside) -> None:
        self._answer = answer
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer
        if self.places.acquire(blocking=False):
            try:
                self._body.let_pass()
            finally:
                self.places.release()

    def close(self) -> None:
        """What the answer holds is let go of."""
        close = getattr(self._answer, "close", None)
        if close is not None:
            close()


class Turnstile:
    """WSGI middleware: lets `at_once` requests of this process compute at the same time. Each that leaves is noted."""

    def __init__(self, application: Application, at_once: int, note: Callable[[], None] | None = None) -> None:
        self._application = application
        self._places = Semaphore(at_once)
        self._note = note

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Receive, take a place, compute, give it up, send."""
        way = Pass(self._places)
        if "HTTP_TRANSFER_ENCODING" not in environ:
            environ.pop("wsgi.input_terminated", None)  # the length was told: fewer bytes are a line that broke
        body = _received(environ)
        environ["wsgi.input"] = body or Outside(environ["wsgi.input"], way, _length(environ))
        length: list[int] = []

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            length[:] = [int(value) for name, value in headers if name.lower() == "content-length"]
            return start_response(status, headers, *rest)

        way.enter()
        try:
            answer = self._application(environ, start)
            answer = _gathered(answer) if length and length[0] <= GATHERED else answer
            return answer if body else _then_the_rest(answer, environ["wsgi.input"])
        finally:
            way.leave()
            if isinstance(environ["wsgi.input"], Outside):
                give_room_back()
            if self._note is not None:
                self._note()


def _length(environ: Environ) -> int:
    length = environ.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def _then_the_rest(answer: Iterable[bytes], body: Outside) -> Iterable[bytes]:
    """The answer; where it was given before all had come, the rest is let pass once it has been sent."""
    return Lingering(answer, body) if body.is_still_coming() else answer


def _received(environ: Environ) -> BytesIO | None:
    """A small body of known length, whole; None for the others."""
    length = environ.get("CONTENT_LENGTH") or "0"
    if "HTTP_TRANSFER_ENCODING" in environ or not length.isdecimal() or int(length) > SMALL:
        return None
    return BytesIO(environ["wsgi.input"].read(int(length)) if int(length) else b"")


def _gathered(answer: Iterable[bytes]) -> list[bytes]:
    """A short answer in one piece, which the server sends by itself."""
    try:
        return [b"".join(answer)]
    finally:
        close = getattr(answer, "close", None)
        if close is not None:
            close()
