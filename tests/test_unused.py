"""What stands among the templates, style sheets and icons that no page uses, and which package does no code use?"""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
USERS = {"templates": "*.html", "static/js": "*.js", "portal": "*.py"}
NAMED = re.compile(r"(?<![\w-])[a-zA-Z][\w-]*")
CHOSEN = re.compile(r"([a-z][\w-]*--)(?=\{)")  # btn--{{ kind }}, btn--${kind}: the rest is named elsewhere
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CLASS = re.compile(r"\.([a-zA-Z][\w-]*)(?=[^{}]*\{)")
ICON = re.compile(r'<symbol id="([\w-]+)"')
OF_THE_PDF_READER = {"markedContent"}  # pdf.js gives its text layer this class
QUOTED = re.compile(r"""["']([a-z][\w-]*)["']""")


def texts(folder: str, pattern: str) -> Iterator[str]:
    return (path.read_text() for path in sorted((ROOT / folder).rglob(pattern)))


def unused_imports(template: str) -> set[str]:
    """Macros that a template takes in and never calls."""
    tree = ENVIRONMENT.parse(template)
    taken = {name[-1] if isinstance(name, tuple) else name for n in tree.find_all(nodes.FromImport) for name in n.names}
    return taken - {name.name for name in tree.find_all(nodes.Name)}


def unused_classes(sheets: str, users: str) -> set[str]:
    """Classes that are styled, and that no page is made with."""
    named, chosen = set(NAMED.findall(users)), set(CHOSEN.findall(users))
    return {css for css in CLASS.findall(COMMENT.sub("", sheets)) if not _is_named(css, named, chosen)}


def _is_named(css: str, named: set[str], chosen: set[str]) -> bool:
    base, dashes, kind = css.rpartition("--")
    return css in named or (base + dashes in chosen and kind in named)


def unused_icons(drawn: str, users: str) -> set[str]:
    """Icons that nobody asks for by name."""
    return set(ICON.findall(drawn)) - set(QUOTED.findall(users))


def test_every_macro_that_is_taken_in_is_called() -> None:
    folder = ROOT / "templates"
    found = {str(path.relative_to(folder)): unused_imports(path.read_text()) for path in folder.rglob("*.*")}
    assert {path: names for path, names in found.items() if names} == {}


def test_every_class_and_every_icon_is_on_some_page() -> None:
    users = "\n".join(text for folder, pattern in USERS.items() for text in texts(folder, pattern))
    assert unused_classes("\n".join(texts("static/css", "*.css")), users) == OF_THE_PDF_READER
    assert unused_icons((ROOT / "static/icons.svg").read_text(), users) == set()


def test_what_nothing_uses_is_told() -> None:
    assert unused_imports('{% from "a.html" import card, icon as drawn, note %}{{ note("card") }}') == {"card", "drawn"}
    users = """<p class="tag tag--{{ kind }}">{{ tag("late") }} {{ icon('up') }}</p>"""
    sheets = "/* .gone { } */ .tag, .tag--late > .tag--soon { margin: .5rem; } .tagged { color: #fff; }"
    assert unused_classes(sheets, users) == {"tag--soon", "tagged"}
    assert unused_icons('<symbol id="up"/><symbol id="late"/><symbol id="down"/>', users) == {"down"}


def unused_packages(needed: list[str], code: str) -> set[str]:
    """Packages that are installed with the portal, and that none of its code names."""
    of_package: dict[str, set[str]] = {}
    for module, packages in packages_distributions().items():
        for package in packages:
            of_package.setdefault(package.lower().replace("_", "-"), set()).add(module)
    names = {re.split(r"[=\[]", one)[0].lower() for one in needed}
    return {name for name in names if not any(re.search(rf"\b{module}\b", code) for module in of_package[name])}


def test_every_package_that_comes_with_the_portal_is_used() -> None:
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    code = "\n".join(texts("portal", "*.py"))
    assert unused_packages(needed, code) == {"tzdata"}  # Python reads it by itself
    assert unused_packages([*needed, "ruff==1"], code) == {"tzdata", "ruff"}
