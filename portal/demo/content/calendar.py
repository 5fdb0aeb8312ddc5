"""On which date does a piece of the demonstration world fall, seen from a given today?"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from portal.demo.content.shapes import CohortPlan, Moment

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def start_of(cohort: CohortPlan, *, today: date) -> date | None:
    """The first course day; None when the cohort has no date at present."""
    if cohort.yearly is not None:
        return _nearest_weekday(_next_yearly(cohort.yearly, after=today + timedelta(days=60)), cohort.start_weekday)
    if cohort.start is None:
        return None
    return _nearest_weekday(today + timedelta(days=cohort.start), cohort.start_weekday)


def editions_until(cohort: CohortPlan, *, after: int, today: date) -> list[date]:
    """The first days of a yearly cohort in the years after `after` and before its own; the last may be yet to come."""
    start = start_of(cohort, today=today)
    if cohort.yearly is None or start is None:
        return []
    month, day = cohort.yearly
    return [_nearest_weekday(date(year, month, day), cohort.start_weekday) for year in range(after + 1, start.year)]


def follow_up_of(cohort: CohortPlan, *, today: date) -> date | None:
    """The follow-up day; None when there is none."""
    if cohort.follow_up is None:
        return None
    return _nearest_weekday(today + timedelta(days=cohort.follow_up), cohort.follow_up_weekday)


def moment_of(moment: Moment, cohort: CohortPlan, *, today: date) -> datetime:
    """An aware datetime in Europe/Copenhagen. Raises ValueError when the cohort lacks the anchor day."""
    anchors = {"today": today, "start": start_of(cohort, today=today), "follow_up": follow_up_of(cohort, today=today)}
    anchor = anchors[moment.anchor]
    if anchor is None:
        raise ValueError(f"Cohort {cohort.key} has no {moment.anchor} day.")
    return at_local(anchor + timedelta(days=moment.days), moment.at)


def at_local(day: date, clock_time: str) -> datetime:
    """A "HH:MM" on a day, in Europe/Copenhagen."""
    return datetime.combine(day, time.fromisoformat(clock_time), tzinfo=COPENHAGEN)


def _next_yearly(month_and_day: tuple[int, int], *, after: date) -> date:
    month, day = month_and_day
    this_year = date(after.year, month, day)
    return this_year if this_year >= after else date(after.year + 1, month, day)


def _nearest_weekday(day: date, weekday: int | None) -> date:
    if weekday is None:
        return day
    ahead = (weekday - day.weekday()) % 7
    return day + timedelta(days=ahead if ahead <= 3 else ahead - 7)
