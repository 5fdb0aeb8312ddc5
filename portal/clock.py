"""What time is it? The only clock of the portal, in UTC; local time is for the reader's eye."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

COPENHAGEN: Final = ZoneInfo("Europe/Copenhagen")

_frozen: datetime | None = None


def now() -> datetime:
    """The present instant in UTC."""
    return _frozen or datetime.now(UTC)


def set_clock(instant: datetime | None) -> None:
    """Stop the clock at an instant, or let it run again with None. For tests and the demonstration world."""
    global _frozen  # noqa: PLW0603 - one clock is the point of this module
    _frozen = instant


def to_local(instant: datetime) -> datetime:
    """The instant as a clock on a Danish wall shows it."""
    return instant.astimezone(COPENHAGEN)


def today() -> date:
    """The date in Denmark."""
    return to_local(now()).date()


def exists(day: date, at: time) -> bool:
    """Whether a Danish wall clock ever shows this time: it leaps an hour on the last Sunday of March."""
    local = datetime.combine(day, at, COPENHAGEN)
    return local.astimezone(UTC).astimezone(COPENHAGEN).replace(tzinfo=None) == local.replace(tzinfo=None)


def from_local(day: date, at: time) -> datetime:
    """The instant at which a Danish wall clock shows a time; the first of the two in the autumn hour that comes twice."""
    return datetime.combine(day, at, COPENHAGEN).astimezone(UTC)


def days_after(instant: datetime, days: int) -> datetime:
    """The instant when a Danish wall clock shows the same time so many days later, or earlier when negative."""
    local = to_local(instant)
    return from_local(local.date() + timedelta(days=days), local.time())


def months_after(instant: datetime, months: int) -> datetime:
    """The same day and time so many months later, or earlier when negative; the month's last day where it is shorter."""
    local = to_local(instant)
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    day = min(local.day, monthrange(year, month + 1)[1])
    return from_local(date(year, month + 1, day), local.time())
