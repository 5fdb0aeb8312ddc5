"""Which issuers may say who somebody is? Those of the settings and no others; an odd setting stops the start."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Flask, current_app

from portal.config import Config, Misconfigured

ALGORITHMS: Final = ("RS256", "PS256", "ES256")
LOOPBACK: Final = {"localhost", "127.0.0.1", "::1"}
DOMAIN: Final = re.compile(r"(?=.{3,253}\Z)[a-z0-9-]+(\.[a-z0-9-]+)+")
KNOWN: Final = {"name", "issuer", "client_id", "client_secret", "domains", "algorithms", "acr", "amr"}
LONGEST_ISSUER: Final = 300
LONGEST_NAME: Final = 80


@dataclass(frozen=True, kw_only=True)
class Provider:
    """An issuer we trust for the people of some mail domains. `acr`: one of these; `amr`: all of these."""

    name: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    domains: tuple[str, ...]
    algorithms: tuple[str, ...] = ALGORITHMS
    acr: tuple[str, ...] = ()
    amr: tuple[str, ...] = ()

    @property
    def is_on_this_machine(self) -> bool:
        """Whether it may be spoken to without encryption: a demonstration's own, on loopback."""
        return urlsplit(self.issuer).scheme == "http"


def read_providers(config: Config) -> tuple[Provider, ...]:
    """The providers of `PORTAL_OIDC`: a JSON list, or the path of a file with one. Raises Misconfigured with a sentence."""
    written = config.oidc
    if not written:
        return ()
    try:
        text = written if written.startswith("[") else Path(written).read_text(encoding="utf-8")
        listed = json.loads(text)
    except (OSError, ValueError) as error:
        raise Misconfigured(
            f"PORTAL_OIDC is neither a JSON list nor a file with one: {type(error).__name__}."
        ) from None
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise Misconfigured("PORTAL_OIDC must be a JSON list of providers, each in braces.")
    providers = tuple(_provider(one, config) for one in listed)
    for kind, values in (
        ("issuer", [p.issuer for p in providers]),
        ("domain", [d for p in providers for d in p.domains]),
    ):
        twice = sorted({value for value in values if values.count(value) > 1})
        if twice:
            raise Misconfigured(f"PORTAL_OIDC names the {kind} {twice[0]} twice; each belongs to one provider.")
    return providers


def _provider(one: dict[str, Any], config: Config) -> Provider:
    unknown = sorted(set(one) - KNOWN)
    if unknown:
        raise Misconfigured(f"PORTAL_OIDC does not know {unknown[0]!r}; a provider has {', '.join(sorted(KNOWN))}.")
    for name in ("name", "issuer", "client_id", "client_secret"):
        if not isinstance(one.get(name), str) or not one[name].strip():
            raise Misconfigured(f"PORTAL_OIDC has a provider without {name}.")
    lists = {name: _words(one, name) for name in ("domains", "algorithms", "acr", "amr")}
    provider = Provider(
        name=one["name"].strip()[:LONGEST_NAME],
        issuer=one["issuer"],
        client_id=one["client_id"],
        client_secret=one["client_secret"],
        domains=tuple(domain.lower() for domain in lists["domains"]),
        algorithms=lists["algorithms"] or ALGORITHMS,
        acr=lists["acr"],
        amr=lists["amr"],
    )
    _check(provider, config)
    return provider


def _words(one: dict[str, Any], name: str) -> tuple[str, ...]:
    listed = one.get(name, [])
    if not isinstance(listed, list) or not all(isinstance(word, str) and word for word in listed):
        raise Misconfigured(f'PORTAL_OIDC: {name} must be a list of words, like ["…"].')
    return tuple(listed)


def _check(provider: Provider, config: Config) -> None:
    parts = urlsplit(provider.issuer)
    on_loopback = config.is_demo and parts.scheme == "http" and parts.hostname in LOOPBACK
    if (parts.scheme != "https" and not on_loopback) or not parts.hostname or parts.query or parts.fragment:
        raise Misconfigured(
            f"PORTAL_OIDC: the issuer {provider.issuer!r} must be an address that begins with https://."
        )
    if len(provider.issuer) > LONGEST_ISSUER:
        raise Misconfigured(f"PORTAL_OIDC: an issuer has at most {LONGEST_ISSUER} characters.")
    odd = [domain for domain in provider.domains if not DOMAIN.fullmatch(domain)]
    if odd or not provider.domains:
        raise Misconfigured(f'PORTAL_OIDC: {provider.name} needs domains like ["aarhus.dk"].')
    refused = [one for one in provider.algorithms if one not in ALGORITHMS]
    if refused:
        raise Misconfigured(f"PORTAL_OIDC: {refused[0]} is no algorithm we trust; choose of {', '.join(ALGORITHMS)}.")


def init_providers(app: Flask, config: Config) -> bool:
    """Read them once, when the portal starts; whether there are any."""
    app.extensions["oidc"] = read_providers(config)
    app.jinja_env.globals["has_providers"] = has_any = bool(app.extensions["oidc"])
    return has_any


def providers() -> tuple[Provider, ...]:
    """All of them, in the order of the settings."""
    found: tuple[Provider, ...] = current_app.extensions["oidc"]
    return found


def provider_for(email: str) -> Provider | None:
    """Who signs in the people of an address. The domain decides, never whether anybody has the address."""
    return provider_of_domain(email.rpartition("@")[2].lower())


def provider_of_domain(domain: str) -> Provider | None:
    """The provider that has a mail domain."""
    return next((one for one in providers() if domain in one.domains), None)


def provider_of_issuer(issuer: str) -> Provider | None:
    """The provider with an issuer; None when the settings have let go of it since."""
    return next((one for one in providers() if one.issuer == issuer), None)
