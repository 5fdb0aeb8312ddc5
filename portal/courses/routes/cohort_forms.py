"""Where do coordinators set up a cohort and change it?"""

from uuid import UUID

from flask import url_for

from portal import access
from portal.answers import see_other
from portal.courses import cohort_actions, cohort_queries, copying
from portal.courses.cohort_forms import (
    CohortForm,
    NewCohortForm,
    PracticalForm,
    VenueForm,
    cohort_values,
    practical_values,
    venue_values,
)
from portal.courses.cohort_models import Cohort, Venue
from portal.courses.models import Course
from portal.courses.newer import refuse_stale
from portal.courses.queries import Edition, editions_of
from portal.courses.routes.pages import pages
from portal.door import Answer
from portal.enrolments.places import fill_free_seats
from portal.errors import Refused
from portal.forms import options
from portal.materials.releasing import move_releases
from portal.people.models import Person
from portal.people.session import render
from portal.repeated import hold_to_change, stands_already
from portal.text import _


@pages.page(
    "/kursus/<uuid:course_id>/hold/nyt", access=access.may_edit_course, methods=["GET", "POST"], step_up={"POST"}
)
def new_cohort(person: Person, course: Course) -> Answer:
    """Set up a cohort: from an earlier one that one runs in minutes, or from nothing."""
    form = NewCohortForm(person=person)
    known = [edition for edition in reversed(editions_of(course)) if access.may_run_cohort(person, edition.cohort)]
    earlier = {edition.cohort.id: edition for edition in known}
    form.copy_from.choices = options([("", _("Begynd forfra")), *((str(key), _words(e)) for key, e in earlier.items())])
    if form.came_in():
        with form.refusals():
            cohort = _make(course, earlier, form, by=person)
            return see_other(url_for("courses.edit_cohort", cohort_id=cohort.id, oprettet=1))
    return render("courses/new_cohort.html", form=form, course=course, earlier=earlier), form.status


def _words(edition: Edition) -> str:
    return f"{edition.cohort.name}, {edition.dates.words}" if edition.dates else edition.cohort.name


def _make(course: Course, earlier: dict[UUID, Edition], form: NewCohortForm, *, by: Person) -> Cohort:
    name = form.name.data or ""
    if form.copy_from.data is None:
        return cohort_actions.create_cohort(course, by=by, name=name, starts_on=form.starts_on.data)
    if form.copy_from.data not in earlier:
        raise Refused(_("Vælg et hold fra listen."), field="copy_from")
    source = earlier[form.copy_from.data].cohort
    return copying.copy_cohort(course, source, by=by, name=name, starts_on=form.starts_on.data)


@pages.page("/hold/<uuid:cohort_id>/ret", access=access.may_run_cohort, methods=["GET", "POST"])
def edit_cohort(person: Person, cohort: Cohort) -> Answer:
    """Change name, room, deadlines, days and places."""
    hold_to_change(cohort)
    days, venues = cohort_queries.days_of(cohort), cohort_queries.venues()
    stored = cohort_values(cohort, days)
    form = CohortForm(person=person, data=stored)
    known = [(str(v.id), ", ".join(part for part in (v.name, v.town) if part)) for v in venues]
    form.days.let_choose(venue=options([("", _("Ikke valgt endnu")), *known, ("new", _("Det nye sted herunder"))]))
    if form.came_in():
        with form.refusals():
            if not stands_already(form, cohort.version, data=stored):
                refuse_stale(cohort, form.version.data or 0)  # before anything else is to be mended
                cohort_actions.change_cohort(
                    cohort,
                    by=person,
                    version=form.version.data or 0,
                    text=form.cohort_text(),
                    days=form.day_drafts(days, venues),
                    new_venue=form.new_venue(),
                )
                move_releases(cohort, by=person)
                fill_free_seats(cohort, by=person)  # a higher capacity frees places too
            return see_other(url_for("courses.show_cohort", cohort_id=cohort.id, gemt=1))
        form.version.data = cohort.version
    used = [venue for venue in venues if any(day.venue_id == venue.id for day in days)]
    return render("courses/edit_cohort.html", form=form, cohort=cohort, used=used), form.status


@pages.page("/hold/<uuid:cohort_id>/praktisk", access=access.may_run_cohort, methods=["GET", "POST"])
def edit_practical(person: Person, cohort: Cohort) -> Answer:
    """Change what is good to know, and whom to ask."""
    hold_to_change(cohort)
    stored = practical_values(cohort, cohort_queries.desk_of(cohort).contacts)
    form = PracticalForm(person=person, data=stored)
    if form.came_in():
        with form.refusals():
            if not stands_already(form, cohort.version, data=stored):
                version, contacts = form.version.data or 0, form.contact_drafts()
                cohort_actions.change_practical(
                    cohort, by=person, version=version, text=form.draft(), contacts=contacts
                )
            return see_other(url_for("courses.show_cohort", cohort_id=cohort.id, gemt=1, _anchor="praktisk"))
        form.version.data = cohort.version
    return render("courses/edit_practical.html", form=form, cohort=cohort), form.status


@pages.page("/sted/<uuid:venue_id>/ret", access=access.may_edit_venue, methods=["GET", "POST"])
def edit_venue(person: Person, venue: Venue) -> Answer:
    """Change what is said of a place, for every cohort that meets there."""
    hold_to_change(venue)
    stored = venue_values(venue)
    form = VenueForm(person=person, data=stored)
    if form.came_in():
        with form.refusals():
            if not stands_already(form, venue.version, data=stored):
                cohort_actions.change_venue(venue, by=person, version=form.version.data or 0, draft=form.draft())
            return see_other(url_for("courses.edit_venue", venue_id=venue.id, gemt=1))
        form.version.data = venue.version
    return render("courses/edit_venue.html", form=form, venue=venue), form.status
