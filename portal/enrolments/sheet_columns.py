"""Which column of a spreadsheet is which? Danish headings in any order, by the words people use for them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from portal.enrolments.sheets import MOST_ROWS, Row, Sheet
from portal.errors import Refused
from portal.forms import one_line
from portal.text import Word, _, _l, listed

HEADING_AMONG: Final = 20
LONGEST_KEPT: Final = 500
FORMULA: Final = ("=", "+", "-", "@")
EMPTY: Final = {"", "-", "–", "—"}


class Column(Word):
    """What we read of a person. Everything else in the sheet is left there."""

    NAME = "name", _l("Navn")
    FIRST_NAME = "first_name", _l("Fornavn")
    LAST_NAME = "last_name", _l("Efternavn")
    EMAIL = "email", _l("E-mail")
    TITLE = "title", _l("Titel")
    MUNICIPALITY = "municipality", _l("Kommune")
    ORGANISATION = "organisation", _l("Organisation")
    BOARD = "board", _l("Direktion")


HEADINGS: Final = {
    Column.NAME: "navn deltager deltagernavn deltagersnavn fuldenavn fuldtnavn name fullname",
    Column.FIRST_NAME: "fornavn fornavne firstname givenname",
    Column.LAST_NAME: "efternavn efternavne lastname surname",
    Column.EMAIL: "email mail emailadresse mailadresse epost epostadresse arbejdsmail arbejdsemail emailaddress",
    Column.TITLE: "titel stilling stillingsbetegnelse jobtitel title jobtitle",
    Column.MUNICIPALITY: "kommune kommunenavn kommunekode kommunenr kommunenummer municipality",
    Column.ORGANISATION: "organisation arbejdsplads forvaltning afdeling enhed organization department",
    Column.BOARD: "direktion meddirektion direktionsmedlem board executiveboard",
}
BY_HEADING: Final = {word: column for column, words in HEADINGS.items() for word in words.split()}


@dataclass(frozen=True)
class Table:
    """The cells of the columns we know, a row for each person; `unused` are headings we did not read.

    `sheet` is the tab they stand under, where there are several.
    """

    rows: list[dict[str, str]]
    unused: list[str]
    sheet: str = ""


def _column(heading: str) -> Column | None:
    return BY_HEADING.get(re.sub(r"[\W_]", "", heading.casefold()))


def recognise(sheets: Sequence[Sheet]) -> Table:
    """Find the sheet with people under headings we know, and read it.

    Raises Refused with field `sheet` when a needed column is missing or stands twice, nobody is in it, too many are, or
    there are people on several.
    """
    if len(sheets) == 1:
        return _table(sheets[0].rows)
    lists: list[Table] = []
    refusals: list[str] = []
    for sheet in [one for one in sheets if _heading_row(one.rows)] or sheets[:1]:
        try:
            lists.append(replace(_table(sheet.rows), sheet=sheet.name))
        except Refused as refusal:
            looked = _("Vi så på arket “%(name)s”.", name=sheet.name[:60])
            refusals.append(f"{refusal.sentence} {looked}")
    if len(lists) > 1:
        names = listed([f"“{one.sheet[:60]}”" for one in lists])
        sentence = _(
            "Der er personer på flere ark: %(names)s. Saml dem på ét, eller slet dem, der ikke skal med.", names=names
        )
        raise Refused(sentence, field="sheet")
    if not lists:
        raise Refused(refusals[0], field="sheet")
    return lists[0]


def _table(rows: Sequence[Row]) -> Table:
    position, headings = _heading_row(rows) or (0, rows[0][1])
    columns = {place: column for place, heading in enumerate(headings) if (column := _column(heading))}
    _refuse_missing(list(columns.values()), headings)
    people = [_person(number, cells, columns) for number, cells in rows[position + 1 :]]
    people = [person for person in people if len(person) > 1]
    if not people:
        raise Refused(_("Der står ingen personer under overskrifterne."), field="sheet")
    if len(people) > MOST_ROWS:
        raise Refused(
            _("Der er flere end %(most)s personer i arket. Del det i flere, eller slet de rækker, der ikke skal med.",
              most=MOST_ROWS),
            field="sheet",
        )  # fmt: skip
    unused = [text for place, heading in enumerate(headings) if place not in columns and (text := one_line(heading))]
    return Table(rows=people, unused=[text[:60] for text in unused])


def _heading_row(rows: Sequence[Row]) -> tuple[int, list[str]] | None:
    """The first row with at least two headings we know; a title may stand above it."""
    for position, (_number, cells) in enumerate(rows[:HEADING_AMONG]):
        if len({_column(cell) for cell in cells} - {None}) > 1:
            return position, cells
    return None


def _refuse_missing(columns: list[Column], headings: Sequence[str]) -> None:
    has_name = Column.NAME in columns or {Column.FIRST_NAME, Column.LAST_NAME} <= set(columns)
    missing = [] if has_name else [str(Column.NAME.label)]
    missing += [] if Column.EMAIL in columns else [str(Column.EMAIL.label)]
    if missing:
        found = [text[:40] for heading in headings if (text := one_line(heading))][:8]
        words = {"missing": listed([f"“{m}”" for m in missing]), "found": listed([f"“{f}”" for f in found])}
        if len(missing) > 1:
            raise Refused(_("Arket mangler kolonnerne %(missing)s. Vi fandt %(found)s.", **words), field="sheet")
        raise Refused(_("Arket mangler kolonnen %(missing)s. Vi fandt %(found)s.", **words), field="sheet")
    twice = [column for column in Column if columns.count(column) > 1]
    if twice:
        raise Refused(
            _("To kolonner ser ud til at være “%(name)s”. Slet eller omdøb den ene.", name=twice[0].label),
            field="sheet",
        )


def _person(number: int, cells: Sequence[str], columns: dict[int, Column]) -> dict[str, str]:
    """One row: its number, and what stands in the columns we know. A formula keeps its sign, to be refused."""
    kept = {column: one_line(cells[place])[:LONGEST_KEPT] for place, column in columns.items() if place < len(cells)}
    kept = {column: text for column, text in kept.items() if text not in EMPTY}
    parts = [kept.pop(column, "") for column in (Column.FIRST_NAME, Column.LAST_NAME)]
    formula = next((part for part in parts if part.startswith(FORMULA)), "")
    name = kept.pop(Column.NAME, "") or formula or " ".join(part for part in parts if part)
    return {"number": str(number)} | ({Column.NAME.value: name} if name else {}) | {c.value: t for c, t in kept.items()}
