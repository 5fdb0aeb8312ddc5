"""Which settings does the portal run with? One frozen dataclass, read from the environment; an odd value stops the start."""

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parseaddr
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

DEMO_SECRET: Final = "demonstration-only"  # noqa: S105 - refused in production
SHORTEST_SECRET: Final = 32
MEGABYTE: Final = 1_000_000
SHORTEST_IDLE: Final = timedelta(minutes=5)  # that somebody is here is noted once a minute
LONGEST_SESSION: Final = timedelta(days=7)


class Misconfigured(Exception):
    """A setting is missing or odd; the sentence says which and what to write instead."""


class SessionLimits(NamedTuple):
    """How long one stays signed in: without asking for a page, and in all."""

    idle: timedelta
    absolute: timedelta


@cache
def session_limits(written: str) -> SessionLimits:
    """The limits that a setting like `60/720` means, in minutes. Raises ValueError when it means none."""
    if not re.fullmatch(r"[0-9]{1,5}/[0-9]{1,5}", written):
        raise ValueError(written)
    limits = SessionLimits(*(timedelta(minutes=int(minutes)) for minutes in written.split("/")))
    if not SHORTEST_IDLE <= limits.idle <= limits.absolute <= LONGEST_SESSION:
        raise ValueError(written)
    return limits


@dataclass(frozen=True, kw_only=True)
class Config:
    """The settings, each with the environment variable of the same name behind `PORTAL_`. Sizes are bytes."""

    mode: str = "demo"
    database_url: str = "sqlite:///var/portal.sqlite"
    storage_url: str = "file:var/files"
    s3_endpoint_url: str = ""
    smtp_url: str = ""
    clamd: str = ""  # a socket's path, or host:port
    base_url: str = "http://localhost:8000"
    secret_key: str = DEMO_SECRET
    journal_key: str = ""
    journal_head: str = ""
    erasure_ledger: str = ""
    master_key: str = ""  # several, the newest first, while they are changed
    master_key_file: str = ""
    trusted_proxies: int = 0
    mail_from: str = "MitKomponent <portal@mitkomponent.eksempel.dk>"
    oidc: str = ""  # a JSON list of providers, or the path of a file with one
    accessibility_url: str = ""
    security_contact: str = ""
    listen: str = "127.0.0.1:8000"
    web_processes: int = 2
    web_threads: int = 128  # each slow line holds one; unused ones cost nothing
    web_at_once: int = 1
    log: str = "plain"
    material_bytes: int = 5_000 * MEGABYTE
    attachment_bytes: int = 25 * MEGABYTE
    attachments_each: int = 10
    person_bytes: int = 250 * MEGABYTE
    session_participant: str = "60/720"  # minutes idle / in all
    session_instructor: str = "30/600"
    session_coordinator: str = "15/480"

    @property
    def database_address(self) -> str:
        """The database's URL; a relative SQLite path is under the current folder, as it reads."""
        scheme, separator, path = self.database_url.partition(":///")
        if not scheme.startswith("sqlite") or not separator or path.startswith(("/", ":memory:")) or not path:
            return self.database_url
        return f"{scheme}:///{Path.cwd() / path}"

    @property
    def sealing_key(self) -> bytes:
        """What the journal is sealed with: its own key, or one made from the secret, which then must never change."""
        secret = self.journal_key or self.secret_key
        return hmac.digest(secret.encode(), b"journal", "sha256")

    @property
    def head_file(self) -> Path | None:
        """Where the journal's head is kept outside the database; beside a SQLite file unless a setting says otherwise."""
        scheme, _separator, path = self.database_address.partition(":///")
        if self.journal_head:
            return Path(self.journal_head)
        return Path(f"{path}.head") if scheme.startswith("sqlite") and path and not path.startswith(":") else None

    @property
    def ledger_file(self) -> Path:
        """Where it is written down what was erased; beside a SQLite file, else under the current folder."""
        scheme, _separator, path = self.database_address.partition(":///")
        if self.erasure_ledger:
            return Path(self.erasure_ledger)
        is_file = scheme.startswith("sqlite") and path and not path.startswith(":")
        return Path(f"{path}.erased") if is_file else Path.cwd() / "var" / "portal.erased"

    @property
    def master_file(self) -> Path | None:
        """Where the master key is written, never in database or store; the demonstration keeps one beside its database."""
        if self.master_key_file:
            return Path(self.master_key_file)
        scheme, _separator, path = self.database_address.partition(":///")
        is_file = scheme.startswith("sqlite") and path and not path.startswith(":")
        if not self.is_demo:
            return None
        return Path(f"{path}.master") if is_file else Path.cwd() / "var" / "portal.master"

    @property
    def longest_session(self) -> timedelta:
        """How long anybody at all may stay signed in; the cookie need not last longer."""
        written = (self.session_participant, self.session_instructor, self.session_coordinator)
        return max(session_limits(one).absolute for one in written)

    @property
    def host(self) -> str:
        """The interface the web server listens on."""
        return self.listen.rpartition(":")[0].strip("[]")

    @property
    def port(self) -> int:
        """The port the web server listens on."""
        return int(self.listen.rpartition(":")[2])

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
    if config.clamd and not config.clamd.startswith("/") and not config.clamd.rpartition(":")[2].isdecimal():
        raise Misconfigured("PORTAL_CLAMD must be the path of clamd's socket, or an address and a port.")
    if config.accessibility_url and not config.accessibility_url.startswith("https://"):
        raise Misconfigured("PORTAL_ACCESSIBILITY_URL must begin with https://.")
    if config.security_contact and not config.security_contact.startswith(("mailto:", "https://")):
        raise Misconfigured("PORTAL_SECURITY_CONTACT must begin with mailto: or https://.")
    _check_serving(config)
    _check_sessions(config)
    if config.mode == "production":
        _check_production(config)


def _check_serving(config: Config) -> None:
    host, _colon, port = config.listen.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:  # noqa: PLR2004 - ports end there
        raise Misconfigured(f"PORTAL_LISTEN is {config.listen!r}; write an address and a port, like 127.0.0.1:8000.")
    for name in ("web_processes", "web_threads", "web_at_once"):
        if getattr(config, name) < 1:
            raise Misconfigured(f"PORTAL_{name.upper()} must be at least 1.")
    if config.log not in {"plain", "json"}:
        raise Misconfigured(f"PORTAL_LOG is {config.log!r}; write plain or json.")
    if "@" not in parseaddr(config.mail_from)[1] or any(ord(c) < ord(" ") for c in config.mail_from):
        raise Misconfigured("PORTAL_MAIL_FROM is no sender; write one like Portal <portal@example.org>.")


def _check_sessions(config: Config) -> None:
    for name in ("session_participant", "session_instructor", "session_coordinator"):
        written = getattr(config, name)
        try:
            session_limits(written)
        except ValueError:
            raise Misconfigured(
                f"PORTAL_{name.upper()} is {written!r}; write minutes without a page and minutes in all, like 60/720:"
                " at least 5, the second no less than the first, at most a week (10080)."
            ) from None


def _check_production(config: Config) -> None:
    if config.secret_key == DEMO_SECRET or len(config.secret_key) < SHORTEST_SECRET:
        raise Misconfigured(
            f"PORTAL_SECRET_KEY is missing or short; production needs at least {SHORTEST_SECRET} random characters."
        )
    if len(set(config.secret_key)) < 12:  # noqa: PLR2004 - a repeated word is not a secret
        raise Misconfigured("PORTAL_SECRET_KEY is too regular; let a generator make it.")
    if config.journal_key and len(config.journal_key) < SHORTEST_SECRET:
        raise Misconfigured(f"PORTAL_JOURNAL_KEY is short; it needs at least {SHORTEST_SECRET} random characters.")
    if not config.is_secure:
        raise Misconfigured("PORTAL_BASE_URL begins with http://; production runs on https only.")
    relay = urlsplit(config.smtp_url)
    if "starttls=never" in relay.query and relay.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise Misconfigured(
            "PORTAL_SMTP_URL says starttls=never; production sends letters beyond this machine encrypted."
        )


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
    if "listen" in values and "base_url" not in values:  # the demonstration on another port
        values["base_url"] = f"http://localhost:{str(values['listen']).rpartition(':')[2]}"
    config = Config(**values)  # type: ignore[arg-type]  # each value was read by its field's type
    _check(config)
    return config
