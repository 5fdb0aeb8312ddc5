"""Are templates compiled once, and anew when they, or the code that made them, have changed?"""

import os
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from portal.compiled import Compiled, this_code

pytestmark = pytest.mark.once


class Compiling(Environment):
    """Counts what it compiles."""

    def __init__(self, folder: Path, made_by: str, source: str) -> None:
        super().__init__(loader=DictLoader({"side": source}), bytecode_cache=Compiled(folder, made_by))
        self.compiled = 0

    def _generate(self, *given: object, **named: object) -> str:
        self.compiled += 1
        return super()._generate(*given, **named)  # type: ignore[arg-type]

    def render(self) -> tuple[str, int]:
        """What the page says, and how much was compiled for it."""
        return self.get_template("side").render(), self.compiled


def test_a_template_is_compiled_once_for_one_code_and_one_text(tmp_path: Path) -> None:
    assert Compiling(tmp_path, "1", "Å {{ 1 + 1 }}").render() == ("Å 2", 1)
    assert Compiling(tmp_path, "1", "Å {{ 1 + 1 }}").render() == ("Å 2", 0)
    assert Compiling(tmp_path, "1", "Ø {{ 1 + 1 }}").render() == ("Ø 2", 1)
    assert Compiling(tmp_path, "2", "Ø {{ 1 + 1 }}").render() == ("Ø 2", 1)
    assert Compiling(tmp_path, "2", "Ø {{ 1 + 1 }}").render() == ("Ø 2", 0)


def test_a_folder_that_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    assert Compiling(tmp_path / "away", "1", "Å").render() == ("Å", 1)


def test_any_file_of_the_portal_makes_it_other_code(tmp_path: Path) -> None:
    (tmp_path / "own_cases").mkdir()
    deep = tmp_path / "own_cases" / "shield.py"
    deep.write_text("")
    before = this_code(tmp_path)
    assert this_code(tmp_path) == before
    os.utime(deep, ns=(0, 0))
    older = this_code(tmp_path)
    (tmp_path / "added.py").write_text("")
    assert len({before, older, this_code(tmp_path)}) == 3
