"""Are dates, times, counts, sizes and prices written as Danes and Britons write them?"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from portal import clock, figures, text
from portal.courses.dates import span_words

pytestmark = pytest.mark.once

THURSDAY = datetime(2026, 11, 5, 11, 0, tzinfo=UTC)  # noon in Denmark
SUMMER_STILL = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 2.30, before the clocks go back
WINTER_NOW = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # 2.30 again
BEFORE_SPRING = datetime(2027, 3, 28, 0, 59, tzinfo=UTC)  # 1.59, and a minute later it is 3.00
MB = 1_000_000

WORDS: list[tuple[Callable[..., object], tuple[Any, ...], object, object]] = [
    (figures.long_date, (THURSDAY,), "torsdag den 5. november 2026", "Thursday 5 November 2026"),
    (figures.long_date, (date(2027, 1, 1),), "fredag den 1. januar 2027", "Friday 1 January 2027"),
    (figures.plain_date, (THURSDAY,), "5. november 2026", "5 November 2026"),
    (figures.short_date, (THURSDAY,), "5. nov", "5 Nov"),
    (figures.short_date, (date(2027, 5, 31),), "31. maj", "31 May"),
    (figures.month, (THURSDAY,), "november", "November"),
    (figures.day_number, (THURSDAY,), 5, 5),
    (figures.clock_time, (THURSDAY,), "12.00", "12:00"),
    (figures.clock_time, (THURSDAY - timedelta(hours=2, minutes=55),), "9.05", "09:05"),
    (figures.clock_time, (datetime(2026, 11, 5, 23, 0, tzinfo=UTC),), "0.00", "00:00"),
    (figures.at_time, (THURSDAY,), "torsdag den 5. november 2026 kl. 12.00", "Thursday 5 November 2026 at 12:00"),
    (figures.short_time, (THURSDAY,), "5. nov kl. 12.00", "5 Nov at 12:00"),
    # The date is the one in Denmark: before midnight in UTC it may be the next day already, in summer two hours before.
    (figures.plain_date, (datetime(2026, 11, 5, 23, 30, tzinfo=UTC),), "6. november 2026", "6 November 2026"),
    (figures.plain_date, (datetime(2026, 7, 31, 22, 30, tzinfo=UTC),), "1. august 2026", "1 August 2026"),
    (figures.day_number, (datetime(2026, 12, 31, 23, 0, tzinfo=UTC),), 1, 1),
    # Nights when the clocks change.
    (figures.short_time, (SUMMER_STILL,), "25. okt kl. 2.30", "25 Oct at 02:30"),
    (figures.short_time, (WINTER_NOW,), "25. okt kl. 2.30", "25 Oct at 02:30"),
    (figures.short_time, (BEFORE_SPRING,), "28. mar kl. 1.59", "28 Mar at 01:59"),
    (figures.short_time, (BEFORE_SPRING + timedelta(minutes=1),), "28. mar kl. 3.00", "28 Mar at 03:00"),
    # From one day to another.
    (figures.date_span, (THURSDAY, THURSDAY + timedelta(hours=8)), "5. november 2026", "5 November 2026"),
    (figures.date_span, (date(2026, 11, 12), date(2026, 11, 13)), "12.–13. november 2026", "12–13 November 2026"),
    (
        figures.date_span,
        (date(2026, 11, 30), date(2026, 12, 1)),
        "30. november – 1. december 2026",
        "30 November – 1 December 2026",
    ),
    (
        figures.date_span,
        (date(2026, 12, 31), date(2027, 1, 1)),
        "31. december 2026 – 1. januar 2027",
        "31 December 2026 – 1 January 2027",
    ),
    (
        figures.date_span,
        (date(2026, 11, 12), date(2027, 11, 12)),
        "12. november 2026 – 12. november 2027",
        "12 November 2026 – 12 November 2027",
    ),
    (figures.date_span, (SUMMER_STILL, WINTER_NOW), "25. oktober 2026", "25 October 2026"),
    (
        span_words,
        (THURSDAY, THURSDAY + timedelta(hours=24)),
        "5.–6. november 2026, kl. 12 til 12",
        "5–6 November 2026, 12:00 to 12:00",
    ),
    (
        span_words,
        (THURSDAY - timedelta(hours=2, minutes=30), THURSDAY + timedelta(hours=4)),
        "5. november 2026, kl. 9.30–16",
        "5 November 2026, 09:30–16:00",
    ),
    # Figures.
    (figures.number_word, (0,), "nul", "zero"),
    (figures.number_word, (1,), "en", "one"),
    (figures.number_word, (2,), "to", "two"),
    (figures.number_word, (12,), "tolv", "twelve"),
    (figures.number_word, (13,), "13", "13"),
    (figures.number_word, (-1,), "-1", "-1"),
    (figures.size_text, (0,), "0 B", "0 B"),
    (figures.size_text, (999,), "999 B", "999 B"),
    (figures.size_text, (1000,), "1 kB", "1 kB"),
    (figures.size_text, (84_400,), "84 kB", "84 kB"),
    (figures.size_text, (999_499,), "999 kB", "999 kB"),
    (figures.size_text, (999_500,), "1 MB", "1 MB"),
    (figures.size_text, (19_200_000,), "19,2 MB", "19.2 MB"),
    (figures.size_text, (200 * MB,), "200 MB", "200 MB"),
    (figures.size_text, (999_960_000,), "1 GB", "1 GB"),
    (figures.size_text, (1_800 * MB,), "1,8 GB", "1.8 GB"),
    (figures.size_text, (5_000_000 * MB,), "5 TB", "5 TB"),
    (figures.kroner, (0,), "0 kr.", "DKK 0"),
    (figures.kroner, (950,), "950 kr.", "DKK 950"),
    (figures.kroner, (14_900,), "14.900 kr.", "DKK 14,900"),
    (figures.kroner, (1_250_000,), "1.250.000 kr.", "DKK 1,250,000"),
    # Names in a row, lines and first letters.
    (text.listed, ([],), "", ""),
    (text.listed, (["Åse"],), "Åse", "Åse"),
    (text.listed, (["Otto", "Åse"],), "Otto og Åse", "Otto and Åse"),
    (text.listed, (["Maja", "Otto", "Åse"],), "Maja, Otto og Åse", "Maja, Otto and Åse"),
    (text.lines, (" Moms \n\n  Transport\r\n",), ["Moms", "Transport"], ["Moms", "Transport"]),
    (text.capitalize_first, ("årets hold",), "Årets hold", "Årets hold"),
    (text.capitalize_first, ("",), "", ""),
]

# It is Monday the 2nd of November, 9.30.
SOON: list[tuple[date | datetime, int, str, str]] = [
    (datetime(2026, 11, 1, 22, 59, tzinfo=UTC), -1, "i går", "yesterday"),
    (datetime(2026, 11, 1, 23, 0, tzinfo=UTC), 0, "i dag", "today"),
    (datetime(2026, 11, 2, 8, 0, tzinfo=UTC), 0, "i dag", "today"),
    (datetime(2026, 11, 2, 22, 59, tzinfo=UTC), 0, "i dag", "today"),
    (datetime(2026, 11, 2, 23, 0, tzinfo=UTC), 1, "i morgen", "tomorrow"),
    (THURSDAY, 3, "om tre dage", "in three days"),
    (date(2026, 11, 14), 12, "om tolv dage", "in twelve days"),
    (date(2026, 11, 15), 13, "om 13 dage", "in 13 days"),
    (date(2026, 10, 31), -2, "for to dage siden", "two days ago"),
    (date(2027, 11, 2), 365, "om 365 dage", "in 365 days"),
]


@pytest.fixture(params=["da", "en"])
def language(request: pytest.FixtureRequest, app: Flask) -> Iterator[str]:
    """Danish and English in turn."""
    with app.app_context(), text.force_locale(request.param):
        yield request.param


@pytest.mark.parametrize(("say", "values", "danish", "english"), WORDS)
def test_it_is_said_as_the_language_says_it(
    language: str, say: Callable[..., object], values: tuple[Any, ...], danish: object, english: object
) -> None:
    assert say(*values) == (danish if language == "da" else english)


@pytest.mark.parametrize(("moment", "days", "danish", "english"), SOON)
def test_a_day_is_counted_from_today_in_denmark(
    language: str, moment: date | datetime, days: int, danish: str, english: str
) -> None:
    assert figures.days_until(moment) == days
    assert figures.when(moment) == (danish if language == "da" else english)


def test_days_are_counted_by_date_across_the_change_of_clocks(language: str) -> None:
    clock.set_clock(datetime(2026, 10, 24, 21, 59, tzinfo=UTC))  # 23.59, and the next day lasts 25 hours
    assert [figures.days_until(SUMMER_STILL), figures.days_until(WINTER_NOW)] == [1, 1]
    clock.set_clock(datetime(2027, 3, 27, 22, 59, tzinfo=UTC))  # 23.59, and the next day lasts 23 hours
    assert [figures.days_until(BEFORE_SPRING), figures.days_until(datetime(2027, 3, 28, 22, 0, tzinfo=UTC))] == [1, 2]


def test_months_on_a_calendar_leaf_are_short_and_without_a_full_stop(language: str) -> None:
    danish = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
    english = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    said = [figures.month(date(2027, number, 1), short=True) for number in range(1, 13)]
    assert said == (danish if language == "da" else english)


def test_a_long_date_can_do_without_its_year(language: str) -> None:
    said = figures.long_date(THURSDAY, year=False)
    assert said == ("torsdag den 5. november" if language == "da" else "Thursday 5 November")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("", ""),
        ("Én linje", "<p>Én linje</p>"),
        ("Én\nTo\n\nNyt afsnit", "<p>Én<br>To</p><p>Nyt afsnit</p>"),
        ("Én\r\n\r\nTo", "<p>Én</p><p>To</p>"),
        ("- æble\n- pære", "<ul><li>æble</li><li>pære</li></ul>"),
        ("Vi har:\n- æble", "<p>Vi har:<br>- æble</p>"),
        ("<b>Fed</b> & “fin”", "<p>&lt;b&gt;Fed&lt;/b&gt; &amp; “fin”</p>"),
        ("- <i>x</i>", "<ul><li>&lt;i&gt;x&lt;/i&gt;</li></ul>"),
    ],
)
def test_peoples_words_become_paragraphs_and_lists_and_never_markup(written: str, shown: str) -> None:
    assert str(text.paragraphs(written)) == shown


def test_every_filter_is_tried_here() -> None:
    tried = {say.__name__ for say, *_rest in WORDS} | {"days_until", "when", "paragraphs"}
    assert {*text.FILTERS, *figures.FILTERS} <= tried
