"""What is going on in the cohort that meets in two days?"""

from portal.demo.content.cohorts.arriving import in_order
from portal.demo.content.cohorts.political_support_days import political_support_days
from portal.demo.content.courses.contacts import ASK_FATIMA, ASK_INGRID
from portal.demo.content.people.officials import POLICY_DEVELOPMENT, POLITICAL_SUPPORT_NOW
from portal.demo.content.prose import prose
from portal.demo.content.shapes import AnnouncementPlan, AssignmentPlan, CohortPlan, MaterialPlan, Moment

_NOT_SIGNED_IN = frozenset({"karen-inge-skjoedt", "tove-kroeyer-madsen", "bo-aakjaer", "camilla-groenbech-toft"})
_HAVE_READ = frozenset(person.key for person in POLITICAL_SUPPORT_NOW[1:24:2]) - _NOT_SIGNED_IN

HOW_TO_WRITE_A_CASE = prose("""
    En egen case er en situation, du selv står i eller har stået i, og som du gerne vil se på igen. Den behøver
    ikke være stor. Den skal være din.

    Du skriver i fem felter:

    - Situation: hvad skete der, hvor og hvornår? Fem linjer er nok.
    - Dilemma: hvad trak i hver sin retning?
    - Aktører: hvem er med? Skriv roller, ikke navne.
    - Hvad har jeg prøvet: også det, der ikke virkede.
    - Spørgsmål til holdet: det, du helst vil have hjælp til.

    Du vælger selv, hvem der må læse: kun underviserne, din casegruppe eller hele holdet. Du kan lave om på det
    og trække casen tilbage, når du vil. Sidder der en fra din egen kommune på holdet, så tænk det med, når du
    vælger.
""")

_MATERIALS: tuple[MaterialPlan, ...] = (
    MaterialPlan(
        title="Syv pligter i praksis",
        kind="pdf",
        use="before",
        release=Moment(-21, "09:00", "start"),
        description=prose("""
            Vores læseudgave til Kodeks for forvaltningens arbejde: embedsværkets pligter, skrevet til hverdagen
            i en kommune. Ni små kapitler. Kig i den inden kurset, hvis du kan nå det.
        """),
        file="syv-pligter.pdf",
        invited_reading=True,
    ),
    MaterialPlan(
        title="Tre spørgsmål til læsningen",
        kind="pdf",
        use="before",
        release=Moment(-21, "09:05", "start"),
        description="Én side, som du kan skrive på.",
        file="tre-spoergsmaal.pdf",
    ),
    MaterialPlan(
        title="Sådan skriver du din case",
        kind="page",
        use="before",
        release=Moment(-18, "09:00", "start"),
        description="Fem felter og et par gode råd.",
        body=HOW_TO_WRITE_A_CASE,
        news="Et afsnit om, hvem der kan læse din case.",
    ),
    MaterialPlan(
        title="Praktisk om ankomst og overnatning",
        kind="pdf",
        use="before",
        release=Moment(-14, "12:00", "start"),
        description="Tog, bus, parkering, værelser og mad på Hotel Bæltegård.",
        file="praktisk-ankomst.pdf",
        news="Bussen fra stationen kører fem minutter senere end før.",
    ),
    MaterialPlan(
        title="Rollekort til dilemmaspillet",
        kind="pdf",
        use="during",
        release=Moment(1, "09:00", "start"),
        section="På kurset",
        description="Fem roller, som kan bruges på enhver sag.",
        file="rollekort.pdf",
    ),
    MaterialPlan(
        title="Slides, dag 1",
        kind="slides",
        use="during",
        release=Moment(0, "18:30", "start"),
        description="Lægges op, når dagen er slut.",
        file="slides-dag-1.pdf",
        section="På kurset",
        counted=("first_day_end", 0),
    ),
    MaterialPlan(
        title="Love og regler hos Retsinformation",
        kind="link",
        use="after",
        release=Moment(2, "12:00", "start"),
        description="Slå selv efter, når I er hjemme igen.",
        url="https://www.retsinformation.dk/",
        section="Når du er hjemme igen",
        counted=("course_end", 24),
    ),
)

_ANNOUNCEMENTS: tuple[AnnouncementPlan, ...] = (
    AnnouncementPlan(
        subject="Velkommen til Politisk betjening i praksis",
        body=prose("""
            Du har en plads på holdet, og vi glæder os til at se dig på Hotel Bæltegård.

            Her på siden ligger programmet, en læsning, du er inviteret til at kigge i, og et sted at skrive din
            egen case. Du kan skrive lidt ad gangen, også fra telefonen. Teksten bliver gemt undervejs.
        """),
        sent=Moment(-21, "09:30", "start"),
        by="fatima-karlsen",
    ),
    AnnouncementPlan(
        subject="Bussen fra Middelfart Station kører også kl. 11.20",
        body=prose("""
            Flere af jer kommer med et tidligere tog. Derfor kører hotellets bus to gange: kl. 11.20 og kl.
            11.45. Begge holder ved forpladsen.
        """),
        sent=Moment(-6, "10:15", "start"),
        by="fatima-karlsen",
    ),
    AnnouncementPlan(
        subject="Din case må gerne være kort",
        body=prose("""
            Nogle af jer spørger, hvor lang en case skal være. Svaret er: så lang, at en kollega forstår, hvad
            der var på spil. En halv side er fint. Har du kun en begyndelse, så aflevér den. Så tager vi den
            derfra.
        """),
        sent=Moment(-3, "14:05", "start"),
        by="ingrid-solbjerg",
    ),
)

POLITICAL_SUPPORT_NOW_COHORT = CohortPlan(
    key="politisk-betjening-nu",
    course="politisk-betjening-i-praksis",
    name="Hold 4, Middelfart",
    capacity=30,
    start=2,
    follow_up=75,
    follow_up_weekday=3,
    days=political_support_days("hotel-baeltegaard", "remisen"),
    enrolment_deadline=Moment(-28, "12:00", "start"),
    own_case_deadline=Moment(-1, "12:00", "start"),
    instructors=("ingrid-solbjerg", "jonas-thorup-dahl"),
    coordinators=("fatima-karlsen",),
    contacts=(ASK_INGRID, ASK_FATIMA),
    enrolments=(
        *in_order(
            POLITICAL_SUPPORT_NOW,
            status="confirmed",
            first=-96,
            not_signed_in=_NOT_SIGNED_IN,
            have_read=_HAVE_READ,
        ),
        *in_order(POLICY_DEVELOPMENT[8:9], status="cancelled", first=-80),
    ),
    materials=_MATERIALS,
    announcements=_ANNOUNCEMENTS,
    assignments=(
        AssignmentPlan(
            key="en-ting-anderledes",
            title="Én ting anderledes",
            text=prose("""
                Vælg én ting fra kurset, som du vil gøre anderledes i din politiske betjening. Prøv den af
                mindst én gang, i en rigtig sag.

                Skriv en halv til en hel side:

                - Hvad prøvede du, og hvorfor netop det?
                - Hvad skete der, og hvordan ved du det?
                - Hvad vil du spørge holdet om på opfølgningsdagen?

                Du kan lægge et bilag ved, for eksempel det notat eller den dagsorden, du lavede om på. Fjern
                navne først.
            """),
            opens=Moment(1, "12:00", "start"),
            deadline=Moment(-5, "12:00", "follow_up"),
        ),
    ),
    practical=prose("""
        Vi begynder med frokost kl. 12.00 og slutter dagen efter kl. 12.00. Du skal ikke betale noget på stedet.
        Bliver du syg, så ring til Fatima, også om morgenen.
    """),
)
