"""What does one find, and what never? The page as people use it, on both databases."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from portal import access, clock
from portal.db import db
from portal.loaders import LOADERS
from portal.materials.models import Material
from portal.people.models import Person
from portal.searching.queries import EACH_TIME, search
from portal.searching.words import terms_of
from portal.speakers.models import SpeakerMaterial
from tests.access.test_visible import loaded
from tests.access.world import CANARY, PRINCIPALS, build
from tests.cast import Cast
from tests.reader import Page, Reader, words
from tests.searching import library

QUERIES = 6  # two of them for cases


def asked(reader: Reader, question: str, **more: object) -> Page:
    page = reader.get(f"/soeg?{urlencode({'q': question, **more})}")
    assert page.status == 200
    return page


def results(page: Page) -> list[str]:
    return [words(h) for h in page.all("h2") if h.get("class") == "found__title"]


def marks(page: Page) -> list[str]:
    return [words(m) for m in page.all("mark")]


def test_a_participant_finds_the_page_and_goes_to_it(cast: Cast, reader: Reader) -> None:
    pages = ["Forside", "Indhold", "Den <b>habile</b> embedsmand & pligterne"]
    made = library.material(cast, "Kodeks for god betjening", pages)
    library.brought_in(cast)
    page = asked(reader.sign_in(cast.author), "pligten")
    assert (page.heading, page.field("q")) == ("Søg", "pligten")
    assert results(page) == ["Kodeks for god betjening"]
    assert "Politisk betjening i praksis, Hold 3" in page.text
    assert "Side 3 i “Kodeks for god betjening” Den <b>habile</b> embedsmand & pligterne" in page.text
    assert marks(page) == ["pligterne"]
    assert f"/materiale/{made.id}/laes#side=3&q=pligterne" in page.links
    assert len(reader.queries) == QUERIES


def test_titles_come_first_then_those_with_most_on_their_pages(cast: Cast, reader: Reader) -> None:
    library.material(cast, "Bilag A", ["Et årshjul."])
    library.material(cast, "Bilag B", ["Et årshjul.", "Mere om årshjulet.", "Årshjul igen."])
    library.material(cast, "Årshjulet", ["Noget andet."])
    library.brought_in(cast)
    assert results(asked(reader.sign_in(cast.author), "årshjul")) == ["Årshjulet", "Bilag B", "Bilag A"]


def test_words_may_stand_on_different_pages_or_in_the_title(cast: Cast, reader: Reader) -> None:
    library.material(cast, "Forvaltningsloven", ["Om habilitet.", "Om tavshedspligt.", "Om partshøring."])
    library.brought_in(cast)
    page = asked(reader.sign_in(cast.author), "forvaltningslov habilitet tavshedspligten")
    assert results(page) == ["Forvaltningsloven"]
    assert marks(page) == ["Forvaltningsloven", "habilitet", "tavshedspligt"]


def test_words_in_quotes_stand_one_after_the_other_in_one_place(cast: Cast, reader: Reader) -> None:
    library.material(cast, "Apart", ["Bindende svar.", "Forhåndsbesked og bindende besked om ret i forhold til svar."])
    library.material(cast, "Sammen", ["Forside", "Bindende svar. Den bindende forhåndsbesked giver ret til svar."])
    library.material(cast, "Bøjet", ["De bindende forhåndsbeskeder."])
    library.material(cast, "Bindende forhåndsbesked", ["Noget andet."])
    library.material(cast, "Omtalt", ["Andet."], description="Om bindende forhåndsbeskeder.")
    library.brought_in(cast)
    reader.sign_in(cast.author)
    assert sorted(results(asked(reader, "bindende forhåndsbesked"))) == [
        *("Apart", "Bindende forhåndsbesked", "Bøjet", "Omtalt", "Sammen")
    ]
    page = asked(reader, '"bindende forhåndsbesked"')
    assert sorted(results(page)) == ["Bindende forhåndsbesked", "Bøjet", "Omtalt", "Sammen"]
    assert len(reader.queries) == QUERIES
    assert sorted(marks(page)) == [
        *("Bindende forhåndsbesked", "bindende forhåndsbesked", "bindende forhåndsbeskeder"),
        "bindende forhåndsbeskeder",
    ]
    assert [link.rpartition("#")[2] for link in page.links if "/laes#side=2" in link] == [
        "side=2&q=bindende%20forh%C3%A5ndsbesked"
    ]
    assert results(asked(reader, "“ret til svar”")) == ["Sammen"]
    assert results(asked(reader, "“ret svar”")) == []
    assert results(asked(reader, "“forside bindende”")) == [], "a quote went over two pages"
    assert results(asked(reader, "»bindende forhåndsbesked« forside")) == ["Sammen"]
    vain = asked(reader, '"forhåndsbesked ret til"').text
    assert "Vi fandt ikke noget med “forhåndsbesked ret til”." in vain
    assert "Prøv uden anførselstegn" in vain
    assert "Sæt “anførselstegn” om ord, der skal stå lige efter hinanden." in asked(reader, "").text


def test_a_cohorts_own_search_finds_what_that_cohort_shares(cast: Cast, reader: Reader) -> None:
    library.material(cast, "Her", ["Pligt"])
    library.material(cast, "Gemt", ["Pligt"], released_at=None)
    library.material(cast, "Der", ["Pligt"], cohort=cast.other_cohort)
    library.brought_in(cast)
    here = f"/hold/{cast.cohort.id}"
    page = reader.sign_in(cast.author).get(here)
    assert [f.get("action") for f in page.all("form") if f.get("role") == "search"] == ["/soeg", f"{here}/soeg"]
    found = reader.get(f"{here}/soeg?q=pligt")
    assert (found.status, results(found)) == (200, ["Her"])
    assert {here, "/soeg?q=pligt"} <= set(found.links)
    assert len(reader.queries) == QUERIES + 1
    assert results(asked(reader.sign_in(cast.other_coordinator), "pligt")) == ["Der"]
    for nobody in (cast.stranger, cast.other_instructor, cast.other_coordinator, cast.removed, cast.administrator):
        assert reader.sign_in(nobody).get(f"{here}/soeg?q=pligt").status == 404
    assert sorted(results(reader.sign_in(cast.instructor).get(f"{here}/soeg?q=pligt"))) == ["Gemt", "Her"]


def test_at_most_three_passages_the_best_ones_in_their_order(cast: Cast, reader: Reader) -> None:
    pages = [f"Side om pligt {n}." for n in range(5)] + ["Pligt, pligter, pligten."]
    library.material(cast, "Kodeks", pages)
    library.brought_in(cast)
    page = asked(reader.sign_in(cast.author), "pligt")
    assert [link.rpartition("#")[2].partition("&")[0] for link in page.links if "#side=" in link] == [
        *("side=1", "side=2", "side=6")
    ]


def test_a_description_a_page_without_numbers_and_a_link_are_shown(cast: Cast, reader: Reader) -> None:
    library.page(cast, "Praktisk", "# Overnatning\n\nHusk <script>lagner</script>.")
    library.link(cast, "Regler", "https://eksempel.dk/x", description="Om lagner & puder.")
    library.brought_in(cast)
    page = asked(reader.sign_in(cast.author), "lagner")
    assert sorted(results(page)) == ["Praktisk", "Regler"]
    assert "Husk <script>lagner</script>." in page.text
    assert "Om lagner & puder." in page.text
    assert not [link for link in page.links if "#" in link]


def test_staff_find_what_is_hidden_and_see_that_it_is(cast: Cast, reader: Reader) -> None:
    library.material(cast, "Gemt", ["Om pligter."], released_at=None)
    library.material(cast, "Senere", ["Om pligter."], released_at=clock.now() + timedelta(days=1))
    library.material(cast, "Åben", ["Om pligter."])
    library.brought_in(cast)
    for person in (cast.instructor, cast.coordinator):
        page = asked(reader.sign_in(person), "pligt")
        assert sorted(results(page)) == ["Gemt", "Senere", "Åben"]
        assert page.text.count("Skjult for deltagerne") == 2
    assert results(asked(reader.sign_in(cast.author), "pligt")) == ["Åben"]
    for nobody in (cast.stranger, cast.removed, cast.waiting, cast.other_instructor, cast.administrator):
        assert results(asked(reader.sign_in(nobody), "pligt")) == []


def test_a_place_that_is_cancelled_closes_the_search_at_once(cast: Cast, reader: Reader) -> None:
    library.material(cast, "Kodeks")
    library.brought_in(cast)
    reader.sign_in(cast.author)
    assert results(asked(reader, "kodeks")) == ["Kodeks"]
    with cast.app.app_context():
        for enrolment in loaded(cast.author.id).enrolments:
            db.session.delete(enrolment)
        db.session.commit()
    assert results(asked(reader, "kodeks")) == []


def test_everybody_finds_what_they_may_read_and_nothing_else(cast: Cast) -> None:
    build(cast)
    marked = {}
    for n, cohort in enumerate((cast.cohort, cast.other_cohort)):
        for moment in (clock.now(), clock.now() + timedelta(days=1), None):
            title = f"{CANARY} mærke{n}"
            made = library.material(cast, title, [f"Forside {CANARY}"], cohort=cohort, released_at=moment)
            marked[made.id] = n
    library.brought_in(cast)
    with cast.app.app_context():
        everything = list(db.session.scalars(select(Material.id)))
        assert len(everything) == 11  # those of two speakers too
        seen = set()
        for name in PRINCIPALS:
            person: Person = loaded(getattr(cast, name).id)
            may = {one for one in everything if access.may_read_material(person, LOADERS[Material](one))}
            for question in (CANARY, f"forside {CANARY}", "mærke0", "mærke1", "kanarief"):
                among = access.visible_materials(person)
                sheets = [search(terms_of(question), among=among, start=start) for start in (0, EACH_TIME)]
                ids = {r.material_id for found in sheets for r in found.results}
                assert ids <= may, (name, question)
                if question == CANARY:
                    assert ids == may, name
                    seen |= {one in may for one in everything}
        assert seen == {True, False}


def test_answers_are_never_found_and_cases_by_those_alone_who_may_read_them(cast: Cast, reader: Reader) -> None:
    world = build(cast)
    library.brought_in(cast)
    with cast.app.app_context():
        titles = {str(world.ids[name]) for name in ("material", "coming_material", "hidden_material")}
        titles.add(str(db.session.get_one(SpeakerMaterial, world.ids["speaker_material"]).material_id))
        may = {
            name: {str(one.id) for one in db.session.scalars(access.visible_own_cases(loaded(getattr(cast, name).id)))}
            for name in ("instructor", "coordinator", "author", "colleague")
        }
    assert (bool(may["instructor"]), may["coordinator"]) == (True, set())
    for name, cases in may.items():
        page = asked(reader.sign_in(getattr(cast, name)), CANARY)
        assert {link.split("/")[2] for link in page.links if link.startswith("/materiale/")} <= titles
        assert {link.split("/")[2] for link in page.links if link.startswith("/case/")} <= cases
        assert not [link for link in page.links if link.startswith(("/aflevering", "/opgave"))]


@pytest.mark.parametrize(
    "question",
    [
        "pligt " * 50,
        "x" * 2_000,
        "og i det er som",
        '"pligt AND (titel:',
        '"""',
        '"" "pligt"" ""',
        '"\'pligt\' <-> \\" "a:* & b"',
        '"og det" "i"',
        "pligt* OR -habil NEAR/3 ^kodeks {a b}",
        "' | & ! <-> \\ ''; drop table passage; --",
        "%_\\",
        "\x00pligt\x00",
        "😀 🧑‍🏫",
        "\ufdd0 \ud7ff \U000e0041 \u202e",
        "𐴀𐴁 𞤀𞤁 ᏣᎳᎩ",
        "12-12 3,14 1e5abc 0x1f 5.000 §8",
        "a b c d e f g h i j k l m n o p",
        "http://x.dk/a?b=c#d mail@eksempel.dk og/eller",
        "<script>alert(1)</script> {{ 7*7 }}",
    ],
)
def test_any_question_has_an_answer(cast: Cast, reader: Reader, question: str) -> None:
    library.material(cast, "Kodeks", ["Syv pligter"])
    library.brought_in(cast)
    reader.sign_in(cast.author)
    assert asked(reader, question).heading == "Søg"
    assert len(reader.queries) <= QUERIES + 1
    assert asked(reader, question, side="9").heading == "Søg"
    assert reader.get("/soeg?q=%ff%fe&side=-7&side=x").status == 200


def test_nothing_asked_nothing_told_and_nothing_found_help_on(cast: Cast, reader: Reader) -> None:
    library.material(cast, "Kodeks", ["Syv pligter"])
    library.material(cast, "Bilag", ["Habilitet"])
    library.brought_in(cast)
    reader.sign_in(cast.author)
    assert "Skriv et ord eller to" in asked(reader, "").text
    assert len(reader.queries) == 1
    assert "“og det” står på næsten alle sider" in asked(reader, "og det").text
    assert len(reader.queries) == 1
    lonely = asked(reader, "hest")
    assert "Vi fandt ikke noget med “hest”." in lonely.text
    assert "færre ord" not in lonely.text
    both = asked(reader, "pligter habilitet hest")
    assert "pligter (1 materiale)" in both.text
    assert "habilitet (1 materiale)" in both.text
    assert "/soeg?q=pligter" in both.links
    assert "/soeg?q=hest" not in both.links


@pytest.mark.parametrize("count", [1, 3])
def test_the_questions_to_the_database_are_as_many_however_much_is_found(
    cast: Cast, reader: Reader, count: int
) -> None:
    for n in range(count):
        library.material(cast, f"Bilag {n}", ["Pligt"] * 9, description="Om pligter.")
    library.brought_in(cast)
    assert len(results(asked(reader.sign_in(cast.author), "pligt"))) == count
    assert len(reader.queries) == QUERIES


def test_more_are_shown_ten_at_a_time(cast: Cast, reader: Reader) -> None:
    for n in range(EACH_TIME + 2):
        library.material(cast, f"Bilag {n}", ["Pligt"])
    library.brought_in(cast)
    first = asked(reader.sign_in(cast.author), "pligt")
    assert "Ordene står i 12 materialer" in first.text
    assert "/soeg?q=pligt&side=2" in first.links
    second = asked(reader, "pligt", side=2)
    assert (len(results(first)), len(results(second))) == (EACH_TIME, 2)
    assert set(results(first)) & set(results(second)) == set()
    assert "/soeg?q=pligt&side=3" not in second.links
    assert "Der er ikke flere." in asked(reader, "pligt", side=3).text


def test_every_page_has_the_field_and_whoever_is_not_signed_in_has_not(cast: Cast, reader: Reader) -> None:
    page = reader.sign_in(cast.author).get("/")
    assert [f.get("action") for f in page.all("form") if f.get("role") == "search"] == ["/soeg"]
    assert page.field("q") == ""
    stranger = Reader(cast.app)
    assert [f for f in stranger.get("/hjaelp").all("form") if f.get("role") == "search"] == []
    away = stranger.get("/soeg?q=pligt")
    assert (away.status, away.location) == (303, "/log-ind?naeste=/soeg?q%3Dpligt")
