import unicodedata

import pytest

from portal.storage.names import clean_name, disposition
from portal.storage.shapes import ending_of


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Notat.pdf", "Notat.pdf"),
        ("Rødgrød på ærtemark.docx", "Rødgrød på ærtemark.docx"),
        (unicodedata.normalize("NFD", "Smørrebrød på Ålø.pdf"), "Smørrebrød på Ålø.pdf"),
        ("C:\\Brugere\\Maja\\Sag 4.pdf", "Sag 4.pdf"),
        ("../../etc/passwd", "passwd"),
        ("/tmp/noget/../x.txt", "x.txt"),
        ("to\r\nlinjer\u2028og\u2029flere.txt", "to linjer og flere.txt"),
        ("nul\x00og\x1b[31mfarve.txt", "nulog[31mfarve.txt"),
        ("faktura\u202efdp.exe", "fakturafdp.exe"),
        ("\u200bskjult\ufeff.pdf", "skjult.pdf"),
        ("  mange    mellemrum  .pdf", "mange mellemrum.pdf"),
        ("punktum...", "punktum"),
        ("CON", "CON"),
        ("🐟 fisk.png", "🐟 fisk.png"),
        ("..", "fil"),
        ("", "fil"),
        (None, "fil"),
        ("///", "fil"),
        (".pdf", "fil.pdf"),
        (".htaccess", "fil.htaccess"),
        ("<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"),
    ],
)
def test_a_name_is_shown_as_people_wrote_it_without_what_tricks_the_eye(sent: str | None, shown: str) -> None:
    assert clean_name(sent) == shown


@pytest.mark.parametrize("ending", [".pdf", ".docx", ""])
def test_a_name_of_300_characters_is_shortened_and_keeps_its_ending(ending: str) -> None:
    name = clean_name("æøå" * 100 + ending)
    assert len(name) == 255
    assert name == ("æøå" * 100)[: 255 - len(ending)] + ending


def test_cleaning_twice_changes_nothing() -> None:
    for sent in ("æ" * 400 + ".pdf", ".x", "a .pdf", "..", "x" * 254 + " .pdf"):
        assert clean_name(clean_name(sent)) == clean_name(sent)


@pytest.mark.parametrize(
    ("name", "ending"), [("a.PDF", ".pdf"), ("a.tar.gz", ".gz"), ("a", ""), ("a.", ""), ("a." + "x" * 40, "")]
)
def test_an_ending_is_lower_case(name: str, ending: str) -> None:
    assert ending_of(name) == ending


@pytest.mark.parametrize("name", ['a"; filename="evil.exe', "a\\b", "æøå.pdf", "%00.pdf", "日本.pdf", "é;ü.pdf"])
def test_a_name_never_ends_the_header_it_stands_in(name: str) -> None:
    header = disposition(name)
    header.encode("ascii")
    assert header.startswith('attachment; filename="')
    assert header.count('"') == 2
    assert "\\" not in header
