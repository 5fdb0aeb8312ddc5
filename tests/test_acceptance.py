"""Is each promise of the acceptance list held by a test, or is it said why not?"""

import re
from collections.abc import Iterator

import pytest

from tests.services.process import ROOT

pytestmark = pytest.mark.once

LENGTHS = {"AZ": 7, "AU": 9, "SE": 4, "TK": 5, "WB": 11, "AD": 8, "RE": 9}
NOT_OURS = {f"RE-{number}" for number in range(1, 9)}  # outages: no part of this list but for the restore drill
WANTED = [f"{kind}-{number}" for kind, length in LENGTHS.items() for number in range(1, length + 1)]
CITED = re.compile(r"`((?:tests|benchmarks)/[\w/]+\.py)(?:::(\w+))?`")


def listed() -> dict[str, str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Acceptance list")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([A-Z]{2}-\d+) \| (.+) \|$", text, re.MULTILINE)
    assert len({name for name, _words in rows}) == len(rows), "an id stands twice"
    return dict(rows)


def test_the_list_has_every_id_and_no_other() -> None:
    assert list(listed()) == [name for name in WANTED if name not in NOT_OURS]


def broken(name: str, words: str) -> Iterator[str]:
    cited = CITED.findall(words)
    if not cited and not words.startswith("not held: "):
        yield f"{name} names neither a test nor why there is none"
    for path, function in cited:
        text = (ROOT / path).read_text(encoding="utf-8") if (ROOT / path).exists() else ""
        said = f"def {function}(" if function else f"def test_{name.lower().replace('-', '_')}_"
        if said not in text and not (path.startswith("benchmarks/") and text):
            yield f"{name}: no {said}…) in {path}"


def test_each_id_names_tests_that_are_there_or_says_why_not() -> None:
    assert [fault for name, words in listed().items() for fault in broken(name, words)] == []


@pytest.mark.parametrize(
    "words", ["", "later", "`tests/no.py`", "`tests/test_acceptance.py`", "`tests/test_acceptance.py::test_no`"]
)
def test_the_eye_sees_an_empty_promise(words: str) -> None:
    assert list(broken("WB-1", words))
