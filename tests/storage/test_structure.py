import io
import struct
import time
import zipfile

import pytest

from portal.errors import Refused
from portal.storage.kinds import ATTACHMENT_ENDINGS, MATERIAL_ENDINGS, judge_name, kind_of
from portal.storage.looking import judge_content
from tests.storage.samples import office, pdf, sample, zipped

ENDINGS = [ending.removeprefix(".") for ending in MATERIAL_ENDINGS if ending != ".jpeg"]
LIKE = {"txt": {"md", "pdf"}, "md": {"txt", "pdf"}, "mp4": {"m4a"}, "m4a": {"mp4"}}


def judge(name: str, content: bytes) -> None:
    kind = kind_of(name)
    assert kind is not None
    stream = io.BytesIO(content)
    judge_content(kind, name, stream, len(content))
    assert stream.tell() == 0


def sentence(name: str, content: bytes) -> str:
    with pytest.raises(Refused) as caught:
        judge(name, content)
    assert caught.value.field == "files"
    return caught.value.sentence


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_whole_file_of_its_kind_is_taken(ending: str) -> None:
    judge(f"fil.{ending}", sample(ending))


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_other_content_passes_under_its_name(ending: str) -> None:
    for other in ENDINGS:
        is_zip_of_all = ending == "zip" and sample(other)[:2] == b"PK"
        if other == ending or other in LIKE.get(ending, ()) or is_zip_of_all:
            continue
        assert "passer ikke til navnet" in sentence(f"fil.{ending}", sample(other)), (ending, other)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_cut_off_or_scrambled_never_does_more_than_be_refused(ending: str) -> None:
    """Text is text however it is broken; of the rest nothing passes that does not begin as its kind does."""
    content = sample(ending)
    taken = {
        at: [
            is_taken(ending, one) for one in (content[:at], content[:at] + b"\xff" + content[at + 1 :], b"\n" + content)
        ]
        for at in range(0, len(content), max(1, len(content) // 40))
    }
    assert taken[0] == (
        [True] * 3 if ending in {"txt", "md"} else [False, ending == "jpg", False]
    )  # JPEG begins with FF


def is_taken(ending: str, content: bytes) -> bool:
    """Whether it passes; anything but being refused is the test's to fail on."""
    try:
        judge(f"fil.{ending}", content)
    except Refused:
        return False
    return True


@pytest.mark.parametrize(
    "name", ["sag.exe", "sag.svg", "sag.html", "sag.doc", "sag.docm", "sag", "sag.pdf.js", "sag.zip"]
)
def test_other_kinds_are_refused_as_attachments_with_advice(name: str) -> None:
    with pytest.raises(Refused) as caught:
        judge_name(name, is_confidential=True)
    assert caught.value.sentence.count(".") >= 2


def test_the_advice_names_the_newer_format() -> None:
    with pytest.raises(Refused, match=r"PDF eller \.docx"):
        judge_name("Sag.DOC", is_confidential=True)


def test_films_and_parcels_are_for_materials() -> None:
    assert set(MATERIAL_ENDINGS) - set(ATTACHMENT_ENDINGS) == {".mp4", ".mov", ".mp3", ".m4a", ".zip"}


@pytest.mark.parametrize("first", [b"<html><script>alert(1)</script>", b"MZ\x90\0", b"\n"])
def test_a_pdf_begins_at_its_first_byte(first: bytes) -> None:
    assert "passer ikke" in sentence("sag.pdf", first + pdf())


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "word/activeX/activeX1.xml", "WORD/VBAPROJECT.BIN"])
def test_a_document_with_macros_is_refused(part: str) -> None:
    assert "makroer" in sentence("sag.docx", office("docx", **{part: b"x"}))


def test_a_macro_document_by_another_name_is_refused() -> None:
    renamed = zipped(
        {
            "[Content_Types].xml": '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
            "word/document.xml": "<x/>",
        }
    )
    assert "makroer" in sentence("sag.docx", renamed)


RELATION = (
    '<Relationships xmlns="r"><Relationship Id="1" Type="http://x/attachedTemplate" TargetMode="External" Target="{}"/>'
    "</Relationships>"
)


def test_a_template_from_the_net_is_refused_and_one_from_the_own_drive_is_ordinary() -> None:
    settings = "word/_rels/settings.xml.rels"
    assert "fra nettet" in sentence(
        "sag.docx", office("docx", **{settings: RELATION.format("https://ond.example/t.dotm")})
    )
    judge("sag.docx", office("docx", **{settings: RELATION.format("file:///H:\\Skabeloner\\brev.dotx")}))


def test_an_entity_bomb_in_a_document_is_refused() -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaa">]><Relationships>&a;</Relationships>'
    assert "passer ikke" in sentence("sag.docx", office("docx", **{"word/_rels/settings.xml.rels": bomb}))


def test_a_locked_document_is_told_apart() -> None:
    assert "adgangskode" in sentence("sag.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def linked() -> bytes:
    parcel = io.BytesIO()
    with zipfile.ZipFile(parcel, "w") as archive:
        link = zipfile.ZipInfo("genvej.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return parcel.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        zipped({"../op.txt": "x"}),
        zipped({"mappe/../../op.txt": "x"}),
        zipped({"/rod.txt": "x"}),
        zipped({"C:\\windows.txt": "x"}),
        zipped({"ok.txt": "x", "kør.exe": "x"}),
        zipped({"side.html": "x"}),
        zipped({"indre.zip": sample("zip")}),
        linked(),
    ],
)
def test_a_parcel_with_something_unsafe_is_refused_by_name(content: bytes) -> None:
    assert "I zip-filen ligger" in sentence("pakke.zip", content)


def test_what_a_mac_leaves_in_a_parcel_is_no_reason() -> None:
    judge("pakke.zip", zipped({"a.txt": "x", "__MACOSX/._a.txt": "x", ".DS_Store": "x"}))


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    huge = zipped({"[Content_Types].xml": bytes(300 << 20)})
    many = zipped({f"{number}.txt": b"" for number in range(10_001)})
    begun = time.process_time()
    assert "passer ikke" in sentence("sag.docx", huge)
    assert "passer ikke" in sentence("pakke.zip", many)
    assert time.process_time() - begun < 0.5


def test_a_lying_table_of_contents_is_refused() -> None:
    content = bytearray(sample("zip"))
    at = content.rfind(b"PK\x05\x06")
    content[at + 12 : at + 16] = struct.pack("<I", 0xFFFFFFF0)
    assert "passer ikke" in sentence("pakke.zip", bytes(content))


@pytest.mark.parametrize("text", ["æøå\r\n", "a" * 70_000, "æ" * 40_000, "x" * 65_535 + "æ"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-8-sig"])
def test_a_text_may_be_in_any_encoding_danes_use(text: str, encoding: str) -> None:
    judge("noter.txt", text.encode(encoding))


def test_bytes_are_no_text() -> None:
    assert "passer ikke" in sentence("noter.txt", b"abc\0def")
