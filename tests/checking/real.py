"""What does a real file of each kind look like? Made by the libraries and programs people use, small, with Danish in it."""

import io
import struct
import zipfile
from functools import cache
from typing import Any

import openpyxl
import pikepdf
from PIL import Image
from pillow_heif import register_heif_opener

from tests.storage.samples import MAIN, OPEN, zipped

register_heif_opener()
PIXEL_DEVICE, PLACE, DESCRIPTION, TURNED = 0x0110, 0x8825, 0x010E, 0x0112
AUTHOR, TITLE = "Åse Ærø", "Når svaret er lovet"
WORDS = "Rødgrød med fløde. Vi aftalte, at formanden ringer først."
CORE = "application/vnd.openxmlformats-package.core-properties+xml"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def exif() -> Any:
    """A phone's: its name, where it was, which way up."""
    told = Image.Exif()
    told[PIXEL_DEVICE], told[DESCRIPTION], told[TURNED] = "Telefon 9", "Aarhus", 6
    told.get_ifd(PLACE).update({1: "N", 2: (56.0, 9.0, 24.0), 3: "E", 4: (10.0, 12.0, 36.0)})
    return told


def image(form: str, size: tuple[int, int] = (640, 480), **more: Any) -> bytes:
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    kept = io.BytesIO()
    picture.save(kept, format=form, **more)
    return kept.getvalue()


def pdf(pages: int = 2, **root: Any) -> bytes:
    """A PDF with text on each page."""
    document = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for number in range(1, pages + 1):
        page = document.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = document.make_stream(
            f"BT /F1 18 Tf 60 760 Td (Side {number} om politisk betjening) Tj ET".encode()
        )
    for key, value in root.items():
        document.Root[f"/{key}"] = value
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def changed_pdf(change: Any, **saved: Any) -> bytes:
    """The same, changed by a function that gets the open document."""
    with pikepdf.open(io.BytesIO(pdf())) as document:
        change(document)
        kept = io.BytesIO()
        document.save(kept, **saved)
    return kept.getvalue()


def _parcel(ending: str, body: str, parts: dict[str, bytes | str], **types: str) -> bytes:
    """Microsoft's parcel: the main part, what leads to it, and whatever else is in it."""
    part, content_type = MAIN[ending]
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name, kind in {part: content_type, "docProps/core.xml": CORE, **types}.items()
    )
    listed = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{overrides}</Types>"
    )
    start = (
        f'<Relationships xmlns="{RELS}"><Relationship Id="r1" Type="{KIND}/officeDocument" Target="{part}"/>'
        f'<Relationship Id="r8" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
    )
    return zipped({"[Content_Types].xml": listed, "_rels/.rels": start, part: body, **_properties(), **parts})


def _properties() -> dict[str, bytes | str]:
    """Who wrote it, where, and what the house's case system adds."""
    return {
        "docProps/core.xml": (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{TITLE}</dc:title><dc:creator>{AUTHOR}</dc:creator>'
            f"<cp:lastModifiedBy>{AUTHOR}</cp:lastModifiedBy></cp:coreProperties>"
        ),
        "docProps/app.xml": f"<Properties><Company>{AUTHOR}</Company></Properties>",
        "docProps/custom.xml": f"<Properties><property name='Sagsbehandler'>{AUTHOR}</property></Properties>",
    }


def docx(**more: bytes | str) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f"<w:document {space}><w:body><w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p></w:body></w:document>"
    return _parcel("docx", body, more)


def renamed(content: bytes, old: str = "word/document.xml", new: str = "word/Dokument.dat") -> bytes:
    """The same Office file with one part called something else, also where it is told of."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    short = old.partition("/")[2].encode(), new.partition("/")[2].encode()
    told = {name: part.replace(*short) for name, part in parts.items() if name.endswith((".rels", "_Types].xml"))}
    return zipped({new if name == old else name: part for name, part in {**parts, **told}.items()})


def pptx(**more: bytes | str) -> bytes:
    """One slide with one line."""
    spaces = (
        'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{KIND}"'
    )
    line = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Tekst"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        '<p:spPr><a:xfrm><a:off x="900000" y="900000"/><a:ext cx="7000000" cy="900000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f"<p:txBody><a:bodyPr/><a:p><a:r><a:t>{WORDS}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
    group = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
    slide = f"<p:sld {spaces}><p:cSld><p:spTree>{group}{line}</p:spTree></p:cSld></p:sld>"
    body = (
        f'<p:presentation {spaces}><p:sldIdLst><p:sldId id="256" r:id="r2"/></p:sldIdLst>'
        '<p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>'
    )
    rels = f'<Relationships xmlns="{RELS}"><Relationship Id="r2" Type="{KIND}/slide" Target="slides/slide1.xml"/></Relationships>'
    parts = {"ppt/_rels/presentation.xml.rels": rels, "ppt/slides/slide1.xml": slide, **more}
    kind = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
    return _parcel("pptx", body, parts, **{"ppt/slides/slide1.xml": kind})


def relations(kind: str, target: str, mode: str = "External") -> str:
    return f'<Relationships xmlns="{RELS}"><Relationship Id="r9" Type="{KIND}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'


def xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.properties.creator, book.properties.title = AUTHOR, TITLE
    book.active.append(["Navn", "Kommune"])
    book.active.append(["Bo Holm", "Sønderborg"])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def odt(content: str = "", **more: bytes | str) -> bytes:
    return _open_document("odt", content or f"<text:h>Notat</text:h><text:p>{WORDS}</text:p>", more)


def ods() -> bytes:
    cells = f'<table:table-cell office:value-type="string"><text:p>{WORDS}</text:p></table:table-cell>'
    return _open_document(
        "ods", f"<table:table table:name='Ark'><table:table-row>{cells}</table:table-row></table:table>"
    )


def odp() -> bytes:
    frame = '<draw:frame svg:x="2cm" svg:y="2cm" svg:width="20cm" svg:height="3cm">'
    return _open_document(
        "odp",
        f"<draw:page draw:name='Et'>{frame}<draw:text-box><text:p>{WORDS}</text:p></draw:text-box></draw:frame></draw:page>",
    )


def _open_document(ending: str, body: str, more: dict[str, bytes | str] | None = None) -> bytes:
    prefixes = {"office": "office", "text": "text", "table": "table", "draw": "drawing", "svg": "svg-compatible"}
    spaces = " ".join(f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for p, name in prefixes.items())
    part = f"office:{OPEN[ending]}"
    document = f"<office:document-content {spaces} office:version='1.2'><office:body><{part}>{body}</{part}></office:body></office:document-content>"
    kind = f"application/vnd.oasis.opendocument.{OPEN[ending]}"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    meta = (
        '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<office:meta><dc:title>{TITLE}</dc:title><dc:creator>{AUTHOR}</dc:creator>"
        f"<meta:initial-creator>{AUTHOR}</meta:initial-creator></office:meta></office:document-meta>"
    )
    parts = {"content.xml": document, "meta.xml": meta, "META-INF/manifest.xml": manifest}
    return zipped({"mimetype": kind, **parts, **(more or {})})


def box(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(content), name) + content


def film(brand: bytes = b"isom") -> bytes:
    return (
        box(b"ftyp", brand + b"\0\0\0\0" + brand) + box(b"moov", box(b"mvhd", bytes(100))) + box(b"mdat", bytes(5000))
    )


def mp3(frames: int = 30) -> bytes:
    return b"ID3\4\0\0\0\0\0\0" + (b"\xff\xfb\x90\x00" + bytes(413)) * frames


@cache
def of_kind(ending: str) -> bytes:
    """A whole file with this ending."""
    made = {
        "pdf": pdf,
        "docx": docx,
        "xlsx": xlsx,
        "pptx": pptx,
        "odt": odt,
        "ods": ods,
        "odp": odp,
        "png": lambda: image("PNG"),
        "jpg": lambda: image("JPEG", exif=exif()),
        "heic": lambda: image("HEIF", exif=exif()),
        "mp4": film,
        "mov": lambda: film(b"qt  "),
        "m4a": lambda: film(b"M4A "),
        "mp3": mp3,
        "txt": lambda: f"{WORDS}\r\n\r\nNæste afsnit.\r\n".encode("cp1252"),
        "md": f"# Notat\n\n{WORDS}\n\n- Første punkt\n".encode,
        "zip": lambda: zipped({"notat.txt": WORDS, "mappe/plan.pdf": pdf(), "billede.png": image("PNG")}),
    }
    return made[ending]()


KINDS = (
    "pdf",
    "docx",
    "xlsx",
    "pptx",
    "odt",
    "ods",
    "odp",
    "png",
    "jpg",
    "heic",
    "mp4",
    "mov",
    "m4a",
    "mp3",
    "txt",
    "md",
    "zip",
)
