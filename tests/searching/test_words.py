"""Are forms of a word the same word, for what is stored, asked and marked, on both databases?"""

import pytest
from flask.ctx import AppContext
from sqlalchemy import text

from portal.db import db
from portal.searching.dialect import is_postgresql
from portal.searching.marking import ROOM, Marker, excerpt, marked
from portal.searching.words import MOST_TERMS, STOP_WORDS, clean, plain_words_in, stem, stems_of, terms_of

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
    assert [(t.stem, t.may_go_on) for t in terms_of("Hvad er pligten til habilitet")] == [
        ("pligt", False),
        ("habilit", True),
    ]
    assert terms_of("og i det er") == []
    assert terms_of("") == []
    assert [t.may_go_on for t in terms_of("ko")] == [False]
    assert len(terms_of(" ".join(f"ord{n}" for n in range(40)))) == MOST_TERMS


def test_postgresql_has_the_same_words_on_every_page_and_the_same_stems(inside: AppContext) -> None:
    if not is_postgresql():
        pytest.skip("SQLite has only what Python makes")
    asked = text("SELECT ts_lexize('danish_stem', :word)")
    for word in sorted(STOP_WORDS):
        assert db.session.scalar(asked, {"word": word}) == [], word
    for pair in ALIKE:
        for word in (plain_words_in(clean(one))[0] for one in pair):
            assert db.session.scalar(asked, {"word": word}) == [stem(word)]


def test_every_form_is_marked_and_the_rest_left_as_it_is() -> None:
    said = "Pligterne & pligtfølelsen: <b>pligt</b>"
    parts = marked(said, Marker(terms_of("pligten")).hits_in(said))
    assert [p.text for p in parts if p.is_hit] == ["Pligterne", "pligtfølelsen", "pligt"]
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
