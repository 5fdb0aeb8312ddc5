"""How do the two days and the follow-up day of “Politisk betjening i praksis” run?"""

from portal.demo.content.cohorts.arriving import cases, pause
from portal.demo.content.prose import prose
from portal.demo.content.shapes import AgendaPlan, DayPlan, Moment

_INGRID = "Ingrid Solbjerg, chefkonsulent, Komponent"
_JONAS = "Jonas Thorup Dahl, chefkonsulent, Komponent"

_FIRST: tuple[AgendaPlan, ...] = (
    pause("12:00", "13:00", "Ankomst og frokost"),
    AgendaPlan(
        at="13:00",
        until="13:30",
        title="Velkommen",
        description="Hvem er vi, og hvilket spørgsmål har du med hjemmefra?",
        speaker=_INGRID,
    ),
    AgendaPlan(
        at="13:30",
        until="14:45",
        title="Kodeks og de syv dyder",
        description=prose("""
            Vi slår op i Kodeks for forvaltningens arbejde og holder pligterne op mod jeres egne hverdage. Har
            du ikke nået at læse, kan du sagtens være med.
        """),
        speaker=_JONAS,
    ),
    pause("14:45", "15:10", "Kaffe"),
    AgendaPlan(
        at="15:10",
        until="16:15",
        title="Politisk tæft i en kommune",
        description="Hvad politikeren ser, når sagen lander, og hvad hun håber, at du har tænkt på.",
        speaker="Hanne Lysholm Brandt, udvalgsformand, Teknik- og Miljøudvalget",
    ),
    pause("16:15", "16:45", "Værelser og frisk luft"),
    cases(
        "16:45",
        "18:30",
        "Egne cases: første runde",
        "I grupper på fire eller fem. Hver case får 25 minutter, ét råd og ét godt spørgsmål.",
    ),
    pause("18:30", "20:00", "Middag"),
    AgendaPlan(
        at="20:00",
        until="21:00",
        title="En erfaring og en snak",
        description="Et kort oplæg om en sag, der gik galt, og god tid til at tale sammen bagefter.",
        speaker="Palle Rosenvinge Holt, tidligere borgmester",
    ),
)

_SECOND: tuple[AgendaPlan, ...] = (
    AgendaPlan(
        at="08:30",
        until="09:15",
        title="Når valget nærmer sig",
        description=prose("""
            Hvad kræver en valgkamp af dig, og hvad kræver de nye politikere bagefter? Hvad gælder altid og
            bliver bare tydeligere?
        """),
        speaker=_JONAS,
    ),
    AgendaPlan(
        at="09:15",
        until="10:15",
        title="Dilemmaspil",
        description="Formand, direktør, embedsperson, borger og presse ser på den samme sag.",
        speaker=_INGRID,
    ),
    pause("10:15", "10:30", "Kaffe"),
    cases(
        "10:30",
        "11:25",
        "Egne cases: anden runde",
        "De udvalgte cases spilles i rummet. Rollerne er redskabet, og du vælger, hvad du tager med hjem.",
    ),
    AgendaPlan(
        at="11:25",
        until="11:45",
        title="Hvad gør du på mandag?",
        description="Skriv ét løfte til dig selv. Vi ser på det igen på opfølgningsdagen.",
        speaker=_INGRID,
    ),
    pause("11:45", "12:00", "Frokost i pose og på gensyn"),
)

_FOLLOW_UP: tuple[AgendaPlan, ...] = (
    pause("09:30", "10:00", "Morgenbrød"),
    AgendaPlan(
        at="10:00",
        until="10:45",
        title="Hvad flyttede sig?",
        description="Dit løfte fra kurset, og hvad der blev af det.",
        speaker=_INGRID,
    ),
    AgendaPlan(
        at="10:45",
        until="12:15",
        title="Afleveringerne på væggen",
        description="Vi læser, spørger og giver sparring på det, I har prøvet af.",
    ),
    pause("12:15", "13:00", "Frokost"),
    AgendaPlan(
        at="13:00",
        until="14:15",
        title="Samme sag, ny rolle",
        description="Et dilemma fra kurset spilles igen. Nu ved I mere.",
        speaker=_JONAS,
    ),
    pause("14:15", "14:30", "Kaffe"),
    AgendaPlan(
        at="14:30",
        until="15:00",
        title="Evaluering og farvel",
        description="To minutters evaluering, kursusbevis og en aftale om, hvem du ringer til.",
        speaker=_INGRID,
    ),
)


def political_support_days(course_venue: str, follow_up_venue: str) -> tuple[DayPlan, ...]:
    """From noon to noon in one place, and later a day in another."""
    return (
        DayPlan(
            kind="teaching", starts=Moment(0, "12:00", "start"), ends_at="21:00", venue=course_venue, agenda=_FIRST
        ),
        DayPlan(
            kind="teaching", starts=Moment(1, "08:30", "start"), ends_at="12:00", venue=course_venue, agenda=_SECOND
        ),
        DayPlan(
            kind="follow_up",
            starts=Moment(0, "09:30", "follow_up"),
            ends_at="15:00",
            venue=follow_up_venue,
            agenda=_FOLLOW_UP,
        ),
    )
