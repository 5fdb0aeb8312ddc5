"""What becomes of a form when the line breaks before all of it has come? Nothing: half a text never takes the place of a whole one."""

from io import BytesIO
from typing import Any

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app

from portal.turnstile import SMALL, Turnstile
from tests.cast import Cast
from tests.reader import Reader

pytestmark = pytest.mark.once

MULTIPART = "multipart/form-data; boundary=x"


def part(name: str, text: str) -> bytes:
    return f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode()


def as_a_server_gives_it(reader: Reader, address: str, body: bytes, told: int | None, kind: str) -> dict[str, Any]:
    """A request whose body ends early, from a server that ends the stream itself, as ours does."""
    token = reader.token()
    headers = {"Cookie": reader.cookie_header, "X-CSRFToken": token}
    environ = EnvironBuilder(address, method="POST", headers=headers, content_type=kind).get_environ()
    environ.update({"wsgi.input": BytesIO(body), "wsgi.input_terminated": True})
    del environ["CONTENT_LENGTH"]
    environ.update({"CONTENT_LENGTH": str(told)} if told is not None else {"HTTP_TRANSFER_ENCODING": "chunked"})
    return environ


@pytest.mark.parametrize("missing", [1, SMALL], ids=["a short form", "a long form"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", MULTIPART])
def test_a_form_whose_line_broke_changes_nothing(reader: Reader, cast: Cast, kind: str, missing: int) -> None:
    reader.sign_in(cast.author)
    address = f"/hold/{cast.cohort.id}/case"
    whole = "Hele teksten. " * 20
    reader.post(address, {"version": "0", "situation": whole})
    if kind == MULTIPART:
        body = part("version", "1") + part("situation", "Halv") + part("dilemma", "Halv")
    else:
        body = b"version=1&situation=Halv&dilemma=Halv"
    environ = as_a_server_gives_it(reader, address, body, len(body) + missing, kind)
    _answer, status, _headers = run_wsgi_app(Turnstile(reader.app.wsgi_app, 1), environ)
    assert status == "400 BAD REQUEST"
    assert reader.get(address).field("situation").strip() == whole.strip()
    assert reader.get(address).field("version") == "1"


def test_a_form_whose_length_nobody_tells_is_refused_since_half_of_it_would_look_whole(
    reader: Reader, cast: Cast
) -> None:
    reader.sign_in(cast.author)
    address = f"/hold/{cast.cohort.id}/case"
    body = b"version=0&situation=Hele+teksten"
    environ = as_a_server_gives_it(reader, address, body, None, "application/x-www-form-urlencoded")
    _answer, status, _headers = run_wsgi_app(Turnstile(reader.app.wsgi_app, 1), environ)
    assert status == "411 LENGTH REQUIRED"
    assert reader.get(address).field("situation").strip() == ""
