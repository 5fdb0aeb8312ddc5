"""What does somebody read whose command met no store, or one that refuses the key?"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click

from portal.storage.store import StoreDown

STATUS: Final = 2
SENTENCE: Final = "The store does not answer, or does not take the key. See PORTAL_STORAGE_URL."


@contextmanager
def ending_without_store(what_stands: str = "") -> Iterator[None]:
    """A store that is down ends the command with a sentence, and with what of its work stands all the same."""
    try:
        yield
    except StoreDown:
        click.echo(f"{SENTENCE} {what_stands}".rstrip(), err=True)
        sys.exit(STATUS)
