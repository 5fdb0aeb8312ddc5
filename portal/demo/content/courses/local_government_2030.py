"""What stands on the page about the development programme for municipal executive boards?"""

from portal.demo.content.courses.contacts import ASK_MERETE, ASK_PER, MAIN_OFFICE, teacher
from portal.demo.content.people.staff import MERETE
from portal.demo.content.prose import paragraphs, prose
from portal.demo.content.shapes import CoursePlan, Price, Theme

LOCAL_GOVERNMENT_2030 = CoursePlan(
    key="kommunestyret-2030",
    title="Kommunestyret 2030",
    format="development_programme",
    summary=prose("""
        Hvordan har kommunestyret og den kommunale velfærd det i dag, og hvor er de i 2030? Et forløb for hele
        direktioner, der vil arbejde med det svære sammen og tage noget brugbart med hjem.
    """),
    description=paragraphs("""
        Det bliver sværere at finde medarbejdere. Flere borgere får brug for pleje, og forventningerne til
        servicen stiger. Samtidig rykker digitaliseringen, den grønne omstilling og den voksende ulighed ved
        det, vi forstår ved velfærd og sammenhængskraft. Den fremtid er tæt på.

        Hvad gør det ved kommunernes vilkår og muligheder? Ved samfundskontrakten mellem borgerne og det
        offentlige? Og ved samspillet mellem politikere og forvaltning?

        Tre temaer går igen: politikere og embedsfolk i samspil, borgernes deltagelse og topledelsens rolle som
        dem, der er med til at skabe kommunestyret 2030. Vi holder dem op mod de vilde problemer. Manglen på
        arbejdskraft mærkes allerede. Klimaet mærkes for alvor lidt længere fremme. Den slags problemer skal ses
        som en helhed og tænkes forfra. De kræver samtaler med nye og gamle bekendte, og de kræver topledere,
        der finder nye metoder og sætter kendte metoder sammen på nye måder.

        Vi vender problemerne og ser dem fra vinkler, I ikke er vant til. Undervejs fører de os til et større
        spørgsmål: Hvor er det kommunale selvstyre på vej hen, og hvilken rolle spiller direktionen i den
        fortælling?
    """),
    target_group="Kommunale direktioner. I deltager som direktion, og hvert hold samler flere kommuner.",
    outcomes=(
        prose("""
            Et rum, hvor kommunale topledere sammen kan forstå, hvordan kommunerne fornyes og bliver ved med at
            være relevante, nu hvor samfundskontrakten hurtigt kan blive svær at indfri
        """),
        prose("""
            Inspiration udefra, fra erhvervsliv, kultur, forskning og nyskabende kræfter i samfundet, og tid for
            jer selv til direktionens evner, mindset og rollefordeling og til konkrete metoder, også i forhold
            til omverdenen
        """),
        "Sparring med andre direktioner om behov og muligheder og en vej til at arbejde sammen over kommunegrænserne",
        "Netværk for hver af jer med direktører, der har det samme fagområde i andre kommuner, og samtaler om faget",
    ),
    not_covered=prose("""
        Forløbet er hverken et kursus, en konference eller teamudvikling. Det skal give jer inspiration, skæve
        input, redskaber og plads til at arbejde med jeres egen praksis og med samfundets udfordringer.
        Løsningerne skal kunne tages med hjem og bygges videre sammen med organisationen, politikerne og parter
        i lokalområdet og regionen.
    """),
    context=prose("""
        Det er tredje gang, Komponent, KL og chefforeningerne inviterer direktioner til et fælles
        udviklingsforløb. Denne gang er emnet fremtidens kommunestyre.
    """),
    teachers=(teacher(MERETE),),
    teaching_note=prose("""
        Rammen og hovedindholdet er ens for alle hold. Oplægsholdere, moderatorer og de konkrete eksempler på
        temaerne kan være forskellige fra hold til hold.
    """),
    organisers=(
        "KL",
        "Komponent",
        "Kommunaldirektørforeningen i Danmark",
        "Børne- og kulturchefforeningen",
        "Foreningen af Socialchefer",
        "Kommunalteknisk Chefforening",
    ),
    contacts=(ASK_MERETE, ASK_PER, MAIN_OFFICE),
    duration="Et 12-12-seminar og en opfølgningsdag",
    follow_up_day=prose("""
        Opfølgningsdagen ligger senere og et andet sted i landet. Stederne er valgt, så de kan sætte tankerne i
        gang og give plads til eksperimenter.
    """),
    price=Price(
        excl_vat=14_900,
        covers=("Deltagelse", "Overnatning"),
        leaves_out=("Transport", "Moms"),
    ),
    capacity_note="5–10 direktioner pr. hold, så I højst bliver 30–40 deltagere.",
    dates_note="Forløbet holdes 4 gange. Det første hold mødtes i november 2022. De andres datoer står her på siden, når de er lagt.",
    themes=(
        Theme(
            title="Ny syntese",
            text=prose("""
                Tænk stort, begynd lokalt, og led efter løsninger, der holder fra alle sider. Vi prøver det af
                på for eksempel manglen på arbejdskraft og har lærdommen fra COVID-19 og frikommunerne med.
            """),
        ),
        Theme(
            title="Bæredygtige samfund og modstandsdygtige kommuner",
            text=prose("""
                Skal en kommune kunne klare både klimakrise og mangel på hænder, må den planlægge langt frem, gå
                flere veje ad gangen og turde tænke nyt. Kommunerne er nået langt og kan nå længere. Vi ser på
                de nyeste tanker om bæredygtighed og velfærd og på samarbejder, der kan gøre samfundet grønnere
                på få år. Cirkulær økonomi og doughnut-økonomi er ikke kun modeord. De kan være de næste skridt,
                der skal til.
            """),
        ),
        Theme(
            title="Nye veje til borgernes deltagelse",
            text="Et bud på, hvordan tilliden kan genvindes og uligheden dæmpes.",
        ),
    ),
    programme_note="Et seminar fra middag til middag og senere en opfølgningsdag. Rammen er den samme for alle hold.",
)
