"""Can anybody be led away from here, or be told that here is somewhere else?"""

import re
from urllib.parse import quote, urlsplit

import pytest
from flask import Flask

from portal.db import db
from portal.letters.models import Letter
from tests.cast import Cast
from tests.hostile.payloads import AWAY
from tests.people.test_pages import code_in_the_newest_letter
from tests.reader import Reader

pytestmark = pytest.mark.once

ELSEWHERE = {
    "X-Forwarded-Host": "ond.eksempel.dk",
    "X-Forwarded-Server": "ond.eksempel.dk",
    "X-Forwarded-Proto": "javascript",
    "X-Forwarded-Prefix": "//ond.eksempel.dk",
    "X-Forwarded-Port": "6666",
    "X-Original-Host": "ond.eksempel.dk",
    "X-Host": "ond.eksempel.dk",
    "X-Real-IP": "6.6.6.6",
    "Forwarded": "host=ond.eksempel.dk;proto=https",
    "X-Original-URL": "https://ond.eksempel.dk/",
    "Referer": "https://ond.eksempel.dk/",
}
HOSTS = (
    "ond.eksempel.dk", "localhost.ond.dk", "ondlocalhost", "localhost:80@ond.dk", "localhost,ond.dk", "localhost ond.dk",
    "[::1]", "127.0.0.2", "", "localhost/ond.dk", "localhost#", "localhost\\ond.dk", "LOCALHOST.", "æøå.dk", "localhost\t",
)  # fmt: skip


def stays_here(location: str) -> bool:
    """As a browser reads it: tabs and line breaks are dropped, a backslash is a slash."""
    read = re.sub(r"[\t\r\n]", "", location).strip(" \x00\x0b\x0c\x1b").replace("\\", "/")
    parts = urlsplit(read)
    return (parts.scheme, parts.netloc) in {("", ""), ("http", "localhost")} and not read.startswith("//")


@pytest.mark.parametrize("address", AWAY, ids=[ascii(address) for address in AWAY])
def test_wb_4_signing_in_or_changing_language_leads_nowhere_else(reader: Reader, cast: Cast, address: str) -> None:
    """WB-4: 0 of some fifty addresses leave the portal, wherever one may say where to go on."""
    quoted = quote(address, safe="")
    places = [reader.post("/log-ind", {"email": cast.author.email, "naeste": address}).location]
    places.append(
        reader.post(f"/log-ind/kode?naeste={quoted}", {"code": code_in_the_newest_letter(reader.app)}).location
    )
    places.append(reader.get(f"/log-ind?naeste={quoted}").location)
    places.append(reader.post(f"/sprog?naeste={quoted}", {"locale": "da"}).location)
    places.append(
        reader.post(
            "/sprog", {"locale": "da", "naeste": address}, headers={"Referer": quote(address, safe=":/\\@?#[]")}
        ).location
    )
    assert all(places)
    assert [place for place in places if not stays_here(place)] == []


@pytest.mark.parametrize(
    "path",
    [
        "//ond.dk",
        "//ond.dk/%2e%2e",
        "/\\ond.dk",
        "/%5cond.dk",
        "//ond.dk//kurser",
        "/kurser//",
        "///kurser",
        "/.//ond.dk",
    ],
)
def test_no_odd_path_leads_elsewhere(reader: Reader, cast: Cast, path: str) -> None:
    for who in (reader, reader.sign_in(cast.author)):
        answer = who.client.open(path=path)
        assert stays_here(answer.headers.get("Location", "/")), answer.headers["Location"]


@pytest.mark.parametrize("host", HOSTS)
def test_wb_5_a_host_that_is_not_ours_is_refused_with_headers_and_sets_nothing(app: Flask, host: str) -> None:
    """WB-5: an unknown Host is 400."""
    for method in ("GET", "POST"):
        answer = app.test_client().open("/log-ind", method=method, headers={"Host": host})
        assert answer.status_code == 400, host
        assert "Content-Security-Policy" in answer.headers
        assert "Set-Cookie" not in answer.headers
        assert host.strip() == "" or host.strip() not in answer.text


def test_wb_5_letters_and_pages_name_the_configured_host_whatever_a_request_says(reader: Reader, cast: Cast) -> None:
    """WB-5: 0 letters name another host, whatever eleven headers and an absolute address say, each alone and all at once."""
    reader.sign_in(cast.coordinator)
    fields = {"name": "Åse Ny", "email": "aase.ny@eksempel.dk"}
    joined = reader.post(f"/hold/{cast.cohort.id}/tilmeldinger/ny", fields, headers=ELSEWHERE)
    assert (joined.status, stays_here(joined.location)) == (303, True)
    alone = [{name: value} for name, value in ELSEWHERE.items()]
    for number, headers in enumerate([*alone, {"Host": "localhost", "X-Forwarded-Host": "localhost, ond.eksempel.dk"}]):
        fields = {"name": "Åse Ny", "email": f"aase.ny{number}@eksempel.dk"}
        assert reader.post(f"/hold/{cast.cohort.id}/tilmeldinger/ny", fields, headers=headers).status == 303
    absolute = {"REQUEST_URI": "https://ond.eksempel.dk/log-ind", "RAW_URI": "https://ond.eksempel.dk/log-ind"}
    reader.post("/log-ind", {"email": cast.author.email}, environ_overrides=absolute)
    with reader.app.app_context():
        bodies = [letter.body for letter in db.session.query(Letter)]
    assert len(bodies) >= 2 + len(ELSEWHERE)
    links = re.findall(r"https?://\S+", " ".join(bodies))
    assert links
    assert {urlsplit(link).netloc for link in links} == {"localhost:8000"}
    page = reader.client.get(f"/hold/{cast.cohort.id}", headers=ELSEWHERE)
    assert "ond.eksempel" not in page.text
    assert "ond.eksempel" not in str(page.headers)
