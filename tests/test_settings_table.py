"""Does README list every setting that the portal reads, with its default and a sentence, and no other?"""

import ast
import re
from collections.abc import Iterator

from portal.config import Config
from tests.services.process import ROOT

ROW = re.compile(r"^\| `(?P<name>[A-Z0-9_]+)` \| (?P<default>.+?) \| (?P<says>.+) \|$", re.MULTILINE)
OF_OTHERS = re.compile(r"(AWS|FLASK|S3|SMTP|PORTAL)_[A-Z_]+")
ROWS = {row["name"]: row for row in ROW.finditer((ROOT / "README.md").read_text())}
OURS = {f"PORTAL_{name.upper()}": field.default for name, field in Config.__dataclass_fields__.items()}


def read_elsewhere() -> Iterator[str]:
    """Names of variables that stand in the code beside those of `Config`: some are other programs' too."""
    for path in (ROOT / "portal").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and OF_OTHERS.fullmatch(node.value):
                yield node.value


def test_every_setting_stands_there_and_no_other() -> None:
    others = set(read_elsewhere())
    assert others == {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION", "FLASK_DEBUG"}
    assert set(ROWS) == {*OURS, *others}


def test_each_has_a_sentence_and_the_default_it_has_in_truth() -> None:
    assert [name for name, row in ROWS.items() if not re.match(r"[A-Z`].* .*\.$", row["says"])] == []
    told = {name: row["default"].strip("`") for name, row in ROWS.items() if row["default"].startswith("`")}
    shortened = {"PORTAL_MAIL_FROM"}
    assert {name: str(OURS[name]) for name in told if name in OURS and name not in shortened} == {
        name: default for name, default in told.items() if name in OURS and name not in shortened
    }
    empty = {name for name, row in ROWS.items() if row["default"] in {"none", "empty"}}
    assert {name for name in empty if OURS.get(name)} == set()
    assert {name for name, default in OURS.items() if default and name not in told} == {"PORTAL_SECRET_KEY"}
