"""What stands on the page about new ways of making policy together with politicians?"""

from portal.demo.content.courses.contacts import ASK_FATIMA, ASK_INGRID, MAIN_OFFICE, teacher
from portal.demo.content.people.staff import INGRID, JONAS
from portal.demo.content.prose import paragraphs, prose
from portal.demo.content.shapes import CoursePlan, RelatedCourse, SpeakerOrganisation

POLICY_DEVELOPMENT_COURSE = CoursePlan(
    key="nye-rammer-for-politikudvikling",
    title="Nye rammer for politikudvikling",
    format="course",
    summary=prose("""
        Når problemerne er nye, rækker de gamle løsninger sjældent. På to dage lærer du at sætte scenen for en
        politisk samtale, hvor der er plads til at tænke, før der skal forhandles.
    """),
    description=paragraphs("""
        Politikerne i din kommune skal finde svar på sammensatte problemer, og de skal gøre det inden for et
        råderum, der er smalt. Det kan de ikke alene med flere sider i dagsordenen.

        Samtidig er måden, politik bliver til på, ved at flytte sig. Borgerne vil høres tidligere og have mere
        at sige. Flere parter ved bordet kan åbne en sag, der sad fast, og de kan gøre den sværere at styre. Og
        mange politikere vil gerne træffe bæredygtige beslutninger, der også holder, når valgperioden er slut.

        Du arbejder tæt på kommunalbestyrelse og udvalg, og derfor kan du gøre en forskel. Du kan bygge en
        kreativ ramme om drøftelsen og hjælpe politikerne ud af de roller, de plejer at forhandle i.

        Du kan også være med til at lave aftalen mellem embedsværk, politikere og andre parter om. I stedet for
        at levere ét færdigt svar på en færdig bestilling går du og dine kolleger ind i det, politikerne
        mangler: faglig hjælp, nye ideer og en at tænke højt sammen med.
    """),
    target_group=prose("""
        Kurset er for dig, der er leder, embedsperson eller udviklingskonsulent i en kommune og betjener udvalg
        eller på anden måde arbejder for politikerne.
    """),
    outcomes=(
        prose("""
            Et samlet billede af samfundets udfordringer, af hvad kommunerne kan stille op, og af hvorfor
            systemer og arbejdsgange må følge med
        """),
        "Et klarere syn på dig selv som embedsperson: hvad du kan gøre anderledes, og hvad du bør",
        "En indføring i innovation og kreativitet, og i hvad de kan bruges til, når arbejdet er politisk",
        "Tid til at vende dine egne udviklingsforløb med kolleger, der kender vilkårene",
        "Redskaber til at lægge nye rammer om politikernes drøftelser og om det at udvikle politik",
        "Erfaringer fra andre kommuner, der er gået utraditionelt til værks med de vilde problemer",
    ),
    working_method="Oplæg, øvelser og sparring på dine egne forløb.",
    teachers=(teacher(INGRID, "Specialkonsulent"), teacher(JONAS, "Konsulent")),
    speaker_organisations=(
        SpeakerOrganisation(
            name="Center for Offentlig-Privat Innovation (CO-PI)",
            contribution="Oplæg om innovation på tværs af offentligt og privat",
        ),
    ),
    organisers=("Komponent",),
    contacts=(ASK_INGRID, ASK_FATIMA, MAIN_OFFICE),
    duration="2 dage",
    related=(
        RelatedCourse(title="Politisk betjening i praksis", course="politisk-betjening-i-praksis"),
        RelatedCourse(
            title="Gør samarbejdsdrevet politik til en succes",
            course="goer-samarbejdsdrevet-politik-til-en-succes",
        ),
    ),
)
