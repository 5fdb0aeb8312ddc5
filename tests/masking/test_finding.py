"""Are names, places, addresses, numbers and titles found, and are words left alone that only look like them?"""

import pytest

from portal.masking.finding import find
from portal.masking.replacing import Mask, masked
from tests.masking.measuring import cases, measure

pytestmark = pytest.mark.once


def found(text: str) -> list[tuple[str, str]]:
    """What is found, in the order it stands, with its kind."""
    spans = sorted(
        ((span.start, span.end, entity.kind.value) for entity in find({"title": text}) for _, span in entity.found),
    )
    return [(text[start:end], kind) for start, end, kind in spans]


def replaced(text: str) -> str:
    """The text when everything proposed is taken."""
    masks = [Mask(tuple(entity.forms), entity.instead, entity.kind.value) for entity in find({"title": text})]
    return masked(text, masks)


@pytest.mark.parametrize(("name", "many"), [("tuned", 40), ("held_out", 20)])
def test_marked_words_of_cases_are_found_and_few_others(name: str, many: int) -> None:
    figures = measure(name)
    assert len(list(cases(name))) == many
    assert figures.recall >= 0.95, figures.missed
    assert figures.precision >= 0.80, figures.wrong


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jens' forslag blev til Mettes.", [("Jens", "person"), ("Mette", "person")]),
        ("Bo kom, og My gik. Hans chef blev.", [("Bo", "person"), ("My", "person")]),
        ("Hans sagde nej, og Anne-Marie Bæk Lundgaard græd.", [("Hans", "person"), ("Anne-Marie Bæk Lundgaard", "person")]),
        ("Stormen kom. Vi vejledte i Vejle og på Fyn.", [("Vejle", "municipality"), ("Fyn", "place")]),
        ("Århus og Høje-Taastrup Kommunes tal.", [("Århus", "municipality"), ("Høje-Taastrup Kommune", "municipality")]),
        ("Hun bor på Gl. Kongevej 12, 3. tv., 1610 København V.", [("Gl. Kongevej 12, 3. tv., 1610 København V", "address")]),
        ("Ring på 24 31 90 12 eller +45 7012 3456.", [("24 31 90 12", "phone"), ("+45 7012 3456", "phone")]),
        ("Sagsnr. 22-014567 og KLE 27.00.00-G01-12-24.", [("Sagsnr. 22-014567", "case_number"), ("27.00.00-G01-12-24", "case_number")]),
        ("Cpr 010190-1234, født 3. maj 1961.", [("010190-1234", "cpr"), ("3. maj 1961", "cpr")]),
        ("Skriv til aase.dam@eksempel.dk.", [("aase.dam@eksempel.dk", "email")]),
        ("Vores beredskabschef og formanden for Teknik- og Miljøudvalget.", [("beredskabschef", "title"), ("formanden for Teknik- og Miljøudvalget", "title")]),
        ("Lederen, Ole Dam, gik i Nørremarksskolen.", [("Lederen, Ole Dam,", "person"), ("Nørremarksskolen", "place")]),
    ],
)  # fmt: skip
def test_each_kind_is_found_whole(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Borgmesteren, kommunaldirektøren og teamlederen mødtes. Udvalgsformanden kom senere.",
        "Socialdemokratiet, Venstre og De Konservative i Folketinget bad KL og FOA om svar.",
        "Børne- og Undervisningsudvalget brugte 12.500.000 kr. i 2024-2027 efter § 85 i Serviceloven.",
        "Ved I, hvad De mener? Min chef siger: Det går. “Måske,” sagde jeg.",
        "I skoleåret 2024/25 gik 1.234 børn i skole kl. 10.30 den 3. marts 2025.",
        "Jeg skrev i Teams og Excel. MED-udvalget fik det på Aula.",
        "",
    ],
)
def test_what_points_to_nobody_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Borgmester Jens Holm kom. Jens' tale var lang, sagde Holm.", "Borgmesteren kom. Borgmesterens tale var lang, sagde borgmesteren."),
        ("Mette Krogh og Lars kom. Mettes bil.", "Person A og person B kom. Person A's bil."),
        ("I Vejle, Kolding og Varde Kommune.", "I en stor kommune, en anden stor kommune og en mellemstor kommune."),
        ("Vejle Kommunes svar. Det var Vejles.", "En stor kommunes svar. Det var en stor kommunes."),
        ("Teamleder Bo Dam og teamleder My Skov talte.", "Teamlederen og den anden teamleder talte."),
        ("Direktøren, Åse Bæk, ville. Åse gik.", "Direktøren ville. Direktøren gik."),
        ("Vi er på Ærø. Jeg er socialdirektør.", "Vi er på en ø. Jeg er direktør."),
        ("Ved plejehjemmet Smedegården og Smedegårdens have.", "Ved plejehjemmet og plejehjemmets have."),
        ("Rasmus Højlund Kruse skrev. Der står RHK på brevet.", "Person A skrev. Der står person A på brevet."),
        ("Hans Peter Juul sagde det. Hans chef så det.", "Person A sagde det. Hans chef så det."),
    ],
)  # fmt: skip
def test_the_same_person_gets_the_same_words_and_another_gets_others(text: str, expected: str) -> None:
    assert replaced(text) == expected


def test_one_person_is_one_in_all_texts_of_a_case() -> None:
    [one] = find({"title": "Mette Krogh og tallene", "question": "Hvad siger jeg til Mette?"})
    assert [(name, span.name) for name, span in one.found] == [("title", "Mette Krogh"), ("question", "Mette")]
    assert one.forms == ["Mette Krogh", "Mette", "Krogh"]


def test_a_name_that_lost_a_word_is_still_replaced() -> None:
    mask = Mask(("borgmester Jens Holm", "Jens Holm", "Jens", "Holm"), "borgmesteren", "person")
    assert masked("Så ringede Holm til Jens. Jens-modellen, Jensen og Jens Holms.", [mask]) == (
        "Så ringede borgmesteren til borgmesteren. Borgmesteren-modellen, Jensen og borgmesterens."
    )


def test_what_is_left_by_its_author_stays() -> None:
    assert masked("Jeg er i Vejle.", [Mask(("Vejle",), "en by", "place", taken=False)]) == "Jeg er i Vejle."
