"""Which dilemma cards have come of the demonstration's cases, and which game was played?"""

from portal.demo.content.prose import prose
from portal.demo.content.shapes import Moment
from portal.demo.content.shapes.room import DilemmaPlan, GamePlan

DILEMMAS: tuple[DilemmaPlan, ...] = (
    DilemmaPlan(
        own_case="beskeden-kl-22-40",
        made_by="ingrid-solbjerg",
        title="Beskeden efter lukketid",
        situation=prose("""
            Aftenen før et udvalgsmøde skriver et medlem til dig på din private telefon. Hun vil vide, om et tal i
            et bilag kan læses på en bestemt måde. Det kan det ikke. Hun skal bruge svaret, før hendes gruppe mødes
            i morgen tidlig. De andre medlemmer har ikke spurgt.
        """),
        options=(
            "Jeg svarer hende kort nu.",
            "Jeg svarer i morgen, til hele udvalget på én gang.",
            "Jeg svarer nu og sender det samme til alle i udvalget.",
            "Jeg beder hende ringe til direktøren.",
        ),
        asked=Moment(-5, "13:10", "start"),
        answered=Moment(-4, "19:32", "start"),
    ),
    DilemmaPlan(
        own_case="valgkamp-paa-trappen",
        made_by="jonas-thorup-dahl",
        title="Talen på trappen",
        situation=prose("""
            Borgmesteren skal åbne en ny klinik fem uger før et valg. Du skriver hans taler. Nu beder hans gruppe
            om, at talen bliver skrevet, så den også kan bruges på partiets side bagefter.
        """),
        options=(
            "Jeg skriver talen, som jeg plejer, og tænker ikke på partiets side.",
            "Jeg skriver kun om klinikken og siger hvorfor.",
            "Jeg beder gruppen skrive sin egen tale.",
        ),
        asked=Moment(-3, "15:05", "start"),
        answered=Moment(-2, "08:20", "start"),
        is_named=True,
        game=GamePlan(
            at=Moment(1, "10:15", "start"),
            votes=((1, 1, 4), (1, 2, 6), (2, 2, 5), (3, 2, 2), (3, 3, 3)),
            reasons=(
                (1, "Talen er den samme, hvem der så end bruger den bagefter."),
                (2, "Jeg kan kun stå inde for det, kommunen har lavet."),
                (3, "Så er det tydeligt for alle, hvem der taler."),
            ),
        ),
    ),
)
