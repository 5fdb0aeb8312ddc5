"""Who helps an executive board without being on it, and whom does a municipality's own people ask about places?"""

from portal.demo.content.people.rows import municipal
from portal.demo.content.shapes import PersonPlan

BOARD_SECRETARY = municipal("Tove Aagaard", "Direktionssekretær", "Lemvig", "secretary")
MUNICIPAL_CONTACT = municipal("Palle Sørup-Lind", "HR-konsulent", "Lemvig", "civil_servant")

HELPERS: tuple[PersonPlan, ...] = (BOARD_SECRETARY, MUNICIPAL_CONTACT)
