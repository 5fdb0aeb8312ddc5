"""Where do the cohorts meet, and how does one get there? The places are invented; the towns are not."""

from portal.demo.content.prose import prose
from portal.demo.content.shapes import VenuePlan

_MEALS = prose("""
    Alle måltider og drikke til maden er med. Maden er mest grøn, og der er altid et alternativ. Har du særlige
    hensyn, så skriv til koordinatoren senest en uge før.
""")

BAELTEGAARD = VenuePlan(
    key="hotel-baeltegaard",
    name="Hotel Bæltegård",
    address="Bæltegårdsvej 4",
    postcode="5500",
    town="Middelfart",
    room="Salen i hovedhuset",
    arrival=prose("""
        Med tog: stå af på Middelfart Station. En bus med hotellets navn holder ved forpladsen kl. 11.20 og
        11.45 og kører tilbage kl. 12.15 dagen efter. I bil: drej fra ved Bæltegårdsvej og følg skiltene til P2.
        Det er gratis at parkere, og der er ti ladestandere.
    """),
    accommodation=prose("""
        Du har eget værelse med bad. Nøglen får du i pausen kl. 16.15, og indtil da kan bagagen stå bag
        receptionen. Værelset skal være tomt kl. 9.00 på dag to.
    """),
    catering=_MEALS,
    accessibility=prose("""
        Salen, restauranten og fire værelser kan nås uden trin. Der er teleslynge i salen og et stillerum ved
        biblioteket. Skriv eller ring, hvis vi skal gøre noget klar til dig.
    """),
)
REMISEN = VenuePlan(
    key="remisen",
    name="Mødestedet Remisen",
    address="Remisepladsen 11",
    postcode="5000",
    town="Odense C",
    room="Drejeskiven, stueetagen",
    arrival=prose("""
        Otte minutters gang fra Odense Banegård: gå ud mod nord, over broen, og følg de røde mure. Der er ingen
        parkering ved huset. Nærmeste p-hus ligger to gader væk.
    """),
    accommodation="Dagen er uden overnatning.",
    catering="Morgenbrød fra kl. 9.30, frokost kl. 12.15 og kaffe hele dagen.",
    accessibility="Niveaufri adgang fra pladsen, handicaptoilet i stueetagen og teleslynge i rummet.",
)
VADEGAARDEN = VenuePlan(
    key="vadegaarden",
    name="Vadegården",
    address="Digevej 31",
    postcode="6760",
    town="Ribe",
    room="Laden og fire mødestuer",
    arrival=prose("""
        Fra Ribe Station kører en bus kl. 11.15. I bil: kør mod diget til vejen ender. Parkér på græsset ved
        laden. Tag sko med, der kan tåle vådt. Den første samtale foregår på diget.
    """),
    accommodation="I bor samlet som direktion, fire eller fem værelser omkring hver sin stue.",
    catering="Frokost, middag og morgenmad laves af køkkenet på gården, af det, der dyrkes og fanges i nærheden.",
    accessibility=prose("""
        Laden og to af stuerne har niveaufri adgang. Turen på diget kan tages i en bil, der kører ved siden af.
    """),
)
KULKRANEN = VenuePlan(
    key="kulkranen",
    name="Værkstedet Kulkranen",
    address="Kulkranskajen 2",
    postcode="8000",
    town="Aarhus C",
    room="Første sal, vest",
    arrival="Letbanen standser fem minutter derfra. Der er parkering i kælderen under havnepladsen.",
    accommodation="Dagen er uden overnatning.",
    catering="Kaffe og brød fra kl. 9.00, frokost ved langbord kl. 12.00.",
    accessibility="Elevator fra kajen, handicaptoilet på etagen. Gulvet er råt, men jævnt.",
)
SKOVLY = VenuePlan(
    key="skovly-kursuscenter",
    name="Skovly Kursuscenter",
    address="Skovlyallé 19",
    postcode="4180",
    town="Sorø",
    room="Bøgesalen",
    arrival="Bus fra Sorø Station kl. 11.25. Gratis parkering ved hovedindgangen.",
    accommodation="Enkeltværelse med bad i længen mod søen.",
    catering=_MEALS,
    accessibility="Hele stueetagen er uden trin. To værelser er indrettet til kørestol. Teleslynge i Bøgesalen.",
)
MEJERISALEN = VenuePlan(
    key="mejerisalen",
    name="Mejerisalen",
    address="Gammel Mejerivej 8",
    postcode="6000",
    town="Kolding",
    room="Mejerisalen",
    arrival="Ti minutters gang fra Kolding Station langs åen. Parkering i gården.",
    accommodation="Dagen er uden overnatning.",
    catering="Morgenbrød, frokost og kaffe.",
    accessibility="Rampe ved indgangen fra gården, handicaptoilet i stueetagen.",
)
SOEBREDDEN = VenuePlan(
    key="soebredden",
    name="Kursusstedet Søbredden",
    address="Søbreddevej 70",
    postcode="8600",
    town="Silkeborg",
    room="Atelieret",
    arrival="Taxa fra Silkeborg Station kan deles. Vi sætter jer sammen. Gratis parkering ved huset.",
    accommodation="Enkeltværelse fra dag et til dag to.",
    catering=_MEALS,
    accessibility="Atelieret ligger i stueplan. Elevator til værelserne. Førerhund er velkommen.",
)
BOEGELUND = VenuePlan(
    key="boegelund",
    name="Bøgelund Kongreshotel",
    address="Bøgelundsvej 1",
    postcode="7100",
    town="Vejle",
    room="Store sal",
    arrival="Busser fra Vejle Trafikcenter hvert kvarter fra kl. 10.45. 400 gratis parkeringspladser.",
    accommodation="Enkeltværelse på hotellet. Du tjekker ind fra kl. 11.00.",
    catering=_MEALS,
    accessibility="Niveaufri adgang overalt, teleslynge og tegnsprogstolkning efter aftale i store sal.",
)

VENUES: tuple[VenuePlan, ...] = (
    BAELTEGAARD,
    REMISEN,
    VADEGAARDEN,
    KULKRANEN,
    SKOVLY,
    MEJERISALEN,
    SOEBREDDEN,
    BOEGELUND,
)
