"""What can those who teach do with a whole cohort? Put its participants in case groups."""

from collections.abc import Mapping
from typing import Final, NamedTuple
from uuid import UUID

from portal.courses.cohort_models import Cohort
from portal.enrolments.queries import lock, participants_of
from portal.errors import Refused
from portal.journal.actions import record
from portal.people.models import Person
from portal.text import _

MOST_GROUPS: Final = 200


class Move(NamedTuple):
    """From which case group to which; None is no group."""

    was: int | None
    now: int | None


def give_case_groups(cohort: Cohort, *, by: Person, moves: Mapping[UUID, Move]) -> None:
    """Move participants between case groups, by enrolment; who is not named, or has left, stays as they are.

    Raises Refused for a group that cannot be, or when somebody named is no longer where the move begins.
    """
    if any(move.now is not None and not 0 < move.now <= MOST_GROUPS for move in moves.values()):
        raise Refused(_("Vælg en gruppe fra listen."), field="groups")
    lock(cohort)
    moved = [(enrolment, moves[enrolment.id]) for enrolment in participants_of(cohort) if enrolment.id in moves]
    if any(enrolment.case_group not in move for enrolment, move in moved):
        raise Refused(
            _(
                "Grupperne er blevet gemt, efter at du åbnede siden. Dine valg står her endnu og er ikke gemt. "
                "Gemmer du igen, er det dem, der gælder."
            )
        )
    if any(enrolment.case_group != move.now for enrolment, move in moved):
        record("cohort.grouped", by_id=by.id, subject_id=cohort.id, cohort_id=cohort.id)
    for enrolment, move in moved:
        enrolment.case_group = move.now
