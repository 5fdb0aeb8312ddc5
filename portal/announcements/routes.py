"""Where does a coordinator write to a cohort, and where is it read again?"""

from flask import request, url_for

from portal import access
from portal.announcements import actions
from portal.announcements.forms import AnnouncementForm
from portal.announcements.models import Announcement
from portal.answers import see_other
from portal.courses.cohort_models import Cohort
from portal.door import Answer, Pages
from portal.enrolments.queries import participants_of
from portal.people.models import Person
from portal.people.session import render

pages = Pages("announcements", __name__)


@pages.page("/hold/<uuid:cohort_id>/opslag/nyt", access=access.may_run_cohort, methods=["GET", "POST"])
def new(person: Person, cohort: Cohort) -> Answer:
    """Write, look at it with the number of those who get it, then send. A letter cannot be called back."""
    form = AnnouncementForm(person=person)
    step, is_ready = form.step.data, form.came_in()
    if is_ready and step == "send":
        with form.refusals():
            announcement = actions.send_announcement(
                cohort,
                by=person,
                subject=form.subject.data or "",
                body=form.body.data or "",
                form_key=form.form_key.data or "",
            )
            return see_other(url_for("announcements.show", announcement_id=announcement.id, sendt=1))
    recipients = sum(e.person.disabled_at is None for e in participants_of(cohort))
    is_preview = is_ready and step == "look" and recipients > 0
    page = render("announcements/new.html", form=form, cohort=cohort, recipients=recipients, is_preview=is_preview)
    return page, form.status


@pages.page("/opslag/<uuid:announcement_id>", access=access.may_read_announcement)
def show(person: Person, announcement: Announcement) -> Answer:  # noqa: ARG001 - the rule asks for the person
    """An announcement as it was sent."""
    return render("announcements/show.html", announcement=announcement, sent="sendt" in request.args)
