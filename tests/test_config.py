"""Does a wrong setting stop the start, with a sentence that says which and what to write?"""

from base64 import urlsafe_b64encode
from pathlib import Path
from random import Random

import pytest

from portal.config import Config, Misconfigured, read_config
from portal.guessable import is_guessable

SECRET = "g7-Kf2qLx9_vT4mRz8wYc1nHb6dJp3sA"
PRODUCTION = {
    "PORTAL_MODE": "production",
    "PORTAL_SECRET_KEY": SECRET,
    "PORTAL_BASE_URL": "https://portal.eksempel.dk",
    "PORTAL_SMTP_URL": "smtp://post.eksempel.dk:587",
}


def test_without_any_setting_it_is_the_demonstration_on_this_machine() -> None:
    config = read_config({})
    assert config == Config()
    assert (config.is_demo, config.host, config.port, config.is_secure) == (True, "127.0.0.1", 8000, False)


def test_production_runs_with_a_real_secret_and_https() -> None:
    config = read_config(PRODUCTION)
    assert (config.is_demo, config.is_secure) == (False, True)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"PORTAL_SECRET_KEY": None}, "PORTAL_SECRET_KEY is missing or short"),
        ({"PORTAL_SECRET_KEY": "demonstration-only"}, "PORTAL_SECRET_KEY is missing or short"),
        ({"PORTAL_SECRET_KEY": SECRET[:31]}, "PORTAL_SECRET_KEY is missing or short"),
        ({"PORTAL_SECRET_KEY": "abc" * 20}, "PORTAL_SECRET_KEY is too regular"),
        ({"PORTAL_SECRET_KEY": "0123456789abcdef" * 2}, "PORTAL_SECRET_KEY is too regular"),
        ({"PORTAL_SECRET_KEY": "k7Qz-pW3xR9tLm" * 2 + "k7Qz"}, "PORTAL_SECRET_KEY is too regular"),
        ({"PORTAL_SECRET_KEY": "abcdefghijklmnopqrstuvwxyz0123456789"}, "PORTAL_SECRET_KEY is too regular"),
        ({"PORTAL_SECRET_KEY": "put-your-own-SECRET-key-here-1234"}, "PORTAL_SECRET_KEY is too regular"),
        ({"PORTAL_BASE_URL": "http://portal.eksempel.dk"}, "production runs on https only"),
        ({"PORTAL_BASE_URL": None}, "production runs on https only"),
        ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG is on"),
        ({"FLASK_DEBUG": "true"}, "FLASK_DEBUG is on"),
        ({"PORTAL_SMTP_URL": "smtp://post.eksempel.dk?starttls=never"}, "starttls=never"),
    ],
)
def test_production_refuses(changes: dict[str, str | None], sentence: str) -> None:
    environ = {name: value for name, value in {**PRODUCTION, **changes}.items() if value is not None}
    with pytest.raises(Misconfigured, match=sentence):
        read_config(environ)


ODD = {
    "DATABASE_URL": {
        "names no file of SQLite and no database of PostgreSQL": (
            "garbage", "mysql://db/portal", "sqlite://", "sqlite:///", "sqlite:///x?mode=ro", "postgresql+asyncpg://db/portal",
            "postgresql://db", "postgres://db/", "postgresql://db/portal/more",
        ),
        "has a port": ("postgresql://db:abc/portal", "postgresql://db:0/portal", "postgres://u:p@db:65536/portal"),
        "is empty": ("", " "),
    },
    "STORAGE_URL": {
        "must begin with file: or s3://": ("ftp://x", "s3:spand", "/srv/files"),
        "names no bucket, or more": ("s3://", "s3://bucket/folder", "s3://key:secret@bucket", "s3://bucket?x", "s3://b"),
        "names no folder": ("file:", "file://host/folder"),
        "has a query": ("file:var/files?x", "file:///srv/files#x"),
        "is empty": ("",),
    },
    "S3_ENDPOINT_URL": {
        "must begin with http:// or https://": ("foo", "s3.eksempel.dk:9000", "s3://bucket", "HTTPS://s3.eksempel.dk"),
        "holds a user": ("https://key:secret@s3.eksempel.dk",),
        "has a query": ("https://s3.eksempel.dk/?x=1",),
        "has a port": ("http://s3:99999",),
    },
    "BASE_URL": {
        "must begin with http:// or https://": ("portal.eksempel.dk", "ftp://portal.eksempel.dk"),
        "has a port": ("https://x:abc", "https://x:", "https://x:0", "https://x:65536", "https://x:-1", "https://[::1]:x"),
        "has no host": ("https://", "https://:443", "https://blåbær.dk", "https://-x", "https://a_"),
        "holds a user": ("https://per:hemmelig@portal.eksempel.dk",),
        "has a path": ("https://portal.eksempel.dk/kurser",),
        "has a query": ("https://portal.eksempel.dk?x=1", "https://portal.eksempel.dk/#top"),
        "holds a blank": ("https://portal eksempel.dk", "https://portal.eksempel.dk\u200b", "https://por\ntal.dk"),
        "cannot be read": ("https://[::1", "https://[portal]"),
        "is empty": ("",),
    },
    "SMTP_URL": {
        "must begin with smtp:// or smtps://": ("mail.eksempel.dk",),
        "cannot be read as an address": ("smtp://u:p[a]@mail.eksempel.dk:587",),
    },
    "CLAMD": {"has no address": ("3310", ":3310"), "has a port": ("localhost:clamd", "localhost:70000")},
    "LISTEN": {"has no address": ("8000", ":8000"), "has a port": ("127.0.0.1:99999", "127.0.0.1:", "127.0.0.1:-1")},
    "MAIL_FROM": {"has no mail address": ("nobody", "Portal <@eksempel.dk>"), "holds a control": ("A\nB <a@b.dk>",), "is empty": ("",)},
    "ACCESSIBILITY_URL": {"must begin with https://": ("http://was.dk",), "has no host": ("https://", "https:///was")},
    "SECURITY_CONTACT": {
        "must begin with mailto: or https://": ("sikkerhed@eksempel.dk", "https://"),
        "has no mail address": ("mailto:", "mailto:a@b.dk\nExpires: never"),
    },
    "SECRET_KEY": {"is empty": ("",)},
    "MODE": {"is 'prod'": ("prod",), "is ''": ("",)},
    "LOG": {"is 'xml'": ("xml",)},
    "WEB_AT_ONCE": {"is 0": ("0",), "is 1001": ("1001",)},
    "WEB_PROCESSES": {"is '": ("two", "-1", "1.5", "", "9" * 5000), "is 0": ("0",), "is 1001": ("1001",)},
    "WEB_THREADS": {"is 0": ("0",), "is 10001": ("10001",)},
    "TRUSTED_PROXIES": {"is '-1'": ("-1",), "is 21": ("21",)},
    "ATTACHMENTS_EACH": {"is 0": ("0",)},
    "MATERIAL_BYTES": {"is 0; write a whole number from 1000000 to": ("0",), "is 500;": ("500",)},
    "ATTACHMENT_BYTES": {"is 25;": ("25",)},
    "PERSON_BYTES": {"is 0;": ("0",), "is 24999999, less than one attachment": ("24999999",)},
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [(name, value, what) for name, wrong in ODD.items() for what, values in wrong.items() for value in values],
)
def test_what_is_wrong_is_said_with_an_example_and_without_a_password(name: str, value: str, what: str) -> None:
    with pytest.raises(Misconfigured) as stopped:
        read_config({f"PORTAL_{name}": value})
    said = str(stopped.value)
    assert said.startswith(f"PORTAL_{name} {what}")
    assert "; write " in said
    assert said.endswith(".")
    assert "hemmelig" not in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgresql+psycopg://per:h/rd:w@db:5432/portal?sslmode=require"),
        ("DATABASE_URL", "postgresql+psycopg://[::1]:5432/portal"),
        ("DATABASE_URL", "postgresql:///portal?host=/run/postgresql"),
        ("STORAGE_URL", "file:///srv/files"),
        ("STORAGE_URL", "s3://mit.komponent-2"),
        ("STORAGE_URL", "s3://mit.komponent-2/"),
        ("S3_ENDPOINT_URL", "https://projekt.eksempel.dk/storage/v1/s3"),
        ("S3_ENDPOINT_URL", "http://127.0.0.1:9000/"),
        ("BASE_URL", "https://portal.eksempel.dk:8443"),
        ("BASE_URL", "http://[::1]:8000"),
        ("CLAMD", "clamav:3310"),
        ("LISTEN", "[::]:8000"),
        ("SECURITY_CONTACT", "https://eksempel.dk/sikkerhed?emne=portal"),
        ("ACCESSIBILITY_URL", "https://www.was.digst.dk/portal"),
        ("MATERIAL_BYTES", "1000000"),
        ("TRUSTED_PROXIES", "0"),
    ],
)
def test_what_is_right_is_taken(name: str, value: str) -> None:
    assert str(getattr(read_config({f"PORTAL_{name}": value}), name.lower())) == value


def test_a_slash_at_the_end_of_the_portals_address_says_nothing() -> None:
    assert read_config({"PORTAL_BASE_URL": "https://portal.eksempel.dk/"}).base_url == "https://portal.eksempel.dk"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_known_by_each_of_its_names(scheme: str) -> None:
    assert (
        read_config({"PORTAL_DATABASE_URL": f"{scheme}://db/portal"}).database_address
        == "postgresql+psycopg://db/portal"
    )


def test_the_demonstration_on_another_port_knows_its_own_address() -> None:
    assert read_config({"PORTAL_LISTEN": "127.0.0.1:8123"}).base_url == "http://localhost:8123"
    given = {"PORTAL_LISTEN": "127.0.0.1:8123", "PORTAL_BASE_URL": "http://demo.eksempel.dk"}
    assert read_config(given).base_url == "http://demo.eksempel.dk"


def test_a_relative_database_lies_under_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Config().database_address == f"sqlite:///{tmp_path}/var/portal.sqlite"
    assert Config(database_url="sqlite:////srv/p.sqlite").database_address == "sqlite:////srv/p.sqlite"
    assert Config(database_url="sqlite:///:memory:").database_address == "sqlite:///:memory:"


def test_what_generators_make_is_taken() -> None:
    drawn = Random(7)
    made = [urlsafe_b64encode(drawn.randbytes(36)).decode() for _ in range(1_000)]
    made += [drawn.randbytes(length).hex() for length in (16, 32) for _ in range(1_000)]
    assert [one for one in made if is_guessable(one)] == []
