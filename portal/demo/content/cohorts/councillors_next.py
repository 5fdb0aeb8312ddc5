"""What is known about the next yearly day and night for councillors?"""

from portal.demo.content.cohorts.arriving import in_order, pause
from portal.demo.content.courses.councillors_day import COUNCILLORS_DAY
from portal.demo.content.people.politicians import POLITICIANS
from portal.demo.content.prose import prose
from portal.demo.content.shapes import AgendaPlan, AnnouncementPlan, CohortPlan, DayPlan, MaterialPlan, Moment

_FIRST: tuple[AgendaPlan, ...] = (
    pause("12:00", "13:00", "Ankomst og frokost"),
    AgendaPlan(
        at="13:00",
        until="14:15",
        title="Hvor er dit handlerum?",
        description="Love, aftaler og vaner: hvad kan I selv bestemme i jeres kommune?",
        speaker="Marie Bjerre Overdal, konsulent, KL",
    ),
    AgendaPlan(
        at="14:15",
        until="15:30",
        title="Samspillet med forvaltningen",
        description="Hvad du kan bede om, hvordan du beder om det, og hvad du gør, når svaret er nej.",
        speaker="Jonas Thorup Dahl, konsulent, Komponent",
    ),
    pause("15:30", "16:00", "Kaffe"),
    AgendaPlan(
        at="16:00",
        until="18:00",
        title="Temaer, du selv vælger",
        description="Programmet for timen lægges endeligt to måneder før døgnet.",
    ),
    pause("18:30", "21:00", "Middag med nye kolleger"),
)
_SECOND: tuple[AgendaPlan, ...] = (
    AgendaPlan(
        at="08:30",
        until="10:00",
        title="Din egen rolle som politiker",
        description="Flere måder at løfte hvervet på. Hvilken er din?",
        speaker="Jonas Thorup Dahl, konsulent, Komponent",
    ),
    pause("10:00", "10:30", "Kaffe"),
    AgendaPlan(
        at="10:30",
        until="12:00",
        title="Kolleger drøfter",
        description="I små grupper: én ting, du vil have igennem, og vejen derhen.",
    ),
)

COUNCILLORS_NEXT_COHORT = CohortPlan(
    key="politikerdoegn-naeste",
    course="faelleskommunalt-politikerdoegn",
    name="Næste udgave",
    capacity=120,
    start=None,
    start_weekday=3,
    yearly=(11, 14),
    days=(
        DayPlan(kind="teaching", starts=Moment(0, "12:00", "start"), ends_at="21:00", venue="boegelund", agenda=_FIRST),
        DayPlan(
            kind="teaching", starts=Moment(1, "08:30", "start"), ends_at="12:00", venue="boegelund", agenda=_SECOND
        ),
    ),
    enrolment_deadline=Moment(-30, "12:00", "start"),
    instructors=("jonas-thorup-dahl",),
    coordinators=("per-vestergren",),
    contacts=COUNCILLORS_DAY.contacts,
    enrolments=in_order(
        POLITICIANS,
        status="confirmed",
        first=-16,
        not_signed_in=frozenset(person.key for person in POLITICIANS[2::3]),
    ),
    materials=(
        MaterialPlan(
            title="Programmet, som det ser ud nu",
            kind="page",
            use="before",
            release=Moment(-10, "09:00"),
            description="Bliver rettet, efterhånden som aftalerne falder på plads.",
            body=prose("""
                Tid og sted ligger fast. Temaerne bliver valgt blandt dem, der står på kursets side. Har du et
                ønske, så skriv det til Marie eller Jonas. Vi læser alle.
            """),
        ),
    ),
    announcements=(
        AnnouncementPlan(
            subject="Sæt kryds i kalenderen",
            body="Døgnet går fra kl. 12.00 til kl. 12.00. Datoen ligger fast, og programmet kommer her på siden.",
            sent=Moment(-10, "09:30"),
            by="per-vestergren",
        ),
    ),
    practical="Du spiser og sover på hotellet. Sig til, hvis du først kan nå frem om aftenen.",
)
