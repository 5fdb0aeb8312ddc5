"""What was handed in for the follow-up days, and what was answered?"""

from portal.demo.content.prose import prose
from portal.demo.content.shapes import FeedbackPlan, Moment, SubmissionPlan

_FINISHED = "politisk-betjening-soroe"
_ONE_THING = "en-ting-anderledes-soroe"
_BOARDS = "kommunestyret-2030-ribe"
_ONE_GRIP = "jeres-ene-greb"

SUBMISSIONS: tuple[SubmissionPlan, ...] = (
    SubmissionPlan(
        cohort=_FINISHED,
        assignment=_ONE_THING,
        author="lars-henning-oernhoej",
        status="selected",
        text=prose("""
            Jeg skrev en side om, hvad sekretariatet gør og ikke gør i et valgår, og lagde den frem for
            gruppeformændene, før nogen havde brug for den. De rettede to steder. Bagefter var det deres side.

            Den er blevet brugt to gange allerede. Begge gange kunne jeg henvise til noget, de selv havde været
            med til.

            Mit spørgsmål: Hvordan holder man sådan en aftale i live, når der kommer nye?
        """),
        submitted=Moment(-9, "10:42", "follow_up"),
        feedback=FeedbackPlan(
            by="jonas-thorup-dahl",
            at=Moment(-4, "09:10", "follow_up"),
            text=prose("""
                Du flyttede aftalen frem til et tidspunkt, hvor den ikke kostede nogen noget. Det er godt
                håndværk. Fortæl på dagen, hvilke to steder de rettede. Jeg tror, at svaret på dit spørgsmål
                ligger der.
            """),
        ),
    ),
    SubmissionPlan(
        cohort=_FINISHED,
        assignment=_ONE_THING,
        author="lone-bjoernvad",
        status="reviewed",
        text=prose("""
            I stedet for at spørge udvalget, om de kunne godkende sagen, spurgte jeg, hvad de manglede for at
            kunne afgøre den. Det tog ti minutter mere. De bad om én oplysning, vi ikke havde tænkt på: Hvor bor
            de pårørende?

            Jeg ved ikke, om det gjorde beslutningen bedre. Den blev mere deres.
        """),
        submitted=Moment(-8, "14:31", "follow_up"),
        feedback=FeedbackPlan(
            by="ingrid-solbjerg",
            at=Moment(-4, "10:25", "follow_up"),
            text=prose("""
                Spørgsmålet “hvad mangler I for at kunne afgøre det?” tager jeg med mig. Prøv det igen i en sag,
                hvor svaret kan blive “ingenting”, og se, hvad der så sker.
            """),
        ),
    ),
    SubmissionPlan(
        cohort=_FINISHED,
        assignment=_ONE_THING,
        author="selma-hvidtfeldt-aastrup",
        status="reviewed",
        text=prose("""
            Jeg ville svare alle i udvalget, når en enkelt spurgte. De første to gange gik det fint. Tredje gang
            blev et medlem vred, fordi spørgsmålet afslørede, hvad hun ville foreslå.

            Nu spørger jeg først: “Jeg sender svaret til alle. Vil du have spørgsmålet med?” Det virker.
        """),
        submitted=Moment(-6, "22:03", "follow_up"),
        feedback=FeedbackPlan(
            by="ingrid-solbjerg",
            at=Moment(-4, "10:50", "follow_up"),
            text=prose("""
                Du fandt selv det, der manglede: Svaret er udvalgets, men spørgsmålet er hendes. Den skelnen
                skal de andre høre om.
            """),
        ),
    ),
    SubmissionPlan(
        cohort=_FINISHED,
        assignment=_ONE_THING,
        author="poul-erik-knaerkegaard",
        status="reviewed",
        text=prose("""
            Jeg lod en af mine projektledere fremlægge i stedet for mig. Hun kender bygningen, og jeg kender kun
            regnearket. Formanden spurgte hende om ting, han aldrig har spurgt mig om.

            Jeg havde ikke spurgt hende, om hun ville. Det skulle jeg have gjort.
        """),
        submitted=Moment(-5, "11:48", "follow_up"),
        feedback=FeedbackPlan(
            by="jonas-thorup-dahl",
            at=Moment(-3, "08:40", "follow_up"),
            text=prose("""
                Det kræver noget at skrive den sidste linje. Tal med hende om, hvad hun gerne ville have vidst
                på forhånd, og tag svaret med.
            """),
        ),
    ),
    SubmissionPlan(
        cohort=_BOARDS,
        assignment=_ONE_GRIP,
        author="carsten-bjerregrav",
        delegation="Lemvig",
        status="reviewed",
        text=prose("""
            Vores greb var at slå to stående møder sammen til ét, hvor ingen må have sit eget område med. Vi har
            holdt det tre gange. Første gang var der stille. Anden gang talte vi om hjemmeplejen i halvanden
            time, og teknik og miljø havde den bedste idé.

            Vi har talt med to tillidsrepræsentanter og en ungdomsskole. De unge spurgte, hvorfor man skal vælge
            fag, før man vælger kommune.

            Vi er i tvivl om, hvornår et godt møde skal blive til en beslutning, og hvem der i så fald ejer den.
        """),
        submitted=Moment(-6, "16:20"),
        feedback=FeedbackPlan(
            by="merete-fjord-ahlmann",
            at=Moment(-3, "11:15"),
            text=prose("""
                Tak for at sende det, mens det endnu er i gang. De unges spørgsmål er et vildt problem i én
                sætning. Jeg foreslår, at I lægger netop jeres tvivl om ejerskab på bordet i Aarhus. Mindst to
                andre direktioner har den samme.
            """),
        ),
    ),
    SubmissionPlan(
        cohort=_BOARDS,
        assignment=_ONE_GRIP,
        author="dagmar-loegumgaard",
        delegation="Tønder",
        status="submitted",
        text=prose("""
            Vi ville invitere borgere ind, før vi selv havde et forslag. Vi har holdt ét møde i en
            forsamlingsgård med toogtredive mennesker og ingen slides. Vi fik at vide, at det var første gang,
            nogen spurgte uden at ville sælge noget.

            Udvalgsformanden var med og har bedt om at være vært næste gang. Det er vi glade for og en smule
            nervøse over.

            Vi ønsker sparring på, hvordan man svarer ordentligt, når man har spurgt åbent og ikke kan gøre det
            hele.
        """),
        submitted=Moment(-1, "20:55"),
    ),
)
