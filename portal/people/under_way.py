"""What becomes of what is under way when its reader or sender may no more? Asked again: a download ends, nothing sent is kept."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Final

from flask import g
from werkzeug.exceptions import NotFound

from portal import clock

ASK_EVERY: Final = timedelta(seconds=25)


class SignedOut(Exception):
    """Whoever it was is signed in no longer: once they are again, the same may be sent anew."""


class NoLongerAllowed(Exception):
    """The line breaks, so that nobody takes the part for the whole."""


def let_be_asked(is_still_right: Callable[[], bool | None]) -> None:
    """The door says how its rule is asked again while the page it opened works; None is of nobody, who is signed out."""
    g.is_still_right = is_still_right


def let_be_asked_here(is_right_here: Callable[[], bool | None]) -> None:
    """The same in the transaction of the page, which gets anew what it has in hand."""
    g.is_right_here = is_right_here


def judge_again() -> None:
    """For a page that waits before it acts: whether it would be opened now too, to whoever it was opened.

    Raises NotFound when not, and SignedOut, which the door answers as it answers everybody who has to sign in first.
    """
    _judge(g.is_still_right)


def judge_here() -> None:
    """The same for a page that has waited for who may have taken its right away, at an act that was refused or before one."""
    _judge(g.is_right_here)


def _judge(is_right: Callable[[], bool | None]) -> None:
    answer = is_right()
    if answer is None:
        raise SignedOut
    if not answer:
        raise NotFound


def asked_again(blocks: Iterable[bytes], is_still_right: Callable[[], bool | None]) -> Iterator[bytes]:
    """The same blocks; before one that comes 25 seconds after the last question, whether the reader still may."""
    asked_at = clock.now()
    try:
        for block in blocks:
            if clock.now() - asked_at >= ASK_EVERY:
                if not is_still_right():
                    raise NoLongerAllowed
                asked_at = clock.now()
            yield block
    finally:
        close = getattr(blocks, "close", None)
        if close is not None:
            close()
