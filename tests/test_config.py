"""Does a wrong setting stop the start, with a sentence that says which and what to write?"""

from pathlib import Path

import pytest

from portal.config import Config, Misconfigured, read_config

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


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_MODE", "prod"),
        ("PORTAL_BASE_URL", "portal.eksempel.dk"),
        ("PORTAL_STORAGE_URL", "ftp://x"),
        ("PORTAL_SMTP_URL", "mail.eksempel.dk"),
        ("PORTAL_LISTEN", "8000"),
        ("PORTAL_LISTEN", "127.0.0.1:99999"),
        ("PORTAL_WEB_PROCESSES", "two"),
        ("PORTAL_WEB_PROCESSES", "0"),
        ("PORTAL_WEB_THREADS", "0"),
        ("PORTAL_WEB_AT_ONCE", "0"),
        ("PORTAL_TRUSTED_PROXIES", "-1"),
        ("PORTAL_LOG", "xml"),
        ("PORTAL_MAIL_FROM", "nobody"),
    ],
)
def test_an_odd_value_is_named(name: str, value: str) -> None:
    with pytest.raises(Misconfigured, match=name):
        read_config({name: value})


def test_the_demonstration_on_another_port_knows_its_own_address() -> None:
    assert read_config({"PORTAL_LISTEN": "127.0.0.1:8123"}).base_url == "http://localhost:8123"
    given = {"PORTAL_LISTEN": "127.0.0.1:8123", "PORTAL_BASE_URL": "http://demo.eksempel.dk"}
    assert read_config(given).base_url == "http://demo.eksempel.dk"


def test_a_relative_database_lies_under_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Config().database_address == f"sqlite:///{tmp_path}/var/portal.sqlite"
    assert Config(database_url="sqlite:////srv/p.sqlite").database_address == "sqlite:////srv/p.sqlite"
    assert Config(database_url="sqlite:///:memory:").database_address == "sqlite:///:memory:"
    assert Config(database_url="postgresql://db/portal").database_address == "postgresql://db/portal"
