"""Does a large script come packed to browsers that take it so, and whole to the others?"""

import gzip

from werkzeug.test import TestResponse

from tests.reader import Reader

LIBRARY = "vendor/pdfjs-dist-6.5.438/pdf.min.mjs"


def fetched(reader: Reader, path: str, accepts: str) -> TestResponse:
    """The whole answer; its file is closed."""
    address = f"/static/{reader.app.config['STATIC_VERSION']}/{path}"
    return reader.client.get(address, headers={"Accept-Encoding": accepts}, buffered=True)


def test_a_large_script_comes_in_gzip_when_the_browser_takes_it(reader: Reader) -> None:
    packed, plain = (fetched(reader, LIBRARY, accepts) for accepts in ("gzip, deflate, br", "identity"))
    assert (packed.headers["Content-Encoding"], plain.headers.get("Content-Encoding")) == ("gzip", None)
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 3
    for answer in (packed, plain):
        assert answer.mimetype == "text/javascript"
        assert "Accept-Encoding" in answer.vary
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_an_ordinary_file_comes_as_it_is(reader: Reader) -> None:
    answer = fetched(reader, "css/base.css", "gzip")
    assert (answer.status_code, answer.headers.get("Content-Encoding"), answer.mimetype) == (200, None, "text/css")
    assert "Accept-Encoding" not in answer.vary
