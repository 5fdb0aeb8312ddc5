"""Which cases of the cohort that meets in two days are handed in, still being written, or taken back?"""

from portal.demo.content.prose import prose
from portal.demo.content.shapes import AdvicePlan, Moment, OwnCasePlan

_COHORT = "politisk-betjening-nu"

WAITING_CASES: tuple[OwnCasePlan, ...] = (
    OwnCasePlan(
        key="notatet-der-kom-for-tidligt",
        cohort=_COHORT,
        author="maja-bruun",
        status="draft",
        visibility="group",
        title="Notatet, der kom for tidligt",
        situation=prose("""
            Vi var ved at skrive en sag om en ny svømmehal. Forvaltningen havde et udkast med to placeringer, og
            det skulle være internt en uge endnu. En formiddag ringede Palle Rønhave, der er formand for et
            udvalg, som ikke har sagen, og talte om placeringen ved Egevangsskolen, som om den var valgt. Jeg
            ved ikke, hvor han havde det fra. Jeg blev så overrasket, at jeg kom til at rette ham på et punkt,
            og så vidste Palle Rønhave, at udkastet fandtes.
        """),
        dilemma=prose("""
            Hvis jeg lader, som om der ikke er noget notat, er jeg ikke ærlig. Hvis jeg bekræfter det, får én
            politiker noget at vide, som de andre ikke har.
        """),
        begun=Moment(-5, "19:26", "start"),
    ),
    OwnCasePlan(
        key="to-formaend-en-sag",
        cohort=_COHORT,
        author="torben-aagesen-holm",
        status="submitted",
        visibility="instructors",
        title="To formænd, én sag",
        themes=("Uden for dagsordenen",),
        lenses=("neutral", "chair"),
        situation=prose("""
            En sag om en nedlagt skole hørte hjemme i to udvalg: bygningen i det ene, byens liv i det andet.
            Begge formænd ville gerne have æren af en god løsning og nødig have regningen. De ringede til mig
            samme eftermiddag og bad om hver sin dagsordenstekst.
        """),
        dilemma=prose("""
            Jeg kan skrive to tekster, der begge er rigtige, og som tilsammen gør sagen uklar. Eller jeg kan
            skrive én og skuffe den ene af de to, jeg er allermest afhængig af.
        """),
        actors="To udvalgsformænd fra hver sin gruppe, borgmesteren, to direktører og mit sekretariat.",
        attempts=prose("""
            Jeg foreslog et fælles møde før udvalgsmøderne. Det blev sagt ja til og aflyst to gange. I
            mellemtiden skrev mine medarbejdere videre på begge tekster, og jeg havde ikke sagt til dem, hvilken
            der gjaldt.
        """),
        question="Hvad siger I til en formand, når I ikke kan give ham det, en anden formand allerede har bedt om?",
        begun=Moment(-8, "07:50", "start"),
        submitted=Moment(-4, "17:20", "start"),
    ),
    OwnCasePlan(
        key="cykelstien",
        cohort=_COHORT,
        author="jens-kristian-fuglsang",
        status="submitted",
        visibility="group",
        title="Cykelstien, der skiftede side",
        situation=prose("""
            Vi havde indstillet, at en cykelsti blev lagt på nordsiden af vejen. Det er billigst og sikrest. På
            mødet besluttede udvalget sydsiden efter en halv times debat, hvor et medlem viste et billede af sin
            datter på vej til skole. Nu skulle vi skrive til fyrre lodsejere og forklare hvorfor.
        """),
        dilemma=prose("""
            Beslutningen er lovlig, og den er politikernes at tage. Men brevet skal give en begrundelse, og den
            ærlige er, at et billede gjorde større indtryk end vores beregning. Mine folk vil ikke skrive en
            faglig begrundelse, som de ikke tror på.
        """),
        actors="Udvalget, et medlem med et billede, fyrre lodsejere og to ingeniører i mit team.",
        attempts=prose("""
            Vi skrev, at udvalget efter en samlet vurdering havde valgt sydsiden. Tre lodsejere bad om
            aktindsigt i den samlede vurdering.
        """),
        question="Hvordan begrunder man loyalt en beslutning, der gik imod ens indstilling?",
        begun=Moment(-10, "12:14", "start"),
        submitted=Moment(-2, "21:08", "start"),
        advice=(
            AdvicePlan(
                by="oskar-refshauge",
                at=Moment(-1, "07:40", "start"),
                role="press",
                advice="Læg indstillingen og beslutningen ved siden af hinanden i brevet, så er der ikke noget at finde.",
                question="Hvad svarer I den første lodsejer, der spørger, om regnestykket var forkert?",
                concern="At den samlede vurdering er et fotografi.",
            ),
            AdvicePlan(
                by="aase-skovmand-lindegaard",
                at=Moment(-1, "20:12", "start"),
                role="case_worker",
                advice="Lad ingeniørerne skrive det faglige og udvalget selv begrunde valget.",
                question="Hvem skriver under på brevet?",
                concern="At jeg skal stå på mål for noget, jeg frarådede.",
            ),
        ),
    ),
    OwnCasePlan(
        key="borgernes-forslag",
        cohort=_COHORT,
        author="hassan-el-amin",
        status="submitted",
        visibility="cohort",
        title="Borgernes forslag var bedre end vores",
        themes=("Borgernes stemme",),
        lenses=("cooperative", "citizen"),
        situation=prose("""
            Vi inviterede beboerne i en almen afdeling til at tegne på planen for en ny plads. Vi havde regnet
            med ønsker om bænke og belysning. De kom med et helt andet forslag: flyt vejen, og lad pladsen vokse
            sammen med skolens gård. Det var gennemtænkt, og det lå uden for det, byrådet havde bestilt.
        """),
        dilemma=prose("""
            Politikerne har bedt om en plan inden for en ramme. Beboerne har taget invitationen alvorligt.
            Lægger jeg forslaget frem, lover jeg noget, jeg ikke kan holde. Lader jeg være, var inddragelsen kun
            pynt.
        """),
        actors="Beboergruppen, skolens leder, udvalgsformanden, min chef og en rådgiver med en kontrakt.",
        attempts=prose("""
            Jeg har spurgt formanden, om hun vil møde beboerne, før sagen bliver skrevet. Hun vil gerne, men
            ikke før hun ved, hvad det koster. Det ved jeg først, når nogen har besluttet, at vi må regne på
            det.
        """),
        question="Hvor tidligt må man vise politikerne noget, de ikke har bedt om?",
        begun=Moment(-6, "10:33", "start"),
        submitted=Moment(-3, "16:47", "start"),
        advice=(
            AdvicePlan(
                by="karen-inge-skjoedt",
                at=Moment(-2, "19:20", "start"),
                role="chair",
                advice=prose("""
                    Lad formanden møde beboerne uden et tal på bordet. Det, hun skal tage stilling til, er, om
                    der må regnes på det, og det kan siges på ti minutter på pladsen.
                """),
                question="Hvad ville beboerne helst have, hvis vejen bliver liggende?",
                concern="At jeg hører om det i avisen, før jeg hører om det fra forvaltningen.",
            ),
            AdvicePlan(
                by="emil-braendgaard",
                at=Moment(-1, "08:05", "start"),
                role="citizen",
                advice="Skriv til beboerne nu, også selv om svaret er, at I ikke ved noget endnu. Stilheden er det, de husker.",
                question="Hvem fortæller dem, hvad deres forslag blev til?",
                concern="At min aften blev brugt på noget, der var besluttet.",
            ),
        ),
    ),
    OwnCasePlan(
        key="taarnet-ved-havnen",
        cohort=_COHORT,
        author="frederik-aaby-stenholt",
        status="draft",
        visibility="cohort",
        title="Tårnet ved havnen",
        situation=prose("""
            En bygherre præsenterede et tårn på atten etager for politikerne, før vi havde set tegningerne. Nu
            spørger de, hvad vi synes.
        """),
        begun=Moment(-2, "23:11", "start"),
    ),
    OwnCasePlan(
        key="habil-i-en-lille-by",
        cohort=_COHORT,
        author="rasmus-kjaer-ottesen",
        status="withdrawn",
        visibility="instructors",
        title="Habil i en lille by",
        situation=prose("""
            Et medlem bad mig om en vurdering af sin egen habilitet i en lokalplan. Svaret afhang af noget
            privat, som han fortalte mig i tillid.
        """),
        dilemma="Jeg skal kunne begrunde min vurdering over for de andre uden at fortælle det, begrundelsen hviler på.",
        actors="Medlemmet, borgmesteren og mig.",
        attempts="Jeg skrev et notat, som kun indeholdt konklusionen.",
        question="Kan en konklusion stå alene?",
        begun=Moment(-15, "13:00", "start"),
        submitted=Moment(-11, "13:40", "start"),
    ),
)
