"""Where does a coordinator correct which municipality somebody on a cohort works in?"""

from typing import Final
from uuid import UUID

from flask import url_for

from portal import access
from portal.answers import see_other
from portal.courses.cohort_models import Cohort
from portal.courses.cohort_queries import staff_of
from portal.door import Answer
from portal.enrolments import correcting, queries
from portal.enrolments.forms import HomeForm
from portal.enrolments.models import EnrolmentStatus
from portal.enrolments.routes import pages
from portal.errors import Refused
from portal.forms import options
from portal.people.models import Person
from portal.people.queries import municipalities
from portal.people.session import render
from portal.text import _, danish_order

__all__ = ["pages"]

NONE: Final = "-"  # nothing chosen is not the same as none


@pages.page(
    "/hold/<uuid:cohort_id>/tilmeldinger/kommune",
    access=access.may_run_cohort,
    methods=["GET", "POST"],
    step_up={"POST"},
)
def correct_home(person: Person, cohort: Cohort) -> Answer:
    """Correct where a participant, or somebody who works for the cohort, comes from; never oneself."""
    form, people = HomeForm(person=person), _people_of(cohort, but=person)
    names = {one.code: one.name for one in municipalities()}
    form.person_id.choices = options([("", _("Vælg")), *((str(one.id), _named(one, names)) for one in people.values())])
    form.municipality_code.choices = options([("", _("Vælg")), (NONE, _("Ingen kommune")), *names.items()])
    if form.came_in():
        with form.refusals():
            _correct(people, form, cohort, by=person)
            return see_other(url_for("enrolments.correct_home", cohort_id=cohort.id, gemt=1))
    return render("enrolments/correct_home.html", form=form, cohort=cohort), form.status


def _people_of(cohort: Cohort, *, but: Person) -> dict[UUID, Person]:
    enrolled = [e.person for e in queries.roster(cohort) if e.status is not EnrolmentStatus.CANCELLED]
    found = [*enrolled, *(one.person for one in staff_of(cohort))]
    return {one.id: one for one in sorted(found, key=lambda one: danish_order(one.name)) if one.id != but.id}


def _named(person: Person, names: dict[str, str]) -> str:
    return f"{person.name}, {names.get(person.municipality_code or '', _('ingen kommune'))}"


def _correct(people: dict[UUID, Person], form: HomeForm, cohort: Cohort, *, by: Person) -> None:
    if form.person_id.data not in people:
        raise Refused(_("Vælg fra listen."), field="person_id")
    code = form.municipality_code.data or ""
    chosen = None if code == NONE else code
    correcting.correct_home(people[form.person_id.data], cohort, by=by, municipality_code=chosen)
