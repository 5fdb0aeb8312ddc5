"""How do a cohort's cases stand? Who lacks one, what is handed in, read and chosen, or what each theme has, so many at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from portal.own_cases.cohort_queries import BoardRow
from portal.own_cases.models import HANDED_IN, OwnCaseStatus
from portal.preparing.queries import Marks

LACKING: Final = "lacking"
WITHOUT: Final = "without"
MOST: Final = 40
LEAST: Final = 4


@dataclass(frozen=True)
class Column:
    """Cards of one status, the first to come first, and how many more there are than are shown (of a normal cohort none)."""

    status: OwnCaseStatus
    cards: Sequence[BoardRow]
    more: int

    @property
    def count(self) -> int:
        """How many cards the column has in all."""
        return len(self.cards) + self.more


@dataclass(frozen=True)
class Shelf:
    """The cards of one theme, or of none; `key` is what the address calls it."""

    key: str
    name: str
    cards: Sequence[BoardRow]
    more: int


@dataclass(frozen=True)
class Lacking:
    """Somebody who has not handed in; `is_begun` when there is a draft, which nobody else may read."""

    name: str
    is_begun: bool


@dataclass(frozen=True)
class Board:
    """All participants: those who lack a case by name, and the columns, of one mark alone when one was chosen.

    `handed_in` counts every case, also the `kept` ones, which this reader is not shown.
    """

    lacking: Sequence[Lacking]
    more_lacking: int
    columns: Sequence[Column]
    participants: int
    handed_in: int
    kept: int

    @property
    def next_unread(self) -> BoardRow | None:
        """The case that has waited longest to be read."""
        return next((card for card in self.columns[0].cards), None)


def is_lacking(row: BoardRow, begun: Mapping[UUID, bool]) -> bool:
    """Whether somebody has handed nothing in. A case this reader is not shown has been handed in all the same."""
    return row.status is None and not begun.get(row.person_id)


def board_of(
    rows: Sequence[BoardRow], *, begun: Mapping[UUID, bool], whole: str = "", marks: Marks | None = None, mark: str = ""
) -> Board:
    """The board of these participants. `whole` is the column to show to the end: a status, or `lacking`.

    `begun` says who has written something, and whether it is handed in. With a `mark` only cards that have it are shown.
    """
    lacking = [Lacking(row.name, row.person_id in begun) for row in rows if is_lacking(row, begun)]
    shown = len(lacking) if whole == LACKING else MOST
    cards = [row for row in rows if not mark or (marks is not None and marks.on(row.own_case_id).has(mark))]
    found = {status.value: [card for card in cards if card.status is status] for status in HANDED_IN}
    return Board(
        lacking=lacking[:shown],
        more_lacking=max(0, len(lacking) - shown),
        columns=[Column(OwnCaseStatus(key), *cut) for key, cut in _cut(found, whole).items()],
        participants=len(rows),
        handed_in=len(rows) - len(lacking),
        kept=sum(row.status is None for row in rows) - len(lacking),
    )


def _cut(columns: Mapping[str, Sequence[BoardRow]], whole: str) -> dict[str, tuple[Sequence[BoardRow], int]]:
    """The cards each column shows, the first to come first, and how many it leaves out; `whole` leaves out none."""
    most = _most_each([len(cards) for cards in columns.values()])
    shown = {key: len(cards) if key == whole else most for key, cards in columns.items()}
    return {
        key: (sorted(cards, key=_by_arrival)[: shown[key]], max(0, len(cards) - shown[key]))
        for key, cards in columns.items()
    }


def _most_each(counts: Sequence[int]) -> int:
    """How many cards a column may show so that the board shows `MOST`: short ones are whole, long ones give way."""
    fits = (most for most in range(MOST, LEAST, -1) if sum(min(count, most) for count in counts) <= MOST)
    return next(fits, LEAST)


def shelves_of(rows: Sequence[BoardRow], marks: Marks, *, whole: str = "") -> list[Shelf]:
    """The handed-in cases by theme, each under all it has; those without one come last. `whole` is shown to the end."""
    cards = [row for row in rows if row.own_case_id]
    names = {str(theme.id): theme.name for theme in marks.themes} | {WITHOUT: ""}
    found = {
        str(theme.id): [card for card in cards if theme.id in marks.on(card.own_case_id).themes]
        for theme in marks.themes
    }
    found[WITHOUT] = [card for card in cards if not marks.on(card.own_case_id).themes]
    return [Shelf(key, names[key], *cut) for key, cut in _cut(found, whole).items() if cut[0]]


def _by_arrival(row: BoardRow) -> tuple[float, str]:
    return (row.submitted_at.timestamp() if row.submitted_at else 0, row.title or "")
