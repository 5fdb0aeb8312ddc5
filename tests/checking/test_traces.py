"""What do others learn of who made a file, where and with what? Nothing that its maker has not written into it."""

import io
import struct
import zipfile
from pathlib import Path

import pikepdf
import pytest

from portal.checking.findings import Desk
from portal.checking.places import blank, blanks_in
from portal.checking.traces import take_out_author
from portal.storage.models import FileState, StoredFile
from portal.storage.shapes import BUILT
from portal.storage.structure import look
from tests.checking.conftest import Send
from tests.checking.real import AUTHOR, TITLE, box, changed_pdf, docx, odt, of_kind, pdf, pptx, xlsx
from tests.storage.opened import opened

pytestmark = pytest.mark.once

SPOT = "+56.1500+010.2100/"


def kept(file: StoredFile) -> bytes:
    return opened(file)


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def without_author(folder: Path, content: bytes) -> bytes | None:
    desk = Desk(folder / "file", folder)
    desk.path.write_bytes(content)
    return desk.replacement.read_bytes() if take_out_author(desk) else None


@pytest.mark.parametrize("ending", ["docx", "xlsx", "pptx", "odt", "ods", "odp"])
def test_a_document_keeps_its_words_and_its_title_and_loses_who_wrote_it(tmp_path: Path, ending: str) -> None:
    content = of_kind(ending)
    assert AUTHOR in "".join(parts(content).values())
    bare = without_author(tmp_path, content)
    assert bare is not None
    look(BUILT[f".{ending}"], io.BytesIO(bare), len(bare))
    before, after = parts(content), parts(bare)
    assert list(after) == list(before)
    assert AUTHOR not in "".join(after.values())
    assert TITLE in "".join(after.values())
    told = {"docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml"}
    assert {name for name in before if before[name] != after[name]} <= told


def test_a_sheet_inside_a_document_loses_it_too_and_a_signed_document_nothing(tmp_path: Path) -> None:
    bare = without_author(tmp_path, docx(**{"word/embeddings/ark.xlsx": xlsx()}))
    assert bare is not None
    with zipfile.ZipFile(io.BytesIO(bare)) as archive:
        assert AUTHOR not in "".join(parts(archive.read("word/embeddings/ark.xlsx")).values())
    assert without_author(tmp_path, docx(**{"_xmlsignatures/sig1.xml": "<x/>"})) is None
    assert without_author(tmp_path, odt(**{"META-INF/documentsignatures.xml": "<x/>"})) is None
    assert AUTHOR not in str(without_author(tmp_path, pptx(**{"docProps/core.xml": f"<x>{AUTHOR}"})))


def told_pdf() -> bytes:
    def tell(document: pikepdf.Pdf) -> None:
        with document.open_metadata() as told:
            told["dc:creator"] = [AUTHOR]
        document.docinfo["/Author"], document.docinfo["/Title"] = AUTHOR, TITLE

    return changed_pdf(tell)


def test_what_is_handed_in_loses_its_author_and_what_is_shared_keeps_it(judged: Send) -> None:
    content = told_pdf()
    mine, shared = judged("Notat.pdf", content, handed_in=True), judged("Notat.pdf", content)
    assert {mine.state, shared.state} == {FileState.AVAILABLE}
    assert kept(shared) == content
    with pikepdf.open(io.BytesIO(kept(mine))) as shown:
        assert dict(shown.docinfo) == {"/Title": TITLE}
        assert "/Metadata" not in shown.Root
        assert len(shown.pages) == 2
    assert AUTHOR.encode("utf-16-be") not in kept(mine)
    assert (mine.received.size, mine.size, mine.pages, mine.has_text) == (len(content), len(kept(mine)), 2, True)


def test_a_pdf_that_is_signed_or_says_nothing_stays_as_it_came(judged: Send) -> None:
    def sign(document: pikepdf.Pdf) -> None:
        document.docinfo["/Author"] = AUTHOR
        document.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array())

    for content in (changed_pdf(sign), pdf()):
        file = judged("Notat.pdf", content, handed_in=True)
        assert (file.state, file.received_sha256, kept(file)) == (FileState.AVAILABLE, None, content)


def film_from_aarhus() -> bytes:
    """As Android writes it, as a camera does, and as an iPhone does; a title beside."""
    spot = box(b"\xa9xyz", struct.pack(">HH", len(SPOT), 0) + SPOT.encode())
    title = box(b"\xa9nam", struct.pack(">HH", 7, 0) + b"Goddag!")
    keys = box(b"keys", bytes(4) + struct.pack(">I", 1) + box(b"mdta", b"com.apple.quicktime.location.ISO6709"))
    meta = box(b"meta", box(b"hdlr", bytes(24)) + keys + box(b"ilst", box(b"\0\0\0\1", SPOT.encode())))
    udta = box(b"udta", spot + title + box(b"\xa9mod", b"\0\x09\0\0Telefon 9"))
    moov = box(b"moov", box(b"mvhd", bytes(100)) + box(b"trak", box(b"tkhd", bytes(84))) + udta + meta)
    return box(b"ftyp", b"isom\0\0\0\0isom") + box(b"mdat", bytes(5000)) + moov


def test_a_film_forgets_where_and_with_what_it_was_taken_and_nothing_in_it_moves(judged: Send) -> None:
    content = film_from_aarhus()
    file = judged("Gåtur.mp4", content)
    shown = kept(file)
    assert (file.state, len(shown), file.media_type) == (FileState.AVAILABLE, len(content), "video/mp4")
    assert file.received_sha256 not in {None, file.sha256}
    for trace in (b"+56.15", b"location", b"Telefon"):
        assert trace in content
        assert trace not in shown
    assert shown.count(b"free") == 3
    assert b"Goddag!" in shown
    assert shown.index(b"moov") == content.index(b"moov")


def test_only_boxes_that_tell_are_blanked(tmp_path: Path) -> None:
    path = tmp_path / "film"
    path.write_bytes(content := film_from_aarhus())
    found = blanks_in(path)
    assert len(found) == 3
    for wrong in (found[0]._replace(at=0), found[0]._replace(length=9), found[0]._replace(length=1 << 19)):
        assert not blank(path, [*found, wrong])
        assert path.read_bytes() == content
    path.write_bytes(content[:-40])
    assert [one.at for one in blanks_in(path)] == []  # broken ones are refused before
    assert blank(path, []) is True
