"""How is an issuer asked? Through libraries that only a portal with single sign-on has in memory."""

from functools import cache
from importlib import import_module
from typing import Any

from portal.single_sign_on.providers import Provider


@cache
def _line() -> Any:
    return import_module("portal.single_sign_on.line")


def load_what_asks_them() -> None:
    """Load what is needed to ask, before the processes part."""
    _line()


def way_there(provider: Provider, **sent: str) -> str:
    """The address to send a browser to. Raises ProviderDown."""
    address: str = _line().way_there(provider, **sent)
    return address


def subject_behind(provider: Provider, code: str, **sent: str) -> str:
    """What the issuer calls whoever comes back with a code. Raises ProviderDown and NotProven."""
    subject: str = _line().subject_behind(provider, code, **sent)
    return subject
