"""Does an ID token prove who came? Every claim that OpenID Connect Core 3.1.3.7 names is looked at, and nothing is assumed."""

import hmac
from typing import Any, Final

from authlib.oidc.core.util import create_half_hash
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from portal import clock
from portal.single_sign_on.problems import NotProven, UnknownKey
from portal.single_sign_on.providers import Provider

LEEWAY: Final = 60  # seconds that two clocks may differ
LONGEST_SUBJECT: Final = 255


def proven_subject(token: str, *, keys: KeySet, provider: Provider, nonce: str, access_token: str) -> str:
    """What the issuer calls whoever signed in. Raises NotProven."""
    try:
        read = jwt.decode(token, keys, algorithms=list(provider.algorithms))
        _registry(provider, nonce).validate(read.claims)
    except InvalidKeyIdError:
        raise UnknownKey("kid") from None
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise NotProven(type(error).__name__) from None
    _check_party(read.claims, provider)
    _check_strength(read.claims, provider)
    _check_access_token(read.claims, str(read.header["alg"]), access_token)
    subject: str = read.claims["sub"]
    if not subject or len(subject) > LONGEST_SUBJECT or not subject.isprintable():
        raise NotProven("sub")
    return subject


def _registry(provider: Provider, nonce: str) -> jwt.JWTClaimsRegistry:
    return jwt.JWTClaimsRegistry(
        now=int(clock.now().timestamp()),
        leeway=LEEWAY,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.client_id},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )


def _check_party(claims: dict[str, Any], provider: Provider) -> None:
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != provider.client_id:
        raise NotProven("azp")
    if not isinstance(claims["nonce"], str):  # a list that holds ours is not ours
        raise NotProven("nonce")


def _check_strength(claims: dict[str, Any], provider: Provider) -> None:
    used = claims.get("amr")
    if provider.amr and not (isinstance(used, list) and set(provider.amr) <= {w for w in used if isinstance(w, str)}):
        raise NotProven("amr")
    if provider.acr and claims.get("acr") not in provider.acr:
        raise NotProven("acr")


def _check_access_token(claims: dict[str, Any], algorithm: str, access_token: str) -> None:
    told = claims.get("at_hash")
    if told is None:
        return
    ours = create_half_hash(access_token, algorithm)
    if not isinstance(told, str) or ours is None or not hmac.compare_digest(told.encode(), bytes(ours)):
        raise NotProven("at_hash")
