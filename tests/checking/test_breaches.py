"""Which files does nobody get, and what is each sender told?"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from sqlalchemy import select

from portal.checking.judging import check_due_files
from portal.db import db
from portal.letters.models import Letter
from portal.storage import current
from portal.storage.models import FileRendition, FileState
from portal.storage.reasons import Reason
from portal.storage.rejections import sentence_of
from tests.checking.conftest import Send
from tests.checking.real import box, changed_pdf, docx, exif, film, image, mp3, odt, pdf, relations, renamed
from tests.storage.samples import office, zipped

pytestmark = pytest.mark.once

ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DDE = f"<w:document {W}><w:body><w:p><w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO c:\\\\cmd</w:instrText></w:r></w:p></w:body></w:document>"
SCRIPTED = '<office:scripts><office:event-listeners/></office:scripts><script:event-listener xmlns:script="s"/>'
Name, Dictionary, Array = pikepdf.Name, pikepdf.Dictionary, pikepdf.Array


def javascript() -> pikepdf.Dictionary:
    return Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def with_root(**entries: object) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            document.Root[f"/{key}"] = value

    return changed_pdf(change)


def with_link(action: pikepdf.Dictionary) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
        document.pages[1].Annots = Array([link])

    return changed_pdf(change)


def with_file(name: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.attachments[name] = b"MZ"

    return changed_pdf(change)


def locked(password: str) -> bytes:
    return changed_pdf(lambda _document: None, encryption=pikepdf.Encryption(owner="ejer", user=password))


def in_object_stream() -> bytes:
    """The action hidden in a compressed stream, its name spelt in hex."""
    return changed_pdf(
        lambda document: document.Root.__setitem__("/OpenAction", document.make_indirect(javascript())),
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )


def bomb(ending: str) -> bytes:
    """As small as one can be that is refused: a bomb of gigabytes is refused at the same byte."""
    part = b" " * (21 << 20)
    parcel = io.BytesIO(docx() if ending == "docx" else zipped({"notat.txt": "hej"}))
    with zipfile.ZipFile(parcel, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image1.emf" if ending == "docx" else "stor.txt", part)
    return parcel.getvalue()


def by_ending(content: bytes) -> bytes:
    """An Office file that calls everything with the ending `.dat` a part of itself."""
    told = b'<Default Extension="DAT" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>'
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts: dict[str, bytes | str] = {name: old.read(name) for name in old.namelist()}
    types = parts["[Content_Types].xml"]
    assert isinstance(types, bytes)
    return zipped({**parts, "[Content_Types].xml": types.replace(b"<Default", told + b"<Default", 1)})


def lying_bomb() -> bytes:
    """A part that unpacks to far more than it says."""
    content = bytearray(bomb("docx"))
    at = content.rfind(b"PK\1\2")
    content[at + 24 : at + 28] = struct.pack("<I", 1000)
    return bytes(content)


def drawing_of(width: int, height: int) -> bytes:
    """What its head says; the pixels are never looked for."""
    content = bytearray(image("PNG", (1, 1)))
    content[16:24] = struct.pack(">II", width, height)
    content[29:33] = struct.pack(">I", zlib.crc32(content[12:29]))
    return bytes(content)


BREACHES: dict[str, tuple[str, Callable[[], bytes], Reason]] = {
    "a PDF that asks for a password": ("a.pdf", lambda: locked("hemmelig"), Reason.LOCKED),
    "a PDF that only its owner may change": ("a.pdf", lambda: locked(""), Reason.LOCKED),
    "a script when it opens": ("a.pdf", lambda: with_root(OpenAction=javascript()), Reason.ACTIVE_PDF),
    "a script in an object stream": ("a.pdf", in_object_stream, Reason.ACTIVE_PDF),
    "a script among the names": (
        "a.pdf", lambda: with_root(Names=Dictionary(JavaScript=Dictionary(Names=Array(["x", javascript()])))), Reason.ACTIVE_PDF,
    ),
    "a script behind a link": ("a.pdf", lambda: with_link(javascript()), Reason.ACTIVE_PDF),
    "a program behind a link": ("a.pdf", lambda: with_link(Dictionary(S=Name.Launch, F="cmd.exe")), Reason.ACTIVE_PDF),
    "a script after another action": (
        "a.pdf", lambda: with_link(Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]), Next=javascript())), Reason.ACTIVE_PDF,
    ),
    "a program inside a PDF": ("a.pdf", lambda: with_file("faktura.exe"), Reason.EMBEDDED),
    "a macro file inside a PDF": ("a.pdf", lambda: with_file("ark.XLSM"), Reason.EMBEDDED),
    "a PDF of 2001 pages": ("a.pdf", lambda: pdf(2001), Reason.TOO_MANY_PAGES),
    "half a PDF": ("a.pdf", lambda: b"%PDF-1.7\n" + pdf()[900:], Reason.UNREADABLE),
    "billion laughs in Word": ("a.docx", lambda: docx(**{"word/styles.xml": ENTITIES}), Reason.ENTITIES),
    "a field that starts a program": ("a.docx", lambda: docx(**{"word/document.xml": DDE}), Reason.ACTIVE),
    "a field that starts a program, in a part by another name": ("a.docx", lambda: renamed(docx(**{"word/document.xml": DDE})), Reason.ACTIVE),
    "entities in a part that is XML by its ending's type": ("a.docx", lambda: by_ending(docx(**{"word/more.dat": ENTITIES})), Reason.ENTITIES),
    "an OLE object in Word": ("a.docx", lambda: docx(**{"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}), Reason.EMBEDDED),
    "a template from the net, for a header": (
        "a.docx",
        lambda: docx(**{"word/_rels/header1.xml.rels": relations("attachedTemplate", "https://ond.eksempel/t.dotm")}),
        Reason.FETCHES,
    ),
    "an object from another machine": (
        "a.docx", lambda: docx(**{"word/_rels/footer1.xml.rels": relations("oleObject", "\\\\maskine\\del\\x")}), Reason.FETCHES,
    ),
    "a macro file inside Word": (
        "a.docx",
        lambda: docx(**{"word/embeddings/ark.xlsx": office("xlsx", **{"xl/vbaProject.bin": b"x"})}),
        Reason.ACTIVE,
    ),
    "broken XML in Word": ("a.docx", lambda: docx(**{"word/styles.xml": "<w:styles><w:style>"}), Reason.UNREADABLE),
    "a Word file that unpacks to far more than it is": ("a.docx", lambda: bomb("docx"), Reason.TOO_HEAVY),
    "a script in an OpenDocument": ("a.odt", lambda: odt(SCRIPTED), Reason.ACTIVE),
    "an OLE object in an OpenDocument": ("a.odt", lambda: odt('<draw:object-ole xmlns:draw="d"/>'), Reason.EMBEDDED),
    "a locked OpenDocument": (
        "a.odt",
        lambda: odt(**{"META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="m"><manifest:encryption-data/></manifest:manifest>'}),
        Reason.LOCKED,
    ),
    "entities in an OpenDocument": ("a.odt", lambda: odt(**{"styles.xml": ENTITIES}), Reason.ENTITIES),
    "half a photo's header": ("a.jpg", lambda: b"\xff\xd8\xff\xe0" + bytes(2000) + b"\xff\xd9", Reason.UNREADABLE),
    "half a drawing": ("a.png", lambda: image("PNG")[:700] + b"\0\0\0\0IEND\xaeB`\x82", Reason.UNREADABLE),
    "a photo of 51 million pixels": ("a.png", lambda: drawing_of(10_200, 5_000), Reason.TOO_MANY_PIXELS),
    "a film without pictures": ("a.mp4", lambda: box(b"ftyp", b"isom\0\0\0\0isom") + box(b"moov"), Reason.UNREADABLE),
    "a film with an archive behind it": ("a.mp4", lambda: film() + zipped({"a.txt": "x"}), Reason.UNREADABLE),
    "a sound that stops being one": ("a.mp3", lambda: mp3(1)[:500] + bytes(5000), Reason.UNREADABLE),
    "a script in a zip": (
        "a.zip", lambda: zipped({"notat.txt": "hej", "plan.pdf": with_root(OpenAction=javascript())}), Reason.IN_ZIP,
    ),
    "something else in a zip": ("a.zip", lambda: zipped({"plan.pdf": b"MZ"}), Reason.IN_ZIP),
    "a photo with its place in a zip": ("a.zip", lambda: zipped({"b.jpg": image("JPEG", exif=exif())}), Reason.PLACE_IN_ZIP),
    "a phone's photo with its place in a zip": (
        "a.zip", lambda: zipped({"b.heic": image("HEIF", exif=exif())}), Reason.PLACE_IN_ZIP,
    ),
    "a zip of nothing but blanks": ("a.zip", lambda: bomb("zip"), Reason.TOO_HEAVY),
}  # fmt: skip


def test_nobody_gets_it_and_each_sender_is_told(send: Send) -> None:
    files = {breach: send(name, made()) for breach, (name, made, _reason) in BREACHES.items()}
    while check_due_files():
        pass
    db.session.expire_all()
    told = {breach: (file.state, file.rejection, file.check_at) for breach, file in files.items()}
    assert told == {breach: (FileState.REJECTED, what[2].value, None) for breach, what in BREACHES.items()}
    assert db.session.scalars(select(FileRendition)).all() == []
    assert {found.key for found in current.store().listed()} == {file.key for file in files.values()}
    letters = db.session.scalars(select(Letter)).all()
    assert [(one.kind, one.to_email) for one in letters] == [("file_rejected", "maja@eksempel.dk")] * len(BREACHES)
    assert not any("a." in one.subject for one in letters)


def test_a_part_that_unpacks_to_more_than_it_says_is_no_whole_file(judged: Send) -> None:
    assert judged("a.docx", lying_bomb()).state is FileState.REJECTED


def test_a_jump_when_it_opens_a_link_and_a_spreadsheet_inside_are_ordinary(judged: Send) -> None:
    jump = with_root(OpenAction=Dictionary(S=Name.GoTo, D=Array([0, Name.Fit])))
    link = with_link(Dictionary(S=Name.URI, URI="https://www.kl.dk"))
    chart = docx(**{"word/embeddings/ark.xlsx": office("xlsx")})
    template = docx(**{"word/_rels/settings.xml.rels": relations("attachedTemplate", "file:///C:/Normal.dotm")})
    talk = changed_pdf(lambda document: document.docinfo.__setitem__("/Title", "Om /JavaScript og /Launch i PDF"))
    names = {
        "a.pdf": jump,
        "b.pdf": link,
        "c.pdf": with_file("bilag.xml"),
        "d.docx": chart,
        "e.docx": template,
        "f.pdf": talk,
    }
    assert {name: judged(name, content).state.value for name, content in names.items()} == dict.fromkeys(
        names, "available"
    )


def test_every_reason_says_what_happened_and_what_to_do() -> None:
    for reason in Reason:
        said = sentence_of(reason, name="Notat.pdf", detail="x.exe")
        assert len(said.split(". ")) >= 2, said
        assert "%" not in said
        assert "!" not in said


def test_what_a_later_version_would_say_is_said_too() -> None:
    assert "kan ikke læses" in sentence_of("et nyt ord", name="Notat.pdf")
