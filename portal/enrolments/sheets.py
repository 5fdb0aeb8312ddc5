"""Which cells does a spreadsheet hold? CSV in any common encoding or XLSX, read without trusting it, as sheets of rows of text."""

import csv
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO, StringIO
from typing import Any, BinaryIO, Final

from portal.errors import Refused
from portal.figures import size_text
from portal.forms import one_line
from portal.text import _

MOST_BYTES: Final = 5_000_000
MOST_UNPACKED: Final = 20_000_000
MOST_OTHER: Final = 400_000  # styles, themes and the like
MOST_PIECES: Final = 150_000  # rows of a sheet, or its different texts
LONGEST_PIECE: Final = 200_000
CELLS: Final = ("xl/worksheets/", "xl/sharedStrings")
MOST_ROWS: Final = 2_000
MOST_COLUMNS: Final = 50
MOST_BLANK: Final = 5_000
OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
ZIP: Final = b"PK\x03\x04"
UTF16: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
SEPARATORS: Final = (";", ",", "\t")
OLD_ENCODINGS: Final = ("cp1252", "mac_roman")  # the first is taken when nothing speaks for either
DANISH: Final = re.compile(r"[\xe6\xf8\xe5\xc6\xd8\xc5]")
Row = tuple[int, list[str]]


@dataclass(frozen=True)
class Sheet:
    """A sheet that is shown, by the name on its tab (a text file has none), with the rows that say something."""

    name: str
    rows: list[Row]


def read_sheets(stream: BinaryIO) -> list[Sheet]:
    """Those that say something, in their order; each row with its number there; cells are text, formulas as `=…`.

    Raises Refused with field `sheet` when it is too large, empty, or no spreadsheet. Of a longer sheet one row more than
    `MOST_ROWS` and a heading is read, so that the caller can tell.
    """
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise _no(_("Regnearket er for stort. Der er plads til %(size)s. Slet ark og billeder, der ikke skal bruges.",
                    size=size_text(MOST_BYTES)))  # fmt: skip
    if data.startswith(OLD_EXCEL):
        raise _no(_("Filen er i det gamle Excel-format eller har en adgangskode. Gem den som .xlsx eller CSV uden."))
    found = _xlsx_sheets(data) if data.startswith(ZIP) else [Sheet("", list(_limited(_csv_rows(_decoded(data)))))]
    sheets = [sheet for sheet in found if sheet.rows]
    if not sheets:
        raise _no(_("Regnearket er tomt. Der skal være en række med overskrifter og en række pr. person."))
    return sheets


def _no(sentence: str) -> Refused:
    return Refused(sentence, field="sheet")


def _not_readable() -> Refused:
    return _no(_("Filen kan ikke læses som et regneark. Gem den som .xlsx eller CSV, og prøv igen."))


def _too_heavy() -> Refused:
    return _no(_("Regnearket fylder for meget, når det pakkes ud. Kopiér rækkerne over i et nyt ark."))


def _limited(rows: Iterator[list[str]]) -> Iterator[Row]:
    """Rows with something in them, until there are more than we take or nothing but blanks for long."""
    kept, blank = 0, 0
    for number, row in enumerate(rows, 1):
        cells = row[:MOST_COLUMNS]
        if any(cell.strip() for cell in cells):
            yield number, cells
            kept, blank = kept + 1, 0
        else:
            blank += 1
        if kept > MOST_ROWS + 1 or blank > MOST_BLANK:
            return


def _decoded(data: bytes) -> str:
    """Text from UTF-8, UTF-16, Windows-1252 or Mac Roman; line by line, since a sheet may be pasted together from two."""
    encoding = UTF16.get(data[:2]) or _utf16_without_mark(data)
    if encoding:
        text = data.decode(encoding, errors="replace")
    else:
        text = "\n".join(_decoded_lines(data.removeprefix(b"\xef\xbb\xbf").split(b"\n")))
    text = text.removeprefix("\ufeff")
    if "\0" in text or text.startswith("%PDF"):
        raise _not_readable()
    return text


def _utf16_without_mark(data: bytes) -> str | None:
    head = data[:200]
    if len(head) >= 4 and head.count(0) > len(head) // 3:  # noqa: PLR2004 - every other byte of Latin text is a zero
        return "utf-16-le" if head[1] == 0 else "utf-16-be"
    return None


def _decoded_lines(lines: list[bytes]) -> Iterator[str]:
    """Those that are no UTF-8 by the old encoding that makes most Danish letters of them."""
    odd = b"\n".join(line for line in lines if not _is_utf8(line))
    old = max(OLD_ENCODINGS, key=lambda name: len(DANISH.findall(odd.decode(name, errors="replace"))))
    return (line.decode() if _is_utf8(line) else line.decode(old, errors="replace") for line in lines)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _csv_rows(text: str) -> Iterator[list[str]]:
    told = re.match(r"sep=(.)\r?\n", text)
    text = text[told.end() :] if told else text
    separator = told.group(1) if told else _separator(text)
    if told:
        yield []  # the line that names the separator is a row of the sheet too
    number, width = 1 if told else 0, 0
    text = re.sub(rf'"[ \t]+(?={re.escape(separator)}|\r|\n|\Z)', '"', text)  # what is aligned with blanks is no fault
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True):
            number, width = number + 1, max(width, len(row))
            if any(_has_swallowed(cell, separator, width) for cell in row):
                raise _run_together(number)
            yield row
    except csv.Error:
        raise (_run_together(number + 1) if '"' in text else _not_readable()) from None


def _has_swallowed(cell: str, separator: str, width: int) -> bool:
    """Whether rows below fell into a cell whose quote was never closed: a line of it is as long as a row, or has an address.

    Any other line break is somebody's own.
    """
    own = (line for line in cell.splitlines()[1:] if separator in line)
    return any(line.count(separator) >= width - 1 or "@" in line for line in own)


def _run_together(number: int) -> Refused:
    return _no(
        _(
            'I række %(number)s er der et anførselstegn (") for meget eller for lidt, så felter og rækker løber sammen. Ret det, og vælg filen igen.',
            number=number,
        )
    )


def _separator(text: str) -> str:
    """The one that stands equally often, outside quotes, in most of the first lines."""
    head = re.sub(r'"[^"]*"', "", text[:20_000]).splitlines()[:20]

    def agreement(separator: str) -> int:
        return max(Counter(line.count(separator) for line in head if separator in line).values(), default=0)

    return max(SEPARATORS, key=agreement)


def _xlsx_sheets(data: bytes) -> list[Sheet]:
    """The sheets that are shown. What the file unpacks to is weighed before openpyxl reads it."""
    try:
        book = _opened(_weighed(data))
        try:
            shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            if len({sheet._worksheet_path for sheet in shown}) < len(shown):  # noqa: SLF001 - it says so nowhere else
                raise _too_heavy()
            return [Sheet(one_line(sheet.title), list(_limited(_rows_of(sheet)))) for sheet in shown]
        finally:
            book.close()
    except Refused:
        raise
    except Exception:  # noqa: BLE001 - openpyxl raises whatever a broken file provokes
        raise _not_readable() from None


def _opened(weighed: BinaryIO) -> Any:
    """The book as openpyxl knows it, without its charts and pictures, which nobody asks for and which it would read again and again."""
    # Six megabytes in every process, for a page that is opened now and then.
    reader = import_module("openpyxl.reader.excel").ExcelReader(weighed, read_only=True, keep_links=False)
    reader.read_chartsheet = lambda *_sheet: None
    reader.read()
    return reader.wb


def _rows_of(sheet: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()
    for row in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True):
        yield [_text(value) for value in row]


def _weighed(data: bytes) -> BytesIO:
    """The book with nothing in it but what was weighed: openpyxl finds a part by its type, whatever the part is called."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = [part for part in archive.infolist() if part.filename.endswith((".xml", ".rels"))]
        _refuse_bombs(archive, parts)
        book = {part.filename: archive.read(part) for part in parts}
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in book.items():
            archive.writestr(name, content)
    return made


def _refuse_bombs(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """A small file can unpack to gigabytes, or to one row of millions of cells."""
    heavy = sum(part.file_size for part in parts) > MOST_UNPACKED
    heavy = heavy or any(part.file_size > MOST_OTHER for part in parts if not part.filename.startswith(CELLS))
    for part in parts if not heavy else []:
        if part.filename.startswith(CELLS):
            pieces = re.split(rb"<(?:\w+:)?(?:row|si)\b", archive.read(part))
            heavy = heavy or len(pieces) > MOST_PIECES or max(map(len, pieces)) > LONGEST_PIECE
    if heavy:
        raise _too_heavy()


def _text(value: Any) -> str:
    """A cell as text: whole numbers without a decimal point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
