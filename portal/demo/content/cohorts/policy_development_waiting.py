"""What is going on in the cohort that is full and has people waiting?"""

from portal.demo.content.cohorts.arriving import cases, in_order, pause
from portal.demo.content.courses.contacts import ASK_FATIMA, ASK_INGRID
from portal.demo.content.people.officials import POLICY_DEVELOPMENT, POLITICAL_SUPPORT_BEFORE, POLITICAL_SUPPORT_NOW
from portal.demo.content.prose import prose
from portal.demo.content.shapes import AgendaPlan, AnnouncementPlan, CohortPlan, DayPlan, Moment

_INGRID = "Ingrid Solbjerg, specialkonsulent, Komponent"
_JONAS = "Jonas Thorup Dahl, konsulent, Komponent"

# Some come from the other cohorts: a person can be on several at once.
_IN_ORDER_OF_ARRIVAL = (*POLICY_DEVELOPMENT, *POLITICAL_SUPPORT_BEFORE[:5], *POLITICAL_SUPPORT_NOW[7:13])
_SEATS = 30

_FIRST: tuple[AgendaPlan, ...] = (
    pause("09:00", "09:30", "Kaffe og ankomst"),
    AgendaPlan(
        at="09:30",
        until="10:45",
        title="Nye problemer, gamle rammer",
        description="Hvad samfundet beder kommunerne om, og hvorfor systemerne må følge med.",
        speaker=_JONAS,
    ),
    AgendaPlan(
        at="10:45",
        until="12:00",
        title="Din rolle til eftersyn",
        description="Fra færdigt svar på færdig bestilling til fælles undersøgelse.",
        speaker=_INGRID,
    ),
    pause("12:00", "13:00", "Frokost ved søen"),
    AgendaPlan(
        at="13:00",
        until="14:30",
        title="Innovation og kreativitet, når arbejdet er politisk",
        description="Hvad ordene dækker, og hvad de kan bruges til i et udvalg.",
        speaker="Oplæg fra Center for Offentlig-Privat Innovation (CO-PI)",
    ),
    pause("14:30", "15:00", "Kaffe"),
    cases("15:00", "17:00", "Sparring på egne forløb", "To og to, og så i plenum: hvor sidder det fast?"),
    pause("18:00", "20:00", "Middag"),
)

_SECOND: tuple[AgendaPlan, ...] = (
    AgendaPlan(
        at="08:45",
        until="10:15",
        title="Nye rammer om politikernes drøftelse",
        description="Redskaber, du kan tage med til næste udvalgsmøde, afprøvet på gulvet.",
        speaker=_INGRID,
    ),
    pause("10:15", "10:30", "Kaffe"),
    AgendaPlan(
        at="10:30",
        until="12:00",
        title="Vilde metoder til vilde problemer",
        description="Tre kommuner fortæller, hvad de turde, og hvad det kostede.",
        speaker="Terese Bondo Kjærulf, udviklingschef",
    ),
    pause("12:00", "12:45", "Frokost"),
    cases("12:45", "14:30", "Din plan", "Du bygger rammen om én drøftelse hjemme og får den prøvet af."),
    AgendaPlan(
        at="14:30",
        until="15:00",
        title="Hvad tager du med?",
        description="Opsamling og evaluering.",
        speaker=_JONAS,
    ),
)

POLICY_DEVELOPMENT_WAITING_COHORT = CohortPlan(
    key="nye-rammer-silkeborg",
    course="nye-rammer-for-politikudvikling",
    name="Hold 1, Silkeborg",
    capacity=_SEATS,
    start=60,
    start_weekday=1,
    days=(
        DayPlan(
            kind="teaching", starts=Moment(0, "09:00", "start"), ends_at="20:00", venue="soebredden", agenda=_FIRST
        ),
        DayPlan(
            kind="teaching", starts=Moment(1, "08:45", "start"), ends_at="15:00", venue="soebredden", agenda=_SECOND
        ),
    ),
    enrolment_deadline=Moment(-35, "12:00", "start"),
    own_case_deadline=Moment(-7, "12:00", "start"),
    instructors=("ingrid-solbjerg", "jonas-thorup-dahl"),
    coordinators=("fatima-karlsen",),
    contacts=(ASK_INGRID, ASK_FATIMA),
    enrolments=(
        *in_order(
            _IN_ORDER_OF_ARRIVAL[:_SEATS],
            status="confirmed",
            first=-31,
            not_signed_in=frozenset(person.key for person in POLICY_DEVELOPMENT[4::5]),
        ),
        *in_order(_IN_ORDER_OF_ARRIVAL[_SEATS:], status="waitlisted", first=-11),
    ),
    announcements=(
        AnnouncementPlan(
            subject="Holdet er fyldt, og der er venteliste",
            body=prose("""
                Alle pladser er taget, og der er venteliste. Kan du alligevel ikke komme, så skriv til mig: Din plads
                går til den næste på listen, som får besked med det samme.
            """),
            sent=Moment(-11, "15:00"),
            by="fatima-karlsen",
        ),
    ),
    practical="Vi begynder kl. 9.00 på dag ét og slutter kl. 15.00 på dag to. Du bor på stedet natten imellem.",
)
