"""Who wrote a document that is handed in, in which firm, with what? Taken out of its properties; what it says stays.

Its title and language stay too. A signed document is left alone, for it would not be signed any more.
"""

import io
import shutil
import zipfile
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final
from xml.sax.saxutils import escape

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import ParseError, fromstring  # type: ignore[import-untyped]

from portal.checking.findings import Desk
from portal.storage.shapes import ending_of

LONGEST_PROPERTIES: Final = 1 << 20
SIGNATURES: Final = ("_xmlsignatures/", "meta-inf/documentsignatures.xml")
NESTED: Final = {".docx", ".xlsx", ".pptx"}
KEPT: Final = ("title", "language")
DC: Final = "http://purl.org/dc/elements/1.1/"
_OFFICE: Final = "http://schemas.openxmlformats.org"
_OPEN: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_CORE: Final = f'<cp:coreProperties xmlns:cp="{_OFFICE}/package/2006/metadata/core-properties" xmlns:dc="{DC}">%s</cp:coreProperties>'
_META: Final = f'<office:document-meta xmlns:office="{_OPEN}" xmlns:dc="{DC}" office:version="1.2"><office:meta>%s</office:meta></office:document-meta>'
BARE: Final = {
    "docprops/app.xml": f'<Properties xmlns="{_OFFICE}/officeDocument/2006/extended-properties"/>',
    "docprops/custom.xml": f'<Properties xmlns="{_OFFICE}/officeDocument/2006/custom-properties"/>',
}


def take_out_author(desk: Desk) -> bool:
    """Write the replacement of an Office file or OpenDocument that was judged; False when it stays as it is."""
    with desk.path.open("rb") as stream, desk.replacement.open("w+b") as kept:
        return _copy(stream, kept)


def _copy(source: IO[bytes], target: IO[bytes]) -> bool:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        if any(name.lower().startswith(SIGNATURES) for name in old.namelist()):
            return False
        for entry in old.infolist():
            told = zipfile.ZipInfo(entry.filename)
            told.compress_type = zipfile.ZIP_DEFLATED if entry.compress_type else zipfile.ZIP_STORED
            told.external_attr = entry.external_attr
            with old.open(entry) as part, new.open(told, "w") as copy:
                shutil.copyfileobj(_bare(entry.filename.lower(), part), copy, 1 << 20)
    return True


def _bare(name: str, part: IO[bytes]) -> IO[bytes]:
    """The part without what says who made it; a document inside another likewise."""
    if name in BARE:
        return io.BytesIO(BARE[name].encode())
    if name == "docprops/core.xml" or name.endswith(".psmdcp"):
        return io.BytesIO((_CORE % _kept(part)).encode())
    if PurePosixPath(name).name == "meta.xml":
        return io.BytesIO((_META % _kept(part)).encode())
    if "/embeddings/" in f"/{name}" and ending_of(name) in NESTED:
        whole, inner = io.BytesIO(part.read()), io.BytesIO()
        chosen = inner if _copy(whole, inner) else whole
        chosen.seek(0)
        return chosen
    return part


def _kept(part: IO[bytes]) -> str:
    """Title and language as they were."""
    try:
        root = fromstring(part.read(LONGEST_PROPERTIES))
    except (ParseError, DefusedXmlException):
        return ""
    found = {name: next(root.iter(f"{{{DC}}}{name}"), None) for name in KEPT}
    return "".join(f"<dc:{name}>{escape(e.text)}</dc:{name}>" for name, e in found.items() if e is not None and e.text)


def take_out_pdf_author(path: Path, target: Path) -> bool:
    """The same for a PDF; its earlier revisions go too. False when there is nothing to take, or it is signed."""
    import pikepdf  # the other kinds do without its 20 MB

    with pikepdf.open(path, suppress_warnings=True, access_mode=pikepdf.AccessMode.stream) as pdf:
        form: Any = pdf.Root.get("/AcroForm", {})
        says = [str(key) for key in pdf.docinfo if key != "/Title"] if "/Info" in pdf.trailer else []
        if form.get("/SigFlags", 0) or "/Perms" in pdf.Root or not (says or "/Metadata" in pdf.Root):
            return False
        for key in says:
            del pdf.docinfo[key]
        if "/Metadata" in pdf.Root:
            del pdf.Root.Metadata
        pdf.save(target, linearize=pdf.is_linearized)
    return True
