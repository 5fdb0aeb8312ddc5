"""Does README's map of the house show every package, and does it say why each dependency is here?"""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.once


def test_every_package_stands_on_the_map_once() -> None:
    house = (ROOT / "README.md").read_text(encoding="utf-8").partition("## The house")[2].partition("\n## ")[0]
    named = [name for row in re.findall(r"(?m)^\| (`[^|]+`) \|", house) for name in re.findall(r"`(\w+)`", row)]
    assert sorted(named) == sorted(one.parent.name for one in (ROOT / "portal").glob("*/__init__.py"))


def test_every_dependency_has_a_dated_line() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {
        re.split(r"[\[=]", one)[0].casefold()
        for one in (*project["dependencies"], *project["optional-dependencies"]["dev"])
        if not one.startswith("types-")  # the stubs of those that stand there
    }
    said = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Dependencies")[2].partition("\n## ")[0]
    dated = " ".join(re.findall(r"(?m)^- 20\d\d-\d\d-\d\d .+(?:\n  .+)*", said)).casefold()
    assert {one for one in wanted if not re.search(rf"(?<![\w-]){re.escape(one)}(?![\w-])", dated)} == set()
