"""Where do coordinators write the programme of a cohort? A day at a time."""

from flask import request, url_for

from portal import access
from portal.answers import see_other
from portal.courses import agenda_actions, cohort_queries
from portal.courses.agenda_forms import AgendaForm, agenda_values
from portal.courses.cohort_models import Cohort, CourseDay
from portal.courses.routes.pages import pages
from portal.door import Answer
from portal.people.models import Person
from portal.people.session import render
from portal.repeated import hold_to_change, stands_already


@pages.page("/hold/<uuid:cohort_id>/program", access=access.may_run_cohort)
def edit_agenda(person: Person, cohort: Cohort) -> Answer:  # noqa: ARG001 - the door's arguments
    """The way to the first day, or what to do before there is one."""
    days = cohort_queries.days_of(cohort)
    if days:
        return see_other(url_for("courses.edit_day", course_day_id=days[0].id))
    return render("courses/no_days.html", cohort=cohort)


@pages.page("/kursusdag/<uuid:course_day_id>/program", access=access.may_edit_day, methods=["GET", "POST"])
def edit_day(person: Person, course_day: CourseDay) -> Answer:
    """Write the programme of a day."""
    cohort = course_day.cohort
    hold_to_change(cohort)
    days = cohort_queries.days_of(cohort)
    stored = agenda_values(course_day)
    form = AgendaForm(person=person, data=stored)
    if form.came_in():
        with form.refusals():
            if not stands_already(form, cohort.version, data=stored):
                version, drafts = form.version.data or 0, form.drafts(course_day)
                agenda_actions.change_agenda(course_day, by=person, version=version, drafts=drafts)
            return see_other(_then(cohort, days))
        form.version.data = cohort.version
    later = [day for day in days if day.starts_at > course_day.starts_at]
    page = render(
        "courses/edit_day.html",
        form=form,
        cohort=cohort,
        course_day=course_day,
        days=days,
        next_day=later[0] if later else None,
    )
    return page, form.status


def _then(cohort: Cohort, days: list[CourseDay]) -> str:
    """The page after saving: the day that the button named, or the cohort's programme."""
    chosen = next((day for day in days if str(day.id) == request.form.get("then")), None)
    if chosen:
        return url_for("courses.edit_day", course_day_id=chosen.id, gemt=1)
    return url_for("courses.show_cohort", cohort_id=cohort.id, gemt=1, _anchor="program")
