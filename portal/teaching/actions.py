"""What can those who teach do with a whole cohort? Put its participants in case groups."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from portal.courses.cohort_models import Cohort
from portal.enrolments.queries import participants_of
from portal.errors import Refused
from portal.journal.actions import record
from portal.people.models import Person
from portal.text import _

MOST_GROUPS: Final = 200


def give_case_groups(cohort: Cohort, *, by: Person, groups: Mapping[UUID, int | None]) -> None:
    """Put participants in case groups, by enrolment; None takes somebody out, and who is not named stays.

    Raises Refused for a group that cannot be.
    """
    if any(group is not None and not 0 < group <= MOST_GROUPS for group in groups.values()):
        raise Refused(_("Vælg en gruppe fra listen."), field="groups")
    changed = False
    for enrolment in participants_of(cohort):
        group = groups.get(enrolment.id, enrolment.case_group)
        changed = changed or group != enrolment.case_group
        enrolment.case_group = group
    if changed:
        record("cohort.grouped", by_id=by.id, subject_id=cohort.id, cohort_id=cohort.id)
