"""How does the portal speak? Gettext with Danish source text, dates, times and sizes as people here write them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, Self

from babel.dates import format_date
from babel.numbers import format_decimal
from babel.support import LazyProxy, NullTranslations, Translations
from flask import Flask, current_app, g
from markupsafe import Markup

from portal import clock

LOCALES: Final = ("da", "en")
FOLDER: Final = Path(__file__).with_name("translations")
KILO: Final = 1000


@cache
def catalogue(code: str) -> NullTranslations:
    """The texts of a language; Danish is what stands in the code."""
    return Translations.load(FOLDER, [code])


def language() -> str:
    """The language of the page or letter that is being written: `da` or `en`. A request is asked once."""
    try:
        return str(g.language)
    except AttributeError:
        g.language = current_app.extensions["choose_language"]()
        return str(g.language)
    except RuntimeError:  # no request, no command: nobody listens
        return "da"


@contextmanager
def force_locale(code: str) -> Iterator[None]:
    """Speak a language for a while whoever asks, for a letter."""
    before = language()
    g.language = code
    try:
        yield
    finally:
        g.language = before


def _(text: str, **values: Any) -> str:
    """The text in the language that is being spoken, with the values put in."""
    said: str = catalogue(language()).ugettext(text)
    return said % values if values else said


def ngettext(one: str, more: str, count: int) -> str:
    """The text for this many in the language that is being spoken; `count` is put in."""
    return catalogue(language()).ungettext(one, more, count) % {"count": count}


def _l(text: str, **values: Any) -> Any:
    """A text that is put into the language that is being spoken each time it is shown."""
    return LazyProxy(_, text, enable_cache=False, **values)


SMALL_NUMBERS: Final = (
    _l("nul"), _l("en"), _l("to"), _l("tre"), _l("fire"), _l("fem"), _l("seks"),
    _l("syv"), _l("otte"), _l("ni"), _l("ti"), _l("elleve"), _l("tolv"),
)  # fmt: skip


NO_LABEL: Final = LazyProxy(str)  # looked up by value alone, a member is found, not made


class Word(StrEnum):
    """An enum whose members carry what the screen calls them."""

    label: LazyProxy

    def __new__(cls, value: str, label: LazyProxy = NO_LABEL) -> Self:
        """Make a member from its stored value and its label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


def _local_date(value: date | datetime) -> date:
    return clock.to_local(value).date() if isinstance(value, datetime) else value


@lru_cache(maxsize=4096)
def _date(value: date, pattern: str, code: str) -> str:
    return str(format_date(value, pattern, locale=code))


def _dated(value: date | datetime, danish: str, english: str) -> str:
    return _date(_local_date(value), danish if language() == "da" else english, language())


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


def init_text(app: Flask, *, choose: Callable[[], str]) -> None:
    """Give the app its languages and its filters. `choose` answers the code of the language to speak now."""
    app.extensions["choose_language"] = choose
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        _, lambda one, many, num: catalogue(language()).ungettext(one, many, num), newstyle=True
    )
    app.jinja_env.globals["_"] = app.jinja_env.globals["gettext"]  # without the detour that finds it anew each time
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
