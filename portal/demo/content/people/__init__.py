"""Who lives in the demonstration world, and who is it one signs in as?"""

from portal.demo.content.people.boards import EXECUTIVE_BOARDS
from portal.demo.content.people.helpers import HELPERS
from portal.demo.content.people.officials import (
    POLICY_DEVELOPMENT,
    POLITICAL_SUPPORT_BEFORE,
    POLITICAL_SUPPORT_NOW,
)
from portal.demo.content.people.politicians import POLITICIANS
from portal.demo.content.people.staff import STAFF
from portal.demo.content.shapes import PersonPlan

PARTICIPANTS: tuple[PersonPlan, ...] = (
    *POLITICAL_SUPPORT_NOW,
    *POLITICAL_SUPPORT_BEFORE,
    *POLICY_DEVELOPMENT,
    *(person for board in EXECUTIVE_BOARDS.values() for person in board),
    *POLITICIANS,
)
PEOPLE: tuple[PersonPlan, ...] = (*STAFF, *HELPERS, *PARTICIPANTS)

# Shown by `make run` as the people one can sign in as, in this order.
SIGN_IN_AS: tuple[str, ...] = (
    "maja-bruun",
    "ingrid-solbjerg",
    "jonas-thorup-dahl",
    "fatima-karlsen",
    "henrik-oestergaard-lund",
)
