"""How does the portal speak with an issuer? Only at addresses the issuer's own metadata names, briefly, and never led elsewhere."""

import logging
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from authlib.integrations.requests_client import OAuth2Session, OAuthError
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from portal.single_sign_on.problems import NotProven, ProviderDown, UnknownKey
from portal.single_sign_on.proof import proven_subject
from portal.single_sign_on.providers import LOOPBACK, Provider

SECONDS: Final = (3.05, 5.0)  # to be reached, and between two pieces of an answer
MOST_BYTES: Final = 500_000
KEPT: Final = 3600.0
PAUSE: Final = 10.0  # between two tries of an issuer that did not answer
KEYS_AGAIN: Final = 60.0
SIGNING: Final = {"RSA", "EC"}
_log = logging.getLogger("portal.single_sign_on")


@dataclass(kw_only=True)
class Known:
    """What an issuer has told of itself, and when; or when it last did not."""

    metadata: dict[str, Any]
    keys: KeySet
    at: float
    keys_at: float


_known: dict[str, Known] = {}
_down: dict[str, float] = {}
_asking = threading.Lock()


class Bounded(HTTPAdapter):
    """Requests' way to a server, with bounds: little time, few bytes."""

    def send(self, request: requests.PreparedRequest, *_rest: Any, **options: Any) -> requests.Response:
        """Ask. Raises RequestException, also for an answer without end."""
        answer = super().send(request, **options | {"timeout": SECONDS, "stream": True})
        with closing(answer.raw):
            body = answer.raw.read(MOST_BYTES + 1, decode_content=True)
        if len(body) > MOST_BYTES:
            raise requests.exceptions.ContentDecodingError("too much")
        answer._content = body  # noqa: SLF001 - what `stream` left unread
        return answer


def _line(provider: Provider, redirect_uri: str = "") -> OAuth2Session:
    method = "client_secret_basic"
    told = _known.get(provider.issuer)
    if told is not None and method not in told.metadata.get("token_endpoint_auth_methods_supported", [method]):
        method = "client_secret_post"
    line = OAuth2Session(
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        token_endpoint_auth_method=method,
        redirect_uri=redirect_uri,
        scope="openid",
        code_challenge_method="S256",
    )
    line.max_redirects = 0
    line.mount("https://", Bounded())
    line.mount("http://", Bounded())
    return line


def _json(provider: Provider, address: str) -> dict[str, Any]:
    try:
        with _line(provider) as line:
            answer = line.request("GET", address, withhold_token=True, headers={"Accept": "application/json"})
        told = answer.json()
    except (OSError, HTTPError, ValueError) as error:  # what requests raises are OSErrors
        raise ProviderDown(type(error).__name__) from None
    if answer.status_code != requests.codes.ok or not isinstance(told, dict):
        raise ProviderDown(f"status {answer.status_code}")
    return told


def _may_be_asked(provider: Provider, address: object) -> bool:
    parts = urlsplit(address) if isinstance(address, str) else urlsplit("")
    if provider.is_on_this_machine:
        return parts.scheme == "http" and parts.hostname in LOOPBACK
    return parts.scheme == "https" and bool(parts.hostname)


def _discovered(provider: Provider) -> Known:
    told = _json(provider, provider.issuer.rstrip("/") + "/.well-known/openid-configuration")
    if told.get("issuer") != provider.issuer:
        raise ProviderDown("another issuer")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not _may_be_asked(provider, told.get(name)):
            raise ProviderDown(name)
    if "S256" not in told.get("code_challenge_methods_supported", ["S256"]):
        raise ProviderDown("no PKCE")
    now = time.monotonic()
    return Known(metadata=told, keys=_keys(provider, told["jwks_uri"]), at=now, keys_at=now)


def _keys(provider: Provider, address: str) -> KeySet:
    listed = _json(provider, address).get("keys")
    public = [k for k in listed if isinstance(k, dict)] if isinstance(listed, list) else []
    signing = [k for k in public if k.get("kty") in SIGNING and k.get("use", "sig") == "sig" and "d" not in k]
    try:
        return KeySet.import_key_set({"keys": signing})
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise ProviderDown(type(error).__name__) from None


def known(provider: Provider) -> Known:
    """What the issuer tells of itself, asked at most once an hour. Raises ProviderDown, at once when it just was."""
    found = _known.get(provider.issuer)
    if found is not None and time.monotonic() - found.at < KEPT:
        return found
    with _asking:
        found = _known.get(provider.issuer)
        if found is not None and time.monotonic() - found.at < KEPT:
            return found
        if time.monotonic() - _down.get(provider.issuer, -PAUSE) < PAUSE:
            raise ProviderDown("down a moment ago")
        try:
            found = _known[provider.issuer] = _discovered(provider)
        except ProviderDown as problem:
            _down[provider.issuer] = time.monotonic()
            _log.warning("the issuer of %s does not answer: %s", provider.name, problem)
            raise
    return found


def forget() -> None:
    """Ask every issuer anew when next needed."""
    _known.clear()
    _down.clear()


def _newer_keys(provider: Provider) -> KeySet:
    found = known(provider)
    with _asking:
        if time.monotonic() - found.keys_at >= KEYS_AGAIN:
            found.keys_at = time.monotonic()
            found.keys = _keys(provider, found.metadata["jwks_uri"])
    return found.keys


def way_there(provider: Provider, *, redirect_uri: str, state: str, nonce: str, verifier: str) -> str:
    """The address at the issuer where somebody signs in. Raises ProviderDown."""
    endpoint = known(provider).metadata["authorization_endpoint"]
    wishes = {"acr_values": " ".join(provider.acr)} if provider.acr else {}
    with _line(provider, redirect_uri) as line:
        address, _state = line.create_authorization_url(
            endpoint, state=state, nonce=nonce, code_verifier=verifier, **wishes
        )
    return str(address)


def subject_behind(provider: Provider, code: str, *, redirect_uri: str, nonce: str, verifier: str) -> str:
    """Who the code stands for: the issuer is asked, and what it says is proven. Raises ProviderDown or NotProven."""
    endpoint = known(provider).metadata["token_endpoint"]
    try:
        with _line(provider, redirect_uri) as line:
            told = line.fetch_token(endpoint, grant_type="authorization_code", code=code, code_verifier=verifier)
    except OAuthError as error:
        raise NotProven(f"the code: {error.error}") from None
    except (OSError, HTTPError, ValueError) as error:
        raise ProviderDown(type(error).__name__) from None
    token, access = told.get("id_token"), told.get("access_token")
    if not isinstance(token, str) or not isinstance(access, str):
        raise NotProven("no ID token")
    prove = partial(proven_subject, token, provider=provider, nonce=nonce, access_token=access)
    try:
        return prove(keys=known(provider).keys)
    except UnknownKey:
        return prove(keys=_newer_keys(provider))
