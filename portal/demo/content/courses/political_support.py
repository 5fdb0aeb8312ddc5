"""What stands on the page about political support in practice?"""

from portal.demo.content.courses.contacts import ASK_FATIMA, ASK_INGRID, MAIN_OFFICE, teacher
from portal.demo.content.people.staff import INGRID, JONAS
from portal.demo.content.prose import paragraphs, prose
from portal.demo.content.shapes import (
    CoursePlan,
    Price,
    ProgrammeItem,
    RelatedCourse,
    Testimonial,
)

POLITICAL_SUPPORT_COURSE = CoursePlan(
    key="politisk-betjening-i-praksis",
    title="Politisk betjening i praksis",
    format="course",
    summary=prose("""
        To dage om det, der ikke står i nogen forretningsorden: at have politisk tæft, at kende politikernes
        hverdag og at stå sikkert i din egen rolle. Vi arbejder med dilemmaer, og de bedste er dine egne.
    """),
    description=paragraphs("""
        Du sørger for, at politikerne ved nok til at beslutte. Det er sjældent let. Sagerne er indviklede, tiden
        er kort, og kravene til dig som embedsperson, sekretær eller fagperson er store.

        Politikere er forskellige. De har forskellig erfaring, forskellige job ved siden af og forskellig måde
        at læse en sag på. Alligevel skal de alle være klædt godt på, når de stemmer. Du skal altså give alle
        det samme og samtidig se den enkelte. Det er et dilemma, og det kræver, at du forstår både politik og
        organisation.

        Vores udgangspunkt er, at du lykkes, når tre ting er på plads: du forstår, hvordan en politisk
        beslutning bliver til, du kender de vilkår, politikerne arbejder under, og du ved, hvor du selv står
        mellem politik og administration. Derfor bruger vi dilemmaer hele vejen, og derfor beder vi dig tage en
        case med hjemmefra.
    """),
    target_group=prose("""
        For dig, der hjælper politikerne med deres arbejde, om det er hver dag eller en gang imellem:
        embedspersoner, medarbejdere i sekretariater samt faglige ledere og medarbejdere.
    """),
    outcomes=(
        "Større politisk tæft",
        "Bedre blik for, hvad der er på spil, når den politiske organisation bevæger sig",
        "Metoder til politisk betjening, som du kan tage i brug i din egen kommune",
        "Øvelse i at bruge roller til at se en sag fra flere sider",
        "Et netværk af kolleger fra andre kommuner med samme opgave",
    ),
    contents=(
        "Hvilke vilkår politikerne arbejder under, og hvordan de griber hvervet forskelligt an",
        "Din rolle som embedsperson, når den kommunale velfærd skal udvikles",
        "Måder at betjene politikere på, med inspiration fra eksperter og fra andre kommuner",
        "Bo Smith-udvalgets rapport om samspillet mellem politik og embedsværk og KL’s kodeks for politisk betjening",
        "Et dilemmaspil om det svære i politisk betjening",
    ),
    not_covered=prose("""
        Kurset handler ikke særskilt om at skrive sagsfremstillinger. Vil du blive bedre til det, er “Skriv
        bedre sagsfremstillinger” det rigtige kursus.
    """),
    context=prose("""
        Kurset ligger i et valgår, og det bruger vi. Hvad kræver en valgkamp af den politiske betjening, og hvad
        kræver det bagefter at tage godt imod de nye politikere? Noget er særligt for valgkampen. Andet gælder
        altid og bliver bare tydeligere eller svagere, når valget nærmer sig.
    """),
    working_method=prose("""
        Du hører eksperter, embedsfolk og kommunalpolitikere holde oplæg om egne erfaringer. Ind imellem taler
        du med kolleger fra andre kommuner og bytter erfaringer, dilemmaer og gode greb.
    """),
    preparation=prose("""
        Kodeks for forvaltningens arbejde ligger her på MitKomponent. Kig gerne i det inden kurset, hvis du kan
        nå det. Det er en invitation, ikke et krav. På holdet hedder vores læseudgave “Syv pligter i praksis”.
    """),
    teachers=(teacher(JONAS), teacher(INGRID)),
    organisers=("Komponent",),
    contacts=(ASK_INGRID, ASK_FATIMA, MAIN_OFFICE),
    duration="2 dage med overnatning",
    price=Price(
        excl_vat=None,
        covers=("Undervisning", "Materialer", "Forplejning", "Overnatning"),
        leaves_out=("Moms",),
    ),
    programme=(
        ProgrammeItem(
            title="Kodeks og de syv dyder",
            text=prose("""
                Vi begynder i Kodeks for forvaltningens arbejde, som ligger på MitKomponent. Det bygger på Bo
                Smith-udvalgets arbejde om den moderne embedsmand og de syv dyder, der hører til.
            """),
        ),
        ProgrammeItem(
            title="Den politiske betjening",
            text="Korte oplæg, samtaler og små øvelser med dilemmaer.",
            points=(
                "Politikere og forvaltning sammen: når det lykkes, og når det halter",
                "Hvad er politisk tæft egentlig, når man arbejder i en kommune?",
                "Hvordan har forholdet mellem det politiske og det administrative flyttet sig de senere år?",
            ),
        ),
        ProgrammeItem(
            title="Roller som redskab",
            text=prose("""
                Vi tager fat i dilemmaer og ser på, hvordan rollerne kan hjælpe dig med at undersøge og løse
                sager i dit eget arbejde.
            """),
        ),
        ProgrammeItem(title="En erfaring og en snak", text="Et kort oplæg og god tid til at tale sammen uformelt."),
    ),
    related=(
        RelatedCourse(title="Skriv bedre sagsfremstillinger"),
        RelatedCourse(title="Nye rammer for politikudvikling", course="nye-rammer-for-politikudvikling"),
    ),
    testimonials=(
        Testimonial(
            name="Anders Vium Kjeldsen",
            title="Sekretariatschef",
            organisation="Teknik- og Miljøforvaltningen i Københavns Kommune",
            quote=prose("""
                Udvalget skal have de bedste muligheder for at vise vejen, både for byens udvikling og for vores
                arbejde i forvaltningen. Derfor valgte vi et forløb om politisk forståelse. Når vores
                medarbejdere kender samspillet med det politiske niveau, forstår de bedre, hvorfor politikerne
                prioriterer, som de gør.
            """),
        ),
    ),
)
