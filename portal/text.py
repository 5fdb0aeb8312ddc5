"""How does the portal speak? Gettext with Danish source text, dates, times and sizes as people here write them."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, Self

from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from flask import Flask, current_app
from flask_babel import Babel, force_locale, get_locale, gettext, lazy_gettext, ngettext
from flask_babel.speaklater import LazyString
from markupsafe import Markup

from portal import clock

__all__ = ["LOCALES", "Word", "_", "_l", "force_locale", "ngettext"]

LOCALES: Final = ("da", "en")
KILO: Final = 1000
_l = lazy_gettext


def _(text: str, **values: Any) -> str:
    """The text in the language that is being spoken, with the values put in."""
    return str(gettext(text, **values))


SMALL_NUMBERS: Final = (
    _l("nul"), _l("en"), _l("to"), _l("tre"), _l("fire"), _l("fem"), _l("seks"),
    _l("syv"), _l("otte"), _l("ni"), _l("ti"), _l("elleve"), _l("tolv"),
)  # fmt: skip


NO_LABEL: Final = LazyString(str)  # looked up by value alone, a member is found, not made


class Word(StrEnum):
    """An enum whose members carry what the screen calls them."""

    label: LazyString

    def __new__(cls, value: str, label: LazyString = NO_LABEL) -> Self:
        """Make a member from its stored value and its label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


def language() -> str:
    """The language of the page or letter that is being written: `da` or `en`."""
    locale = get_locale()
    return locale.language if locale and locale.language in LOCALES else "da"


def _local_date(value: date | datetime) -> date:
    return clock.to_local(value).date() if isinstance(value, datetime) else value


def long_date(value: date | datetime, *, year: bool = True) -> str:
    """“torsdag den 5. november 2026”, “Thursday 5 November 2026”."""
    pattern = "EEEE 'den' d. MMMM" if language() == "da" else "EEEE d MMMM"
    return str(format_date(_local_date(value), pattern + (" y" if year else ""), locale=language()))


def plain_date(value: date | datetime) -> str:
    """“5. november 2026”, “5 November 2026”."""
    return str(format_date(_local_date(value), "d. MMMM y" if language() == "da" else "d MMMM y", locale=language()))


def short_date(value: date | datetime) -> str:
    """“5. nov”, “5 Nov”."""
    text = format_date(_local_date(value), "d. MMM" if language() == "da" else "d MMM", locale=language())
    return text.rstrip(".")


def month(value: date | datetime, *, short: bool = False) -> str:
    """“november” or “nov”, for a calendar leaf."""
    return str(format_date(_local_date(value), "MMM" if short else "MMMM", locale=language())).rstrip(".")


def clock_time(value: datetime) -> str:
    """“12.00” in Danish, “12:00” in English."""
    return str(format_time(clock.to_local(value), "H.mm" if language() == "da" else "HH:mm", locale=language()))


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
    start = format_date(a, "d. MMMM" if language() == "da" else "d MMMM", locale=language())
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
    return f"{format_decimal(value, '0.#' if decimals else '0', locale=language())} {unit}"


def kroner(amount: int) -> str:
    """“14.900 kr.”, “DKK 14,900”."""
    figure = format_decimal(amount, "#,##0", locale=language())
    return f"{figure} kr." if language() == "da" else f"DKK {figure}"


def lines(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def listed(names: Sequence[str]) -> str:
    """“Maja, Otto og Åse”."""
    if len(names) < 2:  # noqa: PLR2004 - a list needs two
        return "".join(names)
    return _("%(first)s og %(last)s", first=", ".join(names[:-1]), last=names[-1])


def day_number(value: date | datetime) -> int:
    """The day of the month in Denmark, for a calendar leaf."""
    return _local_date(value).day


def capitalize_first(text: str) -> str:
    """The first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def paragraphs(text: str) -> Markup:
    """Escaped text as paragraphs and “- ” lists."""
    blocks = []
    for block in text.replace("\r\n", "\n").split("\n\n"):
        rows = [row for row in block.split("\n") if row.strip()]
        if rows and all(row.lstrip().startswith("- ") for row in rows):
            items = Markup().join(Markup("<li>{}</li>").format(row.lstrip()[2:]) for row in rows)
            blocks.append(Markup("<ul>{}</ul>").format(items))
        elif rows:
            blocks.append(Markup("<p>{}</p>").format(Markup("<br>").join(rows)))
    return Markup().join(blocks)


FILTERS: Final[dict[str, Any]] = {
    f.__name__: f
    for f in (
        long_date, plain_date, short_date, month, clock_time, at_time, short_time, number_word, days_until, when,
        size_text, kroner, lines, listed, day_number, paragraphs, capitalize_first,
    )
}  # fmt: skip


def init_text(app: Flask, *, choose: Any) -> None:
    """Give the app its languages and its filters. `choose` answers the code of the language to speak now."""
    app.config["BABEL_DEFAULT_LOCALE"] = "da"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/Copenhagen"
    Babel(app, locale_selector=choose)
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals["date_span"] = date_span
    app.jinja_env.globals["language"] = language
    app.jinja_env.globals["now"] = clock.now


def render_text(template: str, **values: Any) -> str:
    """A text from a template, in the language that is being spoken; for letters."""
    return current_app.jinja_env.get_template(template).render(**values)


def portal_address(endpoint: str, **ids: Any) -> str:
    """The full address of a page, on the configured host whatever host a request came in on; for letters."""
    base: str = current_app.extensions["portal"].base_url.rstrip("/")
    return base + current_app.url_map.bind("localhost").build(endpoint, ids)
