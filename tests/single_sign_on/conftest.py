"""A provider on loopback, and a portal that trusts it for the people of one domain."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
import requests
from flask import Flask

from portal import clock
from portal.single_sign_on import line
from portal.single_sign_on.providers import read_providers
from tests.reader import Page, Reader
from tests.services.oidc import DOMAIN, Issuer, running_issuer

Trust = Callable[..., None]


@pytest.fixture(scope="session")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Issuer]:
    with running_issuer(tmp_path_factory.mktemp("oidc")) as issuer:
        yield issuer


@pytest.fixture
def trust(isolated: Flask, provider: Issuer) -> Iterator[Trust]:
    """Let the portal trust the provider, with more settings if need be."""

    def trusting(**more: object) -> None:
        config = replace(isolated.extensions["portal"], oidc=provider.settings(**more))
        isolated.extensions["oidc"] = read_providers(config)

    before = isolated.extensions["oidc"]
    yield trusting
    isolated.extensions["oidc"] = before


@pytest.fixture
def issuer(provider: Issuer, trust: Trust) -> Issuer:
    """The provider, honest, trusted, and unknown as yet. The time is the real one: it is another process."""
    clock.set_clock(None)
    line.forget()
    provider.order()
    trust()
    return provider


def there(reader: Reader, wanted: str = "/") -> str:
    """Where the issuer sends the browser back to, after signing in there."""
    page = reader.get(f"/log-ind/med/{DOMAIN}/videre?naeste={wanted}")
    assert page.status == 303, page.text
    answer = requests.get(page.location, allow_redirects=False, timeout=60)
    assert answer.status_code == 302
    back = urlsplit(answer.headers["Location"])
    assert (back.scheme, back.netloc, back.path) == ("http", "localhost:8000", "/log-ind/retur")
    return f"{back.path}?{back.query}"


def sign_on(reader: Reader, wanted: str = "/") -> Page:
    """Go there, sign in there, come back."""
    return reader.get(there(reader, wanted))
