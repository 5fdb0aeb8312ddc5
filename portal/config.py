"""Which settings does the portal run with? One frozen dataclass, read from the environment; an odd value stops the start."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

DEMO_SECRET: Final = "demonstration-only"  # noqa: S105 - refused in production
SHORTEST_SECRET: Final = 32
MEGABYTE: Final = 1_000_000


class Misconfigured(Exception):
    """A setting is missing or odd; the sentence says which and what to write instead."""


@dataclass(frozen=True, kw_only=True)
class Config:
    """The settings, each with the environment variable of the same name behind `PORTAL_`. Sizes are bytes."""

    mode: str = "demo"
    database_url: str = "sqlite:///var/portal.sqlite"
    storage_url: str = "file:var/files"
    s3_endpoint_url: str = ""
    smtp_url: str = ""
    base_url: str = "http://localhost:8000"
    secret_key: str = DEMO_SECRET
    trusted_proxies: int = 0
    mail_from: str = "MitKomponent <portal@mitkomponent.eksempel.dk>"
    web_processes: int = 2
    web_threads: int = 8
    material_bytes: int = 5_000 * MEGABYTE
    attachment_bytes: int = 25 * MEGABYTE
    attachments_each: int = 10
    person_bytes: int = 250 * MEGABYTE

    @property
    def is_demo(self) -> bool:
        """Whether this is the demonstration world, where letters can be read on a page."""
        return self.mode == "demo"

    @property
    def is_secure(self) -> bool:
        """Whether people reach the portal over https."""
        return self.base_url.startswith("https://")


def _whole_number(name: str, value: str) -> int:
    if not value.isdecimal():
        raise Misconfigured(f"{name} is {value!r}; write a whole number, for example 1.")
    return int(value)


def _check(config: Config) -> None:
    if config.mode not in {"demo", "production"}:
        raise Misconfigured(f"PORTAL_MODE is {config.mode!r}; write demo or production.")
    if urlsplit(config.base_url).scheme not in {"http", "https"} or not urlsplit(config.base_url).hostname:
        raise Misconfigured("PORTAL_BASE_URL is no address; write one like https://portal.example.org.")
    if urlsplit(config.storage_url).scheme not in {"file", "s3"}:
        raise Misconfigured("PORTAL_STORAGE_URL must begin with file: or s3://.")
    if config.smtp_url and urlsplit(config.smtp_url).scheme not in {"smtp", "smtps"}:
        raise Misconfigured("PORTAL_SMTP_URL must begin with smtp:// or smtps://.")
    if config.mode == "production":
        _check_production(config)


def _check_production(config: Config) -> None:
    if config.secret_key == DEMO_SECRET or len(config.secret_key) < SHORTEST_SECRET:
        raise Misconfigured(
            f"PORTAL_SECRET_KEY is missing or short; production needs at least {SHORTEST_SECRET} random characters."
        )
    if len(set(config.secret_key)) < 12:  # noqa: PLR2004 - a repeated word is not a secret
        raise Misconfigured("PORTAL_SECRET_KEY is too regular; let a generator make it.")
    if not config.is_secure:
        raise Misconfigured("PORTAL_BASE_URL begins with http://; production runs on https only.")


def read_config(environ: Mapping[str, str]) -> Config:
    """The settings of an environment.

    Raises Misconfigured with a sentence on the first missing or odd value.
    """
    values: dict[str, str | int] = {}
    for name, field in Config.__dataclass_fields__.items():
        key = f"PORTAL_{name.upper()}"
        if key in environ:
            values[name] = _whole_number(key, environ[key]) if field.type in {int, "int"} else environ[key].strip()
    if environ.get("FLASK_DEBUG", "0") not in {"", "0"} and values.get("mode") == "production":
        raise Misconfigured("FLASK_DEBUG is on; production never runs with the debugger.")
    config = Config(**values)  # type: ignore[arg-type]  # each value was read by its field's type
    _check(config)
    return config
