"""What stands on the page about the yearly day and night for councillors?"""

from datetime import date

from portal.demo.content.calendar import at_local
from portal.demo.content.courses.contacts import ASK_JONAS_KONSULENT, MAIN_OFFICE
from portal.demo.content.prose import paragraphs, prose
from portal.demo.content.shapes import Contact, CoursePlan, Edition, Theme


def _noon_to_noon(year: int, first: int, last: int) -> Edition:
    return Edition(
        year=year,
        starts=at_local(date(year, 11, first), "12:00"),
        ends=at_local(date(year, 11, last), "12:00"),
    )


COUNCILLORS_DAY = CoursePlan(
    key="faelleskommunalt-politikerdoegn",
    title="Fælleskommunalt politikerdøgn",
    format="residential",
    summary=prose("""
        Du stillede op for at få noget igennem. Her får du et døgn til at finde ud af, hvor meget politik din
        tid kan række til, hvad der er dit at afgøre i din kommune, og hvordan du selv vil løfte hvervet.
    """),
    description=paragraphs("""
        Uanset om du er ny i kommunalbestyrelsen eller valgt igen, kom du ind med ideer og noget, du ville.
        Sådan er det for de fleste.

        De fleste har også et arbejde ved siden af. Timerne er få, og dagsordenen er lang.

        Derfor handler politikerdøgnet om din rolle som kommunalpolitiker. Der er mere end én god måde at være
        politiker på. Du møder flere af dem, så du kan vælge din egen med åbne øjne. Du lærer at se, hvor du har
        plads til at handle lokalt, og du får greb, der gør, at indsatsen bliver til politik.
    """),
    target_group="Kommunalpolitikere i hele landet, nyvalgte såvel som genvalgte, fra alle partier og lister.",
    outcomes=(
        "Redskaber, du kan bruge med det samme, til at finde dit handlerum som kommunalpolitiker",
        "Nye vinkler på hvervet i kommunalbestyrelsen og på den måde, du selv er politisk leder",
        "Kolleger i andre kommuner og partier, som du kan bytte erfaringer med, også bagefter",
        "Overblik over det, kommunerne er fælles om lige nu, og hvad det betyder for jeres plads til at handle hjemme",
    ),
    working_method="Eksperter holder oplæg, kolleger drøfter, og du arbejder med din egen rolle som politiker.",
    organisers=("KL", "Komponent"),
    contacts=(
        Contact(
            purpose="practical",
            name="Marie Bjerre Overdal",
            title="Konsulent, KL",
            organisation="KL",
            email="marie.overdal@kl.eksempel.dk",
            phone="00 00 00 08",
        ),
        ASK_JONAS_KONSULENT,
        MAIN_OFFICE,
    ),
    duration="Ét døgn, fra kl. 12.00 til kl. 12.00 dagen efter",
    dates_note="Døgnet holdes hvert år i november.",
    themes=(
        Theme(title="Samspillet med forvaltningen"),
        Theme(title="Politisk ledelse med data i ryggen"),
        Theme(title="Økonomi, styring og ledelse, der hænger sammen"),
        Theme(title="Dialog med borgerne og lokal opbakning"),
        Theme(title="Økonomisk råderum, så der er noget at prioritere"),
        Theme(title="Kulturen for samarbejde i kommunalbestyrelsen"),
    ),
    programme_note="Programmet lægges nyt hvert år. Du finder det her på siden, efterhånden som det falder på plads.",
    past_editions=(_noon_to_noon(2022, 1, 2), _noon_to_noon(2023, 13, 14), _noon_to_noon(2024, 14, 15)),
)
