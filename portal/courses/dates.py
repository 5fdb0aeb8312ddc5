"""When is a cohort? Its days in the words people use: “12.–13. november 2026, kl. 12 til 12”."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal import clock
from portal.courses.cohort_models import DayKind
from portal.courses.programme import AnyDay
from portal.figures import clock_time, date_span
from portal.text import _, language


def hour(instant: datetime) -> str:
    """“12” for a whole hour in Danish, “9.30” otherwise; “12:00” in English."""
    words = clock_time(instant)
    return words.removesuffix(".00") if language() == "da" else words


def span_words(starts_at: datetime, ends_at: datetime) -> str:
    """“12.–13. november 2026, kl. 12 til 12” or, for one day, “26. januar 2027, kl. 9.30–15.30”."""
    dates = date_span(starts_at, ends_at)
    is_one_day = clock.to_local(starts_at).date() == clock.to_local(ends_at).date()
    if is_one_day:
        return _("%(dates)s, kl. %(first)s–%(last)s", dates=dates, first=hour(starts_at), last=hour(ends_at))
    return _("%(dates)s, kl. %(first)s til %(last)s", dates=dates, first=hour(starts_at), last=hour(ends_at))


@dataclass(frozen=True, slots=True)
class CohortDates:
    """The course from its first hour to its last, and the days one comes back."""

    starts_at: datetime
    ends_at: datetime
    follow_ups: tuple[AnyDay, ...] = ()

    @property
    def words(self) -> str:
        """The course's dates and hours."""
        return span_words(self.starts_at, self.ends_at)

    @property
    def last_at(self) -> datetime:
        """When everything is over, the follow-up day too."""
        return max([self.ends_at, *(day.ends_at for day in self.follow_ups)])

    @property
    def is_past(self) -> bool:
        """Whether everything is over."""
        return self.last_at <= clock.now()

    @property
    def has_begun(self) -> bool:
        """Whether the course has begun."""
        return self.starts_at <= clock.now()

    @property
    def is_over_days(self) -> bool:
        """Whether the course goes from one date to another."""
        return clock.to_local(self.starts_at).date() != clock.to_local(self.ends_at).date()


def dates_of(days: Sequence[AnyDay]) -> CohortDates | None:
    """The dates of a cohort with these days; None when it has no date yet."""
    teaching = [day for day in days if day.kind is DayKind.TEACHING] or list(days)
    if not teaching:
        return None
    follow_ups = sorted((day for day in days if day not in teaching), key=lambda day: day.starts_at)
    return CohortDates(min(day.starts_at for day in teaching), max(day.ends_at for day in teaching), tuple(follow_ups))
