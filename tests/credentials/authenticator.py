"""An authenticator in software: makes and uses passkeys as a phone does, and cheats when it is told to."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

HOST, ORIGIN = "localhost", "http://localhost:8000"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def written(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def bytes_of(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Key:
    """One passkey on the device."""

    user: bytes
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    count: int = 0

    @property
    def public(self) -> bytes:
        """As COSE writes it."""
        numbers = self.private.public_key().public_numbers()
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})


@dataclass
class Authenticator:
    """What it says of itself; the truth unless a test changes it."""

    host: str = HOST
    origin: str = ORIGIN
    flags: int = PRESENT | VERIFIED

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _about(self, flags: int, count: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + count.to_bytes(4, "big")

    def make(self, asked: dict[str, Any]) -> tuple[Key, dict[str, Any]]:
        """A new passkey, and what the browser sends of it."""
        key = Key(bytes_of(asked["user"]["id"]))
        about = self._about(self.flags | ATTESTED, 0) + bytes(16) + len(key.id).to_bytes(2, "big") + key.id + key.public
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": about})
        client_data = self._client_data("webauthn.create", asked["challenge"])
        response = {
            "clientDataJSON": written(client_data),
            "attestationObject": written(attested),
            "transports": ["internal"],
        }
        return key, self._sent(key, response)

    def use(self, key: Key, asked: dict[str, Any], *, count: int | None = None) -> dict[str, Any]:
        """What the browser sends when the passkey has signed."""
        key.count = key.count + 1 if count is None else count
        about = self._about(self.flags, key.count)
        client_data = self._client_data("webauthn.get", asked["challenge"])
        signature = key.private.sign(about + hashlib.sha256(client_data).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": written(client_data),
            "authenticatorData": written(about),
            "signature": written(signature),
            "userHandle": written(key.user),
        }
        return self._sent(key, response)

    def _sent(self, key: Key, response: dict[str, Any]) -> dict[str, Any]:
        whole = {"id": written(key.id), "rawId": written(key.id), "type": "public-key", "response": response}
        return whole | {"clientExtensionResults": {}}
