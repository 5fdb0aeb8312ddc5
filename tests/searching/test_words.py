"""Are forms of a word the same word, for what is stored, asked and marked?"""

import pytest

from portal.searching.marking import ROOM, Marker, excerpt, marked
from portal.searching.words import MOST_TERMS, clean, plain_words_in, stem, stems_of, terms_of

pytestmark = pytest.mark.once

ALIKE = [
    ("pligten", "pligter"),
    ("kommunen", "kommunerne"),
    ("mødet", "møderne"),
    ("loven", "love"),
    ("Ærlighed", "ærligheden"),
    ("ØKONOMIEN", "økonomi"),
    ("årshjulet", "Årshjul"),
    ("Aabenraa", "Åbenrå"),
    ("idéen", "ideen"),
    ("borgmesterens", "borgmester"),
    ("a\u030arsagen", "årsager"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_forms_of_a_word_are_one(one: str, other: str) -> None:
    assert stems_of(clean(one)) == stems_of(other)
    assert len(stems_of(other)) == 1


def test_what_is_written_alike_but_is_not_stays_apart() -> None:
    assert len({stem(word) for word in ("mål", "mal", "møl", "mel", "lov", "løv", "2026", "2025")}) == 8


def test_a_hyphen_a_slash_and_a_full_stop_part_words() -> None:
    assert plain_words_in("it-sikkerhed, og/eller A-kasse; § 8.3 den 12.-12.") == [
        *("it", "sikkerhed", "og", "eller", "a", "kasse", "8", "3", "den", "12", "12")
    ]


def test_text_is_kept_without_what_no_eye_sees_and_with_words_put_together() -> None:
    assert (
        clean("Sam\u00adar\u00adbejde\x00 og habili-\n  tet\u202e i\tdag \ud800") == "Samarbejde og habilitet i dag ?"
    )
    assert clean("12-\n12 og A-\nB") == "12- 12 og A- B"


def test_words_on_every_page_are_not_asked_for_and_the_last_may_go_on() -> None:
    assert [(t.stems, t.may_go_on) for t in terms_of("Hvad er pligten til habilitet")] == [
        (("pligt",), False),
        (("habilit",), True),
    ]
    assert terms_of("og i det er") == []
    assert terms_of("") == []
    assert [t.may_go_on for t in terms_of("ko")] == [False]
    assert len(terms_of(" ".join(f"ord{n}" for n in range(40)))) == MOST_TERMS


@pytest.mark.parametrize(("opened", "closed"), [('"', '"'), ("“", "”"), ("„", "“"), ("»", "«"), ("”", "”")])
def test_words_in_quotes_are_one(opened: str, closed: str) -> None:
    asked = terms_of(f"habil {opened}Bindende og forhåndsbeskeden{closed} pligt")
    assert [(t.stems, t.telling, t.may_go_on) for t in asked] == [
        (("habil",), ("habil",), False),
        (("bind", "og", "forhåndsbesked"), ("bind", "forhåndsbesked"), False),
        (("pligt",), ("pligt",), True),
    ]
    assert [t.may_go_on for t in terms_of(f"{opened}pligt{closed}")] == [False]


@pytest.mark.parametrize("question", ['"', '""', '" "', '"og det"', "”“ „", '"""'])
def test_quotes_round_nothing_ask_for_nothing(question: str) -> None:
    assert terms_of(question) == []


def test_a_quote_that_does_not_end_is_words() -> None:
    assert [t.stems for t in terms_of('"habil "pligt til svar')] == [("habil",), ("pligt",), ("svar",)]


def test_every_form_is_marked_and_the_rest_left_as_it_is() -> None:
    said = "Pligterne & pligtfølelsen: <b>pligt</b>"
    parts = marked(said, Marker(terms_of("pligten")).hits_in(said))
    assert [p.text for p in parts if p.is_hit] == ["Pligterne", "pligtfølelsen", "pligt"]
    assert "".join(p.text for p in parts) == said


def test_a_quote_is_marked_where_its_words_stand_together() -> None:
    said = "Bindende besked, en forhåndsbesked; bindende – Forhåndsbeskeder, bindende bindende forhåndsbesked"
    parts = marked(said, Marker(terms_of("“bindende forhåndsbesked” besked")).hits_in(said))
    assert [p.text for p in parts if p.is_hit] == [
        *("besked", "bindende – Forhåndsbeskeder", "bindende forhåndsbesked")
    ]
    assert "".join(p.text for p in parts) == said


def test_a_passage_is_cut_between_words_where_most_of_the_words_stand() -> None:
    filler = "Her står noget helt andet om dagens gang i salen. " * 12
    said = f"Pligten nævnes først. {filler}Habilitet og pligter mødes i én sætning. {filler}"
    parts = excerpt(said, Marker(terms_of("pligt habilitet")).hits_in(said))
    shown = "".join(p.text for p in parts)
    assert [p.text for p in parts if p.is_hit] == ["Habilitet", "pligter"]
    assert len(shown) <= ROOM + 4
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert all(word in said.split() for word in shown.split()[1:-1])


def test_a_passage_without_any_of_the_words_is_its_beginning() -> None:
    said = "x" * 999
    assert excerpt("kort", []) == marked("kort", [])
    assert "".join(p.text for p in excerpt(said, [])) == "x" * ROOM + " …"
    long = "pligt" * 40
    assert "".join(p.text for p in excerpt(f"{long} {said}", Marker(terms_of("pligt")).hits_in(long))).startswith(
        "pligt"
    )
