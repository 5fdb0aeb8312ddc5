"""How is the secret of an app kept, which the portal must be able to read itself? Encrypted for one person, by the portal's key."""

import secrets
from functools import lru_cache
from typing import Final
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE: Final = 12


@lru_cache(maxsize=4)
def _cipher(secret_key: str) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=b"portal totp 1").derive(secret_key.encode()))


def seal(secret: str, *, person_id: UUID, key: str) -> bytes:
    """The secret, encrypted."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + _cipher(key).encrypt(nonce, secret.encode(), person_id.bytes)


def unseal(sealed: bytes, *, person_id: UUID, key: str) -> str:
    """The secret again. Raises InvalidTag for another person's, or when the portal's key has been changed."""
    return _cipher(key).decrypt(sealed[:NONCE], sealed[NONCE:], person_id.bytes).decode()
