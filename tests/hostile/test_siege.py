"""Does every address stand whatever is sent to it? Never a fault of ours, never half an act, always the headers."""

import json

import pytest

from tests.hostile.payloads import BODIES, FILE_NAMES, HEADERS, JSON, QUERIES, TEXTS, VALUES
from tests.hostile.siege import ENDPOINTS, Stance, form_of

METHODS = ("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "LØS", "GET", "POST")
READS_JSON = {
    "own_cases.save": {"field": "title", "value": "Ærlig", "version": 0},
    "assignments.save": {"field": "text", "value": "Ærlig", "version": 0},
    "storage.begin": {"name": "a.pdf", "size": 9, "fingerprint": "æ"},
    "storage.sign": {"parts": {"1": "1B2M2Y8AsgTpgAmY7PhCfg=="}},
}
READS_RAW = ("own_cases.attach", "assignments.attach", "storage.receive")
# Of each way an address answers, one or two: headers are read before any page is.
TRIED_WITH_HEADERS = (
    "pathways.home", "people.sign_in", "people.profile", "own_cases.attachment", "materials.download", "own_cases.save",
    "enrolments.template", "storage.receive",
)  # fmt: skip
ALWAYS = {"breaks"}  # which holds a NUL too; markup everywhere is tests/hostile/test_markup.py
# To a database these are words like any other: no letter it refuses, no number and no time.
ALIKE = {"nothing", "markup", "braces", "no hour", "late", "summer night", "formula", "address", "mail"}
# Bodies are parsed before any page is: these addresses take all of them, the others a quarter each in turn.
TAKES_ALL = {*READS_JSON, *READS_RAW, "people.sign_in", "own_cases.write", "materials.manage"}
PARSED = {"bad utf-8", "many"}  # before a page is found, or that there is none to look at
WITHOUT_TOKEN = {"bytes", "bad utf-8", "no name", "cut multipart", "texts as files"}


def takes_posts(besieged: dict[str, Stance], endpoint: str) -> Stance:
    stance = besieged[endpoint]
    if "POST" not in stance.methods:
        pytest.skip("nothing is sent there")
    stance.unsound.clear()
    return stance


@pytest.mark.once
@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_no_body_shakes_an_address_or_is_half_done(besieged: dict[str, Stance], endpoint: str) -> None:
    stance = takes_posts(besieged, endpoint)
    before = stance.state()
    json_bodies = {label: ("application/json", body) for label, body in JSON.items()}
    for turn, (label, (kind, body)) in enumerate({**BODIES, **json_bodies}.items(), ENDPOINTS.index(endpoint)):
        if endpoint in TAKES_ALL or turn % 4 == 0:
            stance.attack(label, "POST", data=body, content_type=kind)
            if label in WITHOUT_TOKEN:
                stance.attack(f"{label} without token", "POST", token=False, data=body, content_type=kind)
    assert stance.unsound == []
    assert stance.state() == before


@pytest.mark.once
@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_a_script_without_token_hears_so_and_changes_nothing(besieged: dict[str, Stance], endpoint: str) -> None:
    stance = takes_posts(besieged, endpoint)
    before = stance.state()
    for body in (b"{}", b"[", b'{"a":' * 9000):
        answer = stance.attack("no token", "POST", token=False, data=body, content_type="application/json")
        assert (answer.status_code, "signed_in" in answer.get_json()) == (401, True)
    assert stance.unsound == []
    assert stance.state() == before


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_wb_8_no_value_in_a_field_shakes_a_form_or_is_half_done(
    besieged: dict[str, Stance], endpoint: str, request: pytest.FixtureRequest
) -> None:
    """WB-8: CR, LF, NUL, U+2028 and more in every field: 0 extra headers, 0 faults of ours."""
    is_first = request.config.getoption("--database") == "sqlite"
    share = 8 if is_first else 24  # what breaks is sent to both everywhere
    texts = {label: text for label, text in TEXTS.items() if is_first or label not in ALIKE}
    stance = takes_posts(besieged, endpoint)
    fields, before = stance.fields(), stance.state()
    for place, name in enumerate(dict.fromkeys(name for name, _value in fields)):
        for turn, (label, text) in enumerate(texts.items() if stance.has_form else ()):
            if label in ALWAYS or (place + turn) % share == 0:
                filled = [(n, text if n == name else value) for n, value in fields]
                stance.attack(f"{name} is {label}", "POST", **form_of(filled))
    for turn, (label, text) in enumerate(texts.items(), ENDPOINTS.index(endpoint)):
        if stance.has_form or label in ALWAYS or turn % 3 == 0:  # a button reads little of what is sent with it
            stance.attack(f"all are {label}", "POST", **form_of((name, text) for name, _value in fields))
    assert stance.unsound == []
    assert stance.state() == before


@pytest.mark.parametrize("endpoint", READS_JSON)
def test_no_value_in_json_shakes_a_script_s_address(besieged: dict[str, Stance], endpoint: str) -> None:
    stance = takes_posts(besieged, endpoint)
    asked, before = READS_JSON[endpoint], stance.state()
    for key in asked:
        for label, value in VALUES.items():
            for sent in (value, [value]):
                stance.attack(
                    f"{key} is {label}", "POST", data=json.dumps({**asked, key: sent}), content_type="application/json"
                )
    assert stance.unsound == []
    assert stance.state() == before


@pytest.mark.parametrize("endpoint", READS_RAW)
def test_wb_8_no_name_of_a_file_shakes_an_address(besieged: dict[str, Stance], endpoint: str) -> None:
    """WB-8: the same in names of files."""
    stance = takes_posts(besieged, endpoint)
    before = stance.state()
    for label, name in FILE_NAMES.items():
        quoted = (
            name.encode("utf-8", "surrogatepass").decode("latin-1").translate({c: f"%{c:02x}" for c in (0, 10, 13)})
        )
        stance.attack(label, "POST", data=b"not what it says", headers={"X-File-Name": quoted})
    assert stance.unsound == []
    assert stance.state() == before


@pytest.mark.once
@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_no_query_or_method_shakes_an_address(besieged: dict[str, Stance], endpoint: str) -> None:
    stance = besieged[endpoint]
    stance.unsound.clear()
    before = stance.state()
    for label, query in QUERIES.items():
        if "GET" in stance.methods or label in PARSED:
            stance.attack(label, "GET", query_string=query)
    for method in METHODS:
        stance.attack("plain", method)
        if method in stance.methods:  # any other is turned away before a token is looked for
            stance.attack("without token", method, token=False)
    assert stance.unsound == []
    assert stance.state() == before


@pytest.mark.once
@pytest.mark.parametrize("endpoint", TRIED_WITH_HEADERS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_header_shakes_an_address(besieged: dict[str, Stance], endpoint: str, method: str) -> None:
    stance = besieged[endpoint]
    stance.unsound.clear()
    for label, headers in HEADERS.items():
        stance.attack(label, method, headers=headers)
    assert stance.unsound == []
