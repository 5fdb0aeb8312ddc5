"""What if somebody sends nonsense, many thousand times, to every address there is? Hypothesis draws it, and makes what broke us small."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis import strategies as st

from tests.hostile.payloads import BODIES, ELSEWHERE, FILE_NAMES, HEADERS, JSON, QUERIES, TEXTS, VALUES
from tests.hostile.siege import NAMES, Stance, form_of

METHODS = ("GET",) * 4 + ("POST",) * 6 + ("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH")
CARRY = {"POST", "PUT", "PATCH", "DELETE"}
KEYS = ("field", "value", "version", "name", "size", "fingerprint", "parts", "token", "id", "state", "page")
LETTERS = "abcæøåÆØÅ 0123456789-_.,:;/\\?&=%#<>\"'{}[]()$@!\x00\x01\t\r\n\x1b\x7f\u2028\u202e\ufeff\ud800😀"
SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)

texts = st.sampled_from(list(TEXTS.values())) | st.text(st.sampled_from(LETTERS) | st.characters(), max_size=900)
names = st.lists(st.sampled_from(NAMES), min_size=1, max_size=6, unique=True)
values = st.recursive(
    st.sampled_from(list(VALUES.values())) | st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=8,
)


class Drawn(NamedTuple):
    """One request."""

    endpoint: str
    address: str
    method: str
    has_token: bool
    headers: Mapping[str, str]
    query: str
    body: Mapping[str, Any]


def _quoted(text: str) -> str:
    return quote(text, errors="surrogatepass")


def _json(value: object) -> dict[str, Any]:
    return {"data": json.dumps(value), "content_type": "application/json"}


@st.composite
def addresses(draw: st.DrawFn, address: str) -> str:
    """The address as it is, or with one of its parts replaced."""
    parts = address.split("/")
    if draw(st.integers(0, 9)) >= 7:
        spot = draw(st.integers(0, len(parts) - 1))
        parts[spot] = draw(
            st.sampled_from((ELSEWHERE, "0", "-1", "..", "")) | texts.map(lambda text: _quoted(text[:60]))
        )
    return "/" + "/".join(parts).lstrip("/")


def bodies() -> st.SearchStrategy[Mapping[str, Any]]:
    """A form, JSON, JSON that is none, something malformed, or bytes."""
    fields = st.dictionaries(st.sampled_from(NAMES), texts, min_size=1, max_size=6)
    return st.one_of(
        fields.map(lambda found: form_of(found.items())),
        st.dictionaries(st.sampled_from(KEYS), values, max_size=4).map(_json),
        values.map(_json),
        st.sampled_from(list(JSON.values())).map(lambda data: {"data": data, "content_type": "application/json"}),
        st.sampled_from(list(BODIES.values())).map(lambda both: {"data": both[1], "content_type": both[0]}),
        st.binary(max_size=4000).map(lambda data: {"data": data, "content_type": "application/octet-stream"}),
    )


@st.composite
def headers(draw: st.DrawFn) -> dict[str, str]:
    """Now and then odd headers, and a name for a file."""
    found = dict(draw(st.sampled_from(list(HEADERS.values())))) if draw(st.integers(0, 9)) >= 7 else {}
    if draw(st.integers(0, 9)) == 9:
        found["X-File-Name"] = _quoted(draw(st.sampled_from(list(FILE_NAMES.values())) | texts))
    return found


@st.composite
def queries(draw: st.DrawFn) -> str:
    """Parameters whose names some page reads, or a query that is malformed."""
    if draw(st.integers(0, 9)) >= 8:
        return draw(st.sampled_from(list(QUERIES.values())))
    return "&".join(f"{name}={_quoted(draw(texts)[:200])}" for name in draw(names))


@st.composite
def requests(draw: st.DrawFn, stances: Mapping[str, Stance]) -> Drawn:
    """A request to one of the addresses there are."""
    stance = stances[draw(st.sampled_from(sorted(stances)))]
    method = draw(st.sampled_from(METHODS))
    return Drawn(
        stance.endpoint,
        draw(addresses(stance.address)),
        method,
        draw(st.integers(0, 9)) > 0,
        draw(headers()),
        draw(queries()),
        draw(bodies()) if method in CARRY else {},
    )


def unsound(stances: Mapping[str, Stance], drawn: Drawn) -> Sequence[str]:
    """What was wrong with the answer; what the request did is undone, and who sent it stays signed in."""
    stance = stances[drawn.endpoint]
    kept, cookies = stance.address, dict(stance.browser.client._cookies or {})
    stance.unsound.clear()
    stance.address = drawn.address
    try:
        sent = {"token": drawn.has_token, "headers": drawn.headers, "query_string": drawn.query, **drawn.body}
        stance.attack("", drawn.method, **sent)
    finally:
        stance.address, stance.browser.client._cookies = kept, cookies
    return [f"{drawn.endpoint} {drawn.address[:90]!r}: {fault}" for fault in stance.unsound]


def try_sample(stances: Mapping[str, Stance], examples: int) -> None:
    """The same requests each time; fails with the smallest that finds the fault."""

    @settings(max_examples=examples, derandomize=True, deadline=None, database=None, suppress_health_check=SLOW)
    @given(requests(stances))
    def is_sound(drawn: Drawn) -> None:
        assert unsound(stances, drawn) == []

    is_sound()


def fuzz(stances: Mapping[str, Stance], examples: int, number: int) -> list[str]:
    """All that was unsound, of so many requests drawn from a seed."""
    found: list[str] = []

    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=SLOW,
        verbosity=Verbosity.quiet,
    )
    @given(requests(stances))
    def note(drawn: Drawn) -> None:
        found.extend(unsound(stances, drawn))

    note()
    return found
