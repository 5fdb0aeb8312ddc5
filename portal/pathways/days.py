"""Have these days begun, are they over, and where does one go?"""

from portal import clock
from portal.courses.cohort_models import CourseDay
from portal.figures import at_time
from portal.text import _


def begun(days: list[CourseDay]) -> bool:
    """Whether the first of them has."""
    return bool(days) and days[0].starts_at <= clock.now()


def ended(days: list[CourseDay]) -> bool:
    """Whether the last of them is over."""
    return bool(days) and days[-1].ends_at <= clock.now()


def place_of(days: list[CourseDay]) -> str:
    """“på Strandgården, Fjordby”, or nothing."""
    venue = days[0].venue if days else None
    if venue is None:
        return ""
    return _("på %(place)s", place=f"{venue.name}, {venue.town}" if venue.town else venue.name)


def meeting_of(days: list[CourseDay]) -> str:
    """“torsdag den 12. november 2026 kl. 12.00 på Strandgården, Fjordby”, without the place while it is not known."""
    return " ".join(part for part in (at_time(days[0].starts_at), place_of(days)) if part)
