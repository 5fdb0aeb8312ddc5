"""Is an Office file or OpenDocument harmless all the way in? Every part is read once, within limits."""

import io
import re
import zipfile
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from xml.parsers import expat

from portal.checking.findings import Findings
from portal.checking.part_types import types_of
from portal.checking.xml_parts import judge_xml
from portal.storage.reasons import Reason, Unfit, must
from portal.storage.shapes import BUILT, Built, Shape, ending_of
from portal.storage.structure import look

MOST_UNPACKED: Final = 600 << 20
LONGEST_PART: Final = 300 << 20
LONGEST_RELATIONS: Final = 8 << 20
LONGEST_OBJECT: Final = 64 << 20
HIGHEST_RATIO: Final = 200
RATIO_FROM: Final = 20 << 20
DEEPEST: Final = 2
BLOCK: Final = 1 << 20
XML_ENDINGS: Final = {".xml", ".rels", ".vml", ".rdf"}
XML_TYPE: Final = re.compile(
    r"application/vnd\..*\+xml", re.IGNORECASE
)  # a picture or a page may have what these may not
NESTED: Final = {".docx", ".xlsx", ".pptx"}
FETCHED: Final = ("/attachedTemplate", "/oleObject", "/frame", "/subDocument", "/control", "/externalLinkPath")
FETCHED_FROM: Final = {"http", "https", "ftp", "smb", "mhtml", "mk", "ms-appinstaller"}
LINKED_SHEET: Final = "/externalLinkPath"
LOCKED_ENTRY: Final = b"manifest:encryption-data"


class _Measure:
    """How much a parcel unpacks to, over all its parts."""

    def __init__(self, packed: int) -> None:
        self._packed, self._unpacked = max(packed, 1), 0

    def add(self, length: int) -> None:
        """Count, and stop past the limits."""
        self._unpacked += length
        must(self._unpacked <= MOST_UNPACKED, Reason.TOO_HEAVY)
        must(self._unpacked < RATIO_FROM or self._unpacked <= HIGHEST_RATIO * self._packed, Reason.TOO_HEAVY)


def judge_document(path: Path, built: Built) -> Findings:
    """A document of either family, on disk. Raises Unfit."""
    size = path.stat().st_size
    with path.open("rb") as stream, zipfile.ZipFile(stream) as archive:
        _judge_parts(archive, built, _Measure(size), 0)
    return Findings()


def _judge_parts(archive: zipfile.ZipFile, built: Built, measure: _Measure, depth: int) -> None:
    must(depth <= DEEPEST, Reason.TOO_HEAVY)
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    must(not any(entry.flag_bits & 1 for entry in entries), Reason.LOCKED)
    must(sum(entry.file_size for entry in entries) <= MOST_UNPACKED, Reason.TOO_HEAVY)
    types = types_of(archive)
    for entry in entries:
        name = entry.filename.lower()
        is_object = "/embeddings/" in f"/{name}"
        must(not is_object or ending_of(name) in NESTED, Reason.EMBEDDED)
        if ending_of(name) in XML_ENDINGS or (not is_object and XML_TYPE.fullmatch(types[entry.filename])):
            _judge_xml_part(archive, entry, measure)
        elif is_object:
            _judge_object(archive, entry, measure, depth)
        else:
            _read_through(archive, entry, measure)
    if built.shape is Shape.OPEN_DOCUMENT and "META-INF/manifest.xml" in archive.namelist():
        with archive.open("META-INF/manifest.xml") as manifest:
            must(LOCKED_ENTRY not in manifest.read(LONGEST_RELATIONS), Reason.LOCKED)


def _judge_xml_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, measure: _Measure) -> None:
    must(entry.file_size <= LONGEST_PART, Reason.TOO_HEAVY)
    if ending_of(entry.filename) == ".rels":
        must(entry.file_size <= LONGEST_RELATIONS, Reason.TOO_HEAVY)
        with archive.open(entry) as part:
            _judge_relations(part.read(LONGEST_RELATIONS))
    with archive.open(entry) as part:
        judge_xml(part, LONGEST_PART, measure.add)


def _judge_relations(content: bytes) -> None:
    def begin(name: str, told: dict[str, str]) -> None:
        if not name.endswith("Relationship") or told.get("TargetMode", "").lower() != "external":
            return
        kind, target = told.get("Type", ""), told.get("Target", "").strip()
        scheme = urlsplit(target).scheme.lower()
        is_far = scheme in FETCHED_FROM or target.startswith(("\\\\", "//"))
        must(not (kind.endswith(FETCHED) and not kind.endswith(LINKED_SHEET) and is_far), Reason.FETCHES)

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Unfit(Reason.UNREADABLE) from error
    except ValueError as error:  # an address that is none
        raise Unfit(Reason.FETCHES) from error


def _judge_object(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, measure: _Measure, depth: int) -> None:
    """A sheet behind a chart, or a document inside another: judged like one by itself."""
    must(entry.file_size <= LONGEST_OBJECT, Reason.TOO_HEAVY)
    with archive.open(entry) as part:
        content = part.read(LONGEST_OBJECT + 1)
    measure.add(len(content))
    built = BUILT[ending_of(entry.filename)]
    look(built, io.BytesIO(content), len(content))
    with zipfile.ZipFile(io.BytesIO(content)) as inner:
        _judge_parts(inner, built, measure, depth + 1)


def _read_through(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, measure: _Measure) -> None:
    """Reading to the end is what compares the entry's checksum and its length."""
    with archive.open(entry) as part:
        while block := part.read(BLOCK):
            measure.add(len(block))
