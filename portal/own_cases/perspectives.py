"""As whom can a case be read? Six roles around a case, each with what to look for in it."""

from typing import Final

from portal.text import Word, _l


class Perspective(Word):
    """A role somebody steps into to look at a case; nobody's own place in it."""

    CHAIR = "chair", _l("Udvalgsformand")
    MEMBER = "member", _l("Udvalgsmedlem")
    DIRECTOR = "director", _l("Direktør")
    CASE_WORKER = "case_worker", _l("Sagsbehandler")
    CITIZEN = "citizen", _l("Borger")
    PRESS = "press", _l("Presse")


PROMPTS: Final = {
    Perspective.CHAIR: _l(
        "Du står på mål for udvalget. Hvad skal du vide, før du siger noget, og hvem har du lovet hvad?"
    ),
    Perspective.MEMBER: _l("Du skal stemme om det og hører om sagen sent. Hvad mangler du for at kunne tage stilling?"),
    Perspective.DIRECTOR: _l("Du har ansvar både opad og nedad. Hvad skal siges nu, og hvem skal sige det?"),
    Perspective.CASE_WORKER: _l(
        "Du kender sagen bedst og bestemmer mindst. Hvad må ikke gå tabt på vejen op, og hvem hører på dig?"
    ),
    Perspective.CITIZEN: _l("Sagen handler om din hverdag. Hvad forstår du af det, der sker, og hvad venter du på?"),
    Perspective.PRESS: _l(
        "Du spørger på alles vegne. Hvad tåler ikke at stå på forsiden, og hvad kan roligt siges højt?"
    ),
}
"""A short question for each role, to read a case by."""
