"""Who is elected: the councillors, committee chairs and mayors of the demonstration world."""

from portal.demo.content.people.rows import municipal
from portal.demo.content.shapes import PersonKind, PersonPlan

_MAYOR: PersonKind = "mayor"
_CHAIR: PersonKind = "committee_chair"
_COUNCILLOR: PersonKind = "councillor"

POLITICIANS: tuple[PersonPlan, ...] = (
    municipal("Birthe Kongsgaard", "Borgmester", "Faxe", _MAYOR),
    municipal("Jørn Ægidius Brandt", "Borgmester", "Sorø", _MAYOR),
    municipal("Line Tornbæk", "Kommunalbestyrelsesmedlem", "Glostrup", _COUNCILLOR),
    municipal("Mohamed Said Østberg", "Byrådsmedlem", "Vejle", _COUNCILLOR),
    municipal("Ulla Havgård", "Formand for Teknik- og Miljøudvalget", "Hedensted", _CHAIR),
    municipal("Esben Fårup", "Byrådsmedlem", "Fredericia", _COUNCILLOR),
    municipal("Pia Kjærbøl", "Formand for Social- og Sundhedsudvalget", "Vejen", _CHAIR),
    municipal("Troels Lyngbæk-Sand", "Kommunalbestyrelsesmedlem", "Rudersdal", _COUNCILLOR),
    municipal("Nadia Chaudhry Ploug", "Kommunalbestyrelsesmedlem", "Herlev", _COUNCILLOR),
    municipal("Kjeld Strandgaard", "Viceborgmester", "Frederikssund", _COUNCILLOR),
    municipal("Bodil Ærenlund", "Byrådsmedlem", "Halsnæs", _COUNCILLOR),
    municipal("Simon Råbjerg", "Formand for Klima- og Naturudvalget", "Gribskov", _CHAIR),
    municipal("Anne-Grethe Hulgård", "Kommunalbestyrelsesmedlem", "Vallensbæk", _COUNCILLOR),
    municipal("Thor Mikael Dyssegaard", "Byrådsmedlem", "Allerød", _COUNCILLOR),
    municipal("Rosa Fjordvang", "Byrådsmedlem", "Fredensborg", _COUNCILLOR),
    municipal("Henning Skafte", "Formand for Børne- og Skoleudvalget", "Lyngby-Taarbæk", _CHAIR),
    municipal("Stine Marie Kolby", "Byrådsmedlem", "Solrød", _COUNCILLOR),
    municipal("Jakob Ellegaard-Sø", "Byrådsmedlem", "Lolland", _COUNCILLOR),
    municipal("Gudrun Nørbæk", "Byrådsmedlem", "Randers", _COUNCILLOR),
    municipal("Ali Reza Thomasen", "Byrådsmedlem", "Køge", _COUNCILLOR),
)
