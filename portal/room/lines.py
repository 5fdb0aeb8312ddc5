"""How does somebody learn what a game does without asking again and again? On a line: an answer that goes on with the game.

One thread for each game that is listened to asks the database, and wakes all who listen in this process. A line holds one of
the process's threads and nothing else; only half of them may be lines, and who gets none asks as before.
"""

import json
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition, RLock, Thread
from typing import Final, NamedTuple
from uuid import UUID

from portal.db import AWAY
from portal.processes import ENDING

ASK_EVERY: Final = 0.4
BEAT: Final = 5.0
LONGEST: Final = 300.0
AGAIN: Final = b"retry: 2000\n\n"  # milliseconds until a browser whose line has ended opens another


class Told(NamedTuple):
    """What one who looks at a game is told of it."""

    mark: str
    voted: int | None = None

    def event(self) -> bytes:
        """As a browser reads it."""
        return f"data: {json.dumps(self._asdict())}\n\n".encode()


class Standing(NamedTuple):
    """What there is to tell of a game: on a phone, and on the wall."""

    phone: Told
    wall: Told


Part = Callable[[Standing], Told]
Ask = Callable[[], Standing | None]


class Heard:
    """One game, as those hear of it who listen in this process."""

    def __init__(self) -> None:
        self.listeners = 0
        self._times = 0  # it was told how the game stands
        self._is_awaited = False
        self._news = Condition()
        self._standing: Standing | None = None
        self._is_over = False

    def join(self) -> int:
        """Somebody new listens. What was told until now, so many times, is older than what they know."""
        with self._news:
            self._is_awaited = True
            return self._times

    def tell(self, standing: Standing | None) -> None:
        """This is how it stands; None: nobody will hear any more. Wakes nobody for whom it is no news."""
        with self._news:
            self._times += 1
            if self._is_awaited or standing is None or standing != self._standing:
                self._standing, self._is_over, self._is_awaited = standing, standing is None, False
                self._news.notify_all()

    def after(self, told: Told, part: Part, seconds: float, since: int) -> Told | None:
        """Something else than what was told, or after so many seconds the same again; None when it is over.

        `since` is what `join` answered.
        """
        with self._news:
            self._news.wait_for(lambda: self._is_over or self._now(told, part, since) != told, seconds)
            return None if self._is_over else self._now(told, part, since)

    def _now(self, told: Told, part: Part, since: int) -> Told:
        return told if self._standing is None or self._times <= since else part(self._standing)


class Lines:
    """The lines of a process: `most` at a time, each for `longest` seconds or so; a browser then opens another."""

    def __init__(self, most: int, longest: float = LONGEST) -> None:
        self.longest = longest
        self._most, self._held = most, 0
        self._lock = RLock()
        self._heard: dict[UUID, Heard] = {}

    @property
    def is_full(self) -> bool:
        """Whether there is no line to be had here now."""
        return self._held >= self._most or ENDING.is_set()

    def line(self, game_id: UUID, first: Told, part: Part, ask: Ask) -> Iterator[bytes]:
        """Tell the first, and from then on what changes; the same again after `BEAT`, so that both ends see a dead line.

        Nothing is held before somebody reads, and nothing after.
        """
        end = time.monotonic() + self.longest * random.uniform(0.8, 1.2)  # noqa: S311 - so that they do not all come back at once
        told: Told | None = first
        with self._place(game_id, ask) as heard:
            if heard is not None:
                since = heard.join()
                yield AGAIN
            while heard is not None and told is not None:
                yield told.event()
                if (left := end - time.monotonic()) <= 0:
                    return
                told = heard.after(told, part, min(BEAT, left), since)

    @contextmanager
    def _place(self, game_id: UUID, ask: Ask) -> Iterator[Heard | None]:
        """Listen to a game; None when all lines are taken."""
        with self._lock:
            if self.is_full:
                heard = None
            else:
                heard = self._heard.get(game_id) or self._begin(game_id, ask)
                heard.listeners += 1
                self._held += 1
        try:
            yield heard
        finally:
            if heard is not None:
                self._leave(game_id, heard)

    def _begin(self, game_id: UUID, ask: Ask) -> Heard:
        heard = Heard()
        Thread(target=self._watch, args=(game_id, heard, ask), name="room", daemon=True).start()
        self._heard[game_id] = heard  # what could not begin is not here: the next who comes tries again
        return heard

    def _leave(self, game_id: UUID, heard: Heard) -> None:
        with self._lock:
            self._held -= 1
            heard.listeners -= 1
            if not heard.listeners:
                self._forget(game_id, heard)

    def _forget(self, game_id: UUID, heard: Heard) -> None:
        if self._heard.get(game_id) is heard:
            del self._heard[game_id]

    def _watch(self, game_id: UUID, heard: Heard, ask: Ask) -> None:
        """Ask as long as anybody listens, and there is a game. A database that is away says nothing new."""
        try:
            while not ENDING.wait(ASK_EVERY) and heard.listeners:
                try:
                    standing = ask()
                except AWAY:
                    continue
                if standing is None:
                    return
                heard.tell(standing)
        finally:
            with self._lock:
                self._forget(game_id, heard)
            heard.tell(None)
