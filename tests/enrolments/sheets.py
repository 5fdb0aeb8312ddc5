"""Which spreadsheets do the tests send? Written as people's programs write them, and as nobody should."""

import csv
import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

from openpyxl import Workbook

HEADINGS = ("Navn", "E-mail", "Titel", "Kommune", "Organisation")
ASE = ("Åse Ærø Ørum", "aase@eksempel.dk", "Sekretær", "Ærø", "")
BO = ("Bo Kjær", "bo@eksempel.dk", "Chef; drift", "751", "Teknik")
TYPES = "[Content_Types].xml"
Cells = Sequence[object]


def as_csv(*rows: Cells, separator: str = ";", encoding: str = "utf-8", headings: Cells = HEADINGS) -> bytes:
    text = StringIO()
    csv.writer(text, delimiter=separator).writerows([headings, *rows])
    return text.getvalue().encode(encoding)


def as_xlsx(*rows: Cells, headings: Cells = HEADINGS, hidden_first: bool = False) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    if hidden_first:
        sheet.sheet_state = "hidden"
        sheet.append(["Intern", "note"])
        sheet = book.create_sheet("Deltagere")
    for row in [headings, *rows]:
        sheet.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def many(count: int) -> Iterable[Cells]:
    return ((f"Deltager {n}", f"deltager{n}@eksempel.dk", "Konsulent", "Aarhus", "") for n in range(count))


def with_part(data: bytes, name: str, body: bytes) -> bytes:
    """An XLSX with one of its parts put in another's place."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, body if part == name else old.read(part))
    return made.getvalue()


def with_strings(data: bytes, name: str, body: bytes) -> bytes:
    """An XLSX whose shared strings lie in a part of this name: who reads it finds them by their type."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    with zipfile.ZipFile(BytesIO(data)) as book:
        types = book.read(TYPES)
    told = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'.encode()
    return with_another(with_part(data, TYPES, types.replace(b"</Types>", told)), name, body)


def with_another(data: bytes, name: str, body: bytes) -> bytes:
    """An XLSX with one part more."""
    made = BytesIO(data)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr(name, body)
    return made.getvalue()
