"""Until when is a case handed in, and handed in anew?"""

from portal.clock import now
from portal.courses.cohort_queries import last_hour_of
from portal.errors import Refused
from portal.own_cases.models import OwnCase
from portal.text import _


def is_late(own_case: OwnCase) -> bool:
    """By the portal's clock; the second of the deadline is still in time."""
    deadline = own_case.cohort.own_case_deadline
    return deadline is not None and now().replace(microsecond=0) > deadline


def is_closed(own_case: OwnCase) -> bool:
    """Whether what was handed in stands: all days of its cohort are over. A first hand-in may come after that too."""
    if not own_case.is_handed_in or (own_case.cohort.own_case_deadline is not None and not is_late(own_case)):
        return False
    last = last_hour_of(own_case.cohort_id)
    return last is not None and last < now()


def refuse_closed(own_case: OwnCase) -> None:
    """Raise Refused when what was handed in stands."""
    if is_closed(own_case):
        raise Refused(
            _(
                "Holdets dage er forbi, så casen står, som du afleverede den. "
                "Det, du har skrevet nu, er gemt i kladden, som kun du kan se."
            )
        )
