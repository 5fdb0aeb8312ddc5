"""Where people keep a case longer."""

from flask import url_for

from portal import access
from portal.door import Answer, Pages, see_other
from portal.own_cases.models import OwnCase
from portal.people.models import Person
from portal.retention.keeping import keep_longer

pages = Pages("retention", __name__)


@pages.page("/case/<uuid:own_case_id>/behold", access=access.may_own_case, methods=["POST"])
def keep(person: Person, own_case: OwnCase) -> Answer:
    """Keep a case ninety days longer."""
    keep_longer(own_case, by=person)
    return see_other(url_for("own_cases.show", own_case_id=own_case.id, beholdt=1))
