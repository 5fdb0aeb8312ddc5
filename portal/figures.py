"""How are dates, times, counts, sizes and sums written here? In the language that is being spoken."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Flask

from portal import clock
from portal.text import _, _l, language

KILO: Final = 1000
SMALL_NUMBERS: Final = (
    _l("nul"), _l("en"), _l("to"), _l("tre"), _l("fire"), _l("fem"), _l("seks"),
    _l("syv"), _l("otte"), _l("ni"), _l("ti"), _l("elleve"), _l("tolv"),
)  # fmt: skip


def _local_date(value: date | datetime) -> date:
    return clock.to_local(value).date() if isinstance(value, datetime) else value


@lru_cache(maxsize=4096)
def _date(value: date, pattern: str, code: str) -> str:
    return str(format_date(value, pattern, locale=code))


def _dated(value: date | datetime, danish: str, english: str) -> str:
    code = language()
    return _date(_local_date(value), danish if code == "da" else english, code)


def long_date(value: date | datetime, *, year: bool = True) -> str:
    """“torsdag den 5. november 2026”, “Thursday 5 November 2026”."""
    ending = " y" if year else ""
    return _dated(value, "EEEE 'den' d. MMMM" + ending, "EEEE d MMMM" + ending)


def plain_date(value: date | datetime) -> str:
    """“5. november 2026”, “5 November 2026”."""
    return _dated(value, "d. MMMM y", "d MMMM y")


def short_date(value: date | datetime) -> str:
    """“5. nov”, “5 Nov”."""
    return _dated(value, "d. MMM", "d MMM").rstrip(".")


def month(value: date | datetime, *, short: bool = False) -> str:
    """“november” or “nov”, for a calendar leaf."""
    pattern = "MMM" if short else "MMMM"
    return _dated(value, pattern, pattern).rstrip(".")


def clock_time(value: datetime) -> str:
    """“12.00” in Danish, “12:00” in English."""
    local = clock.to_local(value)
    return f"{local.hour}.{local:%M}" if language() == "da" else f"{local:%H:%M}"


def at_time(value: datetime) -> str:
    """“torsdag den 5. november 2026 kl. 12.00”."""
    return _("%(date)s kl. %(time)s", date=long_date(value), time=clock_time(value))


def short_time(value: datetime) -> str:
    """“5. nov kl. 12.00”."""
    return _("%(date)s kl. %(time)s", date=short_date(value), time=clock_time(value))


def date_span(first: date | datetime, last: date | datetime) -> str:
    """“12.–13. november 2026”, or over a month's end “30. november – 1. december 2026”."""
    a, b = _local_date(first), _local_date(last)
    if a == b:
        return plain_date(a)
    if (a.year, a.month) == (b.year, b.month):
        return f"{a.day}.–{plain_date(b)}" if language() == "da" else f"{a.day}–{plain_date(b)}"
    start = _dated(a, "d. MMMM", "d MMMM")
    return f"{start if a.year == b.year else plain_date(a)} – {plain_date(b)}"


def number_word(count: int) -> str:
    """“tre” up to twelve, figures above."""
    return str(SMALL_NUMBERS[count]) if 0 <= count < len(SMALL_NUMBERS) else str(count)


def days_until(value: date | datetime) -> int:
    """Whole days from today to a date in Denmark; negative when it has passed."""
    return (_local_date(value) - clock.today()).days


def when(value: date | datetime) -> str:
    """“i dag”, “i morgen”, “om tre dage”, “i går”, “for tre dage siden”."""
    days = days_until(value)
    fixed = {0: _("i dag"), 1: _("i morgen"), -1: _("i går")}
    if days in fixed:
        return fixed[days]
    if days > 0:
        return _("om %(count)s dage", count=number_word(days))
    return _("for %(count)s dage siden", count=number_word(-days))


def size_text(size: int) -> str:
    """“84 kB”, “19,2 MB”, “1,8 GB”; decimal units."""
    value, units = float(size), [("B", 0), ("kB", 0), ("MB", 1), ("GB", 1), ("TB", 1)]
    while round(value, units[0][1]) >= KILO and len(units) > 1:  # 999.6 kB would read 1000 kB
        value, units = value / KILO, units[1:]
    unit, decimals = units[0]
    return f"{_figure(value, '0.#' if decimals else '0', language())} {unit}"


@lru_cache(maxsize=4096)
def _figure(value: float, pattern: str, code: str) -> str:
    return str(format_decimal(value, pattern, locale=code))


def kroner(amount: int) -> str:
    """“14.900 kr.”, “DKK 14,900”."""
    figure = _figure(amount, "#,##0", language())
    return f"{figure} kr." if language() == "da" else f"DKK {figure}"


def day_number(value: date | datetime) -> int:
    """The day of the month in Denmark, for a calendar leaf."""
    return _local_date(value).day


FILTERS: Final[dict[str, Any]] = {
    f.__name__: f
    for f in (
        long_date, plain_date, short_date, month, day_number, clock_time, at_time, short_time, number_word, days_until,
        when, size_text, kroner,
    )
}  # fmt: skip


def init_figures(app: Flask) -> None:
    """Give the app's templates the same."""
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals["date_span"] = date_span
    app.jinja_env.globals["now"] = clock.now
