"""Does every fact of the five courses stand on the course's page, and none against another?"""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.courses.models import Course
from portal.db import db
from portal.demo.build import build_demo
from portal.materials.models import Material
from portal.people.models import Person
from tests.conftest import MONDAY_MORNING, _portal, settings
from tests.reader import Reader

pytestmark = pytest.mark.once
MAIN_OFFICE = ("Hovednummer og hovedmail", "post@komponent.eksempel.dk", "spørg om praktisk")
FACTS: dict[str, tuple[str, ...]] = {
    "Politisk betjening i praksis": (
        "Kursus, 2 dage med overnatning",
        "Større politisk tæft",  # what one takes home
        "når den politiske organisation bevæger sig",
        "embedspersoner, medarbejdere i sekretariater samt faglige ledere og medarbejdere",
        "Hvilke vilkår politikerne arbejder under",
        "når den kommunale velfærd skal udvikles",
        "med inspiration fra eksperter og fra andre kommuner",
        "Bo Smith-udvalgets rapport om samspillet mellem politik og embedsværk og KL’s kodeks for politisk betjening",
        "Et dilemmaspil",
        "Kurset ligger i et valgår",
        "tage godt imod de nye politikere",
        "eksperter, embedsfolk og kommunalpolitikere",
        "Kodeks for forvaltningens arbejde ligger her på MitKomponent. Kig gerne i det inden kurset",
        "Kurset handler ikke særskilt om at skrive sagsfremstillinger",
        "Jonas Thorup Dahl Chefkonsulent, Komponent",
        "Ingrid",
        "de syv dyder",
        "når det lykkes, og når det halter",
        "Hvad er politisk tæft egentlig",
        "flyttet sig de senere år",
        "Roller som redskab",
        "Et kort oplæg og god tid til at tale sammen uformelt",
        "Undervisning",
        "Materialer",
        "Forplejning",
        "Overnatning",
        "Moms",
        "i den rækkefølge",
        "bindende",
        "efter fristen",
        "spørg om indhold",
        *MAIN_OFFICE,
        "Skriv bedre sagsfremstillinger",
        "Nye rammer for politikudvikling",
        "Anders Vium Kjeldsen",
        "Sekretariatschef, Teknik- og Miljøforvaltningen i Københavns Kommune",
    ),
    "Kommunestyret 2030": (
        "Udviklingsforløb",
        "et 12-12-seminar og en opfølgningsdag",
        "Det bliver sværere at finde medarbejdere",
        "den grønne omstilling og den voksende ulighed",
        "Det er tredje gang, Komponent, KL og chefforeningerne inviterer",
        "Kommunale direktioner",
        "Et rum, hvor kommunale topledere sammen",
        "Inspiration udefra",
        "Sparring med andre direktioner",
        "Netværk for hver af jer",
        "hverken et kursus, en konference eller teamudvikling",
        "Ny syntese",
        "COVID-19 og frikommunerne",
        "Cirkulær økonomi og doughnut-økonomi",
        "Nye veje til borgernes deltagelse",
        "et andet sted i landet",
        "5–10 direktioner pr. hold, så I højst bliver 30–40 deltagere",
        "Forløbet holdes 4 gange",
        "november 2022",
        "Oplægsholdere, moderatorer",
        "14.900 kr.",
        "Transport",
        "KL",
        "Komponent",
        "Kommunaldirektørforeningen i Danmark",
        "Børne- og kulturchefforeningen",
        "Foreningen af Socialchefer",
        "Kommunalteknisk Chefforening",
        *MAIN_OFFICE,
    ),
    "Nye rammer for politikudvikling": (
        "Kursus, 2 dage",
        "et råderum, der er smalt",
        "bæredygtige beslutninger",
        "leder, embedsperson eller udviklingskonsulent",
        "Et samlet billede af samfundets udfordringer",
        "Et klarere syn på dig selv som embedsperson",
        "En indføring i innovation og kreativitet",
        "vende dine egne udviklingsforløb",
        "nye rammer om politikernes drøftelser",
        "Erfaringer fra andre kommuner",
        "Specialkonsulent, Komponent",
        "Konsulent, Komponent",
        "Center for Offentlig-Privat Innovation (CO-PI)",
        "spørg om indhold",
        *MAIN_OFFICE,
    ),
    "Fælleskommunalt politikerdøgn": (
        "ét døgn, fra kl. 12.00 til kl. 12.00",
        "ny i kommunalbestyrelsen eller valgt igen",
        "Kommunalpolitikere i hele landet, nyvalgte såvel som genvalgte",
        "handlerum som kommunalpolitiker",
        "politisk leder",
        "Kolleger i andre kommuner og partier",
        "Overblik over det, kommunerne er fælles om lige nu",
        "Programmet lægges nyt hvert år",
        "Samspillet med forvaltningen",
        "Politisk ledelse med data i ryggen",
        "Økonomi, styring og ledelse, der hænger sammen",
        "Dialog med borgerne og lokal opbakning",
        "Økonomisk råderum",
        "Kulturen for samarbejde",
        "Eksperter holder oplæg, kolleger drøfter",
        "1.–2. november 2022",
        "13.–14. november 2023",
        "14.–15. november 2024",
        "Marie Bjerre Overdal",
        "Konsulent, KL: spørg om praktiske spørgsmål",
        "Jonas Thorup Dahl",
        "Konsulent: spørg om indhold",
        *MAIN_OFFICE,
    ),
    "Gør samarbejdsdrevet politik til en succes": (
        "Seminar, en formiddag",
        "Ingen nye datoer lige nu",
        "Der er ikke planlagt flere afholdelser lige nu",
        "Idépuljen",
        "de borgere, som løsningen er til for",
        "oftest i regionerne og især i kommunerne",
        "Hvem står til ansvar",
        "Praktikere, beslutningstagere og forskere",
        "Nye redskaber til at styre samarbejdet",
        "sætte klare mål, lave aftaler",
        *MAIN_OFFICE,
    ),
}


@pytest.fixture(scope="module")
def demonstration(make_migrated: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A portal with the demonstration world."""
    clock.set_clock(MONDAY_MORNING)
    app = _portal(settings(make_migrated(), tmp_path_factory.mktemp("files")))
    with app.app_context():
        build_demo()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def page_of(app: Flask, title: str) -> str:
    """What the participant reads on a course's page, on one line."""
    with app.app_context():
        maja = db.session.scalars(select(Person).where(Person.name == "Maja Bruun")).one()
        course_id = db.session.scalars(select(Course.id).where(Course.title == title)).one()
    return " ".join(Reader(app).sign_in(maja).get(f"/kursus/{course_id}").text.split())


@pytest.mark.parametrize("title", FACTS)
def test_every_fact_stands_on_the_page_of_its_course(demonstration: Flask, title: str) -> None:
    page = page_of(demonstration, title)
    assert [fact for fact in FACTS[title] if fact not in page] == []


def test_the_courses_are_those_five(demonstration: Flask) -> None:
    with demonstration.app_context():
        assert set(db.session.scalars(select(Course.title))) == set(FACTS)


def test_what_the_page_says_lies_here_is_named_where_it_lies(demonstration: Flask) -> None:
    with demonstration.app_context():
        [(title, description)] = db.session.execute(
            select(Material.title, Material.description)
            .join(Cohort, Cohort.id == Material.cohort_id)
            .where(
                Cohort.name == "Hold 4, Middelfart", Material.description.contains("Kodeks for forvaltningens arbejde")
            )
        )
    assert f"På holdet hedder vores læseudgave “{title}”" in page_of(demonstration, "Politisk betjening i praksis")
    assert description.startswith("Vores læseudgave til Kodeks")


def test_no_year_is_missing_between_the_editions(demonstration: Flask) -> None:
    page = page_of(demonstration, "Fælleskommunalt politikerdøgn")
    dates = page.partition("Datoer ")[2].partition("Spørg os")[0]
    years = {int(year) for year in re.findall(r"november (20\d\d)", dates)}
    assert years == set(range(2022, max(years) + 1))
    assert max(years) >= MONDAY_MORNING.year
