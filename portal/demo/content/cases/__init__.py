"""Which own cases and hand-ins are there to read in the demonstration world?"""

from portal.demo.content.cases.chosen import CHOSEN_CASES
from portal.demo.content.cases.earlier import EARLIER_CASES
from portal.demo.content.cases.submissions import SUBMISSIONS
from portal.demo.content.cases.waiting import WAITING_CASES
from portal.demo.content.shapes import OwnCasePlan

__all__ = ["OWN_CASES", "SUBMISSIONS"]

OWN_CASES: tuple[OwnCasePlan, ...] = (*CHOSEN_CASES, *WAITING_CASES, *EARLIER_CASES)
