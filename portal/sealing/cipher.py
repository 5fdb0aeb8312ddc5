"""How is one text or one key encrypted? AES-256-GCM, bound to the place it stands at, so that it cannot be moved to another."""

import base64
import secrets
from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portal.errors import Refused
from portal.text import _

KEY_BYTES: Final = 32
NONCE: Final = 12
TAG: Final = 16


class Unopenable(Refused):
    """What is kept does not open: it was altered or moved, or the master key of its key is not here."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            _("Teksten er her, men den kan ikke åbnes lige nu. Den er ikke gået tabt. Skriv til os, så ser vi på det.")
        )


def new_data_key() -> bytes:
    """A key for one case, one answer or one file."""
    return secrets.token_bytes(KEY_BYTES)


@lru_cache(maxsize=64)
def cipher(key: bytes) -> AESGCM:
    """What encrypts with this key."""
    return AESGCM(key)


def seal(plain: bytes, key: bytes, place: str) -> str:
    """The bytes as letters that hold no word of them."""
    nonce = secrets.token_bytes(NONCE)
    return base64.b64encode(nonce + cipher(key).encrypt(nonce, plain, place.encode())).decode()


def unseal(sealed: str, key: bytes, place: str) -> bytes:
    """The bytes again. Raises Unopenable when they were altered, stood at another place, or have another key."""
    try:
        content = base64.b64decode(sealed, validate=True)
        return cipher(key).decrypt(content[:NONCE], content[NONCE:], place.encode())
    except (InvalidTag, ValueError) as error:
        raise Unopenable from error
