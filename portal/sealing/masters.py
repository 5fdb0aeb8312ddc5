"""Which master keys are there? The first wraps every new key, the others still open what they wrapped. No database holds them."""

import hmac
import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from flask import Flask, current_app

from portal.config import SHORTEST_SECRET, Config, Misconfigured
from portal.sealing.cipher import Unopenable, seal, unseal
from portal.settings import settings

FROM: Final = "PORTAL_MASTER_KEY, or the file that PORTAL_MASTER_KEY_FILE names,"
KEY_LETTERS: Final = 48


class Masters:
    """The keys in force, by the name that the rows know them by, which says nothing of them."""

    def __init__(self, written: Sequence[str]) -> None:
        keys = [hmac.digest(one.encode(), b"portal master 1", "sha256") for one in written]
        self._keys = {hmac.digest(key, b"name", "sha256").hex()[:16]: key for key in keys}
        self.current = next(iter(self._keys))

    @property
    def names(self) -> frozenset[str]:
        """What the keys are called in the rows they wrapped."""
        return frozenset(self._keys)

    def wrap(self, key: bytes, place: str) -> str:
        """A data key, encrypted by the current master key."""
        return seal(key, self._keys[self.current], place)

    def unwrap(self, wrapped: str, master: str, place: str) -> bytes:
        """The data key again. Raises Unopenable when this master key is not here, or it was altered."""
        if master not in self._keys:
            raise Unopenable
        return unseal(wrapped, self._keys[master], place)


def _make(file: Path) -> None:
    """A key for the demonstration; who comes second finds the first one's."""
    file.parent.mkdir(parents=True, exist_ok=True)
    coming = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(coming, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as written:
        written.write(f"{secrets.token_urlsafe(KEY_LETTERS)}\n")
        written.flush()
        os.fsync(written.fileno())
    with suppress(FileExistsError):
        os.link(coming, file)
    coming.unlink()


def _read(config: Config) -> list[str]:
    """The keys as they were written. Raises Misconfigured with a sentence."""
    if config.master_key:
        return config.master_key.split()
    file = config.master_file
    if file is None:
        raise Misconfigured(
            f"{FROM} is missing. It opens the cases, and without it nobody reads them: let a generator make "
            f"{SHORTEST_SECRET} random characters or more, and keep them apart from database, store and backups."
        )
    try:
        if config.is_demo and not file.exists():
            _make(file)
        return file.read_text().split()
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured(
            f"The file of the master key, {file}, cannot be read ({type(error).__name__}). See PORTAL_MASTER_KEY_FILE."
        ) from error


def masters_of(config: Config) -> Masters:
    """The master keys of these settings. Raises Misconfigured with a sentence when there is none, or a weak one."""
    written = _read(config)
    if not written:
        raise Misconfigured(f"{FROM} is empty. Put the key there that the cases were sealed with.")
    if any(len(one) < SHORTEST_SECRET or len(set(one)) < 12 for one in written):  # noqa: PLR2004 - a repeated word is no secret
        raise Misconfigured(
            f"{FROM} is short or too regular; each key needs at least {SHORTEST_SECRET} random characters without blanks."
        )
    return Masters(written)


def init_masters(app: Flask, config: Config) -> None:
    """Production has its keys from the start; the demonstration makes one when the first case is written."""
    if not config.is_demo:
        app.extensions["masters"] = masters_of(config)


def masters() -> Masters:
    """The master keys of this portal."""
    found = current_app.extensions.get("masters")
    if found is None:
        found = current_app.extensions["masters"] = masters_of(settings())
    assert isinstance(found, Masters)
    return found
