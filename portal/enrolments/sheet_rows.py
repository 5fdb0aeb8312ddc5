"""Can each row of a spreadsheet be enrolled, and what would happen if all were? Asked at the preview and again at the act."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from portal.courses.cohort_models import Cohort
from portal.enrolments import queries
from portal.enrolments.joining import Newcomer
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.enrolments.places import coordinating, never_both
from portal.enrolments.seats import Seats
from portal.enrolments.sheet_columns import FORMULA, Column
from portal.enrolments.sheet_homes import Municipalities
from portal.errors import Refused
from portal.people.models import Municipality, Person
from portal.people.queries import canonical_email, municipalities, people_by_email
from portal.text import _

BROKEN: Final = re.compile(
    "�|Ã[¦¸¥†˜…\u0098\u0086\u0085]"  # UTF-8 read as Windows-1252
    "|[A-Za-z][¾¿]|[¾¿][A-Za-z]|[A-Za-z]Œ[a-z]"  # and Mac Roman
)
LONGEST: Final = {Column.NAME: 200, Column.EMAIL: 254, Column.TITLE: 200, Column.ORGANISATION: 200}
NO: Final = {"nej", "n", "no", "0", "false", "falsk"}


@dataclass
class JudgedRow:
    """A row as it stands in the sheet, what is wrong with it by column, and what else to know."""

    number: int
    cells: Mapping[str, str]
    problems: list[tuple[str, str]] = field(default_factory=list)
    is_enrolled: bool = False
    remark: str = ""
    newcomer: Newcomer | None = None

    @property
    def bad_columns(self) -> set[str]:
        """The columns with something to mend."""
        return {column for column, _sentence in self.problems}


@dataclass
class Preview:
    """All rows judged, and what enrolling them would do: so many get a place, so many wait."""

    rows: list[JudgedRow]
    seats: int = 0
    waiting: int = 0

    @property
    def bad(self) -> list[JudgedRow]:
        """Rows that stop the sheet."""
        return [row for row in self.rows if row.problems]

    @property
    def newcomers(self) -> list[Newcomer]:
        """Those to enrol, in the order of the sheet."""
        return [row.newcomer for row in self.rows if row.newcomer and not row.is_enrolled and not row.problems]

    @property
    def enrolled(self) -> int:
        """How many are on the cohort already; they are passed over."""
        return sum(row.is_enrolled for row in self.rows)

    @property
    def outcome(self) -> str:
        """What one has seen, so that the act can tell whether it is still true."""
        return f"{len(self.newcomers)}-{self.seats}-{self.waiting}"


def judge(cohort: Cohort, rows: Sequence[Mapping[str, str]], *, by: Person) -> Preview:
    """Judge every row against the sheet itself and against the cohort as it stands now; four queries however many rows."""
    places = Municipalities(municipalities())
    judged = [JudgedRow(number=int(row["number"]), cells=row) for row in rows]
    for row in judged:
        _read(row, places, with_boards=cohort.capacity_boards is not None)
    _mark_twice(judged)
    emails = [row.newcomer.email for row in judged if row.newcomer]
    people, roster = people_by_email(emails), queries.roster(cohort)
    enrolled = {one.person.email: one for one in roster}
    for row in judged:
        if row.newcomer:
            _compare(row, row.newcomer, people.get(row.newcomer.email), enrolled.get(row.newcomer.email), places)
    if people:
        _mark_who_coordinates(judged, people, coordinating(cohort, by))
    _remark_namesakes(judged, roster)
    return _count(Preview(rows=judged), queries.seats_among(cohort, roster))


def _read(row: JudgedRow, places: Municipalities, *, with_boards: bool) -> None:
    cells = row.cells
    row.problems = [(column, sentence) for column in Column for sentence in _unfit(column, cells.get(column, ""))]
    for column, sentence in ((Column.NAME, _("Navnet mangler.")), (Column.EMAIL, _("E-mailadressen mangler."))):
        if not cells.get(column):
            row.problems.append((column, sentence))
    home = _municipality(row, places)
    if home:
        row.cells = {**cells, Column.MUNICIPALITY: home.name}  # a number is shown as the name it means
    with_board = with_boards and cells.get(Column.BOARD, "").casefold() not in NO
    if with_board and not cells.get(Column.MUNICIPALITY):
        row.problems.append((Column.MUNICIPALITY, _("Kommunen mangler. På holdet her tilmeldes direktioner.")))
    email = _email(row)
    if email:
        row.newcomer = Newcomer(
            name=cells.get(Column.NAME, ""),
            email=email,
            title=cells.get(Column.TITLE, ""),
            municipality_code=home.code if home else "",
            organisation=cells.get(Column.ORGANISATION, ""),
            with_board=with_board,
        )


def _unfit(column: Column, text: str) -> list[str]:
    """What is wrong with a cell whatever it means."""
    if text.startswith(FORMULA):
        return [
            _("%(column)s begynder med “%(sign)s”, så det kan være en formel. Skriv det som almindelig tekst.",
              column=column.label, sign=text[0])
        ]  # fmt: skip
    if BROKEN.search(text):
        return [_("Bogstaver i “%(cell)s” er gået i stykker. Gem arket som .xlsx, og prøv igen.", cell=text[:60])]
    if len(text) > LONGEST.get(column, 200):
        return [_("%(column)s er længere end %(most)s tegn.", column=column.label, most=LONGEST.get(column, 200))]
    return []


def _municipality(row: JudgedRow, places: Municipalities) -> Municipality | None:
    text = row.cells.get(Column.MUNICIPALITY, "")
    if not text or Column.MUNICIPALITY in row.bad_columns:
        return None
    home = places.find(text)
    if home is None:
        near = places.guess(text)
        hint = _("Mener du %(name)s?", name=near) if near else _("Skriv kommunens navn eller nummer.")
        sentence = _("“%(cell)s” er ikke en kommune, vi kender. %(hint)s", cell=text[:60], hint=hint)
        row.problems.append((Column.MUNICIPALITY, sentence))
    return home


def _email(row: JudgedRow) -> str:
    text = row.cells.get(Column.EMAIL, "")
    if not text or Column.EMAIL in row.bad_columns:
        return ""
    try:
        return canonical_email(text.removeprefix("mailto:"))
    except Refused as refusal:
        row.problems.append((Column.EMAIL, refusal.sentence))
        return ""


def _mark_twice(rows: Sequence[JudgedRow]) -> None:
    first: dict[str, int] = {}
    for row in rows:
        if row.newcomer is None:
            continue
        earlier = first.setdefault(row.newcomer.email, row.number)
        if earlier != row.number:
            row.problems.append((Column.EMAIL, _("Samme e-mailadresse som i række %(number)s.", number=earlier)))


def _compare(
    row: JudgedRow, newcomer: Newcomer, person: Person | None, enrolment: Enrolment | None, places: Municipalities
) -> None:
    """What the portal knows of the person already."""
    if person is None:
        return
    if person.disabled_at is not None:
        row.problems.append((Column.EMAIL, _("Kontoen er lukket. Skriv til administratoren.")))
    row.remark = " ".join(_what_stays(newcomer, person, places))
    if enrolment is None:
        return
    if enrolment.status is EnrolmentStatus.CANCELLED:
        row.remark = _("Var afmeldt og tilmeldes igen.")
        return
    row.is_enrolled = True
    is_waiting = enrolment.status is EnrolmentStatus.WAITLISTED
    row.remark = _("Står allerede på venteliste.") if is_waiting else _("Er allerede tilmeldt.")


def _mark_who_coordinates(rows: Iterable[JudgedRow], people: Mapping[str, Person], chosen: Collection[UUID]) -> None:
    for row in rows:
        person = people.get(row.newcomer.email) if row.newcomer and not row.is_enrolled else None
        if person and person.id in chosen:
            row.problems.append((Column.EMAIL, never_both(person)))


def _what_stays(newcomer: Newcomer, person: Person, places: Municipalities) -> Iterator[str]:
    if person.name != newcomer.name:
        yield _("Vi kender adressen som %(name)s. Det navn beholdes.", name=person.name)
    home = places.codes.get(person.municipality_code or "")
    if home and newcomer.municipality_code not in {"", home.code}:
        yield _("Vi kender adressen fra %(name)s. Den kommune beholdes.", name=home.name)


def _remark_namesakes(rows: Sequence[JudgedRow], roster: Iterable[Enrolment]) -> None:
    """Perhaps one person under two addresses, perhaps two of the same name: for whoever knows them to say."""
    people = [one.person for one in roster if one.status is not EnrolmentStatus.CANCELLED]
    there = {(person.name.casefold(), person.municipality_code): person.email for person in people}
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        if row.newcomer is None or not (row.newcomer.name and row.newcomer.municipality_code):
            continue
        named = row.newcomer.name.casefold(), row.newcomer.municipality_code
        earlier = first.setdefault(named, row.number)
        if row.remark:
            continue
        if earlier != row.number:
            row.remark = _(
                "Samme navn og kommune som i række %(number)s, med en anden adresse. Er det samme person?",
                number=earlier,
            )
        elif named in there:
            row.remark = _(
                "Samme navn og kommune som %(email)s, der er på holdet. Er det samme person?", email=there[named]
            )


def _count(preview: Preview, places: Seats) -> Preview:
    for newcomer in preview.newcomers:
        board = newcomer.municipality_code if newcomer.with_board else None
        if places.has_room_for(board):
            places.take(board)
            preview.seats += 1
        else:
            preview.waiting += 1
    return preview
