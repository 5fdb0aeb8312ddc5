"""Where do coordinators choose who works for a cohort?"""

from flask import request, url_for

from portal import access
from portal.answers import see_other
from portal.courses import cohort_queries, staff_actions
from portal.courses.cohort_forms import StaffForm
from portal.courses.cohort_models import Cohort, StaffRole
from portal.courses.routes.pages import pages
from portal.door import Answer
from portal.enrolments.queries import lock
from portal.errors import Refused
from portal.forms import options
from portal.people.homes import say_home
from portal.people.models import Person
from portal.people.queries import municipalities
from portal.people.session import render
from portal.roles.actions import choose_staff, let_go
from portal.text import _


@pages.page(
    "/hold/<uuid:cohort_id>/undervisere", access=access.may_run_cohort, methods=["GET", "POST"], step_up={"POST"}
)
def edit_staff(person: Person, cohort: Cohort) -> Answer:
    """Choose who teaches and who coordinates."""
    form = StaffForm(person=person)
    staff = cohort_queries.staff_of(cohort)
    known = [(str(one.id), _known(one)) for one in cohort_queries.known_staff()]
    form.person_id.choices = options([("", _("Vælg")), *known])
    form.municipality_code.choices = options([("", _("Ingen")), *((one.code, one.name) for one in municipalities())])
    if form.came_in():
        with form.refusals():
            if gone := request.form.get("remove"):
                _remove(cohort, gone, by=person)
            else:
                _add(cohort, form, by=person)
            if any(one.person_id == person.id for one in cohort_queries.staff_of(cohort)):
                return see_other(url_for("courses.edit_staff", cohort_id=cohort.id, gemt=1))
            return see_other(url_for("courses.show_course", course_id=cohort.course_id))
    return render("courses/edit_staff.html", form=form, cohort=cohort, staff=staff), form.status


def _known(person: Person) -> str:
    return f"{person.name}, {person.title}" if person.title else person.name


def _add(cohort: Cohort, form: StaffForm, *, by: Person) -> None:
    if form.role.data not in set(StaffRole):
        raise Refused(_("Vælg underviser eller koordinator."), field="role")
    lock(cohort)  # before a person is made, as enrolling does
    if form.email.data:
        chosen = staff_actions.person_for_staff(form.email.data, name=form.name.data or "", by=by)
    else:
        people = {one.id: one for one in cohort_queries.known_staff()}
        if form.person_id.data not in people:
            raise Refused(_("Vælg en på listen, eller skriv en e-mailadresse."), field="person_id")
        chosen = people[form.person_id.data]
    choose_staff(cohort, chosen, by=by, role=StaffRole(form.role.data))
    say_home(chosen, form.municipality_code.data or "")


def _remove(cohort: Cohort, staff_id: str, *, by: Person) -> None:
    found = next((one for one in cohort_queries.staff_of(cohort) if str(one.id) == staff_id), None)
    if found is not None:
        let_go(cohort, found, by=by)
