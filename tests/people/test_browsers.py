"""Is a browser named in words that people know, and never as it names itself?"""

import pytest
from flask.ctx import AppContext

from portal.people.browsers import LONGEST, browser_in_words, browser_of
from portal.text import force_locale
from tests.people.browsers import CHROME, IPHONE


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (CHROME, "Chrome på Windows"),
        (f"{CHROME} Edg/142.0.0.0", "Edge på Windows"),
        (f"{CHROME} OPR/120.0.0.0", "Opera på Windows"),
        (IPHONE, "Safari på iPhone"),
        (IPHONE.replace("Version/18.5", "CriOS/142.0"), "Chrome på iPhone"),
        (IPHONE.replace("Version/18.5", "FxiOS/145.0"), "Firefox på iPhone"),
        ("Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) Version/18.5 Safari/604.1", "Safari på iPad"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.5 Safari/605.1.15", "Safari på Mac"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox på Linux"),
        ("Mozilla/5.0 (Linux; Android 15; SM-S921B) Chrome/142.0 Mobile Safari/537.36", "Chrome på Android"),
        (
            "Mozilla/5.0 (Linux; Android 15) SamsungBrowser/28.0 Chrome/130.0 Safari/537.36",
            "Samsung Internet på Android",
        ),
        ("Mozilla/5.0 (X11; CrOS x86_64 16033.0.0) Chrome/142.0 Safari/537.36", "Chrome på ChromeOS"),
        ("Firefox/145.0", "Firefox"),
        ("curl/8.14", "Ukendt browser"),
        ("Windows", "Ukendt browser"),
        ("", "Ukendt browser"),
        ("\x00\x1b[31m<script>alert(1)</script>" + "Æ" * 10_000 + "Chrome/1 Windows", "Ukendt browser"),
        ("x" * (LONGEST - 6) + "Chrome/1", "Ukendt browser"),
    ],
)
def test_a_browser_is_named_in_plain_words_and_never_as_it_names_itself(header: str, words: str) -> None:
    assert browser_of(header) == words
    assert browser_in_words(words) == words


def test_a_browser_is_named_in_the_readers_language(inside: AppContext) -> None:
    with force_locale("en"):
        named = [browser_in_words(kept) for kept in ("Chrome på Windows", "Firefox", "Ukendt browser", "")]
    assert named == ["Chrome on Windows", "Firefox", "Unknown browser", "Unknown browser"]
