"""Do the words about the clocks say what the code does, and does README show them?"""

from pathlib import Path

import pytest
from flask import Flask

from portal.retention.clocks import A_DAY, CLOCKS, SAID
from portal.text import force_locale

pytestmark = pytest.mark.once
README = Path(__file__).resolve().parents[2] / "README.md"


def test_the_words_have_the_numbers_of_the_code(app: Flask) -> None:
    with app.app_context(), force_locale("da"):
        said = {name: " ".join(f"{one.kept} {one.then}" for one in CLOCKS if one.name == name) for name in SAID}
        assert {name: [n for n in SAID[name] if str(n) not in words.split()] for name, words in said.items()} == {
            name: [] for name in SAID
        }
        a_day = [str(one.kept).startswith("Ét døgn") for one in CLOCKS if one.name in A_DAY]
        assert {one.name for one in CLOCKS if str(one.kept).startswith("Ét døgn")} == set(A_DAY)
        assert a_day == [True] * len(a_day)
        assert {kept.days for kept in A_DAY.values()} == {1}


def test_readme_shows_the_clocks(app: Flask) -> None:
    with app.app_context(), force_locale("en"):
        rows = [f"| {one.what} | {one.kept} | {one.then} |" for one in CLOCKS]
    assert "\n".join(rows) in README.read_text(), "\n".join(rows)
