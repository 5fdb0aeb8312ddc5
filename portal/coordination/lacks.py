"""What does a cohort lack before it is ready, and which date is near?"""

from datetime import datetime
from typing import Final, NamedTuple

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.courses.dates import dates_of
from portal.figures import days_until, when
from portal.text import _

NEAR: Final = 7


class Lack(NamedTuple):
    """Something to see to: the words, an icon, how urgent it looks, and the page on which to do it."""

    words: str
    icon: str
    kind: str
    endpoint: str


def lacks_of(cohort: Cohort, has_agenda: bool, has_instructor: bool, has_material: bool) -> list[Lack]:  # noqa: FBT001 - three columns of a row
    """What to see to on a cohort whose days and venues are loaded. Nothing when it is over."""
    dates = dates_of(cohort.days)
    if cohort.completed_at is not None or (dates is not None and dates.is_past):
        return []
    lacks = [
        (dates is None, Lack(_("Ingen dato"), "calendar", "late", "courses.edit_cohort")),
        (not has_instructor, Lack(_("Ingen underviser"), "person", "late", "courses.edit_staff")),
        (_lacks_venue(cohort), Lack(_("Dag uden sted"), "pin", "late", "courses.edit_cohort")),
        (dates is not None and not has_agenda, Lack(_("Intet program"), "list", "late", "courses.edit_agenda")),
        (not has_material, Lack(_("Intet materiale"), "book", "", "courses.show_cohort")),
        (_is_near(cohort.enrolment_deadline), _near(_("Tilmeldingsfrist"), cohort.enrolment_deadline)),
        (_is_near(cohort.own_case_deadline), _near(_("Casefrist"), cohort.own_case_deadline)),
    ]
    return [lack for is_so, lack in lacks if is_so]


def _lacks_venue(cohort: Cohort) -> bool:
    return any(day.venue_id is None and day.ends_at > clock.now() for day in cohort.days)


def _is_near(deadline: datetime | None) -> bool:
    return deadline is not None and deadline > clock.now() and days_until(deadline) <= NEAR


def _near(name: str, deadline: datetime | None) -> Lack:
    return Lack(f"{name} {when(deadline)}" if deadline else name, "clock", "soon", "coordination.follow")
