"""Which words would an English reader meet in Danish, because they stand in a page or in code outside gettext?"""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

from portal.enrolments.sides import LEADERS, TITLES

ROOT = Path(__file__).resolve().parents[1]
NAMES = re.compile(r"MitKomponent|Mit|Komponent|Dansk|English")  # names are the same in every language
SPEAKING = {"_", "_l", "ngettext", "gettext", "lazy_gettext", "pgettext"}
SAID_IN = {"alt", "aria-description", "aria-label", "data-label", "placeholder", "title"}
LETTER = re.compile(r"[^\W\d_]")
DANISH_LETTER = re.compile(r"[æøåÆØÅ]")
DANISH_WORD = re.compile(
    r"\b(af|at du|den|der|det|din|dit|du|efter|er|har|hvis|ikke|kan|med|og|skal|som|til|vi|vælg)\b", re.IGNORECASE
)
CAPITALISED = re.compile(r"[A-ZÆØÅ][a-zæøå]+\b")
ATTRIBUTE = re.compile(r"""\b[a-z-]+="[^"]*"?|\bdata-[a-z-]+""")  # a block that is filled into a tag
HOLE = "1"  # stands for what a template puts in: no letter, and <h1> stays a tag
TO_SAY = {"Refused", "Conflict", "Required"}
MEANT = {
    TITLES,  # of politicians, as Danes write them
    LEADERS,  # the same of those who lead
    "æäøöå",  # letters that names are compared by
    "EEEE 'den' d. MMMM",  # how Danes write a date
    " på ",  # how a session's browser is kept; a reader of English gets it in English
}
IN_DANISH = {"demo", "masking"}  # people of the demonstration write Danish, and names are looked for in Danish texts
ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True, autoescape=True)


class Spoken(HTMLParser):
    """Gathers what one reads or hears of a page: text, and attributes that are said."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_script = tag == "script"
        self.found += [value for name, value in attrs if value and name in SAID_IN]

    def handle_endtag(self, tag: str) -> None:
        self.in_script = False

    def handle_data(self, data: str) -> None:
        if not self.in_script:
            self.found.append(ATTRIBUTE.sub("", data))


def _written(node: nodes.Node) -> Iterator[str]:
    """The markup of a template, with a hole for each value."""
    if isinstance(node, nodes.Output):
        for part in node.nodes:
            yield part.data if isinstance(part, nodes.TemplateData) else HOLE
        return
    for child in node.iter_child_nodes():
        yield from _written(child)


def _unspoken(tree: nodes.Template) -> Iterator[str]:
    """Sentences in a template's expressions that are not handed to gettext."""
    calls = [c for c in tree.find_all(nodes.Call) if isinstance(c.node, nodes.Name) and c.node.name in SPEAKING]
    spoken = {id(argument) for call in calls for argument in call.args}
    for constant in tree.find_all(nodes.Const):
        if isinstance(constant.value, str) and id(constant) not in spoken:
            yield constant.value


def in_template(source: str, *, is_html: bool = True) -> list[str]:
    """Words of a template that no translation reaches."""
    tree = ENVIRONMENT.parse(source)
    written = "".join(_written(tree))
    texts = [written]
    if is_html:
        page = Spoken()
        page.feed(written)
        page.close()
        texts = page.found
    found = [text.strip() for text in texts if LETTER.search(NAMES.sub("", text))]
    return found + [text for text in _unspoken(tree) if _is_danish(text)]


def _is_danish(text: str) -> bool:
    rest = NAMES.sub("", text)
    return len(rest) > 1 and bool(DANISH_LETTER.search(rest) or CAPITALISED.match(rest))


def _docstrings(tree: ast.AST) -> set[int]:
    bodies = [n.body for n in ast.walk(tree) if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)]
    return {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}


def _literals(tree: ast.AST) -> Iterator[ast.Constant]:
    return (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))


def _is_to_say(call: ast.Call) -> bool:
    """Whether a call's first argument is a sentence for a reader."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    return bool(call.args) and (name in TO_SAY or name.endswith("Field"))


def in_python(source: str) -> list[str]:
    """Sentences in code that are said without gettext: told to a form or a refusal, or simply Danish."""
    tree = ast.parse(source)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    spoken = {id(a) for c in calls if isinstance(c.func, ast.Name) and c.func.id in SPEAKING for a in c.args}
    silent = spoken | _docstrings(tree)
    told = [c.args[0] for c in calls if _is_to_say(c) and isinstance(c.args[0], ast.Constant | ast.JoinedStr)]
    to_say = {id(literal) for argument in told for literal in _literals(argument) if LETTER.search(literal.value)}
    found = [n for n in _literals(tree) if id(n) not in silent and (id(n) in to_say or _reads_danish(n.value))]
    return [literal.value for literal in found]


def _reads_danish(text: str) -> bool:
    is_sentence = " " in text.strip() and DANISH_WORD.search(text)
    is_word = len(text) > 1 and DANISH_LETTER.search(text)
    return bool(is_sentence or is_word) and text not in MEANT


def raw_texts() -> list[str]:
    """One line for each text in the portal that is said outside gettext."""
    found = []
    for path in sorted((ROOT / "templates").rglob("*.*")):
        raw = in_template(path.read_text(), is_html=path.suffix == ".html")
        found += [f"{path.relative_to(ROOT)}: {text!r} is not translated" for text in raw]
    for path in sorted((ROOT / "portal").rglob("*.py")):
        if IN_DANISH.isdisjoint(path.relative_to(ROOT).parts):
            found += [f"{path.relative_to(ROOT)}: {text!r} is not translated" for text in in_python(path.read_text())]
    return found
