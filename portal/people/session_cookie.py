"""Which secret does the browser hold that proves who is signed in in it? 256 random bits in a cookie of its own."""

import hashlib
import secrets
from typing import Final

from flask import Flask, Response, current_app, g, request

from portal.config import Config

NAME: Final = "mitkomponent"
BYTES: Final = 32


def name_of(config: Config) -> str:
    """What the cookie is called; over https the browser binds it to this host alone."""
    return f"__Host-{NAME}" if config.is_secure else NAME


def hashed(secret: str) -> str:
    """How a secret is kept: its SHA-256 in hex."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()


def new_secret() -> str:
    """One that nobody can guess."""
    return secrets.token_urlsafe(BYTES)


def held_secret() -> str:
    """What this browser sent; empty when it sent nothing."""
    return request.cookies.get(current_app.config["SIGNED_IN_COOKIE"], "")


def give(secret: str) -> None:
    """Let the answer to this request carry a new secret; an empty one takes the old away."""
    g.given_secret = secret


def give_nothing() -> None:
    """What was to be given belonged to an act that is taken back."""
    g.pop("given_secret", None)


def init_cookie(app: Flask, config: Config) -> None:
    """Put the secret into the answers that have one to give, and into no others."""
    app.config["SIGNED_IN_COOKIE"] = name = name_of(config)
    lasts = int(config.longest_session.total_seconds())

    @app.after_request
    def put(response: Response) -> Response:
        secret: str | None = g.get("given_secret")
        if secret is not None:
            g.pop("given_secret")
            age = lasts if secret else 0
            response.set_cookie(
                name, secret, max_age=age, path="/", secure=config.is_secure, httponly=True, samesite="Lax"
            )
        return response
