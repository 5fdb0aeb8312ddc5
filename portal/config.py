"""Which settings does the portal run with? One frozen dataclass, read from the environment; an odd value stops the start."""

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from portal.faults import WANTED, Wanted
from portal.guessable import is_guessable

DEMO_SECRET: Final = "demonstration-only"  # noqa: S105 - refused in production
SHORTEST_SECRET: Final = 32
MEGABYTE: Final = 1_000_000
SHORTEST_IDLE: Final = timedelta(minutes=5)  # that somebody is here is noted once a minute
LONGEST_SESSION: Final = timedelta(days=7)
CHOICES: Final = {"mode": ("demo", "production"), "log": ("plain", "json")}
LARGEST: Final = 5_000_000 * MEGABYTE  # an object in S3
BOUNDS: Final = {
    "trusted_proxies": (0, 20),
    "web_processes": (1, 1_000),
    "web_threads": (1, 10_000),
    "web_at_once": (1, 1_000),
    "material_bytes": (MEGABYTE, LARGEST),
    "attachment_bytes": (MEGABYTE, LARGEST),
    "attachments_each": (1, 1_000),
    "person_bytes": (MEGABYTE, LARGEST),
}


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
        """The database's URL; a relative SQLite path is under the current folder, as it reads. PostgreSQL has one driver."""
        if self.database_url.startswith(("postgres://", "postgresql://")):
            return f"postgresql+psycopg://{self.database_url.partition('://')[2]}"
        scheme, separator, path = self.database_url.partition(":///")
        if not scheme.startswith("sqlite") or not separator or path.startswith(("/", ":memory:")) or not path:
            return self.database_url
        return f"{scheme}:///{Path.cwd() / path}"

    @property
    def sqlite_file(self) -> str:
        """The path of the SQLite file; empty when there is none."""
        scheme, _separator, path = self.database_address.partition(":///")
        return path if scheme.startswith("sqlite") and not path.startswith(":") else ""

    @property
    def sealing_key(self) -> bytes:
        """What the journal is sealed with: its own key, or one made from the secret, which then must never change."""
        secret = self.journal_key or self.secret_key
        return hmac.digest(secret.encode(), b"journal", "sha256")

    @property
    def head_file(self) -> Path | None:
        """Where the journal's head is kept outside the database; beside a SQLite file unless a setting says otherwise."""
        if self.journal_head:
            return Path(self.journal_head)
        return Path(f"{self.sqlite_file}.head") if self.sqlite_file else None

    @property
    def ledger_file(self) -> Path:
        """Where it is written down what was erased; beside a SQLite file, else under the current folder."""
        if self.erasure_ledger:
            return Path(self.erasure_ledger)
        return Path(f"{self.sqlite_file}.erased") if self.sqlite_file else Path.cwd() / "var" / "portal.erased"

    @property
    def master_file(self) -> Path | None:
        """Where the master key is written, never in database or store; the demonstration keeps one beside its database."""
        if self.master_key_file:
            return Path(self.master_key_file)
        if not self.is_demo:
            return None
        return Path(f"{self.sqlite_file}.master") if self.sqlite_file else Path.cwd() / "var" / "portal.master"

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
    if not re.fullmatch("[0-9]{1,15}", value):
        raise Misconfigured(f"{name} is {value!r}; write a whole number, for example 1.")
    return int(value)


def _check(config: Config) -> None:
    for name, allowed in CHOICES.items():
        if getattr(config, name) not in allowed:
            raise Misconfigured(f"PORTAL_{name.upper()} is {getattr(config, name)!r}; write {' or '.join(allowed)}.")
    for name, wanted in WANTED.items():
        _check_written(name, getattr(config, name), wanted)
    _check_numbers(config)
    _check_sessions(config)
    if not config.secret_key:
        raise Misconfigured("PORTAL_SECRET_KEY is empty; write random characters, or leave it out in a demonstration.")
    if config.mode == "production":
        _check_production(config)


def _check_written(name: str, value: str, wanted: Wanted) -> None:
    fault = wanted.fault(value) if value else "is empty" if getattr(Config, name) else ""
    if fault:
        raise Misconfigured(f"PORTAL_{name.upper()} {fault}; write one like {wanted.example}.")


def _check_numbers(config: Config) -> None:
    for name, (least, most) in BOUNDS.items():
        if not least <= (number := getattr(config, name)) <= most:
            wanted = f"a whole number from {least} to {most}, for example {getattr(Config, name)}"
            raise Misconfigured(f"PORTAL_{name.upper()} is {number}; write {wanted}.")
    if (most := config.attachment_bytes) > config.person_bytes:
        said = f"is {config.person_bytes}, less than one attachment may have; write at least {most}"
        raise Misconfigured(f"PORTAL_PERSON_BYTES {said}, or a smaller PORTAL_ATTACHMENT_BYTES.")


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
    if is_guessable(config.secret_key):
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
    if "base_url" in values:  # a slash at its end says nothing
        values["base_url"] = re.sub("(?<![:/])/$", "", str(values["base_url"]))
    config = Config(**values)  # type: ignore[arg-type]  # each value was read by its field's type
    _check(config)
    return config
