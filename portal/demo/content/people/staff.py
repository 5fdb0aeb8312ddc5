"""Who works for the provider: those who teach, those who arrange, and the one who keeps the service."""

from portal.demo.content.people.rows import own
from portal.demo.content.prose import prose
from portal.demo.content.shapes import PersonPlan

INGRID = own(
    "Ingrid Solbjerg",
    "Chefkonsulent",
    "instructor",
    "00 00 00 01",
    prose("""
        Ingrid har siddet mange år på rådhusets gange med dagsordener, udvalg og politikere, der havde brug for
        svar før klokken fire. De seneste år har hun undervist og rådgivet ledere og medarbejdere i politisk
        betjening. Hun brænder for det lokale demokrati og for, at medarbejdere, ledere og politikere finder en
        fælles mening med arbejdet.
    """),
)
JONAS = own(
    "Jonas Thorup Dahl",
    "Chefkonsulent",
    "instructor",
    "00 00 00 02",
    prose("""
        Jonas har selv siddet i en kommunalbestyrelse. Siden har politisk lederskab og politisk betjening været
        hans fag. Han er nysgerrig på det, der sker mellem politikere og embedsværk, og på vejen fra en politisk
        vision til det, en borger rent faktisk mærker.
    """),
)
MERETE = own(
    "Merete Fjord Ahlmann",
    "Programleder",
    "instructor",
    "00 00 00 03",
    prose("""
        Merete har været direktør i to kommuner og arbejder i dag med direktioner, der vil blive bedre til at
        løse det svære sammen. Hun er optaget af, hvordan en topledelse bruger tiden, når ingen har svaret på
        forhånd.
    """),
)
KRISTOFFER = own(
    "Kristoffer Bang-Rosendal",
    "Seniorkonsulent",
    "instructor",
    "00 00 00 04",
    prose("""
        Kristoffer har forsket i samarbejde mellem borgere og kommuner og har været facilitator i
        borgersamlinger og opgaveudvalg. Han underviser i, hvordan man laver aftaler, der både kan holde og kan
        laves om.
    """),
)
FATIMA = own("Fatima Karlsen", "Koordinator", "coordinator", "00 00 00 05")
PER = own("Per Vestergren", "Kursuskoordinator", "coordinator", "00 00 00 06")
HENRIK = own("Henrik Østergaard Lund", "Systemansvarlig", "administrator", "00 00 00 07")

STAFF: tuple[PersonPlan, ...] = (INGRID, JONAS, MERETE, KRISTOFFER, FATIMA, PER, HENRIK)
