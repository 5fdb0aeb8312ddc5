"""What is left of the cohort that has had its follow-up day?"""

from portal.demo.content.cohorts.arriving import in_order
from portal.demo.content.cohorts.political_support_days import political_support_days
from portal.demo.content.courses.contacts import ASK_FATIMA, ASK_INGRID
from portal.demo.content.people.officials import POLITICAL_SUPPORT_BEFORE
from portal.demo.content.prose import prose
from portal.demo.content.shapes import AnnouncementPlan, AssignmentPlan, CohortPlan, MaterialPlan, Moment

POLITICAL_SUPPORT_FINISHED_COHORT = CohortPlan(
    key="politisk-betjening-soroe",
    course="politisk-betjening-i-praksis",
    name="Hold 3, Sorø",
    capacity=30,
    start=-115,
    start_weekday=1,
    follow_up=-45,
    follow_up_weekday=3,
    days=political_support_days("skovly-kursuscenter", "mejerisalen"),
    enrolment_deadline=Moment(-28, "12:00", "start"),
    own_case_deadline=Moment(-3, "12:00", "start"),
    instructors=("ingrid-solbjerg", "jonas-thorup-dahl"),
    coordinators=("fatima-karlsen",),
    contacts=(ASK_INGRID, ASK_FATIMA),
    enrolments=in_order(
        POLITICAL_SUPPORT_BEFORE,
        status="completed",
        first=-240,
        have_read=frozenset(person.key for person in POLITICAL_SUPPORT_BEFORE[:19]),
    ),
    materials=(
        MaterialPlan(
            title="Syv pligter i praksis",
            kind="pdf",
            use="before",
            release=Moment(-21, "09:00", "start"),
            description="Vores læseudgave til Kodeks for forvaltningens arbejde, om embedsværkets pligter.",
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
            title="Slides, dag 1",
            kind="slides",
            use="during",
            release=Moment(0, "18:30", "start"),
            description="Fra dagen i Bøgesalen.",
            file="slides-dag-1.pdf",
        ),
        MaterialPlan(
            title="Rollekort til dilemmaspillet",
            kind="pdf",
            use="after",
            release=Moment(1, "12:00", "start"),
            description="Brug dem hjemme i afdelingen.",
            file="rollekort.pdf",
        ),
    ),
    announcements=(
        AnnouncementPlan(
            subject="Afleveringerne hænger på væggen på torsdag",
            body=prose("""
                Vi har læst det, I har prøvet af. Der er meget at tale om. Tag gerne din egen aflevering med på
                papir, så du kan skrive på den undervejs.
            """),
            sent=Moment(-3, "11:00", "follow_up"),
            by="jonas-thorup-dahl",
        ),
        AnnouncementPlan(
            subject="Tak for denne gang",
            body=prose("""
                Forløbet er slut, og I har alle fået jeres kursusbevis med hjem. Din case bliver slettet på den dato,
                der står på den. Vil du beholde teksten, så hent den inden.
            """),
            sent=Moment(1, "10:00", "follow_up"),
            by="fatima-karlsen",
        ),
    ),
    assignments=(
        AssignmentPlan(
            key="en-ting-anderledes-soroe",
            title="Én ting anderledes",
            text=prose("""
                Vælg én ting fra kurset, som du vil gøre anderledes, og prøv den af i en rigtig sag. Skriv, hvad
                du gjorde, hvad der skete, og hvad du vil spørge holdet om.
            """),
            opens=Moment(1, "12:00", "start"),
            deadline=Moment(-5, "12:00", "follow_up"),
        ),
    ),
    practical="Forløbet er slut. Materialerne kan hentes, så længe holdet ligger her.",
)
