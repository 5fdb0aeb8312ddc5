"""What is each part of an Office file? What the file itself says: the programs that open it go by that, not by names."""

import zipfile
from typing import Final
from urllib.parse import unquote
from xml.parsers import expat

from portal.storage.reasons import Reason, Unfit

CONTENT_TYPES: Final = "[Content_Types].xml"
LONGEST: Final = 1 << 20


def types_of(archive: zipfile.ZipFile) -> dict[str, str]:
    """The type of every part by its name; empty where nothing is said of it, as in an OpenDocument. Raises Unfit."""
    by_name, by_ending = _told(archive) if CONTENT_TYPES in archive.namelist() else ({}, {})
    return {
        name: by_name.get(_plain(f"/{name}")) or by_ending.get(name.lower().rpartition(".")[2], "")
        for name in archive.namelist()
    }


def _told(archive: zipfile.ZipFile) -> tuple[dict[str, str], dict[str, str]]:
    by_name, by_ending = dict[str, str](), dict[str, str]()

    def begin(name: str, told: dict[str, str]) -> None:
        if name.endswith("Override"):
            by_name[_plain(told.get("PartName", ""))] = told.get("ContentType", "")
        elif name.endswith("Default"):
            by_ending[told.get("Extension", "").lower()] = told.get("ContentType", "")

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    with archive.open(CONTENT_TYPES) as part:
        try:
            parser.Parse(part.read(LONGEST), True)
        except expat.ExpatError as error:
            raise Unfit(Reason.UNREADABLE) from error
    return by_name, by_ending


def _plain(name: str) -> str:
    """However its letters are written: a name is an address, of no case."""
    return unquote(name).lower()
