"""Where does a coordinator see all cohorts, and how far the participants of one are?"""

from flask import request, url_for

from portal import access
from portal.announcements.queries import announcements_of
from portal.answers import see_other
from portal.coordination import queries
from portal.courses.cohort_models import Cohort
from portal.courses.queries import courses_by_title
from portal.door import Answer, Pages
from portal.enrolments.completing import complete_cohort
from portal.people.models import Person
from portal.people.session import render

pages = Pages("coordination", __name__)


@pages.page("/koordinering", access=access.may_coordinate)
def overview(person: Person) -> Answer:
    """Every cohort one coordinates, and what it lacks."""
    glances = queries.glances_of(person)
    return render(
        "coordination/overview.html",
        coming=[g for g in glances if not g.is_past],
        past=[g for g in reversed(glances) if g.is_past],
        courses=courses_by_title(),
    )


@pages.page("/hold/<uuid:cohort_id>/status", access=access.may_follow_cohort)
def follow(person: Person, cohort: Cohort) -> Answer:  # noqa: ARG001 - the rule asks for the person
    """Who has been in the portal and handed in; reading in totals only, for it is invited and never demanded."""
    return render(
        "coordination/follow.html",
        cohort=cohort,
        progress=queries.progress_of(cohort),
        announcements=announcements_of(cohort),
        completed=request.args.get("afsluttet", type=int),
    )


@pages.page("/hold/<uuid:cohort_id>/afslut", access=access.may_run_cohort, methods=["POST"])
def complete(person: Person, cohort: Cohort) -> Answer:
    """The last day is over: everybody with a place has completed the course."""
    count = complete_cohort(cohort, by=person)
    return see_other(url_for("coordination.follow", cohort_id=cohort.id, afsluttet=count))
