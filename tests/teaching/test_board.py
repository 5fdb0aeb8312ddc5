"""How many cards does the board show of a great many, and can each of them be moved without script?"""

import re
from pathlib import Path

import pytest

from portal.own_cases.models import OwnCaseStatus
from tests.cast import Cast
from tests.reader import Reader
from tests.teaching.test_cohort import cards, crowd, handed_in, names

STATIC = Path(__file__).parents[2] / "static"


def test_of_a_great_many_the_longest_columns_give_way_and_are_shown_to_the_end_when_asked(
    reader: Reader, cast: Cast
) -> None:
    statuses = [OwnCaseStatus.SUBMITTED] * 38 + [OwnCaseStatus.REVIEWED] * 5
    for n, status in enumerate(statuses):
        handed_in(cast, cast.participant(f"Deltager Nummer {n}"), f"Case {n}", status)
    for n in range(42):
        cast.participant(f"Mangler Nummer {n}")
    reader.sign_in(cast.instructor)
    page = reader.get(f"/undervisning/{cast.cohort.id}")
    address = f"/undervisning/{cast.cohort.id}?vis="
    offered = [link for link in page.links if link.startswith(address)]
    assert {name: len(column) for name, column in cards(page).items()} == {
        "submitted": 35,
        "reviewed": 5,
        "selected": 0,
    }
    assert (len(names(page)), offered) == (40, [f"{address}lacking#h-cases", f"{address}submitted#h-cases"])
    assert ("Vis 2 mere" in page.text, "Vis 3 mere" in page.text) == (True, True)
    whole = reader.get(f"{address}submitted")
    assert (len(cards(whole)["submitted"]), f"{address}submitted#h-cases" in whole.links) == (38, False)
    assert len(names(reader.get(f"{address}lacking"))) == 42


def test_every_card_has_a_button_that_moves_it_and_is_called_by_its_title(reader: Reader, cast: Cast) -> None:
    crowd(cast, 35)
    handed_in(cast, cast.author, "Hvem ejer tallene?")
    reader.sign_in(cast.instructor)
    page = reader.get(f"/undervisning/{cast.cohort.id}?til=reviewed")
    words = {one.get("id"): "".join(one.itertext()) for one in page.all("a") + page.all("span") if one.get("id")}
    buttons = [one for one in page.all("button") if one.get("formaction", "").endswith("/flyt")]
    called = {" ".join(words[each] for each in one.get("aria-labelledby", "").split()): one for one in buttons}
    assert set(called) == {"Flyt Hvem ejer tallene?"} | {
        f"Flyt En titel af almindelig længde, nummer {n}" for n in range(35)
    }
    chosen = [one.get("value") for one in page.all("option") if "selected" in one.attrib]
    assert chosen == ["reviewed"]
    moved = reader.post(called["Flyt Hvem ejer tallene?"].get("formaction", ""), {"state": "reviewed"})
    assert moved.location == f"/undervisning/{cast.cohort.id}?til=reviewed#h-cases"
    assert any(card.startswith("Hvem ejer tallene?") for card in cards(reader.get(moved.location))["reviewed"])


@pytest.mark.parametrize("name", ["lock", "people"])
def test_the_icons_that_the_style_draws_on_cards_are_those_of_the_sprite(name: str) -> None:
    symbol = (STATIC / "icons.svg").read_text().split(f'id="{name}"')[1].split("</symbol>")[0]
    rule = next(line for line in (STATIC / "css/pages/board.css").read_text().splitlines() if f".{name} {{" in line)
    assert re.findall(r'="([^"]+)"', symbol)[1:] == re.findall(r"='([^']+)'", rule.split("linejoin='round'")[1])
