"""What does a real file of each kind look like? Made by the libraries and programs people use, small, with Danish in it."""

import io
import struct
from functools import cache
from typing import Any

import openpyxl
import pikepdf
from PIL import Image
from pillow_heif import register_heif_opener

from tests.storage.samples import MAIN, OPEN, zipped

register_heif_opener()
PIXEL_DEVICE, PLACE, DESCRIPTION, TURNED = 0x0110, 0x8825, 0x010E, 0x0112
WORDS = "Rødgrød med fløde. Vi aftalte, at formanden ringer først."
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
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


def docx(**more: bytes | str) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    part, content_type = MAIN["docx"]
    types = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>'
    )
    body = f"<w:document {space}><w:body><w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p></w:body></w:document>"
    start = f'<Relationships xmlns="{RELS}"><Relationship Id="r1" Type="{KIND}/officeDocument" Target="{part}"/></Relationships>'
    return zipped({"[Content_Types].xml": types, "_rels/.rels": start, part: body, **more})


def relations(kind: str, target: str, mode: str = "External") -> str:
    return f'<Relationships xmlns="{RELS}"><Relationship Id="r9" Type="{KIND}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'


def xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Navn", "Kommune"])
    book.active.append(["Åse Ærø", "Sønderborg"])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def odt(content: str = "", **more: bytes | str) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "drawing")
    )
    body = content or f"<text:h>Notat</text:h><text:p>{WORDS}</text:p>"
    document = f"<office:document-content {spaces} office:version='1.2'><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    kind = f"application/vnd.oasis.opendocument.{OPEN['odt']}"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return zipped({"mimetype": kind, "content.xml": document, "META-INF/manifest.xml": manifest, **more})


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
        "odt": odt,
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


KINDS = ("pdf", "docx", "xlsx", "odt", "png", "jpg", "heic", "mp4", "mov", "m4a", "mp3", "txt", "md", "zip")
