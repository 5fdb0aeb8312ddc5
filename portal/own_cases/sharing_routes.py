"""Where does an author decide who reads, and a coordinator open a joint session?"""

from typing import Any

from flask import request, url_for

from portal import access
from portal.answers import see_other
from portal.courses.cohort_forms import day_and_time
from portal.courses.cohort_models import Cohort
from portal.courses.newer import refuse_stale
from portal.date_fields import moment_of
from portal.door import Answer
from portal.enrolments.queries import participants_of
from portal.own_cases import queries, sharing
from portal.own_cases.audience import Audience, audience_for, by_name
from portal.own_cases.forms import JointForm, ReadersForm, chosen_circle, offer_circles
from portal.own_cases.models import OwnCase
from portal.own_cases.reading_routes import pages
from portal.people.models import Person
from portal.people.session import render
from portal.repeated import hold_to_change, stands_already

__all__ = ["pages"]


@pages.page("/case/<uuid:own_case_id>/laesere", access=access.may_own_case, methods=["GET", "POST"])
def readers(person: Person, own_case: OwnCase) -> Answer:
    """See and choose who may read; what is chosen counts at once."""
    here = url_for("own_cases.readers", own_case_id=own_case.id, gemt=1)
    audience = audience_for(person, own_case.cohort, own_case)
    form = ReadersForm(person=person, obj=own_case)
    if form.came_in():
        with form.refusals():
            _change(form, own_case, audience, person)
            return see_other(here)
    form.version.data = own_case.version
    offer_circles(form.visibility, audience)
    return _readers_page(form, own_case, audience), form.status


def _change(form: ReadersForm, own_case: OwnCase, audience: Audience, person: Person) -> None:
    """One person's shield, or what the whole form says."""
    for name, act in (("vis", sharing.lift_shield), ("skjul", sharing.restore_shield)):
        wanted = request.form.get(name, "")
        if wanted:
            one = next((one for one in audience.choosable if str(one) == wanted), None)
            if one is not None:
                act(own_case, one, by=person)
            return
    to = sharing.Readers(
        visibility=chosen_circle(form.visibility) or own_case.visibility,
        spans_wall=bool(form.spans_wall.data),
        is_for_screen=bool(form.is_for_screen.data),
    )
    sharing.change_readers(own_case, by=person, version=form.version.data or 0, to=to)


def _readers_page(form: ReadersForm, own_case: OwnCase, audience: Audience) -> str:
    circle = audience.circle(own_case.visibility)
    return render(
        "own_cases/readers.html",
        form=form,
        own_case=own_case,
        audience=audience,
        kept=[*by_name(circle.kept), *audience.kept_instructors],
        lifted=[
            *by_name(seat for seat in audience.cohort.readers if seat.is_lifted),
            *(one for one in audience.instructors if one.id in audience.lifted),
        ],
        openings=queries.openings_of(own_case.id),
        changes=queries.changes_of(own_case.id, sharing.CHANGES),
        labels=sharing.CHANGES,
        saved=request.args.get("gemt"),
    )


@pages.page("/hold/<uuid:cohort_id>/faelles-session", access=access.may_run_cohort, methods=["GET", "POST"])
def joint(person: Person, cohort: Cohort) -> Answer:
    """Open the way between elected and officials for a purpose and a time, or close it."""
    hold_to_change(cohort)
    stored = _joint_values(cohort)
    form = JointForm(person=person, data=stored)
    if form.came_in():
        with form.refusals():
            if request.form.get("luk"):
                sharing.close_joint_session(cohort, by=person)
            elif not stands_already(form, cohort.version, data=stored):
                refuse_stale(cohort, version := form.version.data or 0)  # before anything else is to be mended
                until = moment_of(form.on, form.at)
                purpose = form.purpose.data or ""
                sharing.open_joint_session(cohort, by=person, version=version, purpose=purpose, until=until)
            return see_other(url_for("own_cases.joint", cohort_id=cohort.id, gemt=1))
        form.version.data = cohort.version
    seats, saved = participants_of(cohort), request.args.get("gemt")
    return render("own_cases/joint.html", form=form, cohort=cohort, seats=seats, saved=saved), form.status


def _joint_values(cohort: Cohort) -> dict[str, Any]:
    """What the form shows: a session that is open, or none."""
    on, at = day_and_time(cohort.joint_until) if cohort.is_joint else (None, None)
    return {"version": cohort.version, "purpose": cohort.joint_purpose if cohort.is_joint else "", "on": on, "at": at}
