"""Which cases belong to the finished cohort and to the executive boards?"""

from portal.demo.content.prose import prose
from portal.demo.content.shapes import CommentPlan, Moment, OwnCasePlan

_FINISHED = "politisk-betjening-soroe"

EARLIER_CASES: tuple[OwnCasePlan, ...] = (
    OwnCasePlan(
        key="valgkamp-paa-trappen",
        cohort=_FINISHED,
        author="lars-henning-oernhoej",
        status="selected",
        visibility="cohort",
        title="Valgkamp på rådhustrappen",
        situation=prose("""
            Fem uger før et valg ville borgmesteren åbne en ny sundhedsklinik. Alt var planlagt længe før. Ugen
            inden bad hans gruppe om, at talen blev skrevet, så den kunne bruges på partiets side bagefter.
            Samtidig spurgte en kandidat fra et andet parti, om hun også måtte holde en tale.
        """),
        dilemma=prose("""
            En borgmester skal åbne ting, også i et valgår. Mit sekretariat skriver taler til ham hver uge. Hvor
            går grænsen, når den samme sætning er sand, god og ender på en valgplakat?
        """),
        actors="Borgmesteren, hans gruppe, en kandidat, klinikkens leder, lokalavisen og mine to taleskrivere.",
        attempts=prose("""
            Vi skrev talen om klinikken og patienterne og lod resten være. Kandidaten fik at vide, at der kun
            var én tale, men at hun var velkommen. Hun stod på trappen og smilede på alle billeder.
        """),
        question="Hvilke regler laver I på forhånd, så ingen skal opfinde dem i oktober?",
        begun=Moment(-13, "14:22", "start"),
        submitted=Moment(-6, "10:10", "start"),
        comments=(
            CommentPlan(
                by="jonas-thorup-dahl",
                at=Moment(-4, "09:30", "start"),
                text="Vi spiller trappen. Hvem vil være den, der holder mikrofonen?",
            ),
        ),
    ),
    OwnCasePlan(
        key="plejehjemmet",
        cohort=_FINISHED,
        author="lone-bjoernvad",
        status="reviewed",
        visibility="group",
        title="Plejehjemmet, alle vil have",
        situation=prose("""
            Der skulle bygges ét nyt plejehjem. Tre byer ville have det, og hver by havde sit byrådsmedlem.
            Udvalget bad os om en faglig vurdering af placeringen. Vi lavede den, og den pegede på den by, ingen
            af de tre havde nævnt.
        """),
        dilemma=prose("""
            Vurderingen var god. Den var også ubrugelig, hvis den blev læst som et forsøg på at slippe for
            konflikten. Skulle vi lægge den frem, som den var, eller spørge udvalget, hvad de egentlig ville
            vide?
        """),
        actors="Tre medlemmer med hver sin by, formanden, direktøren, ældrerådet og vores egne fagfolk.",
        attempts=prose("""
            Vi lagde fire placeringer frem med de samme seks kriterier og lod være med at lægge dem sammen.
            Drøftelsen blev den bedste i årevis. Afgørelsen blev udskudt.
        """),
        question="Er en god drøftelse uden en beslutning et godt resultat?",
        begun=Moment(-15, "11:45", "start"),
        submitted=Moment(-8, "12:05", "start"),
        comments=(
            CommentPlan(
                by="ingrid-solbjerg",
                at=Moment(-5, "15:40", "start"),
                text=prose("""
                    Jeg er glad for de seks kriterier, som I ikke lagde sammen. Tænk over, hvem der skulle have
                    gjort det, og hvornår. Det taler vi om i gruppen.
                """),
            ),
        ),
    ),
    OwnCasePlan(
        key="besparelsen-uden-navn",
        cohort=_FINISHED,
        author="erik-maansson",
        status="reviewed",
        visibility="instructors",
        title="Besparelsen uden navn",
        situation=prose("""
            Vi skulle finde fire millioner. Et forslag betød, at en bestemt ordning blev lukket, og at tolv
            borgere mistede den. I kataloget kom forslaget til at hedde “tilpasning af tilbud”. Det var
            vedtaget, før nogen spurgte, hvad det betød.
        """),
        dilemma=prose("""
            Ordene var ikke forkerte. De var valgt, fordi et åbent katalog skaber uro, og uro koster. Men
            politikerne sagde ja til noget, de ikke havde forstået, og det var os, der skrev det.
        """),
        actors="Økonomiudvalget, direktionen, en afdelingschef, tolv borgere og en journalist, der spurgte.",
        attempts=prose("""
            Vi undskyldte og lagde sagen op igen med de rigtige ord. Den blev vedtaget igen, med en
            overgangsordning. Siden har vi haft en regel: Hvert forslag skal kunne forstås af den, det rammer.
        """),
        question="Hvordan får man en travl organisation til at holde fast i en regel, der gør arbejdet langsommere?",
        begun=Moment(-9, "18:15", "start"),
        submitted=Moment(-5, "08:20", "start"),
        comments=(
            CommentPlan(
                by="jonas-thorup-dahl",
                at=Moment(-4, "13:25", "start"),
                text="Reglen til sidst er guld. Må vi citere den uden at sige, hvor den kommer fra?",
            ),
        ),
    ),
    OwnCasePlan(
        key="vagtplanen",
        cohort="kommunestyret-2030-ribe",
        author="lillian-thorsted",
        status="submitted",
        visibility="cohort",
        title="Vagtplanen, der ikke gik op",
        situation=prose("""
            I juli manglede vi så mange i hjemmeplejen, at vi ikke kunne lave en vagtplan. Jeg bad de andre
            områder om at låne os folk i seks uger. Alle i direktionen sagde ja på mødet. Der kom fire.
        """),
        dilemma=prose("""
            Vi er enige om, at velfærden er fælles, til vi skal gå hver til sit område og bede nogen om at
            flytte sig. Presser jeg på, sætter jeg mine kolleger i klemme hos deres egne medarbejdere. Lader jeg
            være, er det de ældre, der venter.
        """),
        actors="Fem direktører, fire låneansatte, en tillidsrepræsentant, udvalgsformanden og pårørende, der ringede.",
        attempts=prose("""
            Vi fik sommeren til at hænge sammen med vikarer, som kostede mere, end vi havde. Bagefter har vi
            talt om at ansætte til kommunen og ikke til området. Det er let at sige.
        """),
        question="Har nogen af jer ansat medarbejdere til hele kommunen, og hvad skete der med fagligheden?",
        begun=Moment(-12, "21:40", "start"),
        submitted=Moment(-5, "07:35", "start"),
    ),
)
