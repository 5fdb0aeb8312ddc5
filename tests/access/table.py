"""Which role opens which kind of page? The table of README, made from the matrix; `python -m tests.access.table` prints it."""

from typing import Final

import portal.app  # noqa: F401 - every page is declared by then
from portal import access
from portal.door import DOORS
from tests.access.matrix import EVERYONE, MATRIX

ROLES: Final = {
    "participant": {"author", "classmate", "groupmate", "colleague", "politician", "home_politician"},
    "board secretary": {"secretary"},
    "instructor": {"instructor"},
    "coordinator": {"coordinator"},
    "coordinator of all": {"chief"},
    "speaker": {"speaker"},
    "municipal contact": {"contact"},
    "administrator": {"administrator"},
}


def lines() -> list[str]:
    """One line for each rule that is not open to the world: what it is for, and who comes in on a cohort of their own."""
    who: dict[str, set[str]] = {}
    pages: dict[str, set[str]] = {}
    for endpoint, _ids, insiders in MATRIX:
        rule = DOORS[endpoint].__name__
        if insiders != EVERYONE:
            who.setdefault(rule, set()).update(insiders)
            pages.setdefault(rule, set()).add(endpoint)
    head = ["rule", "opens", *ROLES]
    rows = [_row(rule, who[rule]) for rule in sorted(who)]
    return [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *rows]


def _row(rule: str, insiders: set[str]) -> str:
    said = (getattr(access, rule).__doc__ or "").strip().splitlines()[0]
    marks = ["yes" if people & insiders else "" for people in ROLES.values()]
    return f"| `{rule}` | {said} | {' | '.join(marks)} |"


if __name__ == "__main__":
    print("\n".join(lines()))
