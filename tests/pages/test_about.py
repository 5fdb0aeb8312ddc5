"""Do the pages about the portal say what they should, and lead where the provider says?"""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.config import Misconfigured, read_config
from tests.cast import Cast
from tests.reader import Reader

STATEMENT = "https://tilgængelighed.eksempel.dk/portal"


@pytest.fixture
def settle(isolated: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., FlaskClient]:
    """A browser on a portal with these settings."""

    def settled(**settings: str) -> FlaskClient:
        monkeypatch.setitem(isolated.extensions, "portal", replace(isolated.extensions["portal"], **settings))  # type: ignore[arg-type]
        return isolated.test_client()

    return settled


def test_everybody_finds_how_a_case_is_looked_after(reader: Reader) -> None:
    for path in ("/hjaelp", "/privatliv"):
        assert "/din-case" in reader.get(path).links
    assert reader.get("/din-case").heading == "Sådan passer vi på din case"


def test_privacy_and_profile_say_the_same_of_an_address_that_is_another(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.author)
    for path in ("/privatliv", "/profil"):
        text = reader.get(path).text
        assert "Den kan ikke ændres. Får du en ny, så bed din koordinator om at tilmelde dig med den." in text, path


def test_the_statement_is_the_provider_s_own_when_there_is_one(settle: Callable[..., FlaskClient]) -> None:
    client = settle(accessibility_url=STATEMENT)
    answer = client.get("/was")
    assert (answer.status_code, answer.headers["Location"]) == (303, "https://xn--tilgngelighed-6fb.eksempel.dk/portal")
    assert f'<a href="{STATEMENT}">'.encode() in client.get("/tilgaengelighed").data


def test_without_one_the_address_leads_to_our_page(reader: Reader) -> None:
    answer = reader.client.get("/was")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/tilgaengelighed")
    assert reader.get("/tilgaengelighed").heading == "Tilgængelighed"


def test_security_txt_names_whom_to_tell_and_until_when(isolated: Flask) -> None:
    answer = isolated.test_client().get("/.well-known/security.txt")
    assert answer.mimetype == "text/plain"
    assert answer.text == (
        "Contact: mailto:sikkerhed@mitkomponent.eksempel.dk\n"
        "Expires: 2027-01-31T00:00:00Z\n"
        "Preferred-Languages: da, en\n"
        "Canonical: http://localhost:8000/.well-known/security.txt\n"
    )


def test_it_is_absent_when_nobody_is_named(settle: Callable[..., FlaskClient]) -> None:
    assert settle(security_contact="").get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(
    ("name", "value"), [("ACCESSIBILITY_URL", "javascript:alert(1)"), ("SECURITY_CONTACT", "sikkerhed@eksempel.dk")]
)
def test_an_odd_address_stops_the_start(name: str, value: str) -> None:
    with pytest.raises(Misconfigured, match=f"PORTAL_{name} must begin with"):
        read_config({f"PORTAL_{name}": value})
