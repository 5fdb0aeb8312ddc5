"""Is there room? People and executive boards are counted, each against its own capacity; None means that nobody counts."""

from dataclasses import dataclass, field


@dataclass
class Seats:
    """The places of one cohort as they stand. A board is named by its municipality's code; it needs one board place in all."""

    capacity: int | None = None
    capacity_boards: int | None = None
    taken: int = 0
    waiting: int = 0
    boards: set[str] = field(default_factory=set)

    @property
    def free(self) -> int | None:
        """How many more people there is room for; None when nobody counts."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def free_boards(self) -> int | None:
        """How many more boards there is room for; None when nobody counts."""
        return None if self.capacity_boards is None else max(0, self.capacity_boards - len(self.boards))

    def has_room_for(self, board: str | None) -> bool:
        """Whether one more person fits: alone, or as one of a board that is there already or may still come."""
        return self.free != 0 and self.may_bring(board)

    def may_bring(self, board: str | None) -> bool:
        """Whether somebody who has a place may come with this board: there already, or one that may still come."""
        return board is None or board in self.boards or self.free_boards != 0

    def take(self, board: str | None) -> None:
        """Count one more person in."""
        self.taken += 1
        if board is not None:
            self.boards.add(board)
