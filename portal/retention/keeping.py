"""How does an author keep a case longer? By choosing so, ninety days at a time."""

from datetime import datetime

from portal import clock
from portal.errors import Refused
from portal.figures import long_date
from portal.holding import hold
from portal.journal.actions import record
from portal.own_cases.models import OwnCase
from portal.people.models import Person
from portal.retention.clocks import LONGER_DAYS
from portal.retention.due import own_cases_going
from portal.text import _


def goes_at(own_case: OwnCase) -> datetime | None:
    """When a case goes; None while its cohort has no days."""
    going = own_cases_going(OwnCase.id == own_case.id)
    return going[0].at if going else None


def may_be_kept_longer(going_at: datetime | None) -> bool:
    """Whether it is time to choose: not while there are ninety days left."""
    return going_at is not None and going_at < clock.days_after(clock.now(), LONGER_DAYS)


def keep_longer(own_case: OwnCase, *, by: Person) -> None:
    """Keep it ninety days more than it would be. Raises Refused while ninety days are left."""
    hold(own_case, ["kept_until", "version"])
    going_at = goes_at(own_case)
    if going_at is None:
        raise Refused(_("Holdet har ingen dage endnu, så casen slettes ikke."))
    if not may_be_kept_longer(going_at):
        raise Refused(
            _(
                "Casen bliver her nu til %(date)s. Du kan vælge igen, når der er mindre end 90 dage tilbage.",
                date=long_date(going_at),
            )
        )
    own_case.kept_until = clock.days_after(going_at, LONGER_DAYS)
    record(
        "own_case.kept", by_id=by.id, subject_id=own_case.id, owner_id=own_case.author_id, cohort_id=own_case.cohort_id
    )
