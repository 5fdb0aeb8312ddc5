"""Does README's map of the house show every package?"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.once


def test_every_package_stands_on_the_map_once() -> None:
    house = (ROOT / "README.md").read_text(encoding="utf-8").partition("## The house")[2].partition("\n## ")[0]
    named = [name for row in re.findall(r"(?m)^\| (`[^|]+`) \|", house) for name in re.findall(r"`(\w+)`", row)]
    assert sorted(named) == sorted(one.parent.name for one in (ROOT / "portal").glob("*/__init__.py"))
