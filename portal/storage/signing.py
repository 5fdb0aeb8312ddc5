"""Did the portal sign this address, and is it still young? For the local store; S3 has its own signatures."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from urllib.parse import quote, urlencode

from portal import clock

EXPIRES: Final = "udloeber"
SIGNATURE: Final = "underskrift"


class Signer:
    """Signs one method on one path with fixed values, until a moment."""

    def __init__(self, secret_key: str) -> None:
        self._secret = hmac.new(secret_key.encode(), b"portal.storage.signing", hashlib.sha256).digest()

    def _signature(self, method: str, path: str, values: Mapping[str, str]) -> str:
        signed = json.dumps([method, path, sorted(values.items())]).encode()
        return hmac.new(self._secret, signed, hashlib.sha256).hexdigest()

    def address(self, method: str, path: str, values: Mapping[str, str], *, lifetime: timedelta) -> str:
        """The path with the values, the moment it expires, and the signature over all of them."""
        expires = str(int((clock.now() + lifetime).timestamp()))
        whole = {**values, EXPIRES: expires}
        return f"{quote(path)}?{urlencode({**whole, SIGNATURE: self._signature(method, path, whole)})}"

    def is_signed(self, method: str, path: str, values: Mapping[str, str]) -> bool:
        """Whether these are exactly the values of an address of ours that has not expired."""
        whole = {name: value for name, value in values.items() if name != SIGNATURE}
        right = self._signature(method, path, whole)
        if not hmac.compare_digest(right.encode(), values.get(SIGNATURE, "").encode()):
            return False
        return clock.now().timestamp() <= int(whole[EXPIRES])
