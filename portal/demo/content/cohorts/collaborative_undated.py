"""What is known about an event that has no date at present?"""

from portal.demo.content.courses.collaborative_politics import COLLABORATIVE_POLITICS
from portal.demo.content.shapes import CohortPlan

COLLABORATIVE_UNDATED_COHORT = CohortPlan(
    key="samarbejdsdrevet-uden-dato",
    course="goer-samarbejdsdrevet-politik-til-en-succes",
    name="Næste gang",
    capacity=None,
    start=None,
    instructors=("kristoffer-bang-rosendal",),
    coordinators=("per-vestergren",),
    contacts=COLLABORATIVE_POLITICS.contacts,
    dates_note=COLLABORATIVE_POLITICS.dates_note,
)
