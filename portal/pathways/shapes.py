"""What is a step on the way from enrolment to certificate?"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.text import Word, _l


class StepState(StrEnum):
    """Whether a step is behind, at hand, ahead, or late. `passed` is behind without having been done, and that is fine."""

    DONE = "done"
    CURRENT = "current"
    UPCOMING = "upcoming"
    OVERDUE = "overdue"
    PASSED = "passed"


class Phase(Word):
    """Where in the life of the cohort a step belongs."""

    BEFORE = "before", _l("Før kurset")
    DURING = "during", _l("På kurset")
    AFTER = "after", _l("Efter kurset")


@dataclass(frozen=True, kw_only=True)
class PathwayStep:
    """One step. `at` is its deadline or its beginning; `target` is an endpoint and its arguments; `filled` is of five."""

    key: str
    phase: Phase
    label: str
    title: str
    state: StepState
    icon: str
    meta: str = ""
    invitation: str = ""
    action: str = ""
    target: tuple[str, dict[str, object]] | None = None
    at: datetime | None = None
    filled: int | None = None
    total: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is something to do now."""
        return self.state in {StepState.CURRENT, StepState.OVERDUE}
