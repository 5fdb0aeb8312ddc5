"""How much does a page take in? Its own measure, from those who may send it, refused before a byte of it has come."""

from collections.abc import Iterable
from typing import Any

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app

from portal.turnstile import Turnstile
from tests.access.world import World, build
from tests.cast import Cast
from tests.reader import Reader

pytestmark = pytest.mark.once

MEGABYTE = 1_000_000
MULTIPART = "multipart/form-data; boundary=x"
TOO_LARGE = "Det, du sendte, er for stort"


class Untouched:
    """A body of which nothing may be asked for."""

    touched = False

    def read(self, *_length: int) -> bytes:
        self.touched = True
        raise AssertionError("the body was read")

    readline = readinto = read


def send(reader: Reader, address: str, size: int | None, kind: str = MULTIPART) -> tuple[str, str, dict[str, str], Any]:
    """A request that tells its size and never sends it, through the turnstile as on the air."""
    body = Untouched()
    headers = {"X-CSRFToken": reader.token(), "Cookie": reader.cookie_header}
    environ = EnvironBuilder(address, method="POST", headers=headers, content_type=kind).get_environ()
    environ.update({"wsgi.input": body, "wsgi.input_terminated": True, "CONTENT_LENGTH": str(size)})
    answer, status, got = run_wsgi_app(Turnstile(reader.app.wsgi_app, 1), environ)
    return status, _up_to(answer, int(got["Content-Length"])).decode(), dict(got), body


def _up_to(answer: Iterable[bytes], length: int) -> bytes:
    """So much of an answer. What is let pass after it is another matter, and left undone."""
    page = b""
    pieces = iter(answer)
    while len(page) < length:
        page += next(pieces)
    return page


@pytest.fixture
def world(cast: Cast) -> World:
    return build(cast)


@pytest.mark.parametrize(
    ("who", "address", "room"),
    [
        (None, "/log-ind", 2),
        (None, "/log-ind/kode", 2),
        (None, "/sprog", 2),
        ("author", "/profil", 2),
        ("author", "/case/{case_for_instructors}/kommentar", 2),
        ("author", "/hold/{cohort}/case/gem", 2),
        ("instructor", "/upload", 2),
        ("author", "/hold/{cohort}/case", 252),
        ("author", "/opgave/{assignment}", 252),
        ("author", "/hold/{cohort}/case/bilag", 252),
        ("coordinator", "/hold/{cohort}/opslag/nyt", 2),
        ("coordinator", "/hold/{cohort}/tilmeldinger/regneark", 20),
        ("instructor", "/hold/{cohort}/materialer", 5002),
        ("instructor", "/hold/{cohort}/opgave/ny", 5002),
    ],
)
def test_more_than_a_page_takes_in_is_refused_before_it_comes(
    reader: Reader, world: World, who: str | None, address: str, room: int
) -> None:
    if who:
        reader.sign_in(getattr(world.cast, who))
    reader.token()
    status, page, headers, body = send(reader, address.format(**world.ids), room * MEGABYTE + 1)
    assert (status, TOO_LARGE in page, body.touched) == ("413 REQUEST ENTITY TOO LARGE", True, False)
    assert "Content-Security-Policy" in headers
    _status, page, _headers, body = send(reader, address.format(**world.ids), room * MEGABYTE - MEGABYTE // 2)
    assert (TOO_LARGE in page, body.touched) == (False, True)


@pytest.mark.parametrize("address", ["/hold/{cohort}/materialer", "/hold/{cohort}/case", "/opgave/{assignment}/ret"])
def test_who_may_not_send_it_is_told_before_it_comes(reader: Reader, world: World, address: str) -> None:
    reader.sign_in(world.cast.stranger).token()
    status, _page, _headers, body = send(reader, address.format(**world.ids), 200 * MEGABYTE)
    assert (status, body.touched) == ("404 NOT FOUND", False)


@pytest.mark.parametrize("address", ["/hold/{cohort}/materialer", "/hold/{cohort}/case", "/upload/fortroligt"])
def test_nobody_in_particular_is_asked_to_sign_in_before_it_comes(reader: Reader, world: World, address: str) -> None:
    reader.token()
    status, _page, headers, body = send(reader, address.format(**world.ids), 200 * MEGABYTE)
    assert (status, body.touched) == ("303 SEE OTHER", False)
    assert headers["Location"].startswith("/log-ind")
