"""Which seven dilemmas come with the portal? One for each duty of the civil service."""

from typing import Any, Final

from portal.text import _l

# By duty: what it is called, the situation, and the ways to act. None of them is right.
DUTIES: Final[dict[str, tuple[Any, Any, tuple[Any, ...]]]] = {
    "lawful": (
        _l("Lovligt: reglen, ingen har brugt i ti år"),
        _l(
            "Udvalget vil give en forening lov til at bruge en grund allerede på lørdag. Du finder en regel om høring, som forvaltningen ikke har brugt i ti år. Følger du den, bliver der ingen lørdag. Formanden siger, at alle er enige."
        ),
        (
            _l("Jeg siger nej nu og forklarer, hvad reglen kræver."),
            _l("Jeg beder juristen om et skriftligt svar og lader udvalget vente."),
            _l("Jeg viser en lovlig vej til noget mindre på lørdag."),
        ),
    ),
    "truthful": (
        _l("Sandt: tallet i bilag fire"),
        _l(
            "Notatet om skolerne er rigtigt i hver linje. Men det tal, der vil vække mest uro, står i bilag fire. Direktøren synes, at notatet er godt, som det er, og det skal ud om en time."
        ),
        (
            _l("Jeg flytter tallet op i notatet og siger hvorfor."),
            _l("Jeg lader det stå og skriver i mailen, hvor tallet er."),
            _l("Jeg ringer til direktøren og beder om en dag mere."),
        ),
    ),
    "professional": (
        _l("Fagligt: den løsning, de allerede har valgt"),
        _l(
            "Borgmesteren har lovet en model for ældreplejen i avisen. Dine egne tal siger, at den bliver dyrere og ikke bedre. Du skal skrive sagen, og ingen har spurgt, hvad du synes."
        ),
        (
            _l("Jeg skriver sagen, så tallene taler tydeligt imod."),
            _l("Jeg skriver den model, der er valgt, så godt den kan blive."),
            _l("Jeg lægger to modeller frem, også den, ingen bad om."),
            _l("Jeg siger det mundtligt og holder det ude af sagen."),
        ),
    ),
    "cooperative": (
        _l("Sammen og fremad: den anden forvaltnings penge"),
        _l(
            "Din direktør vil have en ny indsats i gang før sommer. Den virker kun, hvis en anden forvaltning bruger af sit budget, og dér siger kollegaen nej. Du kan skrive sagen, så det først bliver tydeligt bagefter."
        ),
        (
            _l("Jeg skriver uenigheden ind i sagen."),
            _l("Jeg tager et møde med kollegaen, selv om vi mister fristen."),
            _l("Jeg gør indsatsen så lille, at vi selv kan betale."),
        ),
    ),
    "responsible": (
        _l("Med ansvar: ordren på gangen"),
        _l(
            "Et medlem af udvalget standser dig på gangen og beder dig vente med at svare en borger til efter mødet på torsdag. Din leder er på ferie. Borgeren har ventet længe."
        ),
        (
            _l("Jeg svarer borgeren i dag, som jeg plejer."),
            _l("Jeg venter og fortæller min leders stedfortræder det."),
            _l("Jeg beder medlemmet gå til formanden eller direktøren."),
        ),
    ),
    "open_about_faults": (
        _l("Åbent om fejl: fejlen, ingen har set"),
        _l(
            "Du opdager, at et beløb i den sag, der blev vedtaget i mandags, var regnet forkert. Det ændrer næppe beslutningen. En ny kollega lavede regnestykket, og det var hendes første sag."
        ),
        (
            _l("Jeg retter det i næste sag og nævner det dér."),
            _l("Jeg skriver til udvalget i dag, at tallet var forkert."),
            _l("Jeg taler først med kollegaen, så hun selv kan sige det."),
        ),
    ),
    "neutral": (
        _l("Uden parti: talen til på lørdag"),
        _l(
            "Seks uger før valget beder borgmesteren om hjælp til en tale ved en åbning. Halvdelen af udkastet handler om, hvad de andre partier har stemt imod. Talen skal holdes på kommunens vegne."
        ),
        (
            _l("Jeg skriver kun den del, der handler om åbningen."),
            _l("Jeg skriver det hele og siger, hvad jeg er i tvivl om."),
            _l("Jeg siger nej og henviser til partiets egne folk."),
        ),
    ),
}
