"""How does an act upon a case stand in the journal? With its author as the owner, who can see it there."""

from portal.journal.actions import record
from portal.own_cases.models import OwnCase
from portal.people.models import Person


def note(act: str, own_case: OwnCase, *, by: Person) -> None:
    """Write in the journal what somebody has done to a case."""
    record(act, by_id=by.id, subject_id=own_case.id, owner_id=own_case.author_id, cohort_id=own_case.cohort_id)
