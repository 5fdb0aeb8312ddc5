"""An OpenID provider that also lies when told to: `python -m tests.services.oidc_server PORT`.

Written against the standard with `cryptography` alone, so that it shares no code with the client it tries.
"""

import base64
import hashlib
import hmac
import json
import secrets
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils

from tests.services.process import LOOPBACK, end_on_signals

CLIENT = ("mitkomponent", "hemmelig-noegle")


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def number(value: int, size: int) -> str:
    return b64(value.to_bytes(size, "big"))


class Keys:
    """One of each kind, and one nobody was told of."""

    def __init__(self) -> None:
        self.rsa = rsa.generate_private_key(65537, 2048)
        self.other = rsa.generate_private_key(65537, 2048)
        self.curve = ec.generate_private_key(ec.SECP256R1())
        self.name = "2026-11"

    def public(self) -> dict[str, Any]:
        plain, point = self.rsa.public_key().public_numbers(), self.curve.public_key().public_numbers()
        return {
            "keys": [
                {"kty": "RSA", "use": "sig", "kid": self.name, "n": number(plain.n, 256), "e": "AQAB"},
                {"kty": "EC", "kid": "kurve", "crv": "P-256", "x": number(point.x, 32), "y": number(point.y, 32)},
                {"kty": "oct", "kid": "fælles", "k": b64(CLIENT[1].encode())},
                {"kty": "AKP", "kid": "ny", "alg": "ML-DSA-44", "pub": "AA"},
            ]
        }

    def signature(self, algorithm: str, signed: bytes) -> bytes:
        """For a real algorithm, or for one of the lies."""
        if algorithm == "ES256":
            r, s = utils.decode_dss_signature(self.curve.sign(signed, ec.ECDSA(hashes.SHA256())))
            return r.to_bytes(32, "big") + s.to_bytes(32, "big")
        if algorithm == "HS256":  # the public key as a shared secret, which a careless client takes
            pem = self.rsa.public_key().public_bytes(
                serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
            )
            return hmac.digest(pem, signed, "sha256")
        if algorithm == "HS256 with the client's secret":
            return hmac.digest(CLIENT[1].encode(), signed, "sha256")
        if algorithm == "none":
            return b""
        key = self.other if algorithm == "RS256 with another key" else self.rsa
        if algorithm == "PS256":
            pss = padding.PSS(padding.MGF1(hashes.SHA256()), hashes.SHA256.digest_size)
            return key.sign(signed, pss, hashes.SHA256())
        return key.sign(signed, padding.PKCS1v15(), hashes.SHA256())

    def token(self, algorithm: str, claims: dict[str, Any], **header: Any) -> str:
        kid = {"ES256": "kurve", "HS256 with the client's secret": "fælles"}.get(algorithm, self.name)
        head = {"alg": algorithm.split(" ", maxsplit=1)[0], "kid": kid, "typ": "JWT", **header}
        signed = ".".join(b64(json.dumps(part).encode()) for part in (head, claims))
        return f"{signed}.{b64(self.signature(algorithm, signed.encode()))}"


class Provider(ThreadingHTTPServer):
    """What it has given out, and how it was told to behave."""

    daemon_threads = True

    def __init__(self, port: int) -> None:
        super().__init__((LOOPBACK, port), Handler)
        self.issuer = f"http://{LOOPBACK}:{port}"
        self.keys = Keys()
        self.codes: dict[str, dict[str, str]] = {}
        self.orders: dict[str, Any] = {}
        self.asked: list[str] = []

    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            **self.orders.get("metadata", {}),
        }

    def id_token(self, given: dict[str, str], access_token: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": self.orders.get("sub", "anne-12"),
            "aud": CLIENT[0],
            "exp": now + 300,
            "iat": now,
            "nonce": given["nonce"],
            "email": self.orders.get("email", "anne@rosenby.eksempel.dk"),
            "at_hash": b64(hashlib.sha256(access_token.encode()).digest()[:16]),
            "amr": ["pwd", "mfa"],
            **{name: self._moved(value, now) for name, value in self.orders.get("claims", {}).items()},
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        return self.keys.token(self.orders.get("alg", "RS256"), claims, **self.orders.get("header", {}))

    @staticmethod
    def _moved(value: Any, now: int) -> Any:
        return now + value["now"] if isinstance(value, dict) else value


class Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        self.server.asked.append(address.path)
        if address.path == self.server.orders.get("silent"):
            time.sleep(30)
        if address.path in self.server.orders.get("answers", {}):
            return self._odd(self.server.orders["answers"][address.path])
        if address.path == "/.well-known/openid-configuration":
            return self._json(self.server.metadata())
        if address.path == "/jwks":
            return self._json(self.server.keys.public())
        if address.path == "/asked":
            return self._json(self.server.asked)
        if address.path == "/authorize":
            return self._authorize({name: values[0] for name, values in parse_qs(address.query).items()})
        return self._json({"error": "not found"}, 404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/orders":
            self.server.orders = json.loads(body)
            if name := self.server.orders.get("new_keys"):
                self.server.keys = Keys()
                self.server.keys.name = name
            return self._json({})
        self.server.asked.append(self.path)
        if self.path in self.server.orders.get("answers", {}):
            return self._odd(self.server.orders["answers"][self.path])
        return self._token({name: values[0] for name, values in parse_qs(body.decode()).items()})

    def _odd(self, answer: dict[str, Any]) -> None:
        self.send_response(answer["status"])
        for name, value in answer.get("headers", {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.get("body", "").encode() * answer.get("times", 1))

    def _json(self, told: Any, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def _authorize(self, asked: dict[str, str]) -> None:
        assert (asked["client_id"], asked["response_type"], asked["scope"]) == (CLIENT[0], "code", "openid")
        assert asked["code_challenge_method"] == "S256"
        answer = {"state": asked["state"], "iss": self.server.issuer}
        if self.server.orders.get("cancels"):
            answer["error"] = "access_denied"
        else:
            answer["code"] = secrets.token_urlsafe(16)
            self.server.codes[answer["code"]] = asked
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(answer)}")
        self.end_headers()

    def _token(self, sent: dict[str, str]) -> None:
        name, secret = base64.b64decode(self.headers["Authorization"].removeprefix("Basic ")).decode().split(":", 1)
        given = self.server.codes.pop(sent.get("code", ""), None)
        if not hmac.compare_digest(f"{name}:{secret}".encode(), ":".join(CLIENT).encode()):
            return self._json({"error": "invalid_client"}, 401)
        proof = b64(hashlib.sha256(sent.get("code_verifier", "").encode()).digest())
        if given is None or given["code_challenge"] != proof or given["redirect_uri"] != sent.get("redirect_uri"):
            return self._json({"error": "invalid_grant"}, 400)
        access = secrets.token_urlsafe(24)
        token = self.server.id_token(given, access)
        return self._json({"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": token})

    def log_message(self, *_told: Any) -> None:
        """Say nothing: what is asked is in `asked`."""


def main() -> None:
    end_on_signals()
    provider = Provider(int(sys.argv[1]))
    threading.Thread(target=provider.serve_forever, daemon=True).start()
    threading.Event().wait()


if __name__ == "__main__":
    main()
