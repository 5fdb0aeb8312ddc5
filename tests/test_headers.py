"""Does every kind of answer tell the browser how little it may do?"""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.app import create_app
from portal.config import Config
from tests.cast import Cast
from tests.reader import Reader

ROOT = Path(__file__).parents[1]
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
CLOSED = ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'", "default-src 'none'")


def answers(client: FlaskClient, token: str) -> dict[str, object]:
    """One answer of every kind: page, redirect, refusals, JSON, wrong method, too large, no form token."""
    csrf = {"X-CSRFToken": token}
    return {
        "page": client.get("/hjaelp"),
        "redirect": client.get("/profil"),
        "absent": client.get("/findes-ikke"),
        "wrong method": client.delete("/hjaelp"),
        "json": client.get("/readyz"),
        "refused json": client.post("/log-ind", json={}, headers={"Accept": "application/json"}),
        "no token": client.post("/log-ind", data={"email": "x"}),
        "invalid form": client.post("/log-ind", data={"email": "x"}, headers=csrf),
        "head": client.head("/hjaelp"),
        "options": client.options("/hjaelp"),
    }


def test_wb_2_every_kind_of_answer_carries_the_headers(reader: Reader, cast: Cast) -> None:
    """WB-2: pages, redirects, refusals, JSON, errors: 100 %."""
    reader.get("/hjaelp")
    for kind, answer in answers(reader.client, reader.token()).items():
        headers = answer.headers  # type: ignore[attr-defined]
        assert {name: headers.get(name) for name in ALWAYS} == ALWAYS, kind
        policy = headers["Content-Security-Policy"]
        assert all(part in policy.split("; ") for part in CLOSED), kind
        assert "unsafe" not in policy, kind


def test_tk_3_whoever_follows_a_letters_link_is_led_away_from_its_token_and_the_proxys_keeper_told(
    reader: Reader,
) -> None:
    """TK-3: a browser sends the address on to nobody; that a proxy's log must leave it out stands in README, each of them."""
    links = [str(rule) for rule in reader.app.url_map.iter_rules() if "token" in rule.arguments]
    assert len(links) == 4
    for link in links:
        for method in ("GET", "HEAD"):
            answer = reader.client.open(link.replace("<token>", "a" * 43), method=method)
            assert (answer.status_code, answer.headers["Referrer-Policy"]) == (303, "no-referrer"), link
            assert "aaaa" not in answer.headers["Location"], link
    running = (
        (ROOT / "README.md").read_text(encoding="utf-8").partition("## Running it for real")[2].partition("\n## ")[0]
    )
    assert [link for link in links if f"`{link.removesuffix('<token>')}`" not in running] == []


def test_a_static_file_is_kept_for_a_year_and_only_under_its_own_version(reader: Reader) -> None:
    version = reader.app.config["STATIC_VERSION"]
    with (
        reader.client.get(f"/static/{version}/css/base.css") as current,
        reader.client.get("/static/older/css/base.css") as older,
    ):
        assert current.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert current.headers["X-Content-Type-Options"] == "nosniff"
        assert older.headers["Cache-Control"] == "no-cache, max-age=0"


@pytest.fixture
def https(tmp_path: Path) -> Flask:
    return create_app(Config(base_url="https://portal.eksempel.dk", database_url=f"sqlite:///{tmp_path}/x.sqlite"))


def test_wb_2_over_https_the_browser_is_told_to_stay_there_and_the_cookie_is_bound_to_the_host(https: Flask) -> None:
    answer = https.test_client().get("/livez", base_url="https://portal.eksempel.dk")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert https.config["SESSION_COOKIE_NAME"] == "__Host-portal"
    assert (https.config["SESSION_COOKIE_SECURE"], https.config["SESSION_COOKIE_HTTPONLY"]) == (True, True)


def test_plain_http_promises_no_https(reader: Reader) -> None:
    assert "Strict-Transport-Security" not in reader.client.get("/livez").headers


@pytest.mark.parametrize("host", ["onde.eksempel.dk", "portal.eksempel.dk.onde.dk", "localhost.onde.dk"])
def test_an_unknown_host_is_refused(https: Flask, host: str) -> None:
    assert https.test_client().get("/livez", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize(
    ("endpoint", "origin"),
    [("https://s3.eksempel.dk", "https://s3.eksempel.dk"), ("", "https://s3.eu-north-1.amazonaws.com")],
)
def test_the_store_is_the_only_other_place_a_page_may_speak_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, endpoint: str, origin: str
) -> None:
    for name, value in (("ACCESS_KEY_ID", "x"), ("SECRET_ACCESS_KEY", "y"), ("DEFAULT_REGION", "eu-north-1")):
        monkeypatch.setenv(f"AWS_{name}", value)
    config = Config(storage_url="s3://filer", s3_endpoint_url=endpoint, database_url=f"sqlite:///{tmp_path}/x.sqlite")
    policy = create_app(config).test_client().get("/livez").headers["Content-Security-Policy"].split("; ")
    assert [part for part in policy if "//" in part] == [f"connect-src 'self' {origin}", f"media-src 'self' {origin}"]
