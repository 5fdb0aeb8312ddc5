"""How is a code kept that is short enough to be tried through? As an HMAC under a key that the database does not hold."""

import hashlib
import hmac
import secrets
from functools import lru_cache
from typing import Final
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from portal.settings import settings

DIGITS: Final = 8


@lru_cache(maxsize=4)
def _key(secret_key: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"portal short codes 1").derive(secret_key.encode())


def new_code() -> str:
    """Eight digits that nobody can foresee."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def digits_of(typed: str) -> str:
    """What counts of what somebody typed: the digits, whatever stands between them."""
    return "".join(c for c in typed if c.isdigit())


def hashed_code(row_id: UUID, code: str) -> str:
    """What is kept of a row's code. Whoever has the rows alone cannot try the hundred million codes there are."""
    key = _key(settings().secret_key)
    return hmac.new(key, row_id.bytes + code.encode(), hashlib.sha256).hexdigest()


def is_code(kept: str, row_id: UUID, code: str) -> bool:
    """Whether the code is the one kept; takes as long whichever digits are right."""
    return hmac.compare_digest(kept, hashed_code(row_id, code))
