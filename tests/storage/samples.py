"""What does a tiny, whole file of each kind look like? For every test that sends one."""

import io
import struct
import zipfile
import zlib

OFFICE = "application/vnd.openxmlformats-officedocument"
MAIN = {
    "docx": ("word/document.xml", f"{OFFICE}.wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{OFFICE}.spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{OFFICE}.presentationml.presentation.main+xml"),
}
OPEN = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
BRANDS = {"heic": b"heic", "mp4": b"isom", "mov": b"qt  ", "m4a": b"M4A "}


def zipped(entries: dict[str, bytes | str]) -> bytes:
    parcel = io.BytesIO()
    with zipfile.ZipFile(parcel, "w") as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)  # of no hour: alike ones stay alike
    return parcel.getvalue()


def pdf() -> bytes:
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R>>"]
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj%sendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + b"xref\n0 4\n0000000000 65535 f \n%strailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(content),
    )


def png() -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\x7f")) + chunk(b"IEND", b"")


def office(ending: str, **more: bytes | str) -> bytes:
    part, content_type = MAIN[ending]
    types = f'<Types xmlns="x"><Override PartName="/{part}" ContentType="{content_type}"/></Types>'
    return zipped({"[Content_Types].xml": types, "_rels/.rels": "<Relationships/>", part: "<x/>", **more})


def sample(ending: str) -> bytes:
    """The bytes of a small file whose content is what the ending says, `docx` for example."""
    if ending in MAIN:
        return office(ending)
    if ending in OPEN:
        return zipped({"mimetype": f"application/vnd.oasis.opendocument.{OPEN[ending]}", "content.xml": "<x/>"})
    if ending in BRANDS:
        head = struct.pack(">I4s4sI4s", 20, b"ftyp", BRANDS[ending], 0, BRANDS[ending])
        return head + b"\0\0\0\x08moov" + b"\0\0\0\0mdat"  # a length of 0 reaches to the end: whatever follows is film
    return {
        "pdf": pdf(),
        "png": png(),
        "jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xd9",
        "txt": "Rødgrød med fløde\n".encode(),
        "md": "# Notat\n\nÆrligt svar\n".encode(),
        "mp3": b"ID3\4\0\0\0\0\0\0\xff\xfb\x90\0",
        "zip": zipped({"notat.txt": "hej", "mappe/plan.pdf": pdf()}),
    }[ending]
