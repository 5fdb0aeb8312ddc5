"""Is every text of the interface in the English catalogue, whole, with the same blanks to fill? Run by `make check`."""

import os
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.raw_text import raw_texts

ROOT = Path(__file__).resolve().parents[1]
ENGLISH = ROOT / "portal" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
BLANKS = re.compile(r"%\(\w+\)s|\{\w+\}|</?\w[^>]*>|\n")  # what code, scripts and pages fill in or build on
ALIKE = {
    "Administrator",
    "Case",
    "Cases",
    "Menu",
    "Organisation",
    "PDF",
    "PowerPoint",
    "Seminar",
    "Send",
    "Status",
    "journalist",
}  # in both languages
Texts = str | tuple[str, ...]


def spoken() -> set[Texts]:
    """Every text that the code and the templates speak."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    keywords = {**DEFAULT_KEYWORDS, "_l": None}
    found = extract_from_dir(ROOT, methods, options, keywords, directory_filter=is_ours)
    return {tuple(m for m in text if m) if isinstance(text, tuple) else text for _f, _n, text, _c, _x in found}


def is_ours(folder: str) -> bool:
    """Whether a folder can hold texts of the interface; the environment and caches cannot."""
    return not Path(folder).name.startswith(".") and Path(folder).name != "node_modules"


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def compile_words() -> None:
    """Make what the portal reads out of a catalogue that is newer; as `make` does, for whoever calls pytest alone."""
    compiled = ENGLISH.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= ENGLISH.stat().st_mtime:
        return
    coming = compiled.with_suffix(f".{os.getpid()}")
    with coming.open("wb") as file:
        write_mo(file, catalogue(ENGLISH))
    coming.replace(compiled)


def words(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """The forms of a text: one, or singular and plural."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def fault(known: Message | None) -> str:
    """What is wrong with a text's translation; empty when nothing is."""
    if known is None:
        return "is missing"
    asked, said = words(known.id), words(known.string)
    if not said or not all(said):
        return "has no translation"
    if known.fuzzy:
        return "is only guessed (fuzzy)"
    for danish, english in zip(asked, said, strict=True):
        blanks = sorted(BLANKS.findall(danish))
        if sorted(BLANKS.findall(english)) != blanks:
            return f"must keep {blanks}"
    is_danish = asked == said and not ALIKE.issuperset(asked) and re.search(r"\w", BLANKS.sub("", asked[0]))
    return "is still Danish" if is_danish else ""


def faults(texts: set[Texts], english: Catalog) -> list[str]:
    """One line for each text that an English reader would not read in English, or that nobody says any more."""
    found = []
    for text in sorted(texts, key=str):
        wrong = fault(english.get(text if isinstance(text, str) else text[0]))
        if wrong:
            found.append(f"{text!r} {wrong}")
    known = {words(text)[0] for text in texts}
    left = {words(message.id)[0] for message in english if message.id} | {words(one)[0] for one in english.obsolete}
    return found + [f"{text!r} is said no more" for text in sorted(left - known)]


def main() -> int:
    if not ENGLISH.exists():
        print(f"There is no {ENGLISH.relative_to(ROOT)}: `make words` begins one.")
        return 1
    found = faults(spoken(), catalogue(ENGLISH)) + raw_texts()
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
