"""Does a provider that is written wrongly stop the start, with a sentence?"""

import json
from pathlib import Path
from typing import Any

import pytest

from portal.config import Config, Misconfigured
from portal.single_sign_on.providers import ALGORITHMS, Provider, read_providers

GOOD: dict[str, Any] = {
    "name": "Århus Kommune",
    "issuer": "https://login.eksempel.dk/7/v2.0",
    "client_id": "mitkomponent",
    "client_secret": "hemmelig-nøgle",
    "domains": ["Aarhus.eksempel.dk", "kommune.eksempel.dk"],
}
PRODUCTION = {"mode": "production", "base_url": "https://portal.eksempel.dk", "secret_key": "x"}


def read(*providers: Any, **config: Any) -> tuple[Provider, ...]:
    return read_providers(Config(oidc=json.dumps(list(providers)), **config))


def test_a_provider_is_read_from_the_setting_or_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "oidc.json"
    file.write_text(json.dumps([GOOD | {"amr": ["mfa"]}]), encoding="utf-8")
    [here], [there] = read(GOOD), read_providers(Config(oidc=str(file)))
    assert (here.name, here.domains, here.algorithms) == (
        "Århus Kommune",
        ("aarhus.eksempel.dk", "kommune.eksempel.dk"),
        ALGORITHMS,
    )
    assert (there.amr, there.acr) == (("mfa",), ())
    assert "hemmelig" not in repr(here)
    assert read_providers(Config()) == ()


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("[", "neither a JSON list nor a file"),
        ("/findes/ikke.json", "neither a JSON list nor a file"),
        ("[7]", "a JSON list of providers"),
        *(
            (json.dumps([GOOD | changes]), sentence)
            for changes, sentence in (
                ({"issuer": "http://login.eksempel.dk"}, "must be an address that begins with https"),
                ({"issuer": "https://login.eksempel.dk?x=1"}, "must be an address that begins with https"),
                ({"issuer": "https://" + "a" * 300}, "at most 300"),
                ({"issuer": ""}, "without issuer"),
                ({"client_id": None}, "without client_id"),
                ({"client_secret": 7}, "without client_secret"),
                ({"name": " "}, "without name"),
                ({"domains": []}, "needs domains"),
                ({"domains": ["@eksempel.dk"]}, "needs domains"),
                ({"domains": "eksempel.dk"}, "domains must be a list"),
                ({"algorithms": ["HS256"]}, "HS256 is no algorithm we trust"),
                ({"algorithms": ["none"]}, "none is no algorithm we trust"),
                ({"amr": "mfa"}, "amr must be a list"),
                ({"secret": "x"}, "does not know 'secret'"),
            )
        ),
        (json.dumps([GOOD, GOOD]), "names the issuer"),
        (
            json.dumps([GOOD, GOOD | {"issuer": "https://andre.eksempel.dk"}]),
            "names the domain aarhus.eksempel.dk twice",
        ),
    ],
)
def test_a_provider_that_is_written_wrongly_stops_the_start(written: str, sentence: str) -> None:
    with pytest.raises(Misconfigured, match=sentence) as stop:
        read_providers(Config(oidc=written))
    assert "hemmelig" not in str(stop.value)


def test_plain_http_is_for_a_demonstration_on_this_machine_only() -> None:
    local = GOOD | {"issuer": "http://127.0.0.1:4444"}
    assert read(local)[0].is_on_this_machine
    with pytest.raises(Misconfigured, match="https"):
        read(local, **PRODUCTION)
