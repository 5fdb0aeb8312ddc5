"""Is every spreadsheet people have read as they see it, and is every other file refused with a sentence, fast?"""

import time
import tracemalloc
from io import BytesIO

import pytest
from flask.ctx import AppContext
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference

from portal.enrolments.sheet_columns import recognise
from portal.enrolments.sheets import MOST_BYTES, read_sheets
from portal.errors import Refused
from tests.enrolments.sheets import (
    ASE,
    BO,
    HEADINGS,
    as_csv,
    as_xlsx,
    many,
    saved,
    with_another,
    with_part,
    with_strings,
)

pytestmark = [pytest.mark.usefixtures("inside"), pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")]
SHEET = "xl/worksheets/sheet1.xml"
OPEN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
CLOSE = b"</sheetData></worksheet>"
ASE_READ = {
    "number": "2",
    "name": "Åse Ærø Ørum",
    "email": "aase@eksempel.dk",
    "title": "Sekretær",
    "municipality": "Ærø",
}
BO_READ = {
    "number": "3",
    "name": "Bo Kjær",
    "email": "bo@eksempel.dk",
    "title": "Chef; drift",
    "municipality": "751",
    "organisation": "Teknik",
}


def people(data: bytes) -> list[dict[str, str]]:
    return recognise(read_sheets(BytesIO(data))).rows


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        recognise(read_sheets(BytesIO(data)))
    assert refused.value.field == "sheet"
    return refused.value.sentence


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_sheet_is_read_in_every_common_encoding(separator: str, encoding: str) -> None:
    assert people(as_csv(ASE, BO, separator=separator, encoding=encoding)) == [ASE_READ, BO_READ]


def test_an_excel_sheet_is_read_with_its_numbers_as_text() -> None:
    assert people(as_xlsx(ASE, (*BO[:3], 751, "Teknik"))) == [ASE_READ, BO_READ]
    assert people(as_xlsx(ASE, (*BO[:3], 751.0, "Teknik"))) == [ASE_READ, BO_READ]


def test_a_hidden_sheet_is_passed_over() -> None:
    assert people(as_xlsx(ASE, hidden_first=True)) == [ASE_READ]


def test_a_sheet_pasted_together_from_two_encodings_is_read_whole() -> None:
    lines = as_csv(ASE).split(b"\r\n")[:2]
    mixed = b"\r\n".join([*lines, "Søren Ågård;soeren@eksempel.dk".encode("cp1252")])
    assert [row["name"] for row in people(mixed)] == ["Åse Ærø Ørum", "Søren Ågård"]


def test_a_sheet_from_a_mac_is_read_with_its_danish_letters() -> None:
    assert people(as_csv(ASE, BO, encoding="mac_roman")) == [ASE_READ, BO_READ]
    assert (
        people(as_csv(("André", "andre@eksempel.dk"), ("Søren", "s@eksempel.dk"), encoding="mac_roman"))[0]["name"]
        == "André"
    )
    assert people(as_csv(("Søren ®", "s@eksempel.dk"), encoding="cp1252"))[0]["name"] == "Søren ®"


def test_a_list_behind_a_cover_is_found_and_its_sheet_named() -> None:
    book = Workbook()
    cover = book.active
    assert cover is not None
    cover.title = "Forside"
    cover.append(["Tilmelding", "Kommunal direktion"])
    sheet = book.create_sheet("Deltagere")
    for row in (HEADINGS, ASE):
        sheet.append(list(row))
    table = recognise(read_sheets(BytesIO(saved(book))))
    assert (table.rows, table.sheet) == ([ASE_READ], "Deltagere")
    sheet["B1"] = "Mobil"
    assert refusal(saved(book)) == (
        "Arket mangler kolonnen “E-mail”. Vi fandt “Navn”, “Mobil”, “Titel”, “Kommune” og “Organisation”."
        " Vi så på arket “Deltagere”."
    )
    sheet["B1"] = "E-mail"
    empty = book.create_sheet("Skabelon", 0)
    empty.append(list(HEADINGS))
    assert recognise(read_sheets(BytesIO(saved(book)))).rows == [ASE_READ]
    empty.append(["Bo Kjær", "bo@eksempel.dk"])
    assert refusal(saved(book)) == (
        "Der er personer på flere ark: “Skabelon” og “Deltagere”. Saml dem på ét, eller slet dem, der ikke skal med."
    )
    book.remove(empty)
    book.remove(sheet)
    book.create_sheet("Noter").append(["x"])
    assert refusal(saved(book)).endswith(" Vi så på arket “Forside”.")


def test_headings_stand_in_any_order_under_a_title_by_the_words_people_use() -> None:
    data = as_csv(
        ("", "", "", ""),
        ("Stilling", "MAIL", "Efternavn", "Kommunekode", "Fornavn", "Allergier"),
        ("Chef", "bo@eksempel.dk", "Kjær", "751", "Bo", "nødder"),
        headings=("Deltagere på hold 3", "", "", ""),
    )
    table = recognise(read_sheets(BytesIO(data)))
    assert table.rows == [
        {"number": "4", "name": "Bo Kjær", "email": "bo@eksempel.dk", "title": "Chef", "municipality": "751"}
    ]
    assert table.unused == ["Allergier"]
    assert "nødder" not in str(table)


def test_a_line_that_names_the_separator_counts_as_a_row() -> None:
    assert people(b"sep=,\r\n" + as_csv(ASE, separator=","))[0]["number"] == "3"


def test_control_and_direction_marks_and_dashes_for_nothing_are_left_out() -> None:
    [row] = people(as_csv(("Å\u202ese\u200b  Ærø", " aase@eksempel.dk ", "-", "–", "\u00a0")))
    assert row == {"number": "2", "name": "Å se Ærø", "email": "aase@eksempel.dk"}


def test_a_formula_keeps_its_sign_so_that_it_can_be_refused() -> None:
    assert people(as_xlsx(("=1+1", "a@b.dk"), headings=HEADINGS[:2]))[0]["name"] == "=1+1"
    names = as_csv(("Bo", "=2+2", "a@b.dk"), headings=("Fornavn", "Efternavn", "E-mail"))
    assert people(names)[0]["name"] == "=2+2"


STRAY = 'I række {} er der et anførselstegn (") for meget eller for lidt, så felter og rækker løber sammen. Ret det, og vælg filen igen.'
BELOW = "Dan;dan@eksempel.dk;Leder\r\nEva;eva@eksempel.dk;Leder\r\n"


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        ('Bo;bo@eksempel.dk;"Chef\r\n' + BELOW, 2),  # open to the end
        ('Bo;bo@eksempel.dk;"Chef\r\n' + BELOW + 'Ole;ole@eksempel.dk;"\r\n', 2),  # closed two people later
        (BELOW + 'Bo;bo@eksempel.dk;"Chef\r\nOle;ole@eksempel.dk;"Chef"\r\n', 4),  # closed before another opens
        (BELOW + '"Bo" Kjær;bo@eksempel.dk;Chef\r\n', 4),
        ('Bo;bo@eksempel.dk;"Chef\r\n' + BELOW * 5_000, 2),  # longer than a cell may be
    ],
)
@pytest.mark.parametrize("above", ["", "sep=;\r\n"])
def test_a_quote_that_swallows_the_rows_below_is_refused_with_its_row(rows: str, number: int, above: str) -> None:
    data = f"{above}Navn;E-mail;Titel\r\n{rows}".encode()
    assert refusal(data) == STRAY.format(number + bool(above))


def test_a_quote_that_swallows_the_headings_names_the_first_row() -> None:
    assert refusal(b'Navn;"E-mail\r\nBo;bo@eksempel.dk\r\n') == STRAY.format(1)


def test_quotes_and_line_breaks_of_somebodys_own_are_read() -> None:
    row = ('Bo "Bobby" Kjær', "bo@eksempel.dk", "Chef\nfor drift", "Aarhus", "Teknik; Miljø")
    assert people(as_csv(row))[0]["name"] == 'Bo "Bobby" Kjær'
    [plain] = people('Navn;E-mail\r\nBo "Bobby" Kjær;bo@eksempel.dk'.encode())
    assert plain["name"] == 'Bo "Bobby" Kjær'


@pytest.mark.parametrize(
    "cell", ["Vegetar; nødder\nog selleri", "Torvet 1; 2. sal\r\n8000 Aarhus", "Gluten\nnødder; laktose"]
)
def test_a_cell_of_several_lines_may_hold_the_separator(cell: str) -> None:
    data = f'Navn ;E-mail;"Kost" \r\n"Bo Kjær"  ;bo@eksempel.dk;"{cell}"\r\n"Dan";dan@eksempel.dk;\r\n'.encode()
    assert [person["name"] for person in people(data)] == ["Bo Kjær", "Dan"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Regnearket er tomt. Der skal være en række med overskrifter og en række pr. person."),
        (b"\xef\xbb\xbf\r\n;;;\r\n", "Regnearket er tomt. Der skal være en række med overskrifter og en række pr. person."),
        (as_csv(), "Der står ingen personer under overskrifterne."),
        (as_csv(BO, headings=("Navn", "Mobil")), "Arket mangler kolonnen “E-mail”. Vi fandt “Navn” og “Mobil”."),
        (
            as_csv(BO, headings=("Fornavn", "Mobil", "Allergi")),
            "Arket mangler kolonnerne “Navn” og “E-mail”. Vi fandt “Fornavn”, “Mobil” og “Allergi”.",
        ),
        (
            as_csv(BO, headings=("Navn", "E-mail", "Mail")),
            "To kolonner ser ud til at være “E-mail”. Slet eller omdøb den ene.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "Filen er i det gamle Excel-format eller har en adgangskode. Gem den som .xlsx eller CSV uden.",
        ),
        (
            b"x" * (MOST_BYTES + 1),
            "Regnearket er for stort. Der er plads til 5 MB. Slet ark og billeder, der ikke skal bruges.",
        ),
        *[
            (data, "Filen kan ikke læses som et regneark. Gem den som .xlsx eller CSV, og prøv igen.")
            for data in (
                b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
                b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0",
                b"PK\x03\x04 ikke et arkiv",
                with_part(as_xlsx(ASE), "xl/workbook.xml", b"<nej"),
                with_part(as_xlsx(ASE), SHEET, b'<!DOCTYPE a [<!ENTITY x "y">]>' + OPEN + CLOSE),
                as_csv(("Bo", "x" * 200_000)),
            )
        ],
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_what_to_do(data: bytes, sentence: str) -> None:
    assert refusal(data) == sentence


HEAVY = "Regnearket fylder for meget, når det pakkes ud. Kopiér rækkerne over i et nyt ark."
CROWDED = "Der er flere end 2000 personer i arket. Del det i flere, eller slet de rækker, der ikke skal med."


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        (SHEET, OPEN + b"<row>" + b"<c/>" * 1_000_000 + b"</row>" + CLOSE, HEAVY),
        (SHEET, OPEN + b"<row/>" * 200_000 + CLOSE, HEAVY),
        (SHEET, b" " * 100_000_000, HEAVY),
        ("xl/styles.xml", b" " * 1_000_000, HEAVY),
        (SHEET, OPEN + b'<row r="999999999999"><c><v>1</v></c></row>' + CLOSE, "Regnearket er tomt."),
        (SHEET, OPEN + b'<row><c r="XFD1"><v>1</v></c></row>' * 3_000 + CLOSE, "Regnearket er tomt."),
    ],
    ids=[
        "one row of a million cells",
        "rows without end",
        "a hundred megabytes",
        "styles",
        "a far row",
        "a far column",
    ],
)
def test_a_bomb_is_refused_in_a_moment(name: str, body: bytes, sentence: str) -> None:
    data = with_part(as_xlsx(ASE), name, body)
    began = time.process_time()
    assert refusal(data).startswith(sentence)
    assert time.process_time() - began < 2


def strings(*texts: bytes) -> bytes:
    inside = b"".join(b"<si><t>" + text + b"</t></si>" for text in texts)
    return b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + inside + b"</sst>"


@pytest.mark.parametrize("name", ["xl/strings.dat", "xl/media/image1.png", "strings"])
def test_what_was_not_weighed_is_not_read_whatever_it_is_called(name: str) -> None:
    """A hundred megabytes of strings, in a file of a hundred kilobytes, were read whole under any other name."""
    data = with_strings(as_xlsx(ASE), name, strings(*[b"a" * 10_000_000] * 10))
    tracemalloc.start()
    try:
        assert refusal(data) == "Filen kan ikke læses som et regneark. Gem den som .xlsx eller CSV, og prøv igen."
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_strings_lie_in_a_part_of_their_own() -> None:
    headings = b"".join(b'<c t="s"><v>%d</v></c>' % number for number in range(3))
    sheet = OPEN + b"<row>" + headings + b"</row><row>" + headings.replace(b"<v>", b"<v>1") + b"</row>" + CLOSE
    texts = [
        *b"Navn|E-mail|Titel".split(b"|"),
        *[b""] * 7,
        *"Åse Ærø Ørum|aase@eksempel.dk|Sekretær".encode().split(b"|"),
    ]
    data = with_strings(with_part(as_xlsx(ASE), SHEET, sheet), "xl/sharedStrings.xml", strings(*texts))
    assert people(data) == [{name: ASE_READ[name] for name in ("number", "name", "email", "title")}]


def test_pictures_and_what_else_is_not_read_weigh_nothing() -> None:
    """A drawing that a program keeps unpacked is larger than all the rows may be."""
    data = as_xlsx(ASE)
    for name in (
        "xl/media/image1.emf",
        "xl/media/image2.png",
        "xl/printerSettings/printerSettings1.bin",
        "xl/vbaProject.bin",
    ):
        data = with_another(data, name, bytes(25_000_000))
    assert people(data) == [ASE_READ]


def test_one_part_is_not_read_again_and_again() -> None:
    """Fifty sheets that were all the same part took seven seconds of the processor, and there was room for thousands."""
    told = '<sheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" name="%s" sheetId="%d" r:id="rId1"/>'
    body = '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets>%s</sheets></workbook>'

    def book(*names: str) -> bytes:
        sheets = "".join(told % (name, number) for number, name in enumerate(names, 1))
        return with_part(as_xlsx(ASE), "xl/workbook.xml", (body % sheets).encode())

    assert people(book("Hold")) == [ASE_READ]
    assert refusal(book("Hold", "Hold igen")) == HEAVY


def test_a_chart_with_a_sheet_of_its_own_is_passed_over() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADINGS, ASE):
        sheet.append(row)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=2))
    book.create_chartsheet("Graf").add_chart(chart)
    data = saved(book)
    assert people(data) == [ASE_READ]
    assert people(with_part(data, "xl/charts/chart1.xml", b"")) == [ASE_READ], "it is not even read"


@pytest.mark.once
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_ten_thousand_rows_are_refused_fast(kind: str) -> None:
    data = as_csv(*many(10_000)) if kind == "csv" else as_xlsx(*many(10_000))
    began = time.process_time()
    assert refusal(data) == CROWDED
    assert time.process_time() - began < 2


def test_two_thousand_rows_are_taken(inside: AppContext) -> None:
    assert len(people(as_csv(*many(2_000)))) == 2_000
    assert refusal(as_csv(*many(2_001))) == CROWDED
