"""Which cases of the cohort that meets in two days are chosen for the room, or read with a comment?"""

from portal.demo.content.prose import prose
from portal.demo.content.shapes import AdvicePlan, CommentPlan, Moment, OwnCasePlan

_COHORT = "politisk-betjening-nu"

CHOSEN_CASES: tuple[OwnCasePlan, ...] = (
    OwnCasePlan(
        key="borgermoedet-paa-oeen",
        cohort=_COHORT,
        author="aase-skovmand-lindegaard",
        status="selected",
        visibility="cohort",
        title="Borgermødet, hvor alle kendte alle",
        themes=("Dobbelte roller",),
        lenses=("truthful", "responsible", "citizen"),
        situation=prose("""
            Vi skulle lukke en daginstitution og samle børnene i den anden ende af øen. Udvalget havde besluttet
            at sende forslaget i høring, og der blev kaldt til borgermøde. Formanden bad mig stå for
            indledningen, fordi jeg kendte sagen bedst. Jeg kendte også de fleste i salen. Min nabo sad på
            første række, og min tidligere chef havde skrevet det læserbrev, alle havde læst. Halvvejs gennem
            mødet spurgte en far, hvad jeg selv mente. Der blev helt stille.
        """),
        dilemma=prose("""
            Jeg vil være til at tale med, også når jeg er på arbejde. Men hvis jeg svarer som nabo, er jeg ikke
            længere udvalgets embedsperson, og hvis jeg svarer som embedsperson, lyder det, som om jeg gemmer
            mig. På en ø med seks tusind mennesker er der ikke nogen dør, man kan lukke efter sig bagefter.
        """),
        actors=prose("""
            Udvalgsformanden, som sad i salen og ikke sagde noget. Tre forældre, der talte for de andre. En
            lærer, der er valgt ind for et andet parti. Lokalavisen. Direktøren, som deltog på skærm. Og mig.
        """),
        attempts=prose("""
            Jeg sagde, at det ikke var min mening, de var kommet for at høre, og gav ordet til formanden. Han
            blev overrasket. Bagefter talte vi om, at vi skulle have aftalt rollerne. Det gjorde vi så inden
            næste møde, og det gik bedre, men faren hilser ikke rigtig mere.
        """),
        question="Hvordan siger man “det kan jeg ikke svare på” til et menneske, man skal møde i Brugsen i morgen?",
        begun=Moment(-16, "20:12", "start"),
        submitted=Moment(-9, "08:41", "start"),
        comments=(
            CommentPlan(
                by="ingrid-solbjerg",
                at=Moment(-6, "09:20", "start"),
                text=prose("""
                    Tak for at lukke os helt ind i salen. Jeg vil gerne spille øjeblikket med stilheden på dag
                    to, hvis du har mod på det. Du kan vælge at være faren.
                """),
            ),
        ),
        advice=(
            AdvicePlan(
                by="oskar-refshauge",
                at=Moment(-3, "21:03", "start"),
                role="citizen",
                advice="Sig højt, at du også er nabo. Det ved salen, og så kan du tale om sagen bagefter.",
                question="Hvad ville du have svaret faren, hvis I havde mødt hinanden i butikken?",
                concern="At hun ved, hvad der sker med min datters plads, og ikke må sige det.",
            ),
            AdvicePlan(
                by="jens-kristian-fuglsang",
                at=Moment(-2, "08:30", "start"),
                role="chair",
                advice="Aftal med formanden inden mødet, hvem der svarer på, hvad man selv mener.",
                question="Hvorfor var det ikke formanden, der indledte?",
                concern="At mit forslag bliver til hendes.",
            ),
        ),
    ),
    OwnCasePlan(
        key="beskeden-kl-22-40",
        cohort=_COHORT,
        author="aisha-rahimi-dalsgaard",
        status="selected",
        visibility="cohort",
        title="Beskeden kl. 22.40",
        themes=("Uden for dagsordenen",),
        lenses=("neutral", "truthful", "member"),
        situation=prose("""
            Aftenen før et møde i udvalget fik jeg en besked på min private telefon fra et medlem. Hun ville
            vide, om et tal i bilag fire kunne læses på den måde, hun tænkte. Det kunne det ikke. Hun havde brug
            for svaret inden et gruppemøde kl. 8. Jeg svarede kort, og hun takkede. Dagen efter brugte hun min
            forklaring i debatten, og et andet medlem spurgte formanden, hvorfor ikke alle havde fået den
            oplysning.
        """),
        dilemma=prose("""
            Hun stillede et rimeligt spørgsmål, og svaret gjorde beslutningen klogere. Men det, jeg ville have
            gjort for hende, burde jeg gøre for alle elleve. Og havde jeg ventet til om morgenen, ville ingen
            have haft gavn af det. Hjælpen til den ene blev en uret mod de andre, uden at nogen havde ment noget
            ondt.
        """),
        actors=prose("""
            Medlemmet, som er nyt og læser alt. Det andet medlem, som følte sig forbigået. Formanden, der skal
            have mødet til at hænge sammen. Min chef, som først hørte om det bagefter.
        """),
        attempts=prose("""
            Jeg fortalte det til min chef samme dag. Vi sendte svaret til hele udvalget med en linje om, at et
            medlem havde spurgt. Vi er begyndt at tale om en fælles postkasse til spørgsmål før hvert møde, men
            medlemmerne skriver stadig til den, de kender.
        """),
        question=prose("""
            Hvilke aftaler har I om beskeder uden for arbejdstid, og hvordan har I fået politikerne til selv at
            ville dem?
        """),
        begun=Moment(-19, "22:02", "start"),
        submitted=Moment(-12, "13:15", "start"),
        comments=(
            CommentPlan(
                by="jonas-thorup-dahl",
                at=Moment(-8, "10:05", "start"),
                text=prose("""
                    Den her kender jeg fra den anden side. Jeg har selv sendt den besked. Jeg vil gerne sige
                    højt i rummet, hvad jeg håbede på, da jeg trykkede send.
                """),
            ),
            CommentPlan(
                by="ingrid-solbjerg",
                at=Moment(-6, "09:48", "start"),
                text="Læg mærke til din egen sætning om de elleve. Der ligger pligten til at behandle alle lige.",
            ),
        ),
    ),
    OwnCasePlan(
        key="tallene-til-budgettet",
        cohort=_COHORT,
        author="soeren-baekgaard-tofte",
        status="reviewed",
        visibility="group",
        title="Tallene til budgettet",
        themes=("Tal og usikkerhed",),
        lenses=("truthful", "professional", "director"),
        situation=prose("""
            I budgetlægningen lavede jeg et notat om udgifterne på et velfærdsområde. Der var tre mulige
            fremskrivninger, og de pegede hver sin vej. Direktøren bad mig lægge den midterste i hovedteksten og
            de to andre i et bilag. Det er en helt almindelig måde at gøre det på. Men jeg vidste, at forliget
            ville blive bygget på den ene side, alle læser.
        """),
        dilemma=prose("""
            Et notat med tre tal er sandt og svært at bruge. Et notat med ét tal er let at bruge og kun næsten
            sandt. Jeg kunne ikke sige, at noget var forkert. Jeg kunne bare mærke, at politikerne ville tro, vi
            vidste mere, end vi gjorde.
        """),
        actors="Direktøren, budgetchefen, fem ordførere og en analyseafdeling, der havde regnet i god tro.",
        attempts=prose("""
            Jeg skrev en sætning om usikkerhed ind under tabellen. Den blev stående, men i mindre skrift. Ved
            mødet spurgte ingen. To måneder senere spurgte alle.
        """),
        question="Hvordan viser man usikkerhed, så den bliver læst, uden at notatet bliver til en undskyldning?",
        begun=Moment(-14, "16:30", "start"),
        submitted=Moment(-10, "11:52", "start"),
        comments=(
            CommentPlan(
                by="jonas-thorup-dahl",
                at=Moment(-7, "14:10", "start"),
                text=prose("""
                    Stærk case. Prøv inden kurset at tegne de tre tal i stedet for at skrive dem. Tag tegningen
                    med, så bruger vi den i gruppen.
                """),
            ),
        ),
    ),
    OwnCasePlan(
        key="referatet",
        cohort=_COHORT,
        author="hanne-glaesel",
        status="reviewed",
        visibility="instructors",
        title="Referatet",
        situation=prose("""
            Efter et langt møde ville to medlemmer have deres bemærkninger skrevet ind i referatet. Formanden
            mente, at der ikke var tradition for det, og bad mig holde det kort. De to medlemmer skrev til mig
            hver for sig og spurgte, om jeg kunne huske, hvad de havde sagt. Det kunne jeg godt. Der er ikke
            lydoptagelser hos os.
        """),
        dilemma=prose("""
            Formanden leder mødet, og jeg skal kunne arbejde sammen med ham i tre år til. Men medlemmerne har
            ret til at få deres afvigende mening ført til protokols, hvis de beder om det på mødet, og det er
            netop det, vi ikke er enige om, at de gjorde.
        """),
        actors="Formanden, to medlemmer fra hvert sit parti, kommunaldirektøren og mig som den eneste, der skrev ned.",
        attempts=prose("""
            Jeg lagde mine noter frem for kommunaldirektøren og bad ham om at tale med formanden. Det gjorde
            han. Referatet fik en linje mere. Ingen af dem var glade, og måske var det derfor, det var
            nogenlunde rigtigt.
        """),
        question="Hvornår er det min opgave at huske, og hvornår er det min opgave at henvise?",
        begun=Moment(-11, "09:05", "start"),
        submitted=Moment(-7, "15:34", "start"),
        comments=(
            CommentPlan(
                by="ingrid-solbjerg",
                at=Moment(-4, "08:55", "start"),
                text=prose("""
                    Jeg holder den hos Jonas og mig, som du har valgt. Hvis du kunne tænke dig det, kan vi bruge
                    dilemmaet i en form, hvor ingen kan se, at det er jeres udvalg. Du bestemmer.
                """),
            ),
        ),
    ),
)
