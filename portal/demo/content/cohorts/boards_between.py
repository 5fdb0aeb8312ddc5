"""What is going on among the six executive boards, between their seminar and their follow-up day?"""

from portal.demo.content.cohorts.arriving import in_order, pause
from portal.demo.content.courses.contacts import ASK_MERETE, ASK_PER
from portal.demo.content.people.boards import EXECUTIVE_BOARDS
from portal.demo.content.prose import prose
from portal.demo.content.shapes import (
    AgendaPlan,
    AnnouncementPlan,
    AssignmentPlan,
    CohortPlan,
    DayPlan,
    DelegationPlan,
    MaterialPlan,
    Moment,
)

_MERETE = "Merete Fjord Ahlmann, programleder, Komponent"

_FIRST: tuple[AgendaPlan, ...] = (
    pause("12:00", "13:00", "Ankomst og frokost i laden"),
    AgendaPlan(
        at="13:00",
        until="13:45",
        title="Kommunestyret i dag og i 2030",
        description="Seks kommuner, seks begyndelser. Hver direktion fortæller, hvad der holder den vågen.",
        speaker=_MERETE,
    ),
    AgendaPlan(
        at="13:45",
        until="15:00",
        title="På diget: et vildt problem",
        description="En gåtur om arbejdskraft, vand og tid. I går sammen på tværs af fagområder.",
        speaker="Regnar Holmsund, digegreve og landmand",
    ),
    pause("15:00", "15:30", "Kaffe"),
    AgendaPlan(
        at="15:30",
        until="17:00",
        title="Ny syntese i praksis",
        description="Tænk stort, begynd lokalt: vi prøver det af på manglen på hænder i plejen.",
        speaker="Ea Lindbo Starup, lektor i offentlig ledelse",
    ),
    AgendaPlan(
        at="17:00",
        until="18:30",
        title="Tid i egen direktion",
        description="Evner, mindset og roller. I får tre spørgsmål med og en stue for jer selv.",
    ),
    pause("18:30", "20:00", "Middag"),
    AgendaPlan(
        at="20:00",
        until="21:00",
        title="Indspark udefra",
        description="En teaterleder om at lede noget, der først bliver til foran publikum.",
        speaker="Villads Brorholm, teaterleder",
    ),
)

_SECOND: tuple[AgendaPlan, ...] = (
    AgendaPlan(
        at="08:30",
        until="09:30",
        title="Samme stol, andre kommuner",
        description="Kommunaldirektører for sig, børne- og ungedirektører for sig, og så videre hele vejen rundt.",
        speaker=_MERETE,
    ),
    AgendaPlan(
        at="09:30",
        until="10:30",
        title="Borgere, der er med fra begyndelsen",
        description="Nye former for deltagelse, og hvad de kræver af en topledelse.",
        speaker="Kristoffer Bang-Rosendal, seniorkonsulent, Komponent",
    ),
    pause("10:30", "10:45", "Kaffe"),
    AgendaPlan(
        at="10:45",
        until="11:45",
        title="Jeres ene greb",
        description="Hver direktion vælger ét greb at prøve af hjemme inden opfølgningsdagen.",
        speaker=_MERETE,
    ),
    pause("11:45", "12:00", "Frokost med hjem"),
)

_FOLLOW_UP: tuple[AgendaPlan, ...] = (
    pause("09:00", "09:30", "Kaffe på kajen"),
    AgendaPlan(
        at="09:30",
        until="11:00",
        title="Seks greb på væggen",
        description="Hver direktion viser, hvad den prøvede. De andre svarer med ét råd og ét spørgsmål.",
        speaker=_MERETE,
    ),
    AgendaPlan(
        at="11:00",
        until="12:00",
        title="Sparring, to og to direktioner",
        description="Det, der er svært at sige i plenum.",
    ),
    pause("12:00", "12:45", "Frokost ved langbord"),
    AgendaPlan(
        at="12:45",
        until="14:15",
        title="Politikerne ved bordet",
        description="Et byrådsmedlem og en borgmester spørger ind til det, I vil videre med.",
        speaker="Viola Engsø Ramsing, borgmester",
    ),
    AgendaPlan(
        at="14:15",
        until="15:00",
        title="Hvad tager vi med hjem?",
        description="Aftaler i direktionen og mellem kommunerne. Evaluering.",
        speaker=_MERETE,
    ),
)

_BOARD_MEMBERS = tuple(person for board in EXECUTIVE_BOARDS.values() for person in board)
_NOT_SIGNED_IN = frozenset({"jan-ove-dissing", "ditlev-roennov"})

BOARDS_BETWEEN_COHORT = CohortPlan(
    key="kommunestyret-2030-ribe",
    course="kommunestyret-2030",
    name="Hold 2, Ribe",
    capacity=40,
    capacity_boards=10,
    start=-20,
    follow_up=25,
    days=(
        DayPlan(
            kind="teaching", starts=Moment(0, "12:00", "start"), ends_at="21:00", venue="vadegaarden", agenda=_FIRST
        ),
        DayPlan(
            kind="teaching", starts=Moment(1, "08:30", "start"), ends_at="12:00", venue="vadegaarden", agenda=_SECOND
        ),
        DayPlan(
            kind="follow_up",
            starts=Moment(0, "09:00", "follow_up"),
            ends_at="15:00",
            venue="kulkranen",
            agenda=_FOLLOW_UP,
        ),
    ),
    enrolment_deadline=Moment(-42, "12:00", "start"),
    own_case_deadline=Moment(-4, "12:00", "start"),
    instructors=("merete-fjord-ahlmann", "kristoffer-bang-rosendal"),
    coordinators=("per-vestergren",),
    contacts=(ASK_MERETE, ASK_PER),
    delegations=tuple(
        DelegationPlan(
            municipality=municipality,
            members=tuple(member.key for member in board),
            spokesperson=board[0].key,
        )
        for municipality, board in EXECUTIVE_BOARDS.items()
    ),
    enrolments=in_order(
        _BOARD_MEMBERS,
        status="confirmed",
        first=-118,
        not_signed_in=_NOT_SIGNED_IN,
        have_read=frozenset(person.key for person in _BOARD_MEMBERS[::3]),
    ),
    materials=(
        MaterialPlan(
            title="Syv pligter i praksis",
            kind="pdf",
            use="before",
            release=Moment(-14, "09:00", "start"),
            description="Til samtalen om politikere og forvaltning. Kig i den, hvis I kan nå det.",
            file="syv-pligter.pdf",
            invited_reading=True,
        ),
        MaterialPlan(
            title="Tre spørgsmål til tiden i egen direktion",
            kind="page",
            use="during",
            release=Moment(0, "17:00", "start"),
            description="Brug dem i den rækkefølge, I vil.",
            body=prose("""
                - Hvad gør vi som direktion, som ingen af os kunne gøre alene?
                - Hvilket problem taler vi om hver måned uden at komme videre?
                - Hvem udenfor døren ved noget om det, som vi ikke ved?
            """),
        ),
        MaterialPlan(
            title="Fælles dagsordener hos KL",
            kind="link",
            use="after",
            release=Moment(2, "09:00", "start"),
            description="Til jer, der vil læse videre.",
            url="https://www.kl.dk/",
        ),
    ),
    announcements=(
        AnnouncementPlan(
            subject="Tak for to dage på diget",
            body=prose("""
                Tak for samtalerne, også dem i blæsten. Jeres greb ligger nu som en opgave her på siden. Tal
                om dem hjemme i direktionen. Hver af jer afleverer så for sig selv, og kun vi, der underviser, læser det.
            """),
            sent=Moment(2, "09:15", "start"),
            by="merete-fjord-ahlmann",
        ),
        AnnouncementPlan(
            subject="Vi mødes på kajen i Aarhus",
            body=prose("""
                Opfølgningsdagen holdes på Værkstedet Kulkranen. Der er kaffe fra kl. 9.00. Sig til, hvis nogen
                af jer ikke kan komme, så vi kan sætte grupperne rigtigt.
            """),
            sent=Moment(-5, "13:00"),
            by="per-vestergren",
        ),
    ),
    assignments=(
        AssignmentPlan(
            key="jeres-ene-greb",
            title="Jeres ene greb",
            text=prose("""
                I valgte ét greb i Ribe. Tal om det hjemme i direktionen, og skriv så hver for sig:

                - Hvad ville I ændre, og hvad har I gjort indtil nu?
                - Hvem har I talt med udenfor direktionen, og hvad sagde de?
                - Hvad er I i tvivl om, og hvad ønsker I sparring på i Aarhus?

                Én til to sider. Det er fint, hvis det ikke er færdigt.
            """),
            opens=Moment(1, "12:00", "start"),
            deadline=Moment(-4, "12:00", "follow_up"),
        ),
    ),
    practical="I skal selv sørge for transport. Alt andet er med: undervisning, mad og på seminaret også overnatning.",
)
