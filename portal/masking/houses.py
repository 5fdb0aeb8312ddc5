"""What is a house called that people work or live in: schools, homes, hospitals, newspapers?"""

import re
from typing import Final

_WORDS: Final = (
    "skole|skolen|friskole|efterskole|gymnasium|plejecenter|plejehjem|plejehjemmet|plejecentret|botilbud|botilbuddet|bosted"
    "|bostedet|børnehave|børnehaven|børnehus|børnehuset|vuggestue|vuggestuen|jobcenter|jobcentret|værested|værestedet"
    "|sygehus|hospital|hotel|kro|havn|lufthavn|kirke|kirken|bibliotek|biblioteket|rådhus|museum|hallen|svømmehal"
    "|sundhedscenter|sundhedshus|familiehus|aktivitetscenter|opholdssted|opholdsstedet|institutionen|dagtilbud|dagtilbuddet"
    "|centret|center|materielgård|genbrugsplads|forsyning|avis|amtsavis|folkeblad|tidende|folketidende|stiftstidende"
    "|dagblad|venstreblad|posten|ugeavis|provsti|stadion|arena|camping|rensningsanlæg|borgerservice|afdeling|kommune|region"
)
NAMED: Final = re.compile(
    r"\b(plejehjemmet|plejecentret|skolen|friskolen|botilbuddet|bostedet|børnehaven|børnehuset|vuggestuen|hotellet|kroen|avisen"
    r"|værestedet|sygehuset|hospitalet|jobcentret|institutionen|dagtilbuddet|opholdsstedet|kommunen|byen|øen|landsbyen) $",
    re.IGNORECASE,
)
HOUSE: Final = re.compile(rf"(?:{_WORDS})s?", re.IGNORECASE)
ENDS_AS_HOUSE: Final = re.compile(
    r"\w{3,}(?:skolen|skole|hjemmet|gården|huset|centret|centeret|børnehaven|haven|parken|broen|hallen|kirken|havnen|vangen"
    r"|bakken|lunden|engen|hospitalet|sygehuset|museet|tidende|kysten|bladet|avisen|posten|afdeling)s?"
)
