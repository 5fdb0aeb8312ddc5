"""What is in the ZIP of a cohort's materials, and what is everything in it called on a Windows machine?"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Final, NamedTuple
from urllib.parse import quote

from portal.materials.current import SharedMaterial
from portal.materials.models import DocumentKind
from portal.materials.page_text import page_html
from portal.materials.zipping import Entry
from portal.storage.shapes import ending_of
from portal.storage.store import Store
from portal.text import _, render_text

LONGEST_PATH: Final = 200
LONGEST_FOLDER: Final = 60
# What Windows takes in no name (source: learn.microsoft.com, “Naming Files, Paths, and Namespaces”).
FORBIDDEN: Final = set('<>:"/\\|?*')
RESERVED: Final = {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³"}
INDEX: Final = "index.html"


class Bundled(NamedTuple):
    """A material and where it is in the ZIP: a path, or for a link the address it leads to."""

    shared: SharedMaterial
    path: str
    heading: str

    @property
    def address(self) -> str:
        """What the index page leads to."""
        return self.shared.version.address or quote(self.path)


def length(name: str) -> int:
    """How long Windows finds a name: it counts in UTF-16."""
    return len(name.encode("utf-16-le")) // 2


def plain_name(words: str, most: int) -> str:
    """Words as the name of a file or folder everywhere: NFC, nothing Windows forbids, at most so long."""
    text = unicodedata.normalize("NFC", words)
    kept = "".join(" " if c in FORBIDDEN or unicodedata.category(c)[0] == "C" else c for c in text)
    name = " ".join(kept.split())
    while length(name) > most:
        name = name[:-1]
    name = name.rstrip(". ")
    return f"_{name}" if not name or name.partition(".")[0].rstrip().casefold() in RESERVED else name


def bundled(materials: Iterable[SharedMaterial]) -> list[Bundled]:
    """What a reader may have now, each with its place: numbered in order, in a folder for each heading."""
    found: list[Bundled] = []
    folders: dict[object, str] = {None: ""}
    inside: dict[object, int] = {}
    for shared in materials:
        if not (shared.is_open and shared.is_available):
            continue
        section = shared.material.section
        key = section.id if section else None
        if section and key not in folders:
            folders[key] = f"{plain_name(f'{len(folders):02} {section.title}', LONGEST_FOLDER)}/"
        inside[key] = inside.get(key, 0) + 1
        path = "" if shared.kind is DocumentKind.LINK else _path(folders[key], inside[key], shared)
        found.append(Bundled(shared, path, section.title if section else ""))
    return found


def _path(folder: str, number: int, shared: SharedMaterial) -> str:
    ending = ending_of(shared.file.name) if shared.file else ".html"
    room = LONGEST_PATH - length(folder) - length(ending)
    return f"{folder}{plain_name(f'{number:02} {shared.material.title}', room)}{ending}"


def entries_of(things: Sequence[Bundled], *, title: str, at: datetime, store: Store) -> Iterator[Entry]:
    """The index page first, so that the first bytes come at once, then everything in order."""
    made = [_text(INDEX, render_text("materials/bundle_index.html", title=title, things=things, at=at), at)]
    for thing in things:
        file, version = thing.shared.file, thing.shared.version
        if file is not None:
            made.append(Entry(thing.path, file.size, version.created_at, partial(store.read, file.key)))
        elif thing.path:
            words = {"title": thing.shared.material.title, "html": page_html(version.text)}
            made.append(_text(thing.path, render_text("materials/bundle_page.html", **words), version.created_at))
    return iter(made)


def missing_note(at: datetime) -> partial[Entry]:
    """What is put in when files have gone from the store; its words are made before anything is sent."""
    return partial(_missing, _("De her filer kunne ikke hentes. Prøv igen senere, eller spørg underviseren:"), at)


def _missing(words: str, at: datetime, paths: list[str]) -> Entry:
    return _text("Mangler.txt", "\r\n".join([words, "", *paths, ""]), at)


def _text(path: str, words: str, at: datetime) -> Entry:
    content = words.encode()
    return Entry(path, len(content), at, lambda: [content])
