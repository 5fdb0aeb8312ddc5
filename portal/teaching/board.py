"""How do a cohort's cases stand? Who lacks one, and what is handed in, read and chosen, so many cards at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from portal.own_cases.cohort_queries import BoardRow
from portal.own_cases.models import HANDED_IN, OwnCaseStatus

LACKING: Final = "lacking"
MOST_CARDS: Final = 4
MOST_NAMES: Final = 12


@dataclass(frozen=True)
class Column:
    """Cards of one status, the first to come first, and how many more there are than are shown."""

    status: OwnCaseStatus
    cards: Sequence[BoardRow]
    more: int

    @property
    def count(self) -> int:
        """How many cards the column has in all."""
        return len(self.cards) + self.more


@dataclass(frozen=True)
class Lacking:
    """Somebody who has not handed in; `is_begun` when there is a draft, which nobody else may read."""

    name: str
    is_begun: bool


@dataclass(frozen=True)
class Board:
    """All participants: those who lack a case by name, and the columns."""

    lacking: Sequence[Lacking]
    more_lacking: int
    columns: Sequence[Column]
    participants: int

    @property
    def handed_in(self) -> int:
        """How many cases have come."""
        return sum(column.count for column in self.columns)

    @property
    def next_unread(self) -> BoardRow | None:
        """The case that has waited longest to be read."""
        return next((card for card in self.columns[0].cards), None)


def board_of(rows: Sequence[BoardRow], *, drafting: set[UUID], whole: str = "") -> Board:
    """The board of these participants. `whole` is the column to show to the end: a status, or `lacking`."""
    lacking = [Lacking(row.name, row.person_id in drafting) for row in rows if row.status is None]
    shown = len(lacking) if whole == LACKING else MOST_NAMES
    return Board(
        lacking=lacking[:shown],
        more_lacking=max(0, len(lacking) - shown),
        columns=[_column(rows, status, is_whole=whole == status.value) for status in HANDED_IN],
        participants=len(rows),
    )


def _column(rows: Sequence[BoardRow], status: OwnCaseStatus, *, is_whole: bool) -> Column:
    cards = sorted((row for row in rows if row.status is status), key=_by_arrival)
    shown = len(cards) if is_whole else MOST_CARDS
    return Column(status, cards[:shown], max(0, len(cards) - shown))


def _by_arrival(row: BoardRow) -> tuple[float, str]:
    return (row.submitted_at.timestamp() if row.submitted_at else 0, row.title or "")
