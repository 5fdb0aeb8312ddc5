"""Who leads the six municipalities whose executive boards take part together?"""

from portal.demo.content.people.rows import municipal
from portal.demo.content.shapes import PersonPlan

_CHILDREN = "Direktør for børn og unge"
_TECHNICAL = "Direktør for teknik og miljø"
_SOCIAL = "Direktør for social og sundhed"
_FINANCE = "Direktør for økonomi og digitalisering"


def _board(
    municipality: str, *, chief: str, children: str, technical: str, social: str, finance: str
) -> tuple[PersonPlan, ...]:
    return (
        municipal(chief, "Kommunaldirektør", municipality, "chief_executive"),
        municipal(children, _CHILDREN, municipality, "executive"),
        municipal(technical, _TECHNICAL, municipality, "executive"),
        municipal(social, _SOCIAL, municipality, "executive"),
        municipal(finance, _FINANCE, municipality, "executive"),
    )


EXECUTIVE_BOARDS: dict[str, tuple[PersonPlan, ...]] = {
    "Lemvig": _board(
        "Lemvig",
        chief="Carsten Bjerregrav",
        children="Mona Kærsholm",
        technical="Ejnar Søgaard-Ras",
        social="Lillian Thorsted",
        finance="Peter Nørkjær",
    ),
    "Ringsted": _board(
        "Ringsted",
        chief="Annelise Grøndal-Birk",
        children="Khalid Benali Krogh",
        technical="Ulf Sandholt",
        social="Jette Måløe",
        finance="Mariane Østervig",
    ),
    "Nyborg": _board(
        "Nyborg",
        chief="Knud-Aage Løvbjerg",
        children="Tine Skrædder-Holm",
        technical="Bjarke Solhøj",
        social="Henriette Wæver",
        finance="Preben Kildegaard Ask",
    ),
    "Rebild": _board(
        "Rebild",
        chief="Sidsel Årup",
        children="Gry Ulvsund",
        technical="Flemming Tved",
        social="Iben Kathrine Mosegaard",
        finance="Jan-Ove Dissing",
    ),
    "Hvidovre": _board(
        "Hvidovre",
        chief="Marianne Bødker-Elling",
        children="Samir Haddad Winther",
        technical="Ditlev Rønnov",
        social="Eva Strøbæk",
        finance="Karin Hyldahl",
    ),
    "Tønder": _board(
        "Tønder",
        chief="Dagmar Løgumgård",
        children="Christine Ballum Højer",
        technical="Uwe Petersen-Brodersen",
        social="Gerda Mølby",
        finance="Heino Krusaa",
    ),
}
