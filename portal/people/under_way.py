"""What becomes of a download whose reader loses the right to it half way? It is asked again meanwhile, and cut off."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Final

from portal import clock

ASK_EVERY: Final = timedelta(seconds=25)


class NoLongerAllowed(Exception):
    """The line breaks, so that nobody takes the part for the whole."""


def asked_again(blocks: Iterable[bytes], is_still_right: Callable[[], bool]) -> Iterator[bytes]:
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
