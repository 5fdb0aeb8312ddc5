"""Which people stand in the spreadsheets of the journeys?"""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from playwright.sync_api import FilePayload

FIRST = ["Åse", "Øyvind", "Ægir", "Maja", "Søren", "Bodil", "Jørgen"]
LAST = ["Bjørnø", "Ågård", "Læssøe", "Kjær", "Østergaard"]
HOMES = ["Ærø", "Aalborg", "Høje-Taastrup", "Rødovre", "751", "Tønder", "Læsø", "Sorø", "Brønderslev"]
HEADINGS = ["Navn", "E-mail", "Stilling", "Kommune", "Telefon"]


def people(number: int) -> list[list[str]]:
    """Thirty-five people of one journey, five of each first name."""
    names = [f"{first} {last}" for first in FIRST for last in LAST]
    return [
        [name, f"deltager{place}.{number}@kommune.eksempel.dk", "Fuldmægtig", HOMES[place % len(HOMES)], "00 00 00 00"]
        for place, name in enumerate(names)
    ]


def workbook(name: str, rows: Sequence[Sequence[str]]) -> FilePayload:
    """An Excel file with headings and these rows."""
    book = Workbook()
    sheet = book.active
    assert sheet
    for row in [HEADINGS, *rows]:
        sheet.append(list(row))
    parcel = io.BytesIO()
    book.save(parcel)
    return FilePayload(name=name, mimeType="application/octet-stream", buffer=parcel.getvalue())
