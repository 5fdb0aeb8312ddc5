"""Do rows come, go and move without script, and survive what nobody's browser sends?"""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import StringField

from portal.date_fields import ClockField, DayField
from portal.fields import NumberField
from portal.forms import Required
from portal.rows import RowForm, Rows, RowsForm, pressed, rearranged

pytestmark = pytest.mark.once

SENT = {"title": "Åbent", "points-0-name": "ét", "points-1-name": "to", "points-2-name": "tre"}


class PointRow(RowForm):
    name = StringField("Navn", [Required("Skriv et navn.")])
    note = StringField("Note")


class PointsForm(RowsForm):
    title = StringField("Titel")
    on = DayField("Dato")
    at = ClockField("Klokken")
    number = NumberField("Antal", least=1, most=500)
    points = Rows(PointRow, "Punkter")


def names(sent: MultiDict[str, str]) -> list[str]:
    return [sent[name] for name in sorted(sent) if name.endswith("-name")]


@pytest.mark.parametrize(
    ("act", "index", "left"),
    [
        ("up", 1, ["to", "ét", "tre"]),
        ("down", 1, ["ét", "tre", "to"]),
        ("up", 0, ["ét", "to", "tre"]),
        ("down", 2, ["ét", "to", "tre"]),
        ("remove", 1, ["ét", "tre"]),
        ("remove", 7, ["ét", "to", "tre"]),
    ],
)
def test_a_row_moves_or_goes_and_nothing_else_changes(act: str, index: int, left: list[str]) -> None:
    sent = rearranged(MultiDict({**SENT, f"points-{act}": str(index)}), "points", act, index)
    assert names(sent) == left
    assert sent["title"] == "Åbent"
    assert pressed(sent) is None


@pytest.mark.parametrize(
    ("fields", "act"),
    [
        ({"add": "points"}, ("points", "add", -1)),
        ({"points-up": "2"}, ("points", "up", 2)),
        ({"days-0-items-remove": "11"}, ("days-0-items", "remove", 11)),
        ({"points-up": "²"}, None),
        ({"points-up": ""}, None),
        ({"points-up": "99999"}, None),
        ({"title": "up"}, None),
    ],
)
def test_only_a_row_button_is_one(fields: dict[str, str], act: object) -> None:
    assert pressed(MultiDict({**SENT, **fields})) == act


def form(app: Flask, fields: dict[str, str]) -> tuple[PointsForm, bool]:
    with app.test_request_context("/", method="POST", data={**SENT, **fields}):
        made = PointsForm(meta={"csrf": False})
        return made, made.came_in()


def test_a_new_row_comes_back_empty_and_nothing_is_judged(isolated: Flask) -> None:
    made, came_in = form(isolated, {"add": "points", "number": "mange"})
    assert (came_in, made.status) == (False, 200)
    assert [row.name.data for row in made.points.forms] == ["ét", "to", "tre", None]
    assert made.points.forms[3].name.name == "points-3-name"


def test_a_new_row_shows_nothing_of_what_is_stored(isolated: Flask) -> None:
    stored = {"points": [{"name": "ét"}, {"name": "to"}, {"name": "tre"}, {"name": "fire"}]}
    with isolated.test_request_context("/", method="POST", data={**SENT, "add": "points"}):
        made = PointsForm(data=stored, meta={"csrf": False})
    assert [row.name.data for row in made.points.forms] == ["ét", "to", "tre", None]


def test_a_blank_row_does_not_count_and_half_a_row_is_judged_at_its_field(isolated: Flask) -> None:
    made, came_in = form(isolated, {"points-1-name": " ", "points-1-note": "\t"})
    assert came_in
    assert [row.name.data for row in made.points.filled] == ["ét", "tre"]
    made, came_in = form(isolated, {"points-1-name": "", "points-1-note": "noget"})
    assert (came_in, made.status) == (False, 422)
    assert made.problems() == [("points-1-name", "Skriv et navn.")]


@pytest.mark.parametrize("name", ["points-²-name", "points--name", "points-99999999999-name", "points-1_0-name"])
def test_odd_numbers_of_rows_are_left_alone(isolated: Flask, name: str) -> None:
    made, came_in = form(isolated, {name: "skævt"})
    assert came_in
    assert [row.name.data for row in made.points.forms] == ["ét", "to", "tre"]


def test_rows_are_read_by_number_and_gaps_close(isolated: Flask) -> None:
    made, _came_in = form(isolated, {"points-40-name": "fire", "points-10-name": "ti"})
    assert [row.name.data for row in made.points.forms] == ["ét", "to", "tre", "ti", "fire"]
    assert [row.name.id for row in made.points.forms][-1] == "points-4-name"


def test_a_script_finds_a_row_to_copy(isolated: Flask) -> None:
    made, _came_in = form(isolated, {})
    assert made.points.blank_row.note.name == "points-__n__-note"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("number", "mange", "Skriv et helt tal."),
        ("number", "1,5", "Skriv et helt tal."),
        ("number", "-3", "Skriv et tal fra 1 til 500."),
        ("number", "9" * 13, "Skriv et helt tal."),
        ("on", "31.2.2026", "Skriv datoen som dag, måned og år, for eksempel 14.1.2027."),
        ("on", "0001-01-01", "Se på årstallet. Skriv det med fire cifre, for eksempel 2027."),
        ("on", "9999-12-31", "Se på årstallet. Skriv det med fire cifre, for eksempel 2027."),
        ("at", "25:00", "Skriv tidspunktet som timer og minutter, for eksempel 12.00."),
    ],
)
def test_what_does_not_read_stays_with_one_sentence(isolated: Flask, field: str, typed: str, sentence: str) -> None:
    made, came_in = form(isolated, {field: typed})
    assert (came_in, made.problems()) == (False, [(field, sentence)])
    assert made[field]._value() == typed


@pytest.mark.parametrize(("typed", "number"), [("14", 14), (" 200 ", 200), ("", None)])
def test_numbers_read_as_people_write_them(isolated: Flask, typed: str, number: int | None) -> None:
    made, came_in = form(isolated, {"number": typed})
    assert (came_in, made.number.data) == (True, number)
